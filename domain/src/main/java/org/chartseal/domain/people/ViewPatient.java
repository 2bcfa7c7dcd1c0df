package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.shared.NotFound;

/** Shows who a patient is: demographics, contacts, identifiers. */
@ApplicationScoped
public class ViewPatient {

    private final EntityManager entities;
    private final OpenRecord records;
    private final Clock clock;

    @Inject
    public ViewPatient(EntityManager entities, OpenRecord records, Clock clock) {
        this.entities = entities;
        this.records = records;
        this.clock = clock;
    }

    /**
     * A patient's demographics.
     *
     * @param version to hand back with a correction
     * @param age in completed years
     * @param identifiers sorted by who issues them
     */
    public record Demographics(
            PatientId id,
            int version,
            String number,
            PersonName name,
            LocalDate birthDate,
            int age,
            Sex sex,
            Contact contact,
            List<Identifier> identifiers,
            boolean hasAccount) {}

    /**
     * The patient's demographics.
     *
     * @throws NotFound when there is no such patient, or the actor may not know
     */
    @Transactional
    public Demographics view(Actor actor, PatientId id) {
        records.open(actor, id, RecordCategory.DEMOGRAPHICS, "demographics", Optional.empty());
        Patient patient = entities.find(Patient.class, id.value());
        if (patient == null || patient.isErased()) {
            throw new NotFound("patient", id);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        return new Demographics(
                patient.id(),
                patient.version(),
                patient.number(),
                patient.name(),
                patient.birthDate(),
                Period.between(patient.birthDate(), today).getYears(),
                patient.sex(),
                patient.contact(),
                patient.identifiers().stream()
                        .sorted(java.util.Comparator.comparing(Identifier::system)
                                .thenComparing(Identifier::value))
                        .toList(),
                patient.account().isPresent());
    }
}
