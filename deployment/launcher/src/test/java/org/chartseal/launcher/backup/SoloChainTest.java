package org.chartseal.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.ledger.solo.block.BlockBuilder;
import org.chartseal.ledger.solo.block.BlockFile;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The solo ledger in a backup, and one that outlived it. */
class SoloChainTest {

    private static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);
    private static final String TRANSACTION = "ab".repeat(32);

    @TempDir
    private Path folder;

    private Path ledger(String name, String content, int blocks) throws IOException {
        Path ledger = folder.resolve(name);
        Files.createDirectories(ledger.resolve("keys"));
        Files.writeString(ledger.resolve("keys/ca-key.pem"), "key of " + content);
        ByteString before = ByteString.EMPTY;
        try (BlockFile file = BlockFile.open(ledger.resolve("chain"))) {
            file.replay((number, offset, block) -> {});
            for (int i = 0; i < blocks; i++) {
                List<ByteString> envelopes = List.of(ByteString.copyFromUtf8(content + i));
                BlockHeader header = BlockBuilder.header(i, before, envelopes);
                file.append(BlockBuilder.block(header, envelopes, ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY)
                        .toByteArray());
                before = BlockHashes.ofHeader(header);
            }
        }
        for (String state : List.of("endorsed", "committed")) {
            Path values =
                    Files.createDirectories(ledger.resolve("chain/private").resolve(state));
            Files.writeString(values.resolve(TRANSACTION), "scope");
        }
        Files.writeString(ledger.resolve("chain/private/endorsed/" + TRANSACTION + ".tmp"), "half");
        return ledger;
    }

    private static SoloChain now(Path ledger) {
        return SoloChain.look(ledger, SoloChain.lengthNow(ledger));
    }

    private Path restored(Path ledger) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter archive = ArchiveWriter.begin(out, PASSPHRASE, new KeyCost(8, 1, 1))) {
            now(ledger).writeTo(archive);
            JsonObject none = JsonObject.EMPTY_JSON_OBJECT;
            archive.finish(none, none, none, List.of());
        }
        Path restored = folder.resolve("restored");
        ArchiveReader.open(new ByteArrayInputStream(out.toByteArray()), PASSPHRASE)
                .read((name, content) -> SoloChain.place(name, content.stream(), restored));
        return restored;
    }

    @Test
    void it_comes_back_with_its_keys_and_with_private_data_to_be_settled() throws IOException {
        Path ledger = ledger("old", "block", 5);
        Path restored = restored(ledger);
        assertThat(restored.resolve("chain/blocks")).hasSameBinaryContentAs(ledger.resolve("chain/blocks"));
        assertThat(restored.resolve("keys/ca-key.pem")).hasContent("key of block");
        assertThat(restored.resolve("chain/private/endorsed/" + TRANSACTION)).hasContent("scope");
        assertThat(restored.resolve("chain/private/endorsed")).isDirectoryNotContaining("glob:**.tmp");
        assertThat(now(restored).position()).isEqualTo(now(ledger).position());
    }

    @Test
    void a_longer_chain_goes_on_and_is_taken() throws IOException {
        Path restored = restored(ledger("old", "block", 5));
        SoloChain longer = now(ledger("longer", "block", 9));
        assertThat(longer.goesOnFrom(now(restored).position())).isTrue();

        longer.replaceIn(restored);

        assertThat(now(restored).position()).isEqualTo(longer.position());
        assertThat(now(restored).height()).isEqualTo(9);
    }

    @Test
    void a_shorter_or_another_one_does_not_go_on() throws IOException {
        JsonObject position = now(ledger("old", "block", 5)).position();
        assertThat(now(ledger("same", "block", 5)).goesOnFrom(position)).isTrue();
        assertThat(now(ledger("shorter", "block", 4)).goesOnFrom(position)).isFalse();
        assertThat(now(ledger("another", "other", 9)).goesOnFrom(position)).isFalse();
    }

    @Test
    void one_that_a_ledger_works_with_is_not_taken() throws IOException {
        Path restored = restored(ledger("old", "block", 5));
        Path longer = ledger("longer", "block", 9);
        try (FileChannel channel =
                        FileChannel.open(longer.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> now(longer).replaceIn(restored))
                    .isInstanceOf(LauncherFailure.class)
                    .hasMessageContaining("still works");
        }
        assertThat(now(restored).height()).isEqualTo(5);
    }

    @Test
    void no_entry_leads_out_of_its_folder() {
        for (String name : List.of("../x", "..", ".", "", "a/b")) {
            assertThatThrownBy(() -> SoloChain.place(
                            Entries.LEDGER_KEYS + name, InputStream.nullInputStream(), folder.resolve("new")))
                    .isInstanceOf(ArchiveDamaged.class);
        }
    }

    @Test
    void where_there_is_none_it_says_so() {
        assertThatThrownBy(() -> SoloChain.lengthNow(folder.resolve("nowhere")))
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("no chain of a ledger");
    }
}
