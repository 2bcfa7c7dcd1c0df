package org.chartseal.domain.released;

import java.time.LocalDate;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;

/** Who a patient is, where they opened that. */
public record ReleasedPerson(PersonName name, LocalDate birthDate, Sex sex, String number) {

    static ReleasedPerson of(Patient patient) {
        return new ReleasedPerson(patient.name(), patient.birthDate(), patient.sex(), patient.number());
    }
}
