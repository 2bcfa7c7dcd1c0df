package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A doctor's signed request to the laboratory. What was asked never changes; the state moves on as the laboratory works.
 */
@Entity
@Table(name = "lab_request")
public class LabRequest {

    /** Longest clinical question. */
    public static final int LONGEST_QUESTION = 1000;

    /** How far the laboratory is. */
    public enum State {
        REQUESTED,
        COLLECTED,
        ENTERED,
        VERIFIED,
        RELEASED,
        CANCELLED;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Which states may follow: the allowed moves stand here and nowhere else. */
        public Set<State> next() {
            return switch (this) {
                case REQUESTED -> EnumSet.of(COLLECTED, CANCELLED);
                case COLLECTED -> EnumSet.of(ENTERED, CANCELLED);
                case ENTERED -> EnumSet.of(COLLECTED, VERIFIED, CANCELLED);
                case VERIFIED -> EnumSet.of(RELEASED);
                case RELEASED, CANCELLED -> EnumSet.noneOf(State.class);
            };
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
    private @Nullable UUID appointmentId;

    @Column(name = "panel_id")
    private UUID panelId;

    private String urgency;
    private String question;
    private String category;
    private String state;

    @Column(name = "state_reason")
    private String stateReason;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @Column(name = "signed_at")
    private Instant signedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected LabRequest() {}

    /**
     * A request as it is signed.
     *
     * @param question what the doctor wants to know; may be empty
     * @throws Refused {@code lab-question-too-long}
     */
    public LabRequest(
            LabRequestId id,
            PatientId patient,
            PractitionerId author,
            Optional<UUID> appointment,
            LabPanel panel,
            Urgency urgency,
            String question,
            Instant signedAt) {
        this.id = id.value();
        this.patientId = patient.value();
        this.authorId = author.value();
        this.appointmentId = appointment.orElse(null);
        this.panelId = panel.id().value();
        this.category = panel.category().code();
        this.urgency = urgency.code();
        this.question = question.strip();
        if (this.question.length() > LONGEST_QUESTION) {
            throw Refused.because("lab-question-too-long", Map.of("longest", LONGEST_QUESTION))
                    .at("question");
        }
        this.state = State.REQUESTED.code();
        this.stateReason = "";
        this.sealedVersion = 1;
        this.signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** To which the request and its results belong, as the panel's category was when it was asked for. */
    public RecordCategory category() {
        return RecordCategory.stored(category);
    }

    /**
     * Moves on to that state.
     *
     * @throws Refused {@code lab-request-state} when that may not follow
     */
    public void moveTo(State next) {
        moveTo(next, "");
    }

    /**
     * Ends the request without a result.
     *
     * @throws Refused {@code lab-cancel-needs-reason}, or {@code lab-request-state} when results were verified
     */
    public void cancel(String reason) {
        if (reason.isBlank()) {
            throw Refused.because("lab-cancel-needs-reason").at("reason");
        }
        moveTo(State.CANCELLED, reason.strip());
    }

    private void moveTo(State next, String reason) {
        if (!state().next().contains(next)) {
            throw Refused.because("lab-request-state", Map.of("state", state().code(), "next", next.code()));
        }
        this.state = next.code();
        this.stateReason = reason;
    }

    public LabRequestId id() {
        return new LabRequestId(id);
    }

    /** The record that is sealed. */
    public RecordId record() {
        return new RecordId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId author() {
        return new PractitionerId(authorId);
    }

    /** The visit in which it was asked. */
    public Optional<UUID> appointment() {
        return Optional.ofNullable(appointmentId);
    }

    public LabPanelId panel() {
        return new LabPanelId(panelId);
    }

    public Urgency urgency() {
        return Urgency.ofCode(urgency);
    }

    /** What the doctor wants to know; may be empty. */
    public String question() {
        return question;
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** Why it was cancelled; else empty. */
    public String stateReason() {
        return stateReason;
    }

    public int sealedVersion() {
        return sealedVersion;
    }

    public Instant signedAt() {
        return signedAt;
    }
}
