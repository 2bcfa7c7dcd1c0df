package org.chartseal.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.records.SealStates;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.security.OpenIdProvider;

/** Asks every part that the portal needs whether it answers. */
@ApplicationScoped
public class Readiness {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final int DATABASE_PATIENCE_SECONDS = 3;

    private final OpenIdProvider provider;
    private final PortalConfiguration configuration;
    private final Instance<EvidenceLedger> ledger;
    private final Instance<ObjectStore> objects;
    private final SealStates seals;
    private final Instance<DemoHospital> demo;

    @Resource(lookup = "java:jboss/datasources/Chartseal")
    private DataSource database;

    @Inject
    Readiness(
            OpenIdProvider provider,
            PortalConfiguration configuration,
            Instance<EvidenceLedger> ledger,
            Instance<ObjectStore> objects,
            SealStates seals,
            Instance<DemoHospital> demo) {
        this.provider = provider;
        this.configuration = configuration;
        this.ledger = ledger;
        this.objects = objects;
        this.seals = seals;
        this.demo = demo;
    }

    /** The state of every part now. */
    public Health health() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        OptionalLong pending = ask("database", this::pendingSeals);
        OptionalLong height = ask(Health.LEDGER, () -> ledger.get().height());
        parts.put("database", pending.isPresent());
        parts.put("sign-in", answers("sign-in", provider::check));
        parts.put("storage", answers("storage", () -> objects.get().check()));
        parts.put(Health.LEDGER, height.isPresent());
        return new Health(parts, new Health.Ledger(configuration.ledgerKind(), height, pending), demoStage());
    }

    private DemoHospital.Stage demoStage() {
        return configuration.demo() && demo.isResolvable() ? demo.get().stage() : DemoHospital.Stage.OFF;
    }

    private long pendingSeals() {
        checkDatabase();
        return seals.pending();
    }

    private void checkDatabase() {
        try (Connection connection = database.getConnection()) {
            if (!connection.isValid(DATABASE_PATIENCE_SECONDS)) {
                throw new SQLException("connection is not valid");
            }
        } catch (SQLException away) {
            throw new Unavailable("database", Duration.ofSeconds(10), away);
        }
    }

    private static boolean answers(String part, Runnable check) {
        return ask(part, () -> {
                    check.run();
                    return 0;
                })
                .isPresent();
    }

    // A part that fails in a way nobody thought of is away as well; the answer must name it, not break.
    private static OptionalLong ask(String part, LongSupplier question) {
        try {
            return OptionalLong.of(question.getAsLong());
        } catch (RuntimeException | LinkageError away) {
            LOG.log(Level.FINE, part + " does not answer", away);
            return OptionalLong.empty();
        }
    }
}
