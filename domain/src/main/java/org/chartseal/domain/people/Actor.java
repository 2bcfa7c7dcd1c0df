package org.chartseal.domain.people;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.shared.Refused;

/**
 * Who is acting: passed to every use case, which decides by it.
 *
 * @param account at the identity provider
 * @param roles that the identity provider vouches for
 * @param patient the patient that this account belongs to
 * @param practitioner the practitioner that this account belongs to
 */
public record Actor(
        Account account, Set<Role> roles, Optional<PatientId> patient, Optional<PractitionerId> practitioner) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** A staff member with no practitioner of their own, for example a receptionist. */
    public static Actor staff(String account, Role role) {
        return new Actor(new Account(account), Set.of(role), Optional.empty(), Optional.empty());
    }

    /** A patient. */
    public static Actor patient(String account, PatientId patient) {
        return new Actor(new Account(account), Set.of(Role.PATIENT), Optional.of(patient), Optional.empty());
    }

    /** A practitioner in that role. */
    public static Actor practitioner(String account, Role role, PractitionerId practitioner) {
        return new Actor(new Account(account), Set.of(role), Optional.empty(), Optional.of(practitioner));
    }

    /** The same one as a private person: what they may do by their work counts for nothing. */
    public Actor asPerson() {
        return new Actor(account, is(Role.PATIENT) ? Set.of(Role.PATIENT) : Set.of(), patient, Optional.empty());
    }

    /** Whether the actor has the role. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /**
     * Insists on one of the roles.
     *
     * @throws Refused {@code role-missing}
     */
    public void require(Role... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(this::is)) {
            throw Refused.because("role-missing");
        }
    }

    /**
     * The actor's own practitioner.
     *
     * @throws Refused {@code not-a-practitioner} when the account belongs to none
     */
    public PractitionerId requirePractitioner() {
        return practitioner.orElseThrow(() -> Refused.because("not-a-practitioner"));
    }

    /**
     * The actor's own patient.
     *
     * @throws Refused {@code not-a-patient} when the account belongs to none
     */
    public PatientId requirePatient() {
        return patient.orElseThrow(() -> Refused.because("not-a-patient"));
    }
}
