package org.chartseal.domain.people;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.chartseal.domain.shared.Refused;

/** What reception records about a person. */
public record PatientDetails(
        PersonName name, LocalDate birthDate, Sex sex, Contact contact, Set<Identifier> identifiers) {

    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1880, 1, 1);

    public PatientDetails {
        identifiers = Set.copyOf(identifiers);
        if (birthDate.isBefore(EARLIEST_BIRTH)) {
            throw Refused.because("birth-date-too-early", Map.of("earliest", EARLIEST_BIRTH))
                    .at("birthDate");
        }
    }

    /**
     * Insists that the person is born.
     *
     * @throws Refused {@code birth-date-in-future}
     */
    public void requireBornBy(LocalDate today) {
        if (birthDate.isAfter(today)) {
            throw Refused.because("birth-date-in-future").at("birthDate");
        }
    }
}
