package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When people come of age here, and what that ends: who acts for a minor does so until that day begins, whatever the grant says
 * and also when the birth date is corrected afterwards.
 *
 * @param age in completed years, as {@code hospital_rule} has it
 * @param zone in which days begin
 */
record Majority(int age, ZoneId zone) {

    /** As the hospital has it. */
    static Majority of(EntityManager entities, ZoneId zone) {
        Number age = (Number) entities.createNativeQuery("SELECT age_of_majority FROM hospital_rule")
                .getSingleResult();
        return new Majority(age.intValue(), zone);
    }

    /** The first day on which who is born then is of age; of those born on 29 February the 28th where there is no other. */
    LocalDate day(LocalDate born) {
        return born.plusYears(age);
    }

    /** When that day begins. */
    Instant reached(LocalDate born) {
        return day(born).atStartOfDay(zone).toInstant();
    }

    boolean isMinor(LocalDate born, Instant at) {
        return at.isBefore(reached(born));
    }

    /** When the permission of a patient who is born then ends, exclusive: by itself, or because they come of age. */
    Instant end(Permission permission, LocalDate born) {
        Instant until = permission.period().until();
        Instant reached = reached(born);
        return endsAtMajority(permission, reached) && reached.isBefore(until) ? reached : until;
    }

    /** A document that was seen for a minor, or a patient who turns out to have been one. */
    private static boolean endsAtMajority(Permission permission, Instant reached) {
        return permission
                .mandate()
                .map(mandate -> mandate.confirmed().isPresent()
                        || permission.period().from().isBefore(reached))
                .orElse(false);
    }
}
