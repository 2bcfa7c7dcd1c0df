package org.chartseal.domain.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A patient's request to be erased, and what became of it. Which state follows which is said here. */
@Entity
public class Erasure {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    private UUID subject;
    private String state;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    private String reason;

    @Column(name = "code_hash")
    private String codeHash;

    private String refusals = "";
    private String note = "";

    @Column(name = "decided_by")
    private @Nullable String decidedBy;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    private @Nullable String decision;
    private @Nullable String signature;

    @Column(name = "due_at")
    private @Nullable Instant dueAt;

    @Column(name = "begun_at")
    private @Nullable Instant begunAt;

    @Column(name = "carried_out_at")
    private @Nullable Instant carriedOutAt;

    private @Nullable String receipt;
    private boolean again;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Erasure() {}

    /** A new request. */
    Erasure(ErasureId id, Patient patient, Account by, String reason, ReceiptCode code, Instant at) {
        this.id = id.value();
        this.patientId = patient.id().value();
        this.subject = patient.ledgerSubject().value();
        this.state = ErasureState.REQUESTED.code();
        this.requestedBy = by.name();
        this.requestedAt = at;
        this.reason = reason;
        this.codeHash = code.hash();
    }

    /** The patient takes it back. */
    void withdraw() {
        insistThatItMayChange(ErasureState.REQUESTED, ErasureState.DECIDED);
        forgetDecision();
        state = ErasureState.WITHDRAWN.code();
    }

    /** Another code takes the first one's place. */
    void renew(ReceiptCode code) {
        insistThatItMayChange(ErasureState.REQUESTED, ErasureState.DECIDED);
        codeHash = code.hash();
    }

    void refuse(Account by, Collection<RefusalReason> reasons, String words, Instant at) {
        insistThatItMayChange(ErasureState.REQUESTED);
        decidedBy = by.name();
        decidedAt = at;
        refusals = reasons.stream().map(RefusalReason::code).sorted().distinct().collect(Collectors.joining(","));
        note = words;
        state = ErasureState.REFUSED.code();
    }

    void accept(Account by, SignedText signed, String words, Instant at, Instant due) {
        insistThatItMayChange(ErasureState.REQUESTED);
        decidedBy = by.name();
        decidedAt = at;
        decision = signed.text();
        signature = signed.signature();
        dueAt = due;
        note = words;
        state = ErasureState.DECIDED.code();
    }

    /** What was decided is open again. */
    void reopen() {
        insistThatItMayChange(ErasureState.REFUSED, ErasureState.DECIDED);
        forgetDecision();
        state = ErasureState.REQUESTED.code();
    }

    private void forgetDecision() {
        decidedBy = null;
        decidedAt = null;
        decision = null;
        signature = null;
        dueAt = null;
        refusals = "";
        note = "";
    }

    private void insistThatItMayChange(ErasureState... from) {
        if (begunAt != null) {
            throw Refused.because("erasure-begun");
        }
        if (!Arrays.asList(from).contains(state())) {
            throw Refused.because("erasure-settled");
        }
    }

    public ErasureId id() {
        return new ErasureId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    /** By which the ledger knows the patient. */
    public LedgerSubjectId subject() {
        return new LedgerSubjectId(subject);
    }

    public ErasureState state() {
        return ErasureState.ofCode(state);
    }

    Account requestedBy() {
        return new Account(requestedBy);
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    /** In the patient's words; may be empty. */
    public String reason() {
        return reason;
    }

    /** Why it was refused. */
    public List<RefusalReason> refusals() {
        return Arrays.stream(refusals.split(",", -1))
                .filter(code -> !code.isEmpty())
                .map(RefusalReason::ofCode)
                .toList();
    }

    /** In the words of whoever decided; may be empty. */
    public String note() {
        return note;
    }

    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    /** What the hospital signed. */
    public Optional<SignedText> decision() {
        return decision == null || signature == null
                ? Optional.empty()
                : Optional.of(new SignedText(decision, signature));
    }

    /** From when on it is carried out. */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(dueAt);
    }

    /** Since when it is not taken back any more. */
    public Optional<Instant> begunAt() {
        return Optional.ofNullable(begunAt);
    }

    public Optional<Instant> carriedOutAt() {
        return Optional.ofNullable(carriedOutAt);
    }

    /** Canonical JSON; none when the receipt was given before a backup was restored. */
    public Optional<String> receipt() {
        return Optional.ofNullable(receipt);
    }

    /** Whether a restored backup had brought the patient back. */
    public boolean again() {
        return again;
    }
}
