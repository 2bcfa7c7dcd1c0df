package org.chartseal.domain.people;

import java.time.LocalDate;

/** A patient in a list: enough to tell one from another. */
public record PatientRow(PatientId id, String number, PersonName name, LocalDate birthDate, Sex sex, String phone) {

    static PatientRow of(Patient patient) {
        return new PatientRow(
                patient.id(), patient.number(), patient.name(), patient.birthDate(), patient.sex(), patient.phone());
    }
}
