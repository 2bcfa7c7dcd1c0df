package org.chartseal.domain.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.AccessRequest.State;

/**
 * A request for access, as its two sides see it.
 *
 * @param grantee who would read
 * @param categories what they would read
 * @param reason in the asker's words
 * @param reference an insurer's policy or claim; else empty
 * @param until last day
 * @param lapsesAt until then it can be answered
 * @param refusal what the patient said when they refused; may be empty
 * @param grant the grant that answers it
 */
public record RequestView(
        AccessRequestId id,
        GranteeNames.Named grantee,
        List<RecordCategory> categories,
        boolean everything,
        Purpose purpose,
        String reason,
        String reference,
        LocalDate until,
        Instant askedAt,
        Instant lapsesAt,
        State state,
        Optional<Instant> settledAt,
        String refusal,
        Optional<GrantId> grant) {

    static RequestView of(AccessRequest request, GranteeNames names, Instant now) {
        Wish wish = request.wish();
        return new RequestView(
                request.id(),
                names.of(wish.grantee()),
                wish.categories().stream().sorted().toList(),
                wish.categories().equals(RecordCategory.ordinary()),
                wish.grantee().purpose(),
                wish.reason(),
                wish.reference(),
                wish.until(),
                request.askedAt(),
                request.lapsesAt(),
                request.state(now),
                request.settledAt(),
                request.refusal(),
                request.grant());
    }
}
