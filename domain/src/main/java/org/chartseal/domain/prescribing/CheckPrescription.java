package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.care.Allergy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Runs every check on a medicine for a patient, and says which checks this version of the portal does not have. */
@ApplicationScoped
public class CheckPrescription {

    private final EntityManager entities;
    private final OpenRecord door;
    private final Clock clock;

    @Inject
    public CheckPrescription(EntityManager entities, OpenRecord door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /** What the doctor sees before signing. */
    @Transactional
    public List<CheckResult> check(Actor actor, PatientId patient, FormularyItemId item) {
        actor.require(Role.DOCTOR);
        door.open(actor, patient, RecordCategory.MEDICATION, "check-prescription", Optional.empty());
        @Nullable FormularyItem medicine = entities.find(FormularyItem.class, item.value());
        if (medicine == null) {
            throw new NotFound("formulary-item", item);
        }
        return run(patient, medicine.medicine());
    }

    List<CheckResult> run(PatientId patient, Medicine medicine) {
        return List.of(
                AllergyCheck.check(medicine, allergies(patient)),
                DuplicateTherapyCheck.check(medicine, active(patient)),
                CheckResult.notChecked("interaction", "interaction-not-checked"),
                CheckResult.notChecked("dose-range", "dose-range-not-checked"));
    }

    static List<Alert> alerts(List<CheckResult> results) {
        return results.stream().flatMap(result -> result.alerts().stream()).toList();
    }

    private List<AllergyCheck.KnownAllergy> allergies(PatientId patient) {
        return entities.createQuery(
                        "SELECT a FROM Allergy a WHERE a.patientId = :patient AND a.status = 'active' ORDER BY a.substance",
                        Allergy.class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(Allergy::details)
                .map(known -> new AllergyCheck.KnownAllergy(known.substance(), known.atcPrefix(), known.reaction()))
                .toList();
    }

    private List<Medicine> active(PatientId patient) {
        return entities.createQuery("""
                        SELECT f FROM Prescription p JOIN FormularyItem f ON f.id = p.itemId
                        WHERE p.patientId = :patient AND p.state = 'active' AND (p.endsOn IS NULL OR p.endsOn >= :today)
                        ORDER BY p.signedAt
                        """, FormularyItem.class)
                .setParameter("patient", patient.value())
                .setParameter("today", LocalDate.now(clock))
                .getResultStream()
                .map(FormularyItem::medicine)
                .toList();
    }
}
