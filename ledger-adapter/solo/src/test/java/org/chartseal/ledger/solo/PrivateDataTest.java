package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private values: beside the blocks, durable, and destroyed when they are purged. */
class PrivateDataTest {

    private static final String COLLECTION = "grants";

    @TempDir
    private Path folder = Path.of("");

    private RunningLedger ledger;
    private SoloClient client;

    @BeforeEach
    void start() throws Exception {
        ledger = SoloLedger.start(folder, 0);
        client = SoloClient.connect(ledger.profile());
    }

    @AfterEach
    void stop() {
        client.close();
        ledger.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private Transaction endorsed(String value) throws EndorseException {
        return client.keys()
                .newProposal("replaceSecret")
                .addArguments(COLLECTION)
                .putTransient("value", value)
                .build()
                .endorse();
    }

    private void put(String value) throws Exception {
        endorsed(value).submit();
    }

    private String secret() throws GatewayException {
        return client.evaluate("secret", COLLECTION);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains("value number"))
                    .map(file -> folder.relativize(file).getName(1).toString())
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void aValueIsReadByItsMembersAndItsHashByAll() throws Exception {
        put("value number one");
        put("value number two");

        assertThat(secret()).isEqualTo("value number two");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("value number two".getBytes(UTF_8));
        assertThat(client.evaluate("secretHash", COLLECTION))
                .isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(files()).containsExactly("private", "private");
        restart();
        assertThat(secret()).isEqualTo("value number two");
        put("value number three");
        assertThat(secret()).isEqualTo("value number three");
    }

    @Test
    void ofTwoThatReadTheSamePrivateVersionTheSecondIsRefusedAndLeavesNothing() throws Exception {
        Transaction first = endorsed("value number one");
        Transaction second = endorsed("value number two");
        first.submit();

        assertThatThrownBy(second::submit)
                .isInstanceOfSatisfying(
                        CommitException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT));
        assertThat(secret()).isEqualTo("value number one");
        assertThat(files()).hasSize(1);
    }

    @Test
    void aDeletedKeyIsEmptyAndAPurgedOneLeavesNoValueBehind() throws Exception {
        put("value number one");
        client.keys().submitTransaction("deleteSecret", COLLECTION);
        assertThat(secret()).isEmpty();
        assertThat(files()).hasSize(1);
        put("value number two");
        Transaction neverSubmitted = endorsed("value number three");
        assertThat(neverSubmitted.getTransactionId()).isNotEmpty();
        assertThat(files()).hasSize(3);

        client.keys().submitTransaction("purgeSecret", COLLECTION);

        assertThat(secret()).isEmpty();
        assertThat(client.evaluate("secretHash", COLLECTION)).isEmpty();
        assertThat(files()).isEmpty();
        put("value number four");
        restart();
        assertThat(secret()).isEqualTo("value number four");
    }

    @Test
    void aCrashBetweenABlockAndThePurgeIsMadeUpForAtTheNextStart() throws Exception {
        put("value number one");
        Path committed = folder.resolve("chain/private/committed");
        Path file;
        try (Stream<Path> files = Files.list(committed)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] content = Files.readAllBytes(file);
        client.keys().submitTransaction("purgeSecret", COLLECTION);
        assertThat(file).doesNotExist();
        Files.write(file, content);

        restart();

        assertThat(file).doesNotExist();
    }

    @Test
    void aCrashBetweenABlockAndItsPrivateValuesLosesNothing() throws Exception {
        put("value number one");
        Path committed = folder.resolve("chain/private/committed");
        Path endorsed = folder.resolve("chain/private/endorsed");
        String name;
        try (Stream<Path> files = Files.list(committed)) {
            name = files.findFirst().orElseThrow().getFileName().toString();
        }
        stop();
        Files.move(committed.resolve(name), endorsed.resolve(name));
        start();

        assertThat(secret()).isEqualTo("value number one");
        assertThat(committed.resolve(name)).exists();
    }

    @Test
    void whatIsNeverSubmittedGoesAfterAMonth() throws Exception {
        Transaction young = endorsed("value number one");
        restart();
        assertThat(files()).hasSize(1);
        Path file = folder.resolve("chain/private/endorsed").resolve(young.getTransactionId());
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        restart();
        assertThat(files()).isEmpty();
    }

    @Test
    void aValueThatIsNotTheCommittedOneIsNotGivenOut() throws Exception {
        put("value number one");
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("chain/private/committed"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] content = Files.readAllBytes(file);
        Files.write(file, content(file).replace("number one", "number six").getBytes(ISO_8859_1));
        assertThatThrownBy(this::secret).isInstanceOf(GatewayException.class);
        Files.delete(file);
        assertThatThrownBy(this::secret).isInstanceOf(GatewayException.class);
        Files.write(file, content);
        assertThat(secret()).isEqualTo("value number one");
    }
}
