package org.chartseal.web.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.IntegrityFinding;
import org.chartseal.domain.records.ReadFindings;
import org.chartseal.domain.records.SealCheck;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * An integrity finding as the auditor sees it.
 *
 * @param id of the finding
 * @param verifies whether what it is about is a seal with a page of its own
 * @param check code of the check that failed
 */
public record FindingView(
        long id,
        Instant foundAt,
        String subject,
        boolean verifies,
        String check,
        String detail,
        @Nullable Instant resolvedAt) {

    private static final Set<String> OF_KEYS = Set.of(SealCheck.DECRYPTS.code(), SealCheck.FILE_DECRYPTS.code());

    /** Then there is a seal on the ledger, and nothing here to look at. */
    private static final String GONE = "sealed-row-gone";

    /** Of that finding. */
    public static FindingView of(IntegrityFinding finding) {
        return new FindingView(
                finding.id(),
                finding.foundAt(),
                finding.seal(),
                isSeal(finding.seal()) && !finding.detail().startsWith(GONE),
                finding.checkFailed(),
                finding.detail(),
                finding.resolvedAt().orElse(null));
    }

    /** The last repair that was made because of each of these findings, by their numbers. */
    public static Map<Long, ReadFindings.Repair> repairs(
            ReadFindings findings, Actor actor, List<IntegrityFinding> of) {
        return findings.repairs(actor, of.stream().map(IntegrityFinding::id).toList()).stream()
                .collect(Collectors.toMap(ReadFindings.Repair::finding, each -> each, (first, last) -> last));
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

    /** Whether rows or keys that it is about may be put back: it is open, and they are no longer as they were when it was signed. */
    public boolean repairable() {
        return resolvedAt == null && (check.equals(SealCheck.WORKING_ROWS_MATCH.code()) || isOfKeys());
    }

    /** The object itself is sound then. */
    private boolean isOfKeys() {
        return OF_KEYS.contains(check) && reason().startsWith("object-key-");
    }

    /**
     * A finding's number, as addresses have it.
     *
     * @throws NotFound when it is none
     */
    public static long number(String finding) {
        try {
            return Long.parseLong(finding);
        } catch (NumberFormatException malformed) {
            throw (NotFound) new NotFound("finding", finding).initCause(malformed);
        }
    }
}
