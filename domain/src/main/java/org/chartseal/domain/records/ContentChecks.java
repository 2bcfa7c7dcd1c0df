package org.chartseal.domain.records;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * The checks of the encrypted object.
 *
 * @param lines of the first four checks
 * @param content what was sealed, when all four passed
 */
record ContentChecks(List<Line> lines, Optional<CanonicalContent> content) {

    private static final List<SealCheck> IN_ORDER = List.of(
            SealCheck.OBJECT_FOUND, SealCheck.CIPHERTEXT_INTACT, SealCheck.DECRYPTS, SealCheck.COMMITMENT_EQUALS);

    /**
     * Opens the object of that version.
     *
     * @param signed the commitment in the header, if the header can be read
     */
    static ContentChecks of(RecordVersion version, Optional<Commitment> signed, SealedObjects objects) {
        try (InputStream in = objects.open(version.context(), version.object())) {
            byte[] sealed = in.readAllBytes();
            boolean equal =
                    signed.filter(CanonicalContent.commitmentOf(sealed)::equals).isPresent();
            return equal
                    ? new ContentChecks(upTo(3, Optional.empty()), Optional.of(CanonicalContent.within(sealed)))
                    : failed(SealCheck.COMMITMENT_EQUALS, "commitment-differs");
        } catch (Refused refusal) {
            return ObjectDamage.of(refusal)
                    .map(ContentChecks::damaged)
                    .orElseGet(() -> failed(SealCheck.OBJECT_FOUND, refusal.code()));
        } catch (Unavailable | IOException away) {
            return unknown();
        }
    }

    private static ContentChecks damaged(ObjectDamage damage) {
        return switch (damage) {
            case MISSING -> failed(SealCheck.OBJECT_FOUND, damage.code());
            case CUT, SWAPPED, ALTERED -> failed(SealCheck.CIPHERTEXT_INTACT, damage.code());
            case OF_ANOTHER_RECORD, KEY_MISSING -> failed(SealCheck.DECRYPTS, damage.code());
        };
    }

    private static ContentChecks failed(SealCheck check, String reason) {
        return new ContentChecks(upTo(IN_ORDER.indexOf(check), Optional.of(reason)), Optional.empty());
    }

    private static ContentChecks unknown() {
        return new ContentChecks(
                IN_ORDER.stream()
                        .map(check -> Line.unknown(check, "storage-away"))
                        .toList(),
                Optional.empty());
    }

    /** Passed before that place, at that place passed or failed for that reason, after it not checked. */
    private static List<Line> upTo(int place, Optional<String> reason) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < IN_ORDER.size(); i++) {
            SealCheck check = IN_ORDER.get(i);
            if (i > place) {
                lines.add(Line.unknown(check, "not-checked"));
            } else if (i == place && reason.isPresent()) {
                lines.add(Line.failed(check, reason.get()));
            } else {
                lines.add(Line.passed(check));
            }
        }
        return lines;
    }
}
