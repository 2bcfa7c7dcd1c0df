package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.prescribing.Prescription.OverriddenAlerts;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Reads a patient's prescriptions. */
@ApplicationScoped
public class ReadPrescriptions {

    private static final String SELECT = """
            SELECT p, f, a, s FROM Prescription p
            JOIN FormularyItem f ON f.id = p.itemId
            JOIN Practitioner a ON a.id = p.authorId
            LEFT JOIN Practitioner s ON s.id = p.discontinuedBy
            WHERE p.patientId = :patient
            """;

    private final EntityManager entities;
    private final OpenRecord door;
    private final Clock clock;

    @Inject
    public ReadPrescriptions(EntityManager entities, OpenRecord door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /**
     * A prescription.
     *
     * @param active whether the patient should be taking it today
     * @param endsOn last day that it covers with all refills; nothing means until it is stopped
     * @param seal of the newest version
     */
    public record View(
            PrescriptionId id,
            SealId seal,
            FormularyItemId item,
            Medicine medicine,
            Regimen regimen,
            boolean active,
            Optional<LocalDate> endsOn,
            String author,
            Instant signedAt,
            OverriddenAlerts overridden,
            Optional<Stop> stopped) {}

    /** Who stopped it, when and why. */
    public record Stop(String by, Instant at, String reason) {}

    /** All of the patient's prescriptions, newest first. */
    @Transactional
    public List<View> all(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.MEDICATION, "prescriptions", Optional.empty());
        return of(patient);
    }

    /** One prescription. */
    @Transactional
    public View read(Actor actor, PatientId patient, PrescriptionId id) {
        door.open(actor, patient, RecordCategory.MEDICATION, "prescription", Optional.of(id.value()));
        return entities.createQuery(SELECT + " AND p.id = :id", Object[].class)
                .setParameter("patient", patient.value())
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .map(this::view)
                .orElseThrow(() -> absent(actor, id));
    }

    private NotFound absent(Actor actor, PrescriptionId id) {
        return entities.createQuery("SELECT p.patientId FROM Prescription p WHERE p.id = :id", UUID.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst()
                .map(owner -> door.strayed(
                        actor, new PatientId(owner), RecordCategory.MEDICATION, "prescription", id.value()))
                .orElseGet(() -> new NotFound("prescription", id));
    }

    /** For who has already opened the record: all of the patient's prescriptions, newest first. */
    public List<View> of(PatientId patient) {
        return entities.createQuery(SELECT + " ORDER BY p.signedAt DESC, p.id", Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(this::view)
                .toList();
    }

    private View view(Object[] row) {
        Prescription prescription = (Prescription) row[0];
        @Nullable Practitioner stopper = (Practitioner) row[3];
        return new View(
                prescription.id(),
                prescription.record().version(prescription.sealedVersion()),
                prescription.item(),
                ((FormularyItem) row[1]).medicine(),
                prescription.regimen(),
                prescription.activeOn(LocalDate.now(clock)),
                prescription.endsOn(),
                ((Practitioner) row[2]).displayName(),
                prescription.signedAt(),
                prescription.overridden(),
                prescription
                        .discontinuation()
                        .map(stop -> new Stop(stopper == null ? "" : stopper.displayName(), stop.at(), stop.reason())));
    }
}
