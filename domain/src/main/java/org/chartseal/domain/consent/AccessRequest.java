package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** Someone asks a patient for access. Only the patient answers; what nobody answers lapses. */
@Entity
@Table(name = "access_request")
public class AccessRequest {

    /** So long it waits for an answer. */
    public static final Duration WAITS = Duration.ofDays(30);

    /** The most characters of what the patient says when they refuse. */
    public static final int LONGEST_REFUSAL = 500;

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private @Nullable UUID patientId;

    @Embedded
    private WhomAsked whom;

    @Embedded
    private Wish wish;

    @Column(name = "asked_by")
    private String askedBy;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "lapses_at")
    private Instant lapsesAt;

    private String state;

    @Column(name = "settled_at")
    private @Nullable Instant settledAt;

    private String refusal;

    @Column(name = "grant_id")
    private @Nullable UUID grantId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AccessRequest() {}

    /**
     * A new request.
     *
     * @param patient who fits; nobody, when none does or another request of the grantee waits for them: the asker is not told
     */
    AccessRequest(
            AccessRequestId id,
            Optional<PatientId> patient,
            WhomAsked whom,
            Wish wish,
            Account askedBy,
            Instant askedAt) {
        this.id = id.value();
        this.patientId = patient.map(PatientId::value).orElse(null);
        this.whom = whom;
        this.wish = wish;
        this.askedBy = askedBy.name();
        this.askedAt = askedAt;
        this.lapsesAt = askedAt.plus(WAITS);
        this.state = State.WAITING.code();
        this.refusal = "";
    }

    /** How a request stands. */
    public enum State {
        WAITING,
        GRANTED,
        REFUSED,
        WITHDRAWN,
        LAPSED;

        /** As rows and message keys name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The patient gives access.
     *
     * @throws Refused {@code request-answered} or {@code request-lapsed}
     */
    void grant(GrantId grant, Instant at) {
        settle(State.GRANTED, at);
        this.grantId = grant.value();
    }

    /**
     * The patient gives none.
     *
     * @param why may be empty
     * @throws Refused {@code request-answered}, {@code request-lapsed} or {@code request-refusal-long}
     */
    void refuse(String why, Instant at) {
        if (why.codePointCount(0, why.length()) > LONGEST_REFUSAL) {
            throw Refused.because("request-refusal-long").at("why");
        }
        settle(State.REFUSED, at);
        this.refusal = why;
    }

    /** The patient did not sign the grant that was to answer it. */
    void notSigned(Instant at) {
        this.state = State.REFUSED.code();
        this.settledAt = at;
        this.grantId = null;
    }

    /**
     * The asker takes it back.
     *
     * @throws Refused {@code request-answered} or {@code request-lapsed}
     */
    void withdraw(Instant at) {
        settle(State.WITHDRAWN, at);
    }

    /**
     * The patient takes the answer back, and the request waits again.
     *
     * @throws Refused {@code request-lapsed}
     */
    void waitAgain(Instant at) {
        if (!at.isBefore(lapsesAt)) {
            throw Refused.because("request-lapsed");
        }
        this.state = State.WAITING.code();
        this.settledAt = null;
        this.refusal = "";
        this.grantId = null;
    }

    private void settle(State to, Instant at) {
        switch (state(at)) {
            case WAITING -> {
                this.state = to.code();
                this.settledAt = at;
            }
            case LAPSED -> throw Refused.because("request-lapsed");
            case GRANTED, REFUSED, WITHDRAWN -> throw Refused.because("request-answered");
        }
    }

    public AccessRequestId id() {
        return new AccessRequestId(id);
    }

    /** Who is asked; nobody, when none fits. */
    public Optional<PatientId> patient() {
        return Optional.ofNullable(patientId).map(PatientId::new);
    }

    /** As the asker named them. */
    public WhomAsked whom() {
        return whom;
    }

    /** What is asked for. */
    public Wish wish() {
        return wish;
    }

    public Account askedBy() {
        return new Account(askedBy);
    }

    public Instant askedAt() {
        return askedAt;
    }

    /** From then on it is not answered any more. */
    public Instant lapsesAt() {
        return lapsesAt;
    }

    /** How it stands at that moment. */
    public State state(Instant at) {
        State kept = State.valueOf(state.toUpperCase(Locale.ROOT));
        return kept == State.WAITING && !at.isBefore(lapsesAt) ? State.LAPSED : kept;
    }

    public Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }

    /** What the patient says about their refusal; may be empty. */
    public String refusal() {
        return refusal;
    }

    /** The grant that answers it; it may still wait for the patient's signature. */
    public Optional<GrantId> grant() {
        return Optional.ofNullable(grantId).map(GrantId::new);
    }
}
