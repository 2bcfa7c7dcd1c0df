package org.chartseal.domain.records;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * The checks of the encrypted object.
 *
 * @param lines of the first four checks
 * @param content what was sealed, when it was opened and is what was signed
 */
record ContentChecks(List<Line> lines, Optional<CanonicalContent> content) {

    private static final ObjectChecks CHECKS = new ObjectChecks(
            SealCheck.OBJECT_FOUND,
            SealCheck.CIPHERTEXT_INTACT,
            SealCheck.DECRYPTS,
            SealCheck.COMMITMENT_EQUALS,
            Optional.empty());

    /** As {@link #of(RecordVersion, Optional, SealedObjects, Opener)} by the hospital's key. */
    static ContentChecks of(RecordVersion version, Optional<Commitment> signed, SealedObjects objects) {
        return of(version, signed, objects, Opener.HOSPITAL);
    }

    /**
     * Opens the object of that version.
     *
     * @param signed the commitment in the header, if the header can be read
     * @param opener by whose key
     */
    static ContentChecks of(RecordVersion version, Optional<Commitment> signed, SealedObjects objects, Opener opener) {
        try (InputStream in = objects.open(opener, version.context(), version.object())) {
            byte[] sealed = in.readAllBytes();
            boolean equal =
                    signed.filter(CanonicalContent.commitmentOf(sealed)::equals).isPresent();
            return equal
                    ? new ContentChecks(keys(version, objects), Optional.of(CanonicalContent.within(sealed)))
                    : notGood(CHECKS.failed(SealCheck.COMMITMENT_EQUALS, "commitment-differs"));
        } catch (Refused refusal) {
            return notGood(CHECKS.refused(refusal));
        } catch (Unavailable | IOException away) {
            return notGood(CHECKS.unknown("storage-away"));
        }
    }

    /** The content is known to be what was signed; whether everybody who should can open it is another matter. */
    private static List<Line> keys(RecordVersion version, SealedObjects objects) {
        try {
            objects.requireKeys(version.context(), version.object());
            return CHECKS.passed();
        } catch (Refused refusal) {
            return CHECKS.refused(refusal);
        }
    }

    private static ContentChecks notGood(List<Line> lines) {
        return new ContentChecks(lines, Optional.empty());
    }
}
