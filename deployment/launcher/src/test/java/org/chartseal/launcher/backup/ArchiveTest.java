package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.launcher.installation.LauncherFailure;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup's file comes back as it was written, or not at all. */
class ArchiveTest {

    private static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);
    private static final KeyCost CHEAP = new KeyCost(8, 1, 1);
    private static final int SEGMENT = 1 << 16;
    private static final int HEAD = 56;
    private static final int FLIPS = 3_000;
    private static final int CUTS = 1_000;
    private static final JsonObject ABOUT =
            Json.createObjectBuilder().add("made", "today").build();

    private static byte[] archive = {};
    private static byte[] noise = {};

    @BeforeAll
    static void write() throws IOException {
        noise = new byte[3 * SEGMENT];
        new Random(1).nextBytes(noise);
        archive = archive();
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = begin(out)) {
            writer.finish(ABOUT, JsonObject.EMPTY_JSON_OBJECT, JsonObject.EMPTY_JSON_OBJECT, List.of("sha256:00"));
        }
        return out.toByteArray();
    }

    private static ArchiveWriter begin(ByteArrayOutputStream out) throws IOException {
        ArchiveWriter writer = ArchiveWriter.begin(out, PASSPHRASE, CHEAP);
        writer.add("about.json", ABOUT.toString());
        writer.add("objects/one", noise.length, new ByteArrayInputStream(noise));
        writer.add("objects/empty", new byte[0]);
        writer.add("objects/" + "long".repeat(60), "two");
        return writer;
    }

    private static Map<String, byte[]> read(byte[] bytes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Manifest manifest = ArchiveReader.open(new ByteArrayInputStream(bytes), PASSPHRASE)
                .read((name, content) -> entries.put(name, content.bytes()));
        entries.put("manifest", manifest.toJson().toString().getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    @Test
    void everything_comes_back_in_its_order() throws IOException {
        Map<String, byte[]> entries = read(archive);

        assertThat(entries.keySet())
                .containsExactly(
                        "about.json", "objects/one", "objects/empty", "objects/" + "long".repeat(60), "manifest");
        assertThat(entries.get("objects/one")).isEqualTo(noise);
        assertThat(new String(entries.get("manifest"), StandardCharsets.UTF_8))
                .contains("\"missingObjects\":[\"sha256:00\"]")
                .contains("{\"name\":\"objects\",\"entries\":3,\"bytes\":" + (noise.length + 3));
    }

    @Test
    void what_is_not_read_is_compared_all_the_same() throws IOException {
        Manifest manifest = ArchiveReader.open(new ByteArrayInputStream(archive), PASSPHRASE)
                .read((name, content) -> {});
        assertThat(manifest.parts()).hasSize(2);
    }

    @Test
    void nothing_in_it_can_be_read_in_plain() {
        assertThat(new String(archive, StandardCharsets.ISO_8859_1))
                .doesNotContain("about.json")
                .doesNotContain("today")
                .doesNotContain("objects");
    }

    @Test
    void the_same_twice_is_two_different_files() throws IOException {
        assertThat(archive()).isNotEqualTo(archive);
    }

    @Test
    void another_passphrase_is_told_from_damage() {
        assertThatThrownBy(() -> ArchiveReader.open(
                        new ByteArrayInputStream(archive), "correct horse batterY".getBytes(StandardCharsets.UTF_8)))
                .isExactlyInstanceOf(LauncherFailure.class)
                .hasMessageContaining("passphrase is not the one");
    }

    @Test
    void each_bit_of_the_head_counts() {
        for (int bit = 0; bit < HEAD * Byte.SIZE; bit++) {
            int flipped = bit;
            assertThatThrownBy(() -> read(flipped(flipped))).as("bit %d", bit).isInstanceOf(LauncherFailure.class);
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_refused() {
        Random random = new Random(2);
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(archive.length * Byte.SIZE);
            assertThatThrownBy(() -> read(flipped(bit))).as("bit %d", bit).isInstanceOf(LauncherFailure.class);
        }
    }

    private static byte[] flipped(int bit) {
        byte[] bytes = archive.clone();
        bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return bytes;
    }

    @Test
    void a_file_that_ends_early_is_refused_wherever_it_ends() {
        Random random = new Random(3);
        for (int i = 0; i < CUTS; i++) {
            refuseFirst(random.nextInt(archive.length));
        }
        for (int left = 0; left < HEAD + 2 * Long.BYTES; left++) {
            refuseFirst(left);
        }
        for (int end = SEGMENT; end < archive.length; end += SEGMENT) {
            refuseFirst(end);
            refuseFirst(end + HEAD);
        }
        refuseFirst(archive.length - 1);
    }

    private static void refuseFirst(int bytes) {
        assertThatThrownBy(() -> read(Arrays.copyOf(archive, bytes)))
                .as("the first %d bytes", bytes)
                .isInstanceOf(LauncherFailure.class);
    }

    @Test
    void more_behind_it_is_refused() {
        for (int more : new int[] {1, 16, SEGMENT, archive.length}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(archive, archive.length + more)))
                    .as("%d bytes more", more)
                    .isInstanceOf(ArchiveDamaged.class);
        }
    }

    /** Also by somebody who knows the passphrase: what is in a backup is what its manifest says, and nothing else. */
    @Test
    void something_that_was_encrypted_with_it_but_stands_behind_its_end_is_refused() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(archive);
        ArchiveHead head = ArchiveHead.read(in);
        byte[] plain =
                head.unlock(PASSPHRASE).newDecryptingStream(in, head.encoded()).readAllBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head.encoded());
        try (OutputStream longer = head.unlock(PASSPHRASE).newEncryptingStream(out, head.encoded())) {
            longer.write(plain);
            longer.write(new byte[10_240]);
            longer.write(noise);
        }
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(ArchiveDamaged.class)
                .hasMessageContaining("behind its end");
    }

    /** Each segment is intact by itself. */
    @Test
    void segments_in_another_order_are_refused() {
        byte[] bytes = archive.clone();
        System.arraycopy(archive, HEAD + SEGMENT, bytes, HEAD + 2 * SEGMENT, SEGMENT);
        System.arraycopy(archive, HEAD + 2 * SEGMENT, bytes, HEAD + SEGMENT, SEGMENT);
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(ArchiveDamaged.class);
    }

    @Test
    void one_that_was_never_finished_is_refused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        begin(out).close();
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(ArchiveDamaged.class);
    }

    @Test
    void a_newer_format_is_named() {
        byte[] bytes = archive.clone();
        bytes[Long.BYTES + Integer.BYTES - 1]++;
        assertThatThrownBy(() -> read(bytes))
                .isExactlyInstanceOf(LauncherFailure.class)
                .hasMessageContaining("newer version of Chartseal (format 2");
    }

    @Test
    void another_file_is_no_backup() {
        assertThatThrownBy(() -> read("PK, a zip archive of something".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("This is no backup of Chartseal.");
    }

    /** A head that asks for all memory of the machine is refused before any is taken. */
    @Test
    void an_unbearable_key_cost_is_refused() {
        byte[] bytes = archive.clone();
        bytes[Long.BYTES + Integer.BYTES] = 0x7f;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(ArchiveDamaged.class);
    }

    @Test
    void the_usual_key_is_dear() {
        byte[] salt = new byte[16];
        assertThat(KeyCost.USUAL.isBearable()).isTrue();
        assertThat(KeyCost.USUAL.derive(PASSPHRASE, salt, 32)).isNotEqualTo(CHEAP.derive(PASSPHRASE, salt, 32));
    }
}
