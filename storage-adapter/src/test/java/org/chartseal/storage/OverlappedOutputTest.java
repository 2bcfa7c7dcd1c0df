package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OverlappedOutputTest {

    private static final int PIECE = OverlappedOutput.PIECE;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 4 * PIECE, 5 * PIECE, 5 * PIECE + 1, 50 * PIECE + 7})
    void whateverIsWrittenArrivesInItsOrder(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Sink sink = new Sink(Integer.MAX_VALUE);
        try (OverlappedOutput out = new OverlappedOutput(sink)) {
            for (int from = 0; from < size; from += 100_003) {
                out.write(content, from, Math.min(100_003, size - from));
            }
            out.finish();
        }
        assertThat(sink.toByteArray()).isEqualTo(content);
    }

    @Test
    void littleStaysWithTheThreadThatWritesAndMuchDoesNot() throws IOException {
        Sink little = new Sink(Integer.MAX_VALUE);
        write(little, OverlappedOutput.ALONE);
        assertThat(little.threads).containsExactly(Thread.currentThread().getName());
        Sink much = new Sink(Integer.MAX_VALUE);
        write(much, 20);
        assertThat(much.threads)
                .containsExactlyInAnyOrder(Thread.currentThread().getName(), "spool");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 50, 99})
    void whatTheStreamBehindItFailsWithComesOut(int pieces) {
        assertThatThrownBy(() -> write(new Sink(pieces * PIECE), 100))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("full");
    }

    @Test
    void aFullDiskIsToldAsThatAndAsOftenAsItIsAsked() {
        OverlappedOutput out = new OverlappedOutput(new StorageFailure.DiskStream(new Sink(8 * PIECE)));
        byte[] much = new byte[100 * PIECE];
        IOException first = catchThrowableOfType(IOException.class, () -> out.write(much));
        IOException second = catchThrowableOfType(IOException.class, out::finish);
        assertThat(first).isInstanceOf(StorageFailure.class).isNotSameAs(second);
        assertThat(second).isInstanceOf(StorageFailure.class);
        out.close();
    }

    @Test
    void afterClosingNothingIsWrittenAnyMore() throws IOException {
        Sink sink = new Sink(Integer.MAX_VALUE);
        OverlappedOutput out = new OverlappedOutput(sink);
        out.write(new byte[12 * PIECE]);
        out.close();
        int written = sink.size();
        out.close();
        assertThat(sink.size()).isEqualTo(written).isLessThanOrEqualTo(12 * PIECE);
    }

    private static void write(OutputStream sink, int pieces) throws IOException {
        try (OverlappedOutput out = new OverlappedOutput(sink)) {
            out.write(new byte[pieces * PIECE]);
            out.finish();
        }
    }

    private static final class Sink extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Set<String> threads = new HashSet<>();
        private final int room;

        Sink(int room) {
            this.room = room;
        }

        @Override
        public void write(int value) {
            throw new UnsupportedOperationException("pieces only");
        }

        @Override
        public synchronized void write(byte[] piece, int offset, int length) throws IOException {
            if (length > 0) {
                threads.add(Thread.currentThread().getName());
            }
            if (bytes.size() + length > room) {
                throw new IOException("full");
            }
            bytes.write(piece, offset, length);
        }

        synchronized int size() {
            return bytes.size();
        }

        synchronized byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
