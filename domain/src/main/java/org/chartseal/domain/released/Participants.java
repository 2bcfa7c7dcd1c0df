package org.chartseal.domain.released;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;

/** The codes by which a study knows its participants: drawn at random when the study first sees one, and kept. */
@ApplicationScoped
public class Participants {

    private static final String DRAW = """
            INSERT INTO study_participant (study_id, patient_id, code) VALUES (?1, ?2, ?3)
            ON CONFLICT (study_id, patient_id) DO NOTHING
            """;

    private static final String KNOWN = "SELECT code FROM study_participant WHERE study_id = ?1 AND patient_id = ?2";

    private final EntityManager entities;
    private final IdGenerator ids;

    @Inject
    public Participants(EntityManager entities, IdGenerator ids) {
        this.entities = entities;
        this.ids = ids;
    }

    /** The participant's code, for example {@code 7F3A-91C2}. */
    String code(UUID study, PatientId patient) {
        return known(study, patient).orElseGet(() -> {
            entities.createNativeQuery(DRAW)
                    .setParameter(1, study)
                    .setParameter(2, patient.value())
                    .setParameter(3, drawn())
                    .executeUpdate();
            return known(study, patient).orElseThrow();
        });
    }

    private Optional<String> known(UUID study, PatientId patient) {
        List<?> codes = entities.createNativeQuery(KNOWN, String.class)
                .setParameter(1, study)
                .setParameter(2, patient.value())
                .getResultList();
        return codes.stream().map(String::valueOf).findFirst();
    }

    private String drawn() {
        String digits = ids.random().toString().substring(0, 8).toUpperCase(Locale.ROOT);
        return digits.substring(0, 4) + "-" + digits.substring(4);
    }
}
