package org.chartseal.ledger.solo.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain is copied beside the ledger that appends to it. */
class ChainCopyTest {

    @TempDir
    private Path folder;

    private final List<ByteString> hashes = new ArrayList<>();
    private BlockFile file;

    @BeforeEach
    void begin() throws IOException {
        file = BlockFile.open(folder);
        file.replay((number, offset, block) -> {});
        for (int i = 0; i < 5; i++) {
            append("envelope " + i);
        }
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private void append(String envelope) throws IOException {
        ByteString before = hashes.isEmpty() ? ByteString.EMPTY : hashes.get(hashes.size() - 1);
        append(envelope, before);
    }

    private void append(String envelope, ByteString before) throws IOException {
        List<ByteString> envelopes = List.of(ByteString.copyFromUtf8(envelope));
        BlockHeader header = BlockBuilder.header(hashes.size(), before, envelopes);
        Block block = Block.newBuilder()
                .setHeader(header)
                .setData(BlockData.newBuilder().addAllData(envelopes))
                .build();
        file.append(block.toByteArray());
        hashes.add(BlockHashes.ofHeader(header));
    }

    private Path blocks() {
        return folder.resolve("blocks");
    }

    private ChainCopy now() throws IOException {
        return ChainCopy.of(folder, ChainCopy.lengthNow(folder));
    }

    @Test
    void itHasEveryBlockAndItsHash() throws IOException {
        ChainCopy copy = now();
        assertThat(copy.height()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(copy.hash(i)).contains(hashes.get(i));
        }
        assertThat(copy.hash(5)).isEmpty();
        assertThat(copy.length()).isEqualTo(Files.size(blocks()));
    }

    @Test
    void whatIsAppendedLaterIsNotInIt() throws IOException {
        long length = ChainCopy.lengthNow(folder);
        append("later");
        assertThat(ChainCopy.of(folder, length).height()).isEqualTo(5);
        assertThat(now().height()).isEqualTo(6);
    }

    /** Wherever the length falls that was read while a block was being written. */
    @Test
    void aBlockThatIsHalfWrittenIsNoneYet() throws IOException {
        long whole = ChainCopy.lengthNow(folder);
        append("half written");
        long end = ChainCopy.lengthNow(folder);
        for (long length = whole; length < end; length++) {
            ChainCopy copy = ChainCopy.of(folder, length);
            assertThat(copy.height()).as("of %d bytes", length).isEqualTo(5);
            assertThat(copy.length()).isEqualTo(whole);
        }
    }

    @Test
    void whatAPowerCutLeftBehindTheLastIsLeftOut() throws IOException {
        long whole = ChainCopy.lengthNow(folder);
        Files.write(blocks(), new byte[5000], StandardOpenOption.APPEND);
        assertThat(now().height()).isEqualTo(5);
        assertThat(now().length()).isEqualTo(whole);
    }

    @Test
    void aDamagedByteInAnyBlockButTheLastIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(blocks());
        long beforeLast = ChainCopy.of(folder, ChainCopy.lengthNow(folder) - 1).length();
        int refused = 0;
        for (int at = 0; at < beforeLast; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(blocks(), damaged);
            assertThatThrownBy(this::now).as("byte %d", at).isInstanceOf(LedgerUnusable.class);
            refused++;
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void aBlockThatDoesNotFollowIsRefused() throws IOException {
        append("of another chain", ByteString.copyFromUtf8("another"));
        assertThatThrownBy(this::now)
                .isInstanceOf(LedgerUnusable.class)
                .hasMessageContaining("Block 5")
                .hasMessageContaining("does not follow");
    }

    @Test
    void anotherFileIsNoChain() throws IOException {
        Files.writeString(blocks(), "something else");
        assertThatThrownBy(this::now).hasMessageContaining("no block file");
    }
}
