package org.chartseal.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealCheck;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filing, signing, amending, withdrawing. */
class FileDocumentIT extends FilingFixture {

    @Test
    void aSignedDocumentIsSealedWithItsFile() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);

        SealId seal = sign(id);

        assertThat(seal).isEqualTo(new SealId(id.value(), 1)).isEqualTo(sign(id));
        SealReport report = verifying().verify(seal);
        assertThat(report.type()).isEqualTo(RecordType.DOCUMENT);
        assertThat(failed(report)).isEmpty();
        assertThat(report.lines())
                .filteredOn(line -> line.check() == SealCheck.FILE_EQUALS)
                .singleElement()
                .satisfies(line -> assertThat(line.result()).isEqualTo(Result.PASSED));
        ReadDocuments.View view = read(clinic.osei, id);
        assertThat(view.file().name()).isEqualTo("letter.pdf");
        assertThat(view.description()).isEqualTo(SAID);
        assertThat(bytes(self(), view.file().id())).isEqualTo(PDF);
        assertThat(category(id)).isEqualTo(RecordCategory.DOCUMENTS);
    }

    @Test
    void aDraftIsSaidToBeSomethingElseAndSignedAsThat() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        FiledFileId file = read(clinic.osei, id).file().id();

        describe(clinic.osei, id, RecordCategory.IMAGING, AMENDED, 0);

        ReadDocuments.View draft = read(clinic.osei, id);
        assertThat(draft.description()).isEqualTo(AMENDED);
        assertThat(draft.category()).isEqualTo(RecordCategory.IMAGING);
        assertThat(draft.file().id()).isEqualTo(file);
        refused("document-draft-changed", () -> sign(id, 0));
        assertThat(failed(verifying().verify(sign(id, draft.version())))).isEmpty();
        assertThat(read(self(), id).description()).isEqualTo(AMENDED);
    }

    @Test
    void onlyADraftIsSaidToBeSomethingElseAndByItsAuthorAlone() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);

        refused("document-draft-changed", () -> describe(clinic.osei, id, RecordCategory.DOCUMENTS, AMENDED, 1));
        refused("document-not-yours", () -> describe(clinic.haas, id, RecordCategory.DOCUMENTS, AMENDED, 0));
        refused("access-not-granted", () -> describe(clinic.lind, id, RecordCategory.DOCUMENTS, AMENDED, 0));
        refused("access-sensitive-not-named", () -> describe(clinic.osei, id, RecordCategory.GENETICS, AMENDED, 0));
        Description tomorrow = new Description(DocumentKind.REFERRAL, "Referral", DATED.plusYears(1), "");
        refused("document-date-wrong", () -> describe(clinic.osei, id, RecordCategory.DOCUMENTS, tomorrow, 0));
        assertThat(read(clinic.osei, id).description()).isEqualTo(SAID);
        sign(id);
        int now = read(clinic.osei, id).version();
        refused("document-already-signed", () -> describe(clinic.osei, id, RecordCategory.DOCUMENTS, AMENDED, now));
    }

    private void describe(Actor doctor, DocumentId id, RecordCategory category, Description said, int shown) {
        file(filing -> {
            filing.describe(doctor, id, new Filing(clinic.patient, category, said), shown);
            return id;
        });
    }

    @Test
    void anAmendmentIsANewVersionAndTheOldFileStays() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);
        FiledFileId first = read(self(), id).file().id();
        FiledFileId second = otherFile(clinic.osei, id);

        SealId seal = amend(id, 1, AMENDED, Optional.of(second), "The wrong page was scanned");

        assertThat(seal.version()).isEqualTo(2);
        assertThat(read(self(), id).reason()).isEqualTo("The wrong page was scanned");
        assertThat(bytes(self(), first)).isEqualTo(PDF);
        assertThat(bytes(self(), second)).isEqualTo(OTHER);
        assertThat(failed(verifying().verify(seal))).isEmpty();
        assertThat(failed(verifying().verify(new SealId(id.value(), 1)))).isEmpty();
    }

    @Test
    void whatDoesNotFitIsNotAmended() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        refused("document-not-signed", () -> amend(id, 0, AMENDED, Optional.empty(), "why"));
        sign(id);
        refused("document-needs-reason", () -> amend(id, 1, AMENDED, Optional.empty(), " "));
        refused("document-unchanged", () -> amend(id, 1, SAID, Optional.empty(), "why"));
        FiledFileId foreign = new FiledFileId(TestPeople.id("foreign"));
        assertThatThrownBy(() -> amend(id, 1, AMENDED, Optional.of(foreign), "why"))
                .isInstanceOf(NotFound.class);
        amend(id, 1, AMENDED, Optional.empty(), "why");
        refused("document-changed-meanwhile", () -> amend(id, 1, SAID, Optional.empty(), "why"));
    }

    @Test
    void aWithdrawnDocumentStaysAndSaysSo() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        sign(id);

        refused("document-needs-reason", () -> withdraw(id, 1, ""));
        SealId seal = withdraw(id, 1, "Belongs to another patient");

        assertThat(seal.version()).isEqualTo(2);
        assertThat(read(self(), id).withdrawn()).isTrue();
        assertThat(list(self()))
                .singleElement()
                .satisfies(view -> assertThat(view.withdrawn()).isTrue());
        refused("document-not-signed", () -> withdraw(id, 2, "again"));
        assertThat(failed(verifying().verify(seal))).isEmpty();
    }

    @Test
    void whatTheScannerRefusesLeavesNothing() {
        refused(
                "attachment-infected",
                () -> file(
                        () -> {
                            throw Refused.because("attachment-infected").at("file");
                        },
                        filing -> draft(filing, RecordCategory.DOCUMENTS, SAID, PDF)));
        assertThat(clinic.objects.stored()).isZero();
        assertThat(clinic.count("filed_document")).isZero();
        assertThat(clinic.count("object_key")).isZero();
    }

    @Test
    void noDocumentIsOfADayToCome() {
        LocalDate today = LocalDate.now(TestClinic.CLOCK);
        refused(
                "document-date-wrong",
                () -> file(filing -> draft(filing, RecordCategory.DOCUMENTS, dated(today.plusDays(1)), PDF)));
        refused("document-date-wrong", () -> dated(LocalDate.of(1899, 12, 31)));
        DocumentId id = file(filing -> draft(filing, RecordCategory.DOCUMENTS, dated(today), PDF));
        sign(id);
        refused("document-date-wrong", () -> amend(id, 1, dated(today.plusDays(1)), Optional.empty(), "why"));
    }

    private static Description dated(LocalDate day) {
        return new Description(SAID.kind(), SAID.title(), day, SAID.note());
    }

    @Test
    void aDraftIsDiscardedByItsAuthorAndASignedOneByNobody() {
        DocumentId id = draft(RecordCategory.DOCUMENTS);
        refused("document-not-yours", () -> discard(clinic.haas, id));
        discard(clinic.osei, id);
        assertThat(clinic.count("filed_document")).isZero();
        assertThat(clinic.count("filed_file")).isZero();

        DocumentId kept = draft(RecordCategory.DOCUMENTS);
        sign(kept);
        refused("document-already-signed", () -> discard(clinic.osei, kept));
        assertThat(bytes(self(), read(self(), kept).file().id())).isEqualTo(PDF);
    }

    private void discard(Actor doctor, DocumentId id) {
        file(filing -> {
            filing.discard(doctor, clinic.patient, id);
            return id;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><script>", "just words"})
    void onlyPicturesAndPdfAreTaken(String content) {
        refused(
                content.isEmpty() ? "attachment-empty" : "attachment-type",
                () -> draft(RecordCategory.DOCUMENTS, content.getBytes(StandardCharsets.US_ASCII)));
        assertThat(clinic.count("filed_document")).isZero();
    }
}
