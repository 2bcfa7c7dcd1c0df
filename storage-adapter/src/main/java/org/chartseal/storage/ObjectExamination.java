package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/** Reads a sealed object to its end and names what is wrong with it. Hands out nothing of it. */
final class ObjectExamination {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final Predicate<ObjectAddress> stored;

    /** @param stored whether an object of that address was ever stored */
    ObjectExamination(ObjectStore store, Predicate<ObjectAddress> stored) {
        this.store = store;
        this.stored = stored;
    }

    /** @param key that should open it; without one, only its bytes are looked at */
    Optional<ObjectDamage> examine(ObjectAddress address, Optional<ObjectKey> key) {
        try (InputStream lying = store.open(address);
                DiskInput disk = new DiskInput(lying);
                MeasuredInput measured = new MeasuredInput(disk)) {
            Findings found = new Findings();
            BodyStream body = new BodyStream(measured);
            read(measured, body, key, found);
            drain(body);
            found.address = new ObjectAddress(measured.sha256());
            found.whole = ObjectTrailer.isWhole(body.trailer(), measured.count());
            found.cut = ObjectTrailer.isCut(body.trailer(), measured.count());
            return damage(found, address, key);
        } catch (Refused refusal) {
            return Optional.of(ObjectDamage.of(refusal).orElseThrow(() -> refusal));
        } catch (IOException failure) {
            throw new Unavailable("storage", Duration.ofSeconds(30), failure);
        }
    }

    private static void read(MeasuredInput measured, BodyStream body, Optional<ObjectKey> key, Findings found)
            throws IOException {
        try {
            found.header = ObjectHeader.read(measured);
            if (key.isPresent() && key.get().header().equals(found.header)) {
                drain(TinkObjectCipher.decrypting(key.get(), body));
                found.decrypts = true;
            }
        } catch (DiskInput.Failure failure) {
            throw failure;
        } catch (IOException notAuthentic) {
            found.decrypts = false;
        }
    }

    /** Not closed here: the rest has to be read and measured. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
            // read for its digest and its authenticity only
        }
    }

    private Optional<ObjectDamage> damage(Findings found, ObjectAddress address, Optional<ObjectKey> key) {
        if (!address.equals(found.address)) {
            return Optional.of(nameOfStranger(found));
        }
        if (found.header == null || !found.whole) {
            return Optional.of(ObjectDamage.ALTERED);
        }
        return key.flatMap(each -> damageByKey(found, each));
    }

    private static Optional<ObjectDamage> damageByKey(Findings found, ObjectKey key) {
        if (!key.header().equals(found.header)) {
            return Optional.of(ObjectDamage.KEY_NOT_COMMITTED);
        }
        return found.decrypts ? Optional.empty() : Optional.of(ObjectDamage.ALTERED);
    }

    /** What lies at the address does not have it. */
    private ObjectDamage nameOfStranger(Findings found) {
        if (found.address != null && stored.test(found.address)) {
            return ObjectDamage.SWAPPED;
        }
        return found.cut ? ObjectDamage.CUT : ObjectDamage.ALTERED;
    }

    private static final class Findings {
        private @Nullable ObjectHeader header;
        private @Nullable ObjectAddress address;
        private boolean decrypts;
        private boolean whole;
        private boolean cut;
    }
}
