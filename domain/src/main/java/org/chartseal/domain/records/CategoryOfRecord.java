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
            SELECT category FROM consultation_note WHERE id = ?1
            UNION ALL SELECT category FROM lab_request WHERE id = ?1
            UNION ALL SELECT q.category FROM lab_report r JOIN lab_request q ON q.id = r.request_id WHERE r.id = ?1
            UNION ALL SELECT 'medication' FROM prescription WHERE id = ?1
            """;

    private final EntityManager entities;

    @Inject
    public CategoryOfRecord(EntityManager entities) {
        this.entities = entities;
    }

    /** Its category; a document's where no working row says more. */
    public RecordCategory of(UUID record) {
        List<?> categories = entities.createNativeQuery(CATEGORY, String.class)
                .setParameter(1, record)
                .getResultList();
        return categories.isEmpty()
                ? RecordCategory.DOCUMENTS
                : RecordCategory.stored(categories.get(0).toString());
    }
}
