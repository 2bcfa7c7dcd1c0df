package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;

/** A substance that a patient must not get, or must get with care. */
@Entity
public class Allergy extends ListEntry {

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

    private String substance;

    @Column(name = "atc_prefix")
    private String atcPrefix;

    private String reaction;
    private String criticality;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Allergy() {}

    /** A newly recorded allergy. */
    public Allergy(AllergyId id, PatientId patient, Details details, PractitionerId by, Instant at) {
        super(id.value(), patient, by, at);
        this.substance = details.substance();
        this.atcPrefix = details.atcPrefix();
        this.reaction = details.reaction();
        this.criticality = details.criticality().code();
    }

    public AllergyId id() {
        return new AllergyId(idValue());
    }

    public Details details() {
        return new Details(substance, atcPrefix, reaction, Criticality.ofCode(criticality));
    }
}
