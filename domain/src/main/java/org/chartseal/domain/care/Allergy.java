package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A substance that a patient must not get, or must get with care. */
@Entity
public class Allergy {

    /** Longest substance or reaction. */
    public static final int LONGEST = 200;

    private static final Pattern ATC_PREFIX = Pattern.compile("[A-Z](\\d{2}([A-Z]([A-Z](\\d{2})?)?)?)?");

    /** How bad a reaction could be; FHIR's codes. */
    public enum Criticality {
        LOW,
        HIGH,
        UNABLE_TO_ASSESS;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Reads the code.
         *
         * @throws Refused {@code allergy-criticality-unknown}
         */
        public static Criticality ofCode(String code) {
            for (Criticality criticality : values()) {
                if (criticality.code().equals(code)) {
                    return criticality;
                }
            }
            throw Refused.because("allergy-criticality-unknown").at("criticality");
        }
    }

    /**
     * What is recorded.
     *
     * @param substance in the words of who records it
     * @param atcPrefix the class of medicines that it forbids, for example {@code J01C}; empty when there is none
     * @param reaction what happened; may be empty
     */
    public record Details(String substance, String atcPrefix, String reaction, Criticality criticality) {
        public Details {
            substance = substance.strip();
            atcPrefix = atcPrefix.strip().toUpperCase(Locale.ROOT);
            reaction = reaction.strip();
            if (substance.isEmpty()) {
                throw Refused.because("allergy-substance-missing").at("substance");
            }
            if (substance.length() > LONGEST || reaction.length() > LONGEST) {
                throw Refused.because("text-too-long").at(substance.length() > LONGEST ? "substance" : "reaction");
            }
            if (!atcPrefix.isEmpty() && !ATC_PREFIX.matcher(atcPrefix).matches()) {
                throw Refused.because("allergy-atc-malformed").at("atcPrefix");
            }
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    private String substance;

    @Column(name = "atc_prefix")
    private String atcPrefix;

    private String reaction;
    private String criticality;
    private String status;

    @Column(name = "recorded_by")
    private UUID recordedBy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "ended_by")
    private @Nullable UUID endedBy;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Allergy() {}

    /** A newly recorded allergy. */
    public Allergy(AllergyId id, PatientId patient, Details details, PractitionerId by, Instant at) {
        this.id = id.value();
        this.patientId = patient.value();
        this.substance = details.substance();
        this.atcPrefix = details.atcPrefix();
        this.reaction = details.reaction();
        this.criticality = details.criticality().code();
        this.status = ListState.ACTIVE.code();
        this.recordedBy = by.value();
        this.recordedAt = at;
    }

    /**
     * Ends it: it was resolved, or it was never so.
     *
     * @throws Refused {@code entry-already-ended}
     */
    public void end(ListState as, PractitionerId by, Instant at) {
        this.status = state().endedAs(as).code();
        this.endedBy = by.value();
        this.endedAt = at;
    }

    public AllergyId id() {
        return new AllergyId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public Details details() {
        return new Details(substance, atcPrefix, reaction, Criticality.ofCode(criticality));
    }

    public ListState state() {
        return ListState.ofCode(status);
    }

    public PractitionerId recordedBy() {
        return new PractitionerId(recordedBy);
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<PractitionerId> endedBy() {
        return Optional.ofNullable(endedBy).map(PractitionerId::new);
    }
}
