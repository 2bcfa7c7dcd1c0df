package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file that comes in pieces: what has arrived stays, and all of it becomes one file, once. */
class UploadIT {

    private static final int LEAST = (int) UploadPart.LEAST;
    private static final byte[] FILE = pdf((int) UploadPart.LARGEST * 2 + 5_000);

    private final UploadDesk desk = new UploadDesk(FILE);

    @AfterEach
    void close() {
        desk.close();
    }

    /** The beginning of a PDF, and then nothing that repeats itself. */
    private static byte[] pdf(int size) {
        byte[] file = new byte[size];
        new Random(11).nextBytes(file);
        byte[] start = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, file, 0, start.length);
        return file;
    }

    @Test
    void piecesOfAnySizeBecomeTheFileThatWasSentAndNothingOfThemIsLeft() throws Exception {
        UploadId id = desk.begin(FILE.length);
        assertThat(desk.append(id, 0, 1_000)).isEqualTo(1_000);
        assertThat(desk.append(id, 1_000, FILE.length - 7)).isEqualTo(FILE.length - 7);
        assertThat(desk.append(id, FILE.length - 7, FILE.length)).isEqualTo(FILE.length);
        assertThat(desk.partSizes(id)).containsExactly(1_000L, UploadPart.LARGEST, UploadPart.LARGEST, 3_993L, 7L);

        AttachmentId attached = desk.finish(desk.lab.technician, id);

        assertThat(desk.content(attached)).isEqualTo(FILE);
        assertThat(desk.lab.objects.stored()).as("the file alone is left").isEqualTo(1);
        assertThat(desk.number("SELECT count(*) FROM upload_part")).isZero();
        assertThat(desk.number("SELECT count(*) FROM object_key WHERE destroyed_at IS NULL"))
                .isOne();
    }

    @Test
    void finishingTwiceIsOneFileAndTellsOfTheSame() throws Exception {
        UploadId id = desk.whole(FILE);
        AttachmentId attached = desk.finish(desk.lab.technician, id);
        assertThat(desk.finish(desk.lab.technician, id)).isEqualTo(attached);
        assertThat(desk.files()).hasSize(1);
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(FILE.length);
    }

    @Test
    void aFileThatIsNotKeptLeavesTheUploadAsItWas() {
        UploadId id = desk.whole(FILE);
        desk.lab.enter(desk.lab.technician, desk.request, true, "3.5");
        assertRefused("lab-report-state", () -> desk.finish(desk.lab.technician, id));
        assertThat(desk.files()).isEmpty();
        assertThat(desk.number("SELECT count(*) FROM upload WHERE ended_at IS NULL"))
                .isOne();
        assertRefused("lab-report-state", () -> desk.append(id, FILE.length, FILE.length));
    }

    /** As when a second server attaches the same upload in the same moment. */
    @Test
    void whatHasBecomeAFileBecomesNoSecondOne() {
        UploadId id = desk.whole(pdf(LEAST));
        assertThatThrownBy(() -> desk.lab.database.transact(entities -> {
                    desk.rows(entities).become(id, new AttachmentId(desk.lab.ids.next()));
                    desk.rows(entities).become(id, new AttachmentId(desk.lab.ids.next()));
                }))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("upload-ended"));
        assertThat(desk.number("SELECT count(*) FROM upload WHERE attachment_id IS NOT NULL"))
                .isZero();
    }

    @Test
    void nothingIsAttachedBeforeAllOfItIsThere() {
        UploadId id = desk.begin(FILE.length);
        desk.append(id, 0, FILE.length - 1);
        assertRefused("upload-incomplete", () -> desk.finish(desk.lab.technician, id));
        assertThat(desk.files()).isEmpty();
    }

    @Test
    void bytesFromElsewhereAreRefusedAndChangeNothing() {
        UploadId id = desk.begin(FILE.length);
        desk.append(id, 0, 2 * LEAST);
        for (int offset : new int[] {0, LEAST, 2 * LEAST - 1, 2 * LEAST + 1}) {
            assertRefused("upload-elsewhere", () -> desk.append(id, offset, FILE.length));
        }
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(2L * LEAST);
    }

    @Test
    void ofTwoWindowsThatSendTheSamePartOneIsRefusedAndItsObjectRemoved() throws Exception {
        UploadId id = desk.begin(FILE.length);
        assertRefused(
                "upload-elsewhere",
                () -> desk.use(uploads -> uploads.append(desk.lab.technician, id, 0, overtaken(uploads, id))));
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(LEAST);
        assertThat(desk.lab.objects.stored()).isOne();
        assertThatThrownBy(() -> desk.lab.database.transact(entities -> entities.createNativeQuery(
                                "INSERT INTO upload_part SELECT upload_id, 2, starts_at, size, object FROM upload_part")
                        .executeUpdate()))
                .satisfies(failure ->
                        assertThat(Constraints.violated(failure).orElse("")).startsWith("upload_part_"));
    }

    /** Another window sends the same bytes before the end of these is there. */
    private InputStream overtaken(ReceiveUpload uploads, UploadId id) {
        return new InputStream() {
            private final InputStream slow = new ByteArrayInputStream(FILE, 0, 3 * LEAST);
            private boolean once;

            @Override
            public int read() throws IOException {
                return slow.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = slow.read(into, offset, length);
                if (read < 0 && !once) {
                    once = true;
                    uploads.append(desk.lab.technician, id, 0, new ByteArrayInputStream(FILE, 0, LEAST));
                }
                return read;
            }
        };
    }

    @Test
    void whenTheLineBreaksWhatCameStaysButForALittleAtTheEnd() throws Exception {
        UploadId id = desk.begin(FILE.length);
        assertBreaks(id, 0, LEAST - 1);
        assertThat(desk.state(desk.lab.technician, id).received()).isZero();
        assertThat(desk.lab.objects.stored()).isZero();
        assertBreaks(id, 0, LEAST);
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(LEAST);
        assertBreaks(id, LEAST, (int) UploadPart.LARGEST + 10);
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(UploadPart.LARGEST + LEAST);
        desk.append(id, (int) UploadPart.LARGEST + LEAST, FILE.length);
        assertThat(desk.content(desk.finish(desk.lab.technician, id))).isEqualTo(FILE);
    }

    private void assertBreaks(UploadId id, int from, int bytes) {
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(FILE, from, bytes), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is gone");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });
        assertThatThrownBy(() -> desk.use(uploads -> uploads.append(desk.lab.technician, id, from, breaking)))
                .hasRootCauseMessage("the line is gone");
    }

    @Test
    void onlyWhoBeganGoesOnSeesAndCancels() {
        UploadId id = desk.whole(FILE);
        for (Actor other :
                List.of(desk.lab.scientist, desk.lab.doctorWithAccess(), Actor.patient("patient", desk.lab.patient))) {
            assertThatThrownBy(() -> desk.state(other, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> desk.finish(other, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> desk.cancel(other, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> desk.use(uploads ->
                            uploads.append(other, id, FILE.length, new ByteArrayInputStream(new byte[] {1}))))
                    .isInstanceOf(NotFound.class);
            assertThat(desk.unfinished(other)).isEmpty();
        }
        assertThat(desk.unfinished(desk.lab.technician))
                .extracting(ReceiveUpload.State::id)
                .containsExactly(id);
    }

    @Test
    void moreThanWasAnnouncedIsRefused() {
        UploadId id = desk.begin(2 * LEAST);
        assertRefused("upload-too-long", () -> desk.append(id, 0, 2 * LEAST + 1));
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(2L * LEAST);
    }

    @Test
    void whatIsTooLargeOrEmptyIsRefusedBeforeItTravels() {
        assertRefused("attachment-too-large", () -> desk.begin(AttachFile.LARGEST + 1));
        assertRefused("attachment-empty", () -> desk.begin(0));
        assertThat(desk.begin(AttachFile.LARGEST)).isNotNull();
    }

    @Test
    void aFileOfAnotherTypeIsRefusedByItsFirstBytesAndEnds() {
        UploadId id = desk.begin(FILE.length);
        byte[] text = "Dear colleague, ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        assertRefused(
                "attachment-type",
                () -> desk.use(uploads -> uploads.append(desk.lab.technician, id, 0, new ByteArrayInputStream(text))));
        assertThatThrownBy(() -> desk.state(desk.lab.technician, id)).isInstanceOf(NotFound.class);
        assertThat(desk.lab.objects.stored()).isZero();
    }

    @Test
    void oneWhoHasFiveOnTheirWayBeginsNoSixthUntilOneEnds() {
        UploadId first = desk.begin(100);
        for (int i = 1; i < UploadRows.MOST; i++) {
            desk.begin(100);
        }
        assertRefused("upload-too-many", () -> desk.begin(100));
        assertThatThrownBy(() -> desk.lab.database.transact(
                        entities -> entities.createNativeQuery("UPDATE upload SET place = 2 WHERE place = 1")
                                .executeUpdate()))
                .satisfies(failure -> assertThat(Constraints.violated(failure)).contains("upload_place_once"));
        desk.cancel(desk.lab.technician, first);
        assertThat(desk.begin(100)).isNotNull();
    }

    @Test
    void aCancelledOneLeavesNothing() {
        UploadId id = desk.whole(FILE);
        assertThat(desk.lab.objects.stored()).isEqualTo(3);
        desk.cancel(desk.lab.technician, id);
        assertThat(desk.lab.objects.stored()).isZero();
        assertThat(desk.number("SELECT count(*) FROM upload")).isZero();
        assertThatThrownBy(() -> desk.finish(desk.lab.technician, id)).isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsNotGoneOnWithForADayIsRemovedWithAllThatCame() {
        UploadId id = desk.begin(FILE.length);
        desk.append(id, 0, LEAST);
        desk.lab.advance(Duration.ofHours(23));
        desk.append(id, LEAST, 2 * LEAST);
        assertThat(desk.step()).isZero();
        desk.lab.advance(Upload.LASTS);
        assertThatThrownBy(() -> desk.append(id, 2 * LEAST, 3 * LEAST)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.state(desk.lab.technician, id)).isInstanceOf(NotFound.class);
        assertThat(desk.unfinished(desk.lab.technician)).isEmpty();
        desk.store.away = true;
        assertThatThrownBy(desk::step).isInstanceOf(Unavailable.class);
        assertThat(desk.lab.objects.stored()).isEqualTo(2);
        desk.store.away = false;
        assertThat(desk.step()).isOne();
        assertThat(desk.lab.objects.stored()).isZero();
        assertThat(desk.number("SELECT count(*) FROM upload")).isZero();
        assertThat(desk.step()).isZero();
    }

    @Test
    void whatBecameAFileIsForgottenADayLaterAndTheFileStays() throws Exception {
        desk.store.away = true;
        AttachmentId attached = desk.finish(desk.lab.technician, desk.whole(FILE));
        assertThat(desk.number("SELECT count(*) FROM upload_part")).isEqualTo(3);
        desk.store.away = false;
        assertThat(desk.step()).as("parts that a storage that was away kept").isOne();
        assertThat(desk.number("SELECT count(*) FROM upload_part")).isZero();
        assertThat(desk.step()).isZero();
        desk.lab.advance(Upload.LASTS.plusHours(1));
        assertThat(desk.step()).isOne();
        assertThat(desk.number("SELECT count(*) FROM upload")).isZero();
        assertThat(desk.content(attached)).isEqualTo(FILE);
    }

    @Test
    void theScannerSeesTheWholeAndWhatItRefusesEndsButNotWhileItIsAway() {
        UploadId id = desk.whole(FILE);
        desk.scanner = () -> {
            throw Refused.because("attachment-not-scanned").at("file");
        };
        assertRefused("attachment-not-scanned", () -> desk.finish(desk.lab.technician, id));
        assertThat(desk.state(desk.lab.technician, id).received()).isEqualTo(FILE.length);
        desk.scanner = Seeing::new;
        assertRefused("attachment-infected", () -> desk.finish(desk.lab.technician, id));
        assertThatThrownBy(() -> desk.state(desk.lab.technician, id)).isInstanceOf(NotFound.class);
        assertThat(desk.lab.objects.stored()).isZero();
        assertThat(desk.files()).isEmpty();
    }

    /** Finds something in the last bytes of the whole. */
    private static final class Seeing implements ContentScanner.Scan {

        private long seen;

        @Override
        public void next(byte[] bytes, int offset, int length) {
            seen += length;
        }

        @Override
        public void finish() {
            assertThat(seen).isEqualTo(FILE.length);
            throw Refused.because("attachment-infected").at("file");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void partsThatAreLostEndItInWords() {
        UploadId id = desk.whole(FILE);
        desk.lab.objects.damage(
                desk.lab.database.inTransaction(
                        entities -> desk.rows(entities).parts(id).get(1).object()),
                ObjectDamage.MISSING);
        assertRefused("upload-lost", () -> desk.finish(desk.lab.technician, id));
        assertThat(desk.unfinished(desk.lab.technician)).isEmpty();
    }

    @Test
    void partsThatAreNotTheWholeNeverPassForIt() {
        UploadId id = desk.whole(FILE);
        desk.lab.database.transact(entities -> entities.createNativeQuery("DELETE FROM upload_part WHERE number = 2")
                .executeUpdate());
        assertThatThrownBy(() -> desk.finish(desk.lab.technician, id))
                .hasRootCauseMessage("The parts of upload " + id + " are not the whole file");
        assertThat(desk.files()).isEmpty();
    }

    @Test
    void anEndedOneTakesNoPartEvenBySql() {
        UploadId id = desk.whole(pdf(LEAST));
        desk.lab.database.transact(entities -> desk.rows(entities).end(id));
        for (String write : List.of(
                "UPDATE upload SET ended_at = NULL",
                "UPDATE upload_part SET number = 2",
                "INSERT INTO upload_part SELECT upload_id, 2, 9, 1, object FROM upload_part")) {
            assertThatThrownBy(() -> desk.lab.database.transact(
                            entities -> entities.createNativeQuery(write).executeUpdate()))
                    .as(write)
                    .hasStackTraceContaining("has ended");
        }
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
