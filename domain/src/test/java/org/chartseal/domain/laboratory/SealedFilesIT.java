package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.SealCheck;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.ShowSeal;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of a sealed report are as much a part of it as its figures. */
class SealedFilesIT {

    private final LaboratoryFixture lab = new LaboratoryFixture();
    private final LabSeals seals = new LabSeals(lab);
    private SealId seal;
    private Attachment printout;
    private Attachment scan;

    @BeforeEach
    void release() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        attach(request, "printout.pdf", "%PDF-1.7 printout");
        attach(request, "scan.pdf", "%PDF-1.7 scan");
        lab.enter(lab.technician, request, true, "3.5");
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        List<Attachment> files = lab.now(request, LabCase::attachments);
        printout = named(files, "printout.pdf");
        scan = named(files, "scan.pdf");
        seal = lab.now(request, labCase -> labCase.requireReport().record().version(1));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void eachFileIsFoundIntactOpensAndIsTheOneThatTheReportNames() {
        assertThat(files(verify()))
                .hasSize(8)
                .allSatisfy(line -> assertThat(line.result()).isEqualTo(Result.PASSED))
                .extracting(Line::check)
                .containsExactly(
                        SealCheck.FILE_FOUND,
                        SealCheck.FILE_INTACT,
                        SealCheck.FILE_DECRYPTS,
                        SealCheck.FILE_EQUALS,
                        SealCheck.FILE_FOUND,
                        SealCheck.FILE_INTACT,
                        SealCheck.FILE_DECRYPTS,
                        SealCheck.FILE_EQUALS);
    }

    @Test
    void oneChangedByteInAFileIsToldOfThatFileAlone() {
        lab.objects.damage(scan.object(), ObjectDamage.ALTERED);

        SealReport report = verify();

        assertThat(report.result()).isEqualTo(Result.FAILED);
        assertThat(report.lines())
                .filteredOn(line -> line.result() == Result.FAILED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.check()).isEqualTo(SealCheck.FILE_INTACT);
                    assertThat(line.reason()).isEqualTo("object-altered");
                    assertThat(line.file().orElseThrow().name()).contains("scan.pdf");
                });
        assertThat(lab.database.<Object>inTransaction(entities -> entities.createNativeQuery(
                                "SELECT check_failed || ': ' || detail FROM integrity_finding WHERE resolved_at IS NULL",
                                String.class)
                        .getSingleResult()))
                .isEqualTo("file-intact: object-altered file 2");
    }

    @Test
    void aFindingStaysOpenWhileOneOfTheFilesIsDamagedAndClosesThen() {
        lab.objects.damage(scan.object(), ObjectDamage.MISSING);
        verify();
        verify();
        assertThat(openFindings()).isEqualTo(1);

        lab.objects.mend(scan.object());
        verify();
        assertThat(openFindings()).isZero();
    }

    @Test
    void otherContentUnderTheSameKeyIsNotTheFileThatWasSealed() {
        lab.objects.replace(printout.object(), "%PDF-1.7 forged".getBytes(StandardCharsets.UTF_8));

        assertFailed(SealCheck.FILE_EQUALS, "file-differs", "printout.pdf");
    }

    @Test
    void aFileWhoseRowWasDeletedIsMissed() {
        edit("DELETE FROM attachment WHERE name = 'printout.pdf'");

        assertFailed(SealCheck.FILE_FOUND, "file-row-gone", "printout.pdf");
    }

    @Test
    void aRowThatPointsToAnotherFileDoesNotPassItOff() {
        edit("UPDATE attachment SET object = '" + scan.object() + "' WHERE name = 'printout.pdf'");

        assertFailed(SealCheck.FILE_DECRYPTS, "object-of-another-record", "printout.pdf");
    }

    @Test
    void filesAreCalledByNameOnlyTowardsWhoMayReadTheRecord() {
        Actor patient = Actor.patient("patient", lab.patient);
        Actor insurer = Actor.staff("insurer", Role.INSURER);

        assertThat(names(show(patient))).containsOnly("printout.pdf", "scan.pdf");
        assertThat(names(show(insurer))).isEmpty();
        assertThat(files(show(insurer))).hasSize(8);
        assertThat(lab.database.<Object>inTransaction(entities -> entities.createNativeQuery(
                                "SELECT string_agg(account, ',') FROM access_log WHERE what = 'seal-check'",
                                String.class)
                        .getSingleResult()))
                .isEqualTo("patient");
    }

    private void assertFailed(SealCheck check, String reason, String file) {
        assertThat(files(verify()))
                .filteredOn(line -> line.result() == Result.FAILED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.check()).isEqualTo(check);
                    assertThat(line.reason()).isEqualTo(reason);
                    assertThat(line.file().orElseThrow().name()).contains(file);
                });
    }

    private static List<Line> files(SealReport report) {
        return report.lines().stream().filter(line -> line.file().isPresent()).toList();
    }

    private static List<String> names(SealReport report) {
        return files(report).stream()
                .flatMap(line -> line.file().orElseThrow().name().stream())
                .distinct()
                .toList();
    }

    private SealReport verify() {
        return seals.verifying().verify(seal);
    }

    private SealReport show(Actor actor) {
        return lab.database.inTransaction(entities -> new ShowSeal(
                        seals.verifying(),
                        new CategoryOfRecord(entities),
                        new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), lab.clock))
                .show(actor, seal));
    }

    private void attach(LabRequestId request, String name, String content) {
        lab.advance(java.time.Duration.ofMinutes(1));
        lab.database.transact(entities -> {
            try {
                new AttachFile(
                                new AttachmentRows(
                                        entities, lab.cases(entities), lab.objects.keys(entities), lab.ids, lab.clock),
                                lab.objects,
                                org.chartseal.domain.documents.ContentScanner.NONE,
                                lab.ids)
                        .attach(
                                lab.technician,
                                request,
                                name,
                                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static Attachment named(List<Attachment> files, String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void edit(String sql) {
        lab.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }

    private long openFindings() {
        return lab.database.inTransaction(entities -> (Long) entities.createNativeQuery(
                        "SELECT count(*) FROM integrity_finding WHERE resolved_at IS NULL AND check_failed LIKE 'file-%'",
                        Long.class)
                .getSingleResult());
    }
}
