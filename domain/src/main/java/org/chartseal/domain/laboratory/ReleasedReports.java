package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.laboratory.LabRequestView.FileView;
import org.chartseal.domain.laboratory.PastResults.Past;
import org.chartseal.domain.laboratory.ResultRow.Measured;
import org.chartseal.domain.laboratory.ResultRow.Point;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Shows released reports to whoever may read the patient's laboratory results: the patient, a doctor with a grant. */
@ApplicationScoped
public class ReleasedReports {

    private static final String SUMMARIES = """
            SELECT r.id, l.name, r.released_at, s.collected_at,
                   (SELECT count(*) FROM lab_result x WHERE x.report_id = r.id) AS results,
                   (SELECT count(*) FROM lab_result x WHERE x.report_id = r.id AND x.flag IN ('L', 'H', 'LL', 'HH'))
                     AS abnormal,
                   (SELECT count(*) FROM lab_result x WHERE x.report_id = r.id AND x.flag IN ('LL', 'HH')) AS critical,
                   (SELECT count(*) FROM attachment a WHERE a.report_id = r.id) AS files,
                   NOT EXISTS (SELECT 1 FROM access_log k
                                WHERE k.patient_id = ?1 AND k.record_id = r.id AND k.what = 'lab-report'
                                  AND k.basis = 'self' AND k.allowed) AS unseen,
                   q.category, q.author_id
            FROM lab_report r
            JOIN lab_request q ON q.id = r.request_id
            JOIN lab_panel l ON l.id = q.panel_id
            JOIN specimen s ON s.request_id = q.id
            WHERE r.patient_id = ?1 AND r.state = 'released'
            ORDER BY s.collected_at DESC, r.id
            """;

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final LabCases cases;
    private final PastResults past;
    private final AccessPolicy policy;
    private final Clock clock;

    @Inject
    public ReleasedReports(
            EntityManager entities,
            OpenRecord openRecord,
            LabCases cases,
            PastResults past,
            AccessPolicy policy,
            Clock clock) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.policy = policy;
        this.clock = clock;
        this.cases = cases;
        this.past = past;
    }

    /**
     * A report in a list.
     *
     * @param unseen whether the patient has not opened it yet
     */
    public record Summary(
            LabReportId id,
            String panel,
            Instant releasedAt,
            Instant collectedAt,
            int results,
            int abnormal,
            int critical,
            int files,
            boolean unseen) {}

    /**
     * A report with its values, each with what came before and after it in reports that are open to the reader too, and with
     * those of its files that are.
     *
     * @param category the part of the record to which it belongs
     * @param seal once it is released
     */
    public record Report(
            LabReportId id,
            Optional<SealId> seal,
            PatientId patient,
            RecordCategory category,
            String panel,
            String question,
            String requestedBy,
            Instant requestedAt,
            String accession,
            String specimen,
            Instant collectedAt,
            String enteredBy,
            String verifiedBy,
            Instant verifiedAt,
            String remark,
            List<ResultRow> results,
            List<FileView> files) {}

    /** The patient's released reports, newest specimen first. */
    @Transactional
    public List<Summary> list(Actor actor, PatientId patient) {
        openRecord.open(actor, patient, RecordCategory.LABORATORY, "lab-reports", Optional.empty());
        Visible visible = visible(actor, patient);
        return rows(patient).stream()
                .filter(row -> visible.test(RecordCategory.stored(row[9].toString()), (UUID) row[10]))
                .map(ReleasedReports::summary)
                .toList();
    }

    /** Those of them that belong to that part of the record, for who may open it. */
    @Transactional
    public List<Summary> list(Actor actor, PatientId patient, RecordCategory category) {
        openRecord.open(actor, patient, category, "lab-reports", Optional.empty());
        return rows(patient).stream()
                .filter(row -> category.code().equals(row[9].toString()))
                .map(ReleasedReports::summary)
                .toList();
    }

    /** For the patient, who has already opened the record: all released reports, newest specimen first. */
    @Transactional
    public List<Summary> of(PatientId patient) {
        return rows(patient).stream().map(ReleasedReports::summary).toList();
    }

    private List<Object[]> rows(PatientId patient) {
        List<?> rows = entities.createNativeQuery(SUMMARIES)
                .setParameter(1, patient.value())
                .getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    /** Whether the reader may see a row of that category, which that practitioner asked for. */
    private interface Visible {
        boolean test(RecordCategory category, UUID askedBy);
    }

    private Visible visible(Actor actor, PatientId patient) {
        Set<RecordCategory> open = policy.open(actor, patient, clock.instant());
        return (category, askedBy) -> open.contains(category)
                || actor.practitioner()
                        .map(PractitionerId::value)
                        .filter(askedBy::equals)
                        .isPresent();
    }

    /**
     * A file of a released report.
     *
     * @param seal of the report, which names the file's hash
     */
    public record Document(
            AttachmentId id,
            String name,
            String mediaType,
            long size,
            Instant addedAt,
            LabReportId report,
            String panel,
            SealId seal) {}

    /** The files of the patient's released reports, newest first. */
    @Transactional
    public List<Document> documents(Actor actor, PatientId patient) {
        openRecord.open(actor, patient, RecordCategory.DOCUMENTS, "documents", Optional.empty());
        Visible visible = visible(actor, patient);
        return files(patient)
                .filter(row -> visible.test(
                        ((Attachment) row[0]).category(),
                        ((LabRequest) row[3]).author().value()))
                .map(row -> document((Attachment) row[0], (LabReport) row[1], (LabPanel) row[2]))
                .toList();
    }

    /** Those of them that belong to that part of the record, for who may open it. */
    @Transactional
    public List<Document> documents(Actor actor, PatientId patient, RecordCategory category) {
        openRecord.open(actor, patient, category, "documents", Optional.empty());
        return files(patient)
                .filter(row -> ((Attachment) row[0]).category() == category)
                .map(row -> document((Attachment) row[0], (LabReport) row[1], (LabPanel) row[2]))
                .toList();
    }

    private Stream<Object[]> files(PatientId patient) {
        return entities.createQuery("""
                        SELECT a, r, p, q FROM Attachment a JOIN LabReport r ON r.id = a.reportId
                        JOIN LabRequest q ON q.id = r.requestId JOIN LabPanel p ON p.id = q.panelId
                        WHERE a.patientId = :patient AND r.state = 'released' ORDER BY a.addedAt DESC, a.id
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream();
    }

    private static Document document(Attachment file, LabReport report, LabPanel panel) {
        return new Document(
                file.id(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.addedAt(),
                report.id(),
                panel.name(),
                report.record().version(report.sealedVersion()));
    }

    /**
     * One report: a doctor sees it once it is verified, the patient from its release on.
     *
     * @throws NotFound when there is none for this actor; a try on another patient's is kept in the access log
     */
    @Transactional
    public Report show(Actor actor, LabReportId id) {
        LabReport report = entities.find(LabReport.class, id.value());
        if (report == null) {
            throw new NotFound("lab-report", id);
        }
        LabRequest request = entities.find(LabRequest.class, report.request().value());
        openRecord.open(actor, report.patient(), request.category(), "lab-report", Optional.of(id.value()));
        if (!isShown(report, actor)) {
            throw new NotFound("lab-report", id);
        }
        return report(cases.complete(request), visible(actor, report.patient()));
    }

    private static boolean isShown(LabReport report, Actor actor) {
        return switch (report.state()) {
            case PRELIMINARY, ENTERED -> false;
            case VERIFIED -> actor.is(Role.DOCTOR);
            case RELEASED -> true;
        };
    }

    private Report report(LabCase labCase, Visible visible) {
        LabReport report = labCase.requireReport();
        Specimen specimen = labCase.requireSpecimen();
        Map<LabTestId, List<Past>> history = around(labCase, visible);
        UUID asker = labCase.request().author().value();
        return new Report(
                report.id(),
                report.sealedVersion() == 0
                        ? Optional.empty()
                        : Optional.of(report.record().version(report.sealedVersion())),
                report.patient(),
                labCase.request().category(),
                labCase.panel().name(),
                labCase.request().question(),
                name(labCase.request().author()),
                labCase.request().signedAt(),
                specimen.accession().text(),
                specimen.kind(),
                specimen.collectedAt(),
                name(report.enteredBy()),
                report.verifiedBy().map(this::name).orElse(""),
                report.verifiedAt().orElseThrow(),
                report.remark(),
                labCase.panel().tests().stream()
                        .flatMap(test -> labCase
                                .resultOf(test)
                                .map(result -> row(test, result, specimen, history.getOrDefault(test.id(), List.of())))
                                .stream())
                        .toList(),
                labCase.attachments().stream()
                        .filter(file -> visible.test(file.category(), asker))
                        .map(this::file)
                        .toList());
    }

    /** Values of the same tests: of this report, and of those that the reader may open as well. */
    private Map<LabTestId, List<Past>> around(LabCase labCase, Visible visible) {
        LabReport report = labCase.requireReport();
        Map<LabTestId, List<Past>> open = new HashMap<>();
        past.history(report.patient(), labCase.panel().tests())
                .forEach((test, values) -> open.put(
                        test,
                        values.stream()
                                .filter(value -> value.report().equals(report.id())
                                        || visible.test(
                                                value.category(),
                                                value.askedBy().value()))
                                .toList()));
        return open;
    }

    private ResultRow row(LabTest test, LabResult result, Specimen specimen, List<Past> history) {
        Optional<Past> before = history.stream()
                .filter(known -> known.collectedAt().isBefore(specimen.collectedAt()))
                .reduce((earlier, later) -> later);
        Optional<BigDecimal> value = result.value();
        String change = value.isPresent() && before.isPresent()
                ? ResultRow.change(value.get(), before.get().value(), test.decimals())
                : "";
        Limits then = new Limits(result.low().orElse(null), result.high().orElse(null), null, null);
        return new ResultRow(
                Measured.of(test),
                value.map(found -> Decimals.text(found, test.decimals())).orElse(""),
                result.flag(),
                then.text(test.decimals()).orElse(""),
                result.comment(),
                name(result.enteredBy()),
                before.map(earlier -> Point.of(earlier, test)),
                change,
                history.stream().map(known -> Point.of(known, test)).toList());
    }

    private FileView file(Attachment file) {
        return new FileView(
                file.id(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.sha256(),
                name(file.addedBy()),
                file.addedAt());
    }

    private String name(PractitionerId id) {
        @Nullable Practitioner practitioner = entities.find(Practitioner.class, id.value());
        return practitioner == null ? id.toString() : practitioner.displayName();
    }

    private static Summary summary(Object[] columns) {
        return new Summary(
                new LabReportId((UUID) columns[0]),
                columns[1].toString(),
                java.util.Objects.requireNonNull(Columns.instant(columns[2])),
                java.util.Objects.requireNonNull(Columns.instant(columns[3])),
                ((Number) columns[4]).intValue(),
                ((Number) columns[5]).intValue(),
                ((Number) columns[6]).intValue(),
                ((Number) columns[7]).intValue(),
                (Boolean) columns[8]);
    }
}
