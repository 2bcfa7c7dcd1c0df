package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What someone asks a patient for: for whom, which parts, why, until when. */
@Embeddable
public class Wish {

    /** In characters. */
    public static final int SHORTEST_REASON = 10;

    /** In characters. */
    public static final int LONGEST_REASON = 500;

    /** In characters. */
    public static final int LONGEST_REFERENCE = 100;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    @Column(name = "insurer_id")
    private @Nullable UUID insurerId;

    @Column(name = "study_id")
    private @Nullable UUID studyId;

    private String categories;
    private String reason;
    private String reference;

    @Column(name = "asked_on")
    private LocalDate askedOn;

    @Column(name = "wanted_until")
    private LocalDate until;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Wish() {}

    Wish(Grantee grantee, Asked asked, LocalDate today) {
        switch (grantee.kind()) {
            case PRACTITIONER -> this.practitionerId = grantee.id();
            case INSURER -> this.insurerId = grantee.id();
            case STUDY -> this.studyId = grantee.id();
            case DEPARTMENT, PROXY -> throw new IllegalArgumentException("nobody asks for a " + grantee.kind());
        }
        this.categories = What.of(asked.categories()).codes();
        this.reason = asked.reason();
        this.reference = grantee.kind() == GranteeKind.INSURER ? asked.claim() : "";
        this.askedOn = today;
        this.until = asked.until();
        checkPeriod(asked.until(), today);
        if (grantee.kind() == GranteeKind.INSURER && reference.isEmpty()) {
            throw Refused.because("request-claim-missing").at("reference");
        }
    }

    /**
     * As a form has it.
     *
     * @param reason {@value Wish#SHORTEST_REASON} to {@value Wish#LONGEST_REASON} characters; the patient reads it
     * @param claim an insurer's policy or claim, at most {@value Wish#LONGEST_REFERENCE} characters; of others it is not kept
     * @param until last day
     */
    public record Asked(Set<RecordCategory> categories, String reason, String claim, LocalDate until) {
        public Asked {
            categories = Set.copyOf(categories);
            reason = reason.strip();
            claim = claim.strip();
            if (categories.isEmpty()) {
                throw Refused.because("request-categories-missing").at("categories");
            }
            int length = reason.codePointCount(0, reason.length());
            if (length < SHORTEST_REASON || length > LONGEST_REASON) {
                throw Refused.because("request-reason-length", Map.of("least", SHORTEST_REASON, "most", LONGEST_REASON))
                        .at("reason");
            }
            if (claim.codePointCount(0, claim.length()) > LONGEST_REFERENCE) {
                throw Refused.because("request-claim-long", Map.of("most", LONGEST_REFERENCE))
                        .at("reference");
            }
        }
    }

    private static void checkPeriod(LocalDate until, LocalDate today) {
        if (until.isBefore(today)) {
            throw Refused.because("grant-until-past", Map.of("until", until)).at("until");
        }
        LocalDate latest = today.plusDays(GiveAccess.LONGEST_DAYS);
        if (until.isAfter(latest)) {
            throw Refused.because("grant-too-long", Map.of("latest", latest)).at("until");
        }
    }

    /** Who would read. */
    public Grantee grantee() {
        return Stream.of(
                        grantee(GranteeKind.PRACTITIONER, practitionerId),
                        grantee(GranteeKind.INSURER, insurerId),
                        grantee(GranteeKind.STUDY, studyId))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a constraint holds that there is one"));
    }

    private static Optional<Grantee> grantee(GranteeKind kind, @Nullable UUID id) {
        return Optional.ofNullable(id).map(present -> new Grantee(kind, present));
    }

    /** What they would read. */
    public Set<RecordCategory> categories() {
        return Permission.categories(categories);
    }

    /** Why, in the asker's words. */
    public String reason() {
        return reason;
    }

    /** An insurer's policy or claim; empty for others. */
    public String reference() {
        return reference;
    }

    /** On which day it was asked. */
    public LocalDate askedOn() {
        return Objects.requireNonNull(askedOn);
    }

    /** Last day. */
    public LocalDate until() {
        return until;
    }

    /**
     * Insists that this is no more than was asked for.
     *
     * @throws Refused {@code request-wider} or {@code request-longer}
     */
    void requireWithin(Set<RecordCategory> given, LocalDate givenUntil) {
        if (!categories().containsAll(given)) {
            throw Refused.because("request-wider").at("categories");
        }
        if (givenUntil.isAfter(until)) {
            throw Refused.because("request-longer", Map.of("until", until)).at("until");
        }
    }
}
