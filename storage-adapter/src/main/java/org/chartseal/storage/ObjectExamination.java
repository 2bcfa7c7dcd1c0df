package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/** Reads a sealed object to its end and names what is wrong with it. Hands out nothing of it. */
final class ObjectExamination {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final KeyVault vault;

    ObjectExamination(ObjectStore store, KeyVault vault) {
        this.store = store;
        this.vault = vault;
    }

    Optional<ObjectDamage> examine(ObjectContext context, ObjectAddress address) {
        try (InputStream lying = store.open(address);
                DiskInput disk = new DiskInput(lying);
                MeasuredInput measured = new MeasuredInput(disk)) {
            Findings found = new Findings();
            BodyStream body = new BodyStream(measured);
            read(measured, body, found);
            drain(body);
            found.ownAddress = measured.sha256().equals(address.hex());
            found.whole = ObjectTrailer.isWhole(body.trailer(), measured.count());
            found.cut = ObjectTrailer.isCut(body.trailer(), measured.count());
            return damage(found, context);
        } catch (Refused refusal) {
            return Optional.of(ObjectDamage.of(refusal).orElseThrow(() -> refusal));
        } catch (IOException failure) {
            throw new Unavailable("storage", Duration.ofSeconds(30), failure);
        }
    }

    private void read(MeasuredInput measured, BodyStream body, Findings found) throws IOException {
        try {
            ObjectHeader header = ObjectHeader.read(measured);
            DataKey key = DataKey.unwrap(vault, header.wrappedKey());
            found.key = key;
            drain(TinkSealedObjects.decrypting(key, header, body));
            found.decrypts = true;
        } catch (DiskInput.Failure failure) {
            throw failure;
        } catch (Refused noKey) {
            found.keyMissing = noKey.code().equals("vault-key-missing");
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

    private static Optional<ObjectDamage> damage(Findings found, ObjectContext context) {
        if (!found.ownAddress) {
            return Optional.of(nameOfStranger(found, context));
        }
        if (found.keyMissing) {
            return Optional.of(ObjectDamage.KEY_MISSING);
        }
        if (!found.sound() || found.key == null) {
            return Optional.of(ObjectDamage.ALTERED);
        }
        return found.key.belongsTo(context) ? Optional.empty() : Optional.of(ObjectDamage.OF_ANOTHER_RECORD);
    }

    /** What lies at the address does not have it. */
    private static ObjectDamage nameOfStranger(Findings found, ObjectContext context) {
        boolean foreign = found.key != null && !found.key.belongsTo(context);
        if (found.sound() || (foreign && !found.cut)) {
            return ObjectDamage.SWAPPED;
        }
        return found.cut ? ObjectDamage.CUT : ObjectDamage.ALTERED;
    }

    private static final class Findings {
        private @Nullable DataKey key;
        private boolean keyMissing;
        private boolean decrypts;
        private boolean whole;
        private boolean cut;
        private boolean ownAddress;

        boolean sound() {
            return decrypts && whole;
        }
    }
}
