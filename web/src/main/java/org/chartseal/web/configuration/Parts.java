package org.chartseal.web.configuration;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import org.chartseal.domain.demo.DemoStage;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.shared.ForwardClock;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.SystemBoundary;
import org.chartseal.storage.ScanSettings;
import org.chartseal.storage.Storage;

/** The parts of the portal that are made from its configuration or from the machine. */
@ApplicationScoped
public class Parts {

    /** Read once; a start with a wrong configuration fails here and names the key. */
    @Produces
    @Singleton
    PortalConfiguration configuration() {
        return PortalConfiguration.from(System.getProperties());
    }

    /** Real time, in the hospital's zone, which does not go back. */
    @Produces
    @Singleton
    @SystemBoundary
    @Typed(ForwardClock.class)
    ForwardClock realClock(PortalConfiguration configuration) {
        return new ForwardClock(Clock.system(configuration.zone()), configuration.clockBehind());
    }

    /** In which doctors claim. */
    @Produces
    @Singleton
    Currency currency(PortalConfiguration configuration) {
        return configuration.currency();
    }

    /** Real time; only where there is a demo hospital can the loader play its past. */
    @Produces
    @Singleton
    Clock clock(PortalConfiguration configuration, ForwardClock real) {
        return configuration.demo() ? DemoStage.clock(real) : real;
    }

    /**
     * New identifiers, those of the demo hospital too, each greater than those before it (UUID version 7, RFC 9562): what is
     * new stands together in the indexes of the database and of the peers, where keeping it at random places costs more.
     */
    @Produces
    @Singleton
    @SystemBoundary
    IdGenerator idGenerator() {
        return UuidCreator::getTimeOrderedEpoch;
    }

    /** Encrypted objects, wherever the configuration says, and the keys beside them, on this machine's disk. */
    @Produces
    @Singleton
    Storage storage(PortalConfiguration configuration, Clock clock) {
        return Storage.open(configuration.storage(), configuration.vault(), clock);
    }

    @Produces
    @Singleton
    ObjectStore objectStore(Storage storage) {
        return storage.store();
    }

    @Produces
    @Singleton
    KeyVault keyVault(Storage storage) {
        return storage.vault();
    }

    @Produces
    @Singleton
    ObjectCipher objectCipher(Storage storage) {
        return storage.cipher();
    }

    /** Read once; a start with a wrong configuration fails here and names the key. */
    @Produces
    @Singleton
    ContentScanner contentScanner() {
        try {
            return ScanSettings.read(key -> Optional.ofNullable(System.getProperty(key)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("Configuration: " + wrong.getMessage(), wrong);
        }
    }

    @Produces
    @Singleton
    SigningKeys signingKeys(Storage storage) {
        return storage.signingKeys();
    }
}
