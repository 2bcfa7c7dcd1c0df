package org.chartseal.domain.research;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.UUID;

/** A research study that an ethics committee approved (FHIR's ResearchStudy). */
@Entity
public class Study {

    @Id
    private UUID id;

    private String title;
    private String sponsor;
    private String approval;

    @Column(name = "ends_on")
    private LocalDate endsOn;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Study() {}

    /**
     * A new study.
     *
     * @param approval the ethics committee's reference
     * @param endsOn last day on which data may be read for it
     */
    public Study(StudyId id, String title, String sponsor, String approval, LocalDate endsOn) {
        this.id = id.value();
        this.title = title;
        this.sponsor = sponsor;
        this.approval = approval;
        this.endsOn = endsOn;
    }

    public StudyId id() {
        return new StudyId(id);
    }

    public String title() {
        return title;
    }

    public String sponsor() {
        return sponsor;
    }

    public String approval() {
        return approval;
    }

    public LocalDate endsOn() {
        return endsOn;
    }
}
