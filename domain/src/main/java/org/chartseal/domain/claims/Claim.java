package org.chartseal.domain.claims;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What a doctor claims of a patient's insurer for a visit: a draft until it is signed, then sealed. An amendment is a new sealed
 * version; withdrawing it is the last one. The coverage stands in it as it was when the claim was begun.
 */
@Entity
public class Claim {

    /** Longest reason of an amendment or a withdrawal. */
    public static final int LONGEST_REASON = 500;

    /** Where a claim stands. */
    public enum State {
        DRAFT,
        SIGNED,
        WITHDRAWN;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "appointment_id")
    private UUID appointmentId;

    @Column(name = "served_on")
    private LocalDate servedOn;

    @Column(name = "coverage_id")
    private UUID coverageId;

    @Column(name = "insurer_id")
    private UUID insurerId;

    private String number;

    @Column(name = "covered_from")
    private LocalDate coveredFrom;

    @Column(name = "covered_until")
    private @Nullable LocalDate coveredUntil;

    private String currency;
    private String remark;
    private String reason;
    private String state;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "signed_at")
    private @Nullable Instant signedAt;

    @ElementCollection
    @CollectionTable(name = "claim_diagnosis", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderColumn(name = "position")
    private List<ClaimDiagnosis> diagnoses = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "claim_item", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderColumn(name = "position")
    private List<ClaimItem> items = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "claim_support", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderColumn(name = "position")
    private List<ClaimSupport> support = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Claim() {}

    /**
     * A draft.
     *
     * @param cover of the coverage, as it is now
     * @throws Refused {@code claim-coverage-not-in-force} or {@code claim-price-wrong}
     */
    Claim(
            ClaimId id,
            ClaimedVisit visit,
            CoverageId coverage,
            Cover cover,
            Currency currency,
            Claimed claimed,
            Instant begunAt) {
        this.id = id.value();
        this.patientId = visit.patient().value();
        this.authorId = visit.doctor().value();
        this.appointmentId = visit.appointment().value();
        this.servedOn = visit.day();
        this.currency = currency.getCurrencyCode();
        this.reason = "";
        this.state = State.DRAFT.code();
        this.begunAt = begunAt.truncatedTo(ChronoUnit.MILLIS);
        cover(coverage, cover);
        claim(claimed);
    }

    @org.jspecify.annotations.NullUnmarked // also called while constructing
    private void cover(CoverageId coverage, Cover cover) {
        if (!cover.period().contains(servedOn)) {
            throw Refused.because("claim-coverage-not-in-force").at("coverage");
        }
        this.coverageId = coverage.value();
        this.insurerId = cover.insurer().value();
        this.number = cover.number();
        this.coveredFrom = cover.period().from();
        this.coveredUntil = cover.period().until().orElse(null);
    }

    @org.jspecify.annotations.NullUnmarked // also called while constructing
    private void claim(Claimed claimed) {
        claimed.requirePayable(currency());
        this.remark = claimed.remark();
        replace(diagnoses, claimed.diagnoses());
        replace(items, claimed.items());
        replace(support, claimed.support());
    }

    /** Rows that stay as they are are not written. */
    private static <T> void replace(List<T> kept, List<T> now) {
        if (!kept.equals(now)) {
            kept.clear();
            kept.addAll(now);
        }
    }

    /**
     * Changes the draft.
     *
     * @throws Refused {@code claim-already-signed}, {@code claim-coverage-not-in-force} or {@code claim-price-wrong}
     */
    void change(CoverageId coverage, Cover cover, Claimed claimed) {
        requireDraft();
        cover(coverage, cover);
        claim(claimed);
    }

    /**
     * Ends the draft: this is what the author signs.
     *
     * @throws Refused {@code claim-already-signed}
     */
    void sign(Instant at) {
        requireDraft();
        this.state = State.SIGNED.code();
        nextVersion(at);
    }

    /**
     * Replaces what was signed by a new version; visit and coverage stay.
     *
     * @throws Refused {@code claim-not-signed}, {@code claim-unchanged}, {@code claim-needs-reason} or {@code claim-price-wrong}
     */
    void amend(Claimed claimed, String why, Instant at) {
        requireSigned();
        if (claimed.equals(claimed())) {
            throw Refused.because("claim-unchanged");
        }
        this.reason = tidy(why);
        claim(claimed);
        nextVersion(at);
    }

    /**
     * Takes it back. It stays, and says so.
     *
     * @throws Refused {@code claim-not-signed} or {@code claim-needs-reason}
     */
    void withdraw(String why, Instant at) {
        requireSigned();
        this.reason = tidy(why);
        this.state = State.WITHDRAWN.code();
        nextVersion(at);
    }

    private void nextVersion(Instant at) {
        this.sealedVersion++;
        this.signedAt = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Insists that it was not signed yet.
     *
     * @throws Refused {@code claim-already-signed}
     */
    void requireDraft() {
        if (state() != State.DRAFT) {
            throw Refused.because("claim-already-signed");
        }
    }

    /**
     * Insists that it was signed and not withdrawn.
     *
     * @throws Refused {@code claim-not-signed}
     */
    void requireSigned() {
        if (state() != State.SIGNED) {
            throw Refused.because("claim-not-signed");
        }
    }

    private static String tidy(String why) {
        String tidy = ClaimText.of(why);
        if (tidy.isEmpty()) {
            throw Refused.because("claim-needs-reason").at("reason");
        }
        ClaimText.requireShort("reason", tidy, LONGEST_REASON);
        return tidy;
    }

    public ClaimId id() {
        return new ClaimId(id);
    }

    /** The record that is sealed. */
    public RecordId record() {
        return new RecordId(id);
    }

    /** Of the working row, to notice a stale write. */
    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId author() {
        return new PractitionerId(authorId);
    }

    public AppointmentId appointment() {
        return new AppointmentId(appointmentId);
    }

    /** The day of the visit. */
    public LocalDate servedOn() {
        return servedOn;
    }

    public CoverageId coverage() {
        return new CoverageId(coverageId);
    }

    /** The coverage as it was then. */
    public Cover cover() {
        return new Cover(
                new InsurerId(insurerId), number, new CoverPeriod(coveredFrom, Optional.ofNullable(coveredUntil)));
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public Claimed claimed() {
        return new Claimed(diagnoses, items, support, remark);
    }

    /** Why the newest version replaced the one before; empty for the first. */
    public String reason() {
        return reason;
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** How many versions were sealed; none of a draft. */
    public int sealedVersion() {
        return sealedVersion;
    }

    public Instant begunAt() {
        return begunAt;
    }

    /** When the newest version was signed. */
    public Optional<Instant> signedAt() {
        return Optional.ofNullable(signedAt);
    }
}
