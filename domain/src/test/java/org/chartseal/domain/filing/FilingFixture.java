package org.chartseal.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A clinic, and what is done there with documents. */
abstract class FilingFixture {

    static final byte[] PDF = "%PDF-1.7 first".getBytes(StandardCharsets.US_ASCII);
    static final byte[] OTHER = "%PDF-1.7 second".getBytes(StandardCharsets.US_ASCII);
    static final LocalDate DATED = LocalDate.of(2026, 11, 20);
    static final Description SAID = new Description(DocumentKind.REFERRAL, "Referral to cardiology", DATED, "By post");
    static final Description AMENDED =
            new Description(DocumentKind.REFERRAL, "Referral to cardiology", DATED, "By fax");

    TestClinic clinic;
    private int drawn;

    /** As in the container: whoever asks within a transaction sees what that sees. */
    final NewTransaction joined = new NewTransaction() {
        private Optional<EntityManager> open = Optional.empty();

        @Override
        public <T> T call(Function<EntityManager, T> work) {
            if (open.isPresent()) {
                return work.apply(open.get());
            }
            return clinic.database.inTransaction(entities -> {
                open = Optional.of(entities);
                try {
                    return work.apply(entities);
                } finally {
                    open = Optional.empty();
                }
            });
        }
    };

    @BeforeEach
    void open() {
        clinic = new TestClinic();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    DocumentId draft(RecordCategory category) {
        return draft(category, PDF);
    }

    DocumentId draft(RecordCategory category, byte[] bytes) {
        return file(filing -> draft(filing, category, SAID, bytes));
    }

    DocumentId draft(FileDocument filing, RecordCategory category, Description said, byte[] bytes) {
        try (InputStream content = new ByteArrayInputStream(bytes)) {
            return filing.draft(
                    clinic.osei, new Filing(clinic.patient, category, said), "C:\\scans\\letter.pdf", content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    FiledFileId otherFile(Actor doctor, DocumentId id) {
        return file(filing -> {
            try (InputStream content = new ByteArrayInputStream(OTHER)) {
                return filing.otherFile(doctor, clinic.patient, id, "letter 2.pdf", content);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    SealId sign(DocumentId id) {
        return sign(id, read(clinic.osei, id).version());
    }

    SealId sign(DocumentId id, int shown) {
        return signing(signs -> signs.sign(clinic.osei, clinic.patient, id, shown));
    }

    SealId amend(DocumentId id, int version, Description description, Optional<FiledFileId> other, String reason) {
        return signing(signs -> signs.amend(
                clinic.osei, clinic.patient, id, new SignDocument.Amendment(version, description, other, reason)));
    }

    SealId withdraw(DocumentId id, int version, String reason) {
        return signing(signs -> signs.withdraw(clinic.osei, clinic.patient, id, version, reason));
    }

    <T> T file(Function<FileDocument, T> work) {
        return file(ContentScanner.NONE, work);
    }

    <T> T file(ContentScanner scanner, Function<FileDocument, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new FileDocument(
                new FilingRows(entities, clinic.door(entities), clinic.objects.keys(entities), TestClinic.CLOCK),
                clinic.objects,
                scanner,
                () -> TestPeople.id("drawn " + drawn++))));
    }

    <T> T signing(Function<SignDocument, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new SignDocument(
                entities,
                clinic.door(entities),
                clinic.maySign(entities),
                clinic.seals(entities),
                clinic.hand(),
                TestClinic.CLOCK)));
    }

    Actor self() {
        return Actor.patient("patient", clinic.patient);
    }

    ReadDocuments.View read(Actor actor, DocumentId id) {
        return reading(documents -> documents.read(actor, clinic.patient, id));
    }

    List<ReadDocuments.View> list(Actor actor) {
        return reading(documents -> documents.list(actor, clinic.patient));
    }

    byte[] bytes(Actor actor, FiledFileId file) {
        return reading(documents -> {
            try (InputStream content =
                    documents.open(actor, file, sha256 -> false).content()) {
                return content.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    <T> T reading(Function<ReadDocuments, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new ReadDocuments(
                entities,
                clinic.door(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                clinic.objects,
                TestClinic.CLOCK)));
    }

    RecordCategory category(DocumentId id) {
        return clinic.database.inTransaction(entities -> new CategoryOfRecord(entities).of(id.value()));
    }

    VerifySeal verifying() {
        TestLedger ledger = new TestLedger();
        return new VerifySeal(
                clinic.database.transactions(),
                clinic.objects,
                clinic.keys,
                ledger,
                new BlockChain(ledger, TestClinic.CLOCK),
                SealedSources.of(List.of(new Documents())),
                TestClinic.CLOCK);
    }

    static List<Line> failed(SealReport report) {
        return report.lines().stream()
                .filter(line -> line.result() == Result.FAILED)
                .toList();
    }

    final class Documents implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.DOCUMENT;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return with(source -> source.currentContent(id));
        }

        @Override
        public List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
            return with(source -> source.files(id, sealed));
        }

        private <T> T with(Function<DocumentContent, T> work) {
            return joined.call(entities -> work.apply(new DocumentContent(entities)));
        }
    }

    static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
