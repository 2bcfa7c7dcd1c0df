package org.chartseal.domain.consent;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Why a record is read. */
public enum Purpose {
    TREATMENT,
    CLAIMS,
    RESEARCH,
    /** Keeping the hospital running: who comes when, under which name, and whether all is in order. */
    ADMINISTRATION;

    /** As it stands in grants and logs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For what the actor's roles read, the one that opens most first. */
    public static Set<Purpose> of(Actor actor) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        actor.roles().forEach(role -> purposes.add(of(role)));
        return purposes.isEmpty() ? EnumSet.of(ADMINISTRATION) : purposes;
    }

    private static Purpose of(Role role) {
        return switch (role) {
            case PATIENT, DOCTOR, LAB_TECHNICIAN, LAB_SCIENTIST -> TREATMENT;
            case INSURER -> CLAIMS;
            case RESEARCHER -> RESEARCH;
            case RECEPTIONIST, ADMINISTRATOR, AUDITOR -> ADMINISTRATION;
        };
    }
}
