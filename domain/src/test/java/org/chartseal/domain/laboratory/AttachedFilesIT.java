package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of a report: what is scanned before they are kept, and how reads of their parts are kept. */
class AttachedFilesIT {

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
    void whatTheScannerRefusesIsNotStoredAndLeavesNoRow() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        int stored = lab.objects.stored();
        for (int refusedAt : new int[] {0, 1, 2}) {
            assertRefused("attachment-infected", () -> attach(request, "scan.pdf", PDF, refusingAt(refusedAt)));
            assertThat(lab.objects.stored()).isEqualTo(stored);
        }
        boolean begun = lab.now(request, labCase -> labCase.report().isPresent());
        assertThat(begun).isFalse();
    }

    /** Says no at the beginning, in the middle or at the end. */
    private static ContentScanner refusingAt(int when) {
        return () -> {
            refuseIf(when == 0);
            return new ContentScanner.Scan() {
                @Override
                public void next(byte[] bytes, int offset, int length) {
                    refuseIf(when == 1);
                }

                @Override
                public void finish() {
                    refuseIf(when == 2);
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };
        };
    }

    private static void refuseIf(boolean now) {
        if (now) {
            throw Refused.because("attachment-infected").at("file");
        }
    }

    @Test
    void partsOfAFileAreOneReadWithinTheHourAndAWholeOneIsAlwaysAReadOfItsOwn() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        AttachmentId id = attach(request, "scan.pdf", PDF, ContentScanner.NONE);
        for (int i = 0; i < 50; i++) {
            assertThat(part(lab.technician, id, i % PDF.length, 1)).containsExactly(PDF[i % PDF.length]);
        }
        assertThat(readsOf(id)).isEqualTo(1);
        assertThat(part(lab.scientist, id, 0, 2)).hasSize(2);
        assertThat(readsOf(id)).as("another reader").isEqualTo(2);
        assertThat(open(lab.technician, id)).isEqualTo(PDF);
        assertThat(readsOf(id)).as("the whole file").isEqualTo(3);
        lab.advance(Duration.ofMinutes(61));
        assertThat(part(lab.technician, id, 0, 2)).hasSize(2);
        assertThat(readsOf(id)).as("an hour later").isEqualTo(4);
        Actor stranger = Actor.patient("patient2", new PatientId(lab.ids.next()));
        lab.database.transact(entities -> {
            OpenAttachment opening = new OpenAttachment(entities, lab.openRecord(entities), lab.objects);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> opening.open(stranger, id, sha256 -> true))
                        .isInstanceOf(NotFound.class);
            }
        });
        assertThat(readsOf(id)).as("refused tries are all kept").isEqualTo(6);
    }

    private static AttachmentId attach(LabRequestId request, String name, byte[] content, ContentScanner scanner) {
        return lab.database.inTransaction(entities -> {
            try {
                return new AttachFile(
                                new AttachmentRows(
                                        entities, lab.cases(entities), lab.objects.keys(entities), lab.ids, lab.clock),
                                lab.objects,
                                scanner,
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

    private static byte[] part(Actor actor, AttachmentId id, long from, long length) {
        return lab.database.inTransaction(entities -> {
            try (var content = new OpenAttachment(entities, lab.openRecord(entities), lab.objects)
                    .open(actor, id, sha256 -> true)
                    .reading()
                    .open(from, length)) {
                return content.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static long readsOf(AttachmentId id) {
        return lab.database.inTransaction(entities ->
                (Long) entities.createNativeQuery("SELECT count(*) FROM access_log WHERE record_id = ?1", Long.class)
                        .setParameter(1, id.value())
                        .getSingleResult());
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
