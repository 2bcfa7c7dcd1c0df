package org.chartseal.ledger.solo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.state.StateKey;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a ledger finds after it was stopped, torn, damaged or tampered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {

    private Path data;
    private String lastTransaction;
    private int beforeLast;
    private byte[] markBeforeLast;
    private byte[] blocks;

    @BeforeAll
    void write(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        Path file = data.resolve("chain/blocks");
        Path mark = data.resolve("chain/acknowledged");
        try (RunningLedger ledger = SoloLedger.start(data, 0);
                SoloClient client = SoloClient.connect(ledger.profile())) {
            client.keys().submitTransaction("put", "key", "1");
            client.keys().submitTransaction("put", "key", "2");
            beforeLast = Math.toIntExact(Files.size(file));
            markBeforeLast = Files.readAllBytes(mark);
            SubmittedTransaction last = client.keys()
                    .newProposal("put")
                    .addArguments("key", "3")
                    .build()
                    .endorse()
                    .submitAsync();
            assertThat(last.getStatus().isSuccessful()).isTrue();
            lastTransaction = last.getTransactionId();
        }
        blocks = Files.readAllBytes(file);
    }

    private Path copyOf(Path target, byte[] content, boolean lastAcknowledged) throws IOException {
        Path chain = Files.createDirectories(target.resolve("chain"));
        Files.write(chain.resolve("blocks"), content);
        Path mark = chain.resolve("acknowledged");
        if (lastAcknowledged) {
            Files.write(mark, Files.readAllBytes(data.resolve("chain/acknowledged")));
        } else {
            Files.write(mark, markBeforeLast);
        }
        return chain;
    }

    private static Chain open(Path chain) throws IOException {
        return Chain.open(chain, Instant.EPOCH, () -> {
            throw new AssertionError("the chain has a block 0");
        });
    }

    @Test
    void aRestartKeepsEverything(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("copy");
        copyTree(data, copy);
        try (RunningLedger ledger = SoloLedger.start(copy, 0);
                SoloClient client = SoloClient.connect(ledger.profile())) {
            assertThat(ledger.height()).isEqualTo(4);
            assertThat(client.evaluate("history", "key")).isEqualTo("3,2,1");
            client.keys().submitTransaction("put", "key", "4");
            assertThat(client.evaluate("history", "key")).isEqualTo("4,3,2,1");
        }
    }

    @Test
    void aLastBlockTornAtAnyByteIsCutOff(@TempDir Path folder) throws Exception {
        for (int length = beforeLast; length < blocks.length; length++) {
            Path chain = copyOf(folder, java.util.Arrays.copyOf(blocks, length), false);
            try (Chain recovered = open(chain)) {
                assertThat(recovered.height()).as("cut to %s", length).isEqualTo(3);
                assertThat(recovered.find(lastTransaction)).isEmpty();
            }
            assertThat(Files.size(chain.resolve("blocks"))).isEqualTo(beforeLast);
        }
        try (Chain whole = open(copyOf(folder, blocks, false))) {
            assertThat(whole.height()).isEqualTo(4);
            assertThat(whole.value(java.util.Objects.requireNonNull(
                                    whole.state().newest(new StateKey("chartseal", "key"))))
                            .toStringUtf8())
                    .isEqualTo("3");
        }
    }

    @Test
    void aLastBlockOfZeroesAfterAPowerLossIsCutOff(@TempDir Path folder) throws Exception {
        byte[] zeroes = java.util.Arrays.copyOf(java.util.Arrays.copyOf(blocks, beforeLast), blocks.length);

        try (Chain recovered = open(copyOf(folder, zeroes, false))) {
            assertThat(recovered.height()).isEqualTo(3);
        }
    }

    @Test
    void anAcknowledgedBlockThatIsGoneStopsTheStart(@TempDir Path folder) throws Exception {
        byte[] cut = java.util.Arrays.copyOf(blocks, blocks.length - 1);
        Path chain = copyOf(folder, cut, true);

        assertThatThrownBy(() -> open(chain))
                .isInstanceOf(LedgerUnusable.class)
                .hasMessageContaining("was acknowledged up to block 3 but ends with block 2");
        assertThat(Files.readAllBytes(chain.resolve("blocks"))).isEqualTo(cut);
    }

    @Test
    void oneChangedBitAnywhereStopsTheStartAndNothingIsDropped(@TempDir Path folder) throws Exception {
        for (int at = Long.BYTES; at < blocks.length; at += 13) {
            byte[] changed = blocks.clone();
            changed[at] ^= 0x10;
            Path chain = copyOf(folder, changed, true);

            assertThatThrownBy(() -> open(chain)).as("changed at %s", at).isInstanceOf(LedgerUnusable.class);
            assertThat(Files.readAllBytes(chain.resolve("blocks"))).isEqualTo(changed);
        }
    }

    @Test
    void aFileOfAnotherFormatIsLeftAlone(@TempDir Path folder) throws Exception {
        byte[] other = "something else entirely".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> open(copyOf(folder, other, true)))
                .isInstanceOf(LedgerUnusable.class)
                .hasMessageContaining("no block file");
    }

    @Test
    void aSecondLedgerOnTheSameFolderIsRefused(@TempDir Path folder) {
        try (RunningLedger first = SoloLedger.start(folder, 0)) {
            assertThat(first.height()).isEqualTo(1);
            assertThatThrownBy(() -> SoloLedger.start(folder, 0))
                    .isInstanceOf(LedgerUnusable.class)
                    .hasMessageContaining("in use by another ledger process");
        }
        assertThatCode(() -> SoloLedger.start(folder, 0).close()).doesNotThrowAnyException();
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path folder) {
        try (RunningLedger first = SoloLedger.start(folder.resolve("one"), 0)) {
            assertThatThrownBy(() -> SoloLedger.start(folder.resolve("two"), first.port()))
                    .isInstanceOf(LedgerUnusable.class)
                    .hasMessageContaining("Port " + first.port());
        }
        assertThatCode(() -> SoloLedger.start(folder.resolve("two"), 0).close()).doesNotThrowAnyException();
    }

    @Test
    void keysOfAnotherInstallationAreRefused(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("copy");
        copyTree(data, copy);
        SoloLedger.start(folder.resolve("other"), 0).close();
        for (String name : new String[] {"ca.pem", "ca-key.pem", "peer.pem", "peer-key.pem"}) {
            Files.write(
                    copy.resolve("keys").resolve(name),
                    Files.readAllBytes(folder.resolve("other/keys").resolve(name)));
        }

        assertThatThrownBy(() -> SoloLedger.start(copy, 0))
                .isInstanceOf(LedgerUnusable.class)
                .hasMessageContaining("not those of this chain");
    }

    @Test
    void onlyTheOwnerCanReadAnyFile() throws Exception {
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(java.util.Objects.requireNonNull(target.getParent()));
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
