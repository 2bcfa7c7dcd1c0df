package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/** Shows a patient which of their records a grant would open, before they give it. */
@ApplicationScoped
public class PreviewGrant {

    private static final String RECORDS = """
            SELECT category, id, title, at FROM (
              SELECT n.category, n.id, n.reason AS title, n.signed_at AS at, n.patient_id
                FROM consultation_note n WHERE n.state = 'signed'
              UNION ALL
              SELECT 'medication', p.id, f.name || ' ' || f.strength, p.signed_at, p.patient_id
                FROM prescription p JOIN formulary_item f ON f.id = p.formulary_item_id
              UNION ALL
              SELECT q.category, r.id, b.name, r.released_at, r.patient_id
                FROM lab_report r JOIN lab_request q ON q.id = r.request_id JOIN lab_panel b ON b.id = q.panel_id
               WHERE r.state = 'released'
              UNION ALL
              SELECT a.category, a.id, a.name, r.released_at, r.patient_id
                FROM attachment a JOIN lab_report r ON r.id = a.report_id WHERE r.state = 'released'
              UNION ALL
              SELECT d.category, d.id, d.title, d.signed_at, d.patient_id FROM filed_document d WHERE d.state <> 'draft'
              UNION ALL
              SELECT 'claims', c.id, i.name, c.signed_at, c.patient_id
                FROM claim c JOIN insurer i ON i.id = c.insurer_id WHERE c.state <> 'draft'
              UNION ALL
              SELECT 'appointments', v.id, t.name, v.starts_at, v.patient_id
                FROM appointment v JOIN visit_type t ON t.id = v.visit_type_id
              UNION ALL
              SELECT 'summary', a.id, a.substance, a.recorded_at, a.patient_id FROM allergy a WHERE a.status = 'active'
              UNION ALL
              SELECT 'summary', p.id, p.description, p.recorded_at, p.patient_id FROM problem p WHERE p.status = 'active'
            ) own WHERE patient_id = ?1 ORDER BY at DESC, id
            """;

    private final EntityManager entities;
    private final OpenRecord door;

    @Inject
    public PreviewGrant(EntityManager entities, OpenRecord door) {
        this.entities = entities;
        this.door = door;
    }

    /**
     * A record of the patient's.
     *
     * @param title what it is about, for example the reason of a visit or the panel of a result; may be empty
     * @param at when it was signed, released, or takes place
     */
    public record OwnRecord(RecordCategory category, UUID id, String title, Instant at) {}

    /** What is there now and would be open, newest first. Who the patient is stands beside it, where that is open too. */
    @Transactional
    public List<OwnRecord> records(Actor actor, What what) {
        return own(actor).stream()
                .filter(record -> what.categories().contains(record.category()))
                .filter(record -> what.record().map(record.id()::equals).orElse(true))
                .toList();
    }

    /** The patient's own record of that id that can be given alone: a note, a prescription, a result, a file, a document or a claim. */
    @Transactional
    public Optional<OwnRecord> single(Actor actor, UUID record) {
        return own(actor).stream()
                .filter(each -> each.id().equals(record))
                .filter(each ->
                        each.category() != RecordCategory.APPOINTMENTS && each.category() != RecordCategory.SUMMARY)
                .findFirst();
    }

    private List<OwnRecord> own(Actor actor) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        door.open(actor, patient, RecordCategory.SUMMARY, "grant", Optional.empty());
        List<?> rows = entities.createNativeQuery(RECORDS)
                .setParameter(1, patient.value())
                .getResultList();
        return rows.stream().map(row -> own((Object[]) row)).toList();
    }

    private static OwnRecord own(Object[] row) {
        Instant at = row[3] instanceof Timestamp stamp ? stamp.toInstant() : (Instant) row[3];
        return new OwnRecord(RecordCategory.stored((String) row[0]), (UUID) row[1], (String) row[2], at);
    }
}
