package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Resource;

/** Maps a released report's rows again, so that an edit behind the seal shows. */
@ApplicationScoped
public class LabReportSource implements SealedSource {

    private final EntityManager entities;
    private final LabCases cases;

    @Inject
    public LabReportSource(EntityManager entities, LabCases cases) {
        this.entities = entities;
        this.cases = cases;
    }

    @Override
    public RecordType type() {
        return RecordType.LAB_REPORT;
    }

    @Override
    public Resource currentContent(RecordId id) {
        LabReport report = entities.find(LabReport.class, id.value());
        if (report == null || report.sealedVersion() == 0) {
            throw new NotFound("lab-report", id);
        }
        LabRequest request = entities.find(LabRequest.class, report.request().value());
        return LabReportContent.of(cases.complete(request));
    }
}
