package org.chartseal.web.page;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stays in view while a patient's record is open.
 *
 * @param path of the patient's chart, or nothing where the reader has none
 * @param sex code, for example {@code female}
 * @param number of the patient in this hospital
 * @param allergiesOpen whether the reader may know the allergies
 * @param allergiesKnown whether anybody asked; an empty list alone does not say that there are none
 * @param allergies substances
 * @param alerts other things to know before acting
 * @param basis in words, on which the record is open
 * @param emergency in which it is open, if it is
 */
public record PatientBanner(
        @Nullable String path,
        String name,
        LocalDate birthDate,
        String sex,
        String number,
        boolean allergiesOpen,
        boolean allergiesKnown,
        List<String> allergies,
        List<String> alerts,
        @Nullable String basis,
        @Nullable Emergency emergency) {

    /**
     * An access in an emergency.
     *
     * @param id by which it is ended
     * @param until exclusive
     * @param seconds from now until then
     */
    public record Emergency(String id, Instant until, long seconds) {}

    public PatientBanner {
        allergies = List.copyOf(allergies);
        alerts = List.copyOf(alerts);
    }
}
