package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Corrects what is known about a patient. */
@ApplicationScoped
public class CorrectPatient {

    private final EntityManager entities;
    private final OpenRecord records;
    private final ActivityLog activities;
    private final Clock clock;

    @Inject
    public CorrectPatient(EntityManager entities, OpenRecord records, ActivityLog activities, Clock clock) {
        this.entities = entities;
        this.records = records;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * Which patient, and what is right.
     *
     * @param version of the patient that the form was filled from
     */
    public record Command(PatientId patient, int version, PatientDetails details) {}

    /**
     * Replaces what is known.
     *
     * @throws Refused {@code changed-meanwhile} when someone else saved since the form was filled; {@code identifier-taken};
     *     {@code birth-date-in-future}
     * @throws NotFound when there is no such patient
     */
    @Transactional
    public void correct(Actor actor, Command command) {
        actor.require(Role.RECEPTIONIST);
        records.open(actor, command.patient(), RecordCategory.DEMOGRAPHICS, "correct-demographics", Optional.empty());
        command.details().requireBornBy(LocalDate.ofInstant(clock.instant(), clock.getZone()));
        Patient patient = entities.find(Patient.class, command.patient().value());
        if (patient == null) {
            throw new NotFound("patient", command.patient());
        }
        if (patient.version() != command.version()) {
            throw Refused.because("changed-meanwhile");
        }
        patient.correct(command.details());
        PersonConstraints.flush(entities, command.details().identifiers());
        activities.keep(actor.account(), "patient-corrected", patient.id());
    }
}
