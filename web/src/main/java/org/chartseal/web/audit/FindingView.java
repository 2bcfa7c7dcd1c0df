package org.chartseal.web.audit;

import java.time.Instant;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.IntegrityFinding;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * An integrity finding as the auditor sees it.
 *
 * @param id of the finding
 * @param verifies whether what it is about is a seal with a page of its own
 * @param check code of the check that failed
 */
record FindingView(
        long id,
        Instant foundAt,
        String subject,
        boolean verifies,
        String check,
        String detail,
        @Nullable Instant resolvedAt) {

    /** Then there is a seal on the ledger, and nothing here to look at. */
    private static final String GONE = "sealed-row-gone";

    static FindingView of(IntegrityFinding finding) {
        return new FindingView(
                finding.id(),
                finding.foundAt(),
                finding.seal(),
                isSeal(finding.seal()) && !finding.detail().startsWith(GONE),
                finding.checkFailed(),
                finding.detail(),
                finding.resolvedAt().orElse(null));
    }

    /** The code of why the check failed. */
    public String reason() {
        return detail.substring(0, end());
    }

    /** What differs, as far as it is said. */
    public String where() {
        return detail.substring(end()).strip();
    }

    private int end() {
        int space = detail.indexOf(' ');
        return space < 0 ? detail.length() : space;
    }

    private static boolean isSeal(String subject) {
        try {
            SealId.parse(subject);
            return true;
        } catch (Refused notOne) {
            return false;
        }
    }

    /** Whether there may be something to compare: it is open, and about a sealed record. */
    public boolean compares() {
        return verifies && resolvedAt == null;
    }
}
