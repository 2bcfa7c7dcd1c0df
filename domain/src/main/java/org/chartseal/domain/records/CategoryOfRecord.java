package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;

/** Tells to which part of the patient's record a sealed record belongs. */
@ApplicationScoped
public class CategoryOfRecord {

    private static final String CATEGORY = """
            SELECT category FROM (
              SELECT 0 AS rank, 'claims' AS category FROM record_version WHERE record_id = ?1 AND type = 'claim'
              UNION ALL SELECT 1, category FROM consultation_note WHERE id = ?1
              UNION ALL SELECT 1, category FROM lab_request WHERE id = ?1
              UNION ALL SELECT 1, q.category FROM lab_report r JOIN lab_request q ON q.id = r.request_id WHERE r.id = ?1
              UNION ALL SELECT 1, category FROM filed_document WHERE id = ?1
              UNION ALL SELECT 1, 'medication' FROM prescription WHERE id = ?1
              UNION ALL SELECT 1, 'claims' FROM claim WHERE id = ?1
              UNION ALL SELECT 2, CASE v.type WHEN 'note' THEN 'notes' WHEN 'prescription' THEN 'medication'
                                              WHEN 'document' THEN 'documents' ELSE 'laboratory' END
                          FROM record_version v WHERE v.record_id = ?1 AND v.version = 1) known
             ORDER BY rank LIMIT 1
            """;

    private final EntityManager entities;

    @Inject
    public CategoryOfRecord(EntityManager entities) {
        this.entities = entities;
    }

    /** Its category; that of its type where its working row is gone, and a document's where nothing is known of it. */
    public RecordCategory of(UUID record) {
        List<?> categories = entities.createNativeQuery(CATEGORY, String.class)
                .setParameter(1, record)
                .getResultList();
        return categories.isEmpty()
                ? RecordCategory.DOCUMENTS
                : RecordCategory.stored(categories.get(0).toString());
    }
}
