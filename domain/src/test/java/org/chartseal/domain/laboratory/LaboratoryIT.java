package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LaboratoryIT {

    private static final byte[] PDF = "%PDF-1.7\n%âãÏÓ\n1 0 obj\n".getBytes(StandardCharsets.ISO_8859_1);

    private static LaboratoryFixture lab;

    @BeforeAll
    static void open() {
        lab = new LaboratoryFixture();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void theCatalogueLoadsOnce() {
        int again = lab.database.inTransaction(entities -> new LoadLabCatalogue(entities, lab.ids).load());
        assertThat(again).isZero();
        assertThat(lab.database.<Long>inTransaction(
                        entities -> entities.createQuery("SELECT count(p) FROM LabPanel p", Long.class)
                                .getSingleResult()))
                .isEqualTo(10);
    }

    @Test
    void aRequestGoesFromSpecimenToASealedReport() {
        LabRequestId request = lab.request("CRP");
        AccessionNumber accession = lab.collect(request);
        assertThat(accession.text()).startsWith("26-");
        lab.enter(lab.technician, request, true, "17,4");
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);

        LabReport report = lab.now(request, LabCase::requireReport);
        assertThat(report.state()).isEqualTo(LabReport.State.RELEASED);
        assertThat(report.sealedVersion()).isEqualTo(1);
        DiagnosticReport content = content(report.record());
        assertThat(content.getSpecimenFirstRep().getIdentifier().getValue()).isEqualTo(accession.text());
        Observation crp = (Observation) content.getContained().get(0);
        assertThat(crp.getCode().getCodingFirstRep().getCode()).isEqualTo("1988-5");
        assertThat(crp.getValueQuantity().getValue()).isEqualByComparingTo("17.4");
        assertThat(crp.getValueQuantity().getCode()).isEqualTo("mg/L");
        assertThat(crp.getInterpretationFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("H");
        assertThat(crp.getReferenceRangeFirstRep().getHigh().getValue()).isEqualByComparingTo("5");
    }

    @Test
    void anEditBehindTheSealChangesTheContent() {
        LabRequestId request = released("CRP", "3.0");
        RecordId record = lab.now(request, LabCase::requireReport).record();
        Observation before = (Observation) content(record).getContained().get(0);
        lab.database.transact(
                entities -> entities.createNativeQuery("UPDATE lab_result SET value = 2.9 WHERE report_id = ?1")
                        .setParameter(1, record.value())
                        .executeUpdate());
        Observation after = (Observation) content(record).getContained().get(0);
        assertThat(after.equalsDeep(before)).isFalse();
    }

    @Test
    void whoEnteredCannotVerify() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.scientist, request, true, "3.0");
        assertRefused("lab-verify-own", () -> lab.verify(lab.scientist, request));
    }

    @Test
    void whoEnteredAValueThatAnotherReplacedCannotVerifyEither() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.scientist, request, false, "3.0");
        lab.enter(lab.technician, request, true, "3.1");
        assertRefused("lab-verify-own", () -> lab.verify(lab.scientist, request));
    }

    @Test
    void theDatabaseRefusesOwnVerificationWhateverTheApplicationDoes() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.scientist, request, false, "3.0");
        lab.enter(lab.technician, request, true, "3.1");
        assertThatThrownBy(() -> verifyBySql(request, lab.technician)).satisfies(LaboratoryIT::fourEyes);
        assertThatThrownBy(() -> verifyBySql(request, lab.scientist)).satisfies(LaboratoryIT::fourEyes);
    }

    @Test
    void theDatabaseRefusesAResultByWhoVerified() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.0");
        lab.verify(lab.scientist, request);
        assertThatThrownBy(() -> lab.database.transact(entities -> entities.createNativeQuery(
                                "UPDATE lab_result SET entered_by = ?1 WHERE report_id = ?2")
                        .setParameter(1, lab.scientist.requirePractitioner().value())
                        .setParameter(
                                2, lab.now(request, LabCase::requireReport).id().value())
                        .executeUpdate()))
                .satisfies(LaboratoryIT::fourEyes);
    }

    @Test
    void withoutAVerifiedLicenceNobodyVerifies() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.0");
        assertRefused("practitioner-not-verified", () -> lab.verify(lab.unverified, request));
    }

    @Test
    void whatWaitsForVerificationCannotBeChangedUntilItIsSentBack() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.0");
        assertRefused("lab-report-state", () -> lab.enter(lab.technician, request, true, "3.1"));
        int version = lab.now(request, LabCase::reportVersion);
        assertRefused("lab-send-back-needs-reason", () -> sendBack(request, version, " "));
        sendBack(request, version, "Haemolysed?");
        assertThat(lab.now(request, LabCase::requireReport).sentBackBecause()).isEqualTo("Haemolysed?");
        lab.enter(lab.technician, request, true, "3.1");
        lab.verify(lab.scientist, request);
        LabRequest.State state = lab.now(request, labCase -> labCase.request().state());
        assertThat(state).isEqualTo(LabRequest.State.VERIFIED);
    }

    @Test
    void everyWrongEntryIsNamedAtOnceAndNothingIsKept() {
        LabRequestId request = lab.request("HBA1C");
        lab.collect(request);
        assertThatThrownBy(() -> lab.enter(lab.technician, request, true, "5.66", ""))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("results-invalid");
                    assertThat(refused.facts().values())
                            .containsExactlyInAnyOrder("result-too-precise", "result-missing");
                });
        assertThat(lab.now(request, LabCase::report)).isEmpty();
    }

    @Test
    void whatCouldNotBeMeasuredSaysWhy() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        LabTestId test =
                lab.now(request, labCase -> labCase.panel().tests().get(0).id());
        lab.enter(
                lab.technician,
                new EnterResults.Command(
                        request, -1, List.of(new EnterResults.Entry(test, "", "Haemolysed")), "", true));
        LabResult result = lab.now(request, LabCase::results).get(0);
        assertThat(result.value()).isEmpty();
        assertThat(result.flag()).isEqualTo(Flag.NA);
    }

    @Test
    void aStaleFormIsRefused() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, false, "3.0");
        assertRefused(
                "changed-meanwhile",
                () -> lab.enter(lab.technician, new EnterResults.Command(request, -1, List.of(), "", false)));
    }

    @Test
    void aSpecimenIsTakenOnce() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        assertRefused("lab-request-state", () -> lab.collect(request));
    }

    @Test
    void filesAreTakenByTheirContentNotTheirName() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        assertRefused(
                "attachment-type", () -> attach(request, "scan.pdf", "<html></html>".getBytes(StandardCharsets.UTF_8)));
        assertRefused("attachment-empty", () -> attach(request, "scan.pdf", new byte[0]));
        AttachmentId id = attach(request, "..\\secret/scan\u202e.exe", PDF);
        Attachment kept = lab.now(request, LabCase::attachments).get(0);
        assertThat(kept.mediaType()).isEqualTo("application/pdf");
        assertThat(kept.name()).isEqualTo("scan.exe");
        assertThat(kept.size()).isEqualTo(PDF.length);
        assertThat(open(lab.technician, id)).isEqualTo(PDF);
    }

    @Test
    void thePatientOpensAFileOnceItIsReleasedAndNobodyElsesEver() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        AttachmentId id = attach(request, "scan.pdf", PDF);
        Actor patient = Actor.patient("patient", lab.patient);
        assertThatThrownBy(() -> open(patient, id)).isInstanceOf(NotFound.class);
        lab.enter(lab.technician, request, true, "3.0");
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        assertThat(open(patient, id)).isEqualTo(PDF);
        Actor stranger = Actor.patient("patient2", new PatientId(lab.ids.next()));
        assertThatThrownBy(() -> open(stranger, id)).isInstanceOf(NotFound.class);
        DiagnosticReport content =
                content(lab.now(request, LabCase::requireReport).record());
        assertThat(content.getPresentedFormFirstRep()
                        .getExtensionByUrl(LabReportContent.SHA_256)
                        .getValue()
                        .primitiveValue())
                .isEqualTo(lab.now(request, LabCase::attachments).get(0).sha256());
    }

    @Test
    void onlyTheLaboratoryCollectsAndOnlyScientistsVerify() {
        LabRequestId request = lab.request("CRP");
        Actor doctor = Actor.practitioner("osei", Role.DOCTOR, lab.doctor);
        assertRefused(
                "role-missing",
                () -> lab.database.transact(
                        entities -> new CollectSpecimen(entities, lab.cases(entities), lab.ids, lab.clock)
                                .collect(doctor, request)));
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.0");
        assertRefused("role-missing", () -> lab.verify(lab.technician, request));
    }

    private static LabRequestId released(String panel, String... figures) {
        LabRequestId request = lab.request(panel);
        lab.collect(request);
        lab.enter(lab.technician, request, true, figures);
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        return request;
    }

    private static DiagnosticReport content(RecordId record) {
        return lab.database.inTransaction(entities ->
                (DiagnosticReport) new LabReportSource(entities, lab.cases(entities)).currentContent(record));
    }

    private static void sendBack(LabRequestId request, int version, String reason) {
        lab.database.transact(
                entities -> new SendBackReport(lab.cases(entities)).sendBack(lab.scientist, request, version, reason));
    }

    private static void verifyBySql(LabRequestId request, Actor by) {
        lab.database.transact(entities -> entities.createNativeQuery("""
                        UPDATE lab_report SET state = 'verified', verified_by = ?1, verified_at = now()
                        WHERE request_id = ?2
                        """)
                .setParameter(1, by.requirePractitioner().value())
                .setParameter(2, request.value())
                .executeUpdate());
    }

    private static AttachmentId attach(LabRequestId request, String name, byte[] content) {
        return lab.database.inTransaction(entities -> {
            try {
                return new AttachFile(
                                new AttachmentRows(
                                        entities, lab.cases(entities), lab.objects.keys(entities), lab.ids, lab.clock),
                                lab.objects,
                                ContentScanner.NONE,
                                lab.ids)
                        .attach(lab.technician, request, name, new ByteArrayInputStream(content));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static byte[] open(Actor actor, AttachmentId id) {
        return lab.database.inTransaction(entities -> {
            try (var content = new OpenAttachment(entities, lab.openRecord(entities), lab.objects)
                    .open(actor, id)
                    .content()) {
                return content.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static void fourEyes(Throwable failure) {
        assertThat(failure).isInstanceOf(PersistenceException.class);
        assertThat(Stream.of(failure).flatMap(f -> Constraints.violated(f).stream()))
                .containsExactly("lab_report_four_eyes");
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
