package org.chartseal.domain.consent;

import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Why a read by someone else stands out. Each reason asks for a look; none says that something was wrong. */
public enum UnusualRead {
    /** A practitioner who has no appointment with the patient from 30 days before to 30 days after. */
    NO_VISIT_NEAR,
    /** Who read bears the patient's family name. */
    NAMESAKE,
    /** Who read acts for the patient or did, or the patient for who read. */
    RELATIVE,
    /** Who read is a patient too, and lives at the patient's address. */
    NEIGHBOUR,
    /** Who read is a patient here too. */
    ALSO_PATIENT,
    /** The account opened records of {@value #MANY} patients or more within ten minutes. */
    MANY_IN_A_ROW,
    /** From 22:00 to 6:00. */
    AT_NIGHT;

    /** So many patients in ten minutes are many. */
    public static final int MANY = 20;

    private static final LocalTime NIGHT_FROM = LocalTime.of(22, 0);
    private static final LocalTime NIGHT_UNTIL = LocalTime.of(6, 0);

    /**
     * What is known of a read by someone else than the patient.
     *
     * @param treating whether it rests on the patient's grant, or was refused for want of one: then a visit is near
     * @param visitNear whether there is an appointment of the two within 30 days
     * @param sharesName whether reader and patient have the same family name
     * @param sharesAddress whether the reader is a patient with the same address
     * @param actsFor whether the reader is a patient who acts or acted for the patient, or for whom the patient does or did
     * @param isPatient whether the reader is a patient too
     * @param patients how many patients' records the account opened within ten minutes of it
     * @param time of day, in the hospital's zone
     */
    public record Facts(
            boolean treating,
            boolean visitNear,
            boolean sharesName,
            boolean sharesAddress,
            boolean actsFor,
            boolean isPatient,
            int patients,
            LocalTime time) {}

    /** What stands out. */
    public static Set<UnusualRead> of(Facts facts) {
        Set<UnusualRead> reasons = EnumSet.noneOf(UnusualRead.class);
        add(reasons, NO_VISIT_NEAR, facts.treating() && !facts.visitNear());
        add(reasons, NAMESAKE, facts.sharesName());
        add(reasons, RELATIVE, facts.actsFor());
        add(reasons, NEIGHBOUR, facts.sharesAddress());
        add(
                reasons,
                ALSO_PATIENT,
                facts.isPatient() && !facts.sharesAddress() && !facts.sharesName() && !facts.actsFor());
        add(reasons, MANY_IN_A_ROW, facts.patients() >= MANY);
        add(
                reasons,
                AT_NIGHT,
                !facts.time().isBefore(NIGHT_FROM) || facts.time().isBefore(NIGHT_UNTIL));
        return reasons;
    }

    private static void add(Set<UnusualRead> reasons, UnusualRead reason, boolean holds) {
        if (holds) {
            reasons.add(reason);
        }
    }

    /** As it stands in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
