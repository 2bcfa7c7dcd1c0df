package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.DiagnosticReport;
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

    @Override
    public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
        List<Attachment> rows = entities.createQuery(
                        "SELECT a FROM Attachment a WHERE a.reportId = :report ORDER BY a.addedAt, a.id",
                        Attachment.class)
                .setParameter("report", id.value())
                .getResultList();
        return sealed.map(content -> LabReportContent.files(
                        (DiagnosticReport) content,
                        rows.stream().collect(Collectors.toMap(row -> row.id().toString(), LabReportSource::stored))))
                .orElseGet(() -> rows.stream()
                        .map(row ->
                                new SealedFile(row.name(), row.mediaType(), Optional.of(stored(row)), Optional.empty()))
                        .toList());
    }

    private static SealedFile.Stored stored(Attachment row) {
        return new SealedFile.Stored(Attachment.context(row.patient(), row.id()), row.object());
    }
}
