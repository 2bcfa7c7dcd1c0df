package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.crash.AnchoringWorker;
import org.chartseal.crash.Database;
import org.chartseal.crash.Program;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is killed in the middle of many anchorings, and comes back: each seal is on the ledger once, and the database
 * says so. The worker is a process of its own and reaches its peer over a line that can be cut.
 */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
@Timeout(600)
class FaultsWhileAnchoringIT {

    private static final int SEALS = Integer.getInteger("chartseal.faults.seals", 10_000);
    private static final int SEALS_A_WRITE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static TwoHospitals network;
    private static EmbeddedPostgres postgres;
    private static Database database;
    private static CuttableLine line;
    private static KitSigner author;

    private final Clock clock = Clock.systemUTC();
    private final List<SignedText> written = new ArrayList<>();
    private Program worker;
    private long firstBlock;

    @BeforeAll
    static void start() throws IOException {
        network = new TwoHospitals(folder.resolve("network"));
        LedgerProfile profile = network.start();
        line = new CuttableLine(Integer.parseInt(profile.endpoint().replaceFirst(".*:", "")));
        author = new KitSigner();
        postgres = EmbeddedPostgres.start();
        String url = postgres.getJdbcUrl("postgres", "postgres");
        Flyway.configure().dataSource(url, "postgres", "").load().migrate();
        database = new Database(url);
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
        line.close();
        network.close();
    }

    @BeforeEach
    void writeWhatIsToBeAnchored() throws IOException {
        worker = new Program(
                AnchoringWorker.class,
                "WORKING",
                Path.of("target", "worker.log"),
                postgres.getJdbcUrl("postgres", "postgres"),
                profileOverTheLine().toString());
        firstBlock = onLedger(EvidenceLedger::height);
        if (database.count("ledger_outbox") == 0) {
            add(new LedgerCommand.RegisterPractitioner(author.practitioner(), author.publicKey()));
            add(new LedgerCommand.VerifyPractitioner(
                    author.practitioner(), clock.instant().plus(Duration.ofDays(30))));
        }
        write(SEALS);
        worker.start();
    }

    private void write(int count) {
        for (int seals = 0; seals < count; seals += SEALS_A_WRITE) {
            LedgerCommand.AnchorSeals batch = author.batch(Math.min(SEALS_A_WRITE, count - seals));
            written.addAll(batch.seals());
            add(batch);
        }
    }

    @AfterEach
    void endWorker() {
        worker.close();
    }

    @Test
    void theContractOfOneHospital() throws Exception {
        inTheMiddle(() -> network.kill(name -> name.startsWith("hospital-a-contract")), network::start);
    }

    @Test
    void theContractsOfBothHospitals() throws Exception {
        inTheMiddle(() -> network.kill(name -> name.contains("-contract-")), network::start);
    }

    @Test
    void thePeerThatThePortalTalksTo() throws Exception {
        inTheMiddle(() -> network.kill("hospital-a"::equals), network::start);
    }

    @Test
    void thePeerOfTheOtherHospital() throws Exception {
        inTheMiddle(() -> network.kill("hospital-b"::equals), network::start);
    }

    /** One after the other, so that whichever leads is among them: two live at any time, and nothing waits for the third. */
    @Test
    void eachOrdererOfThreeInTurn() throws Exception {
        for (int orderer = 1; orderer <= 3; orderer++) {
            String name = "orderer" + orderer;
            await("a part is anchored", () -> pending() < SEALS * 0.8);
            network.kill(name::equals);
            assertThat(pending()).as("what is left when " + name + " is killed").isPositive();
            awaitAnchored();
            network.start();
            assertEachOnce();
            if (orderer < 3) {
                write(SEALS);
            }
        }
    }

    @Test
    void twoOrderersOfThree() throws Exception {
        inTheMiddle(() -> network.kill(name -> name.equals("orderer1") || name.equals("orderer3")), network::start);
    }

    @Test
    void everything() throws Exception {
        inTheMiddle(network::kill, network::start);
    }

    @Test
    void thePortal() throws Exception {
        for (int round = 0; round < 5; round++) {
            worker.runFor(700);
            worker.kill();
            worker.start();
        }
        awaitAnchored();
        assertEachOnce();
    }

    @Test
    void theConnection() throws Exception {
        for (int round = 0; round < 4; round++) {
            worker.runFor(400);
            line.cut();
            worker.runFor(400);
            line.mend();
        }
        awaitAnchored();
        assertEachOnce();
    }

    @FunctionalInterface
    private interface Doing {
        void run() throws Exception;
    }

    /** Breaks something when a part is anchored, sees that nothing more gets through for a while, and mends it. */
    private void inTheMiddle(Doing breaking, Doing mending) throws Exception {
        long all = database.count("ledger_outbox");
        await("a part is anchored", () -> pending() < SEALS * 0.8);
        breaking.run();
        worker.runFor(3_000);
        assertThat(pending()).as("what is left in the middle").isPositive();
        mending.run();
        awaitAnchored();
        assertThat(database.count("ledger_outbox")).isEqualTo(all);
        assertEachOnce();
    }

    private static long pending() {
        return database.count("ledger_outbox WHERE state <> 'anchored'");
    }

    private void awaitAnchored() throws Exception {
        await("the backlog drains by itself", () -> pending() == 0);
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            worker.runFor(100);
        }
    }

    private void assertEachOnce() {
        List<String> keys = onLedger(ledger -> ledger.blocks(firstBlock, Integer.MAX_VALUE / 2).stream()
                .flatMap(block -> block.transactions().stream())
                .filter(transaction -> transaction.validation().equals("VALID"))
                .map(LedgerBlock.Transaction::written)
                .flatMap(List::stream)
                .filter(key -> key.startsWith("seal/"))
                .toList());
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(written.stream()
                        .map(seal -> "seal/" + KitSigner.idOf(seal))
                        .toList());
        assertThat(database.count("anchor_transaction WHERE state = 'endorsed'"))
                .isZero();
    }

    private static <T> T onLedger(java.util.function.Function<EvidenceLedger, T> question) {
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(network.profile(Hospital.A))) {
            return question.apply(ledger);
        }
    }

    private void add(LedgerCommand command) {
        database.call(entities -> {
            new LedgerOutbox(entities, clock).add(command);
            return Boolean.TRUE;
        });
    }

    private static Path profileOverTheLine() throws IOException {
        JsonObject profile = Json.createReader(
                        new StringReader(Files.readString(network.folder("profiles/hospital-a.json"))))
                .readObject();
        Path over = folder.resolve("over-the-line.json");
        Files.writeString(
                over,
                Json.createObjectBuilder(profile)
                        .add("endpoint", "localhost:" + line.port())
                        .build()
                        .toString());
        return over;
    }
}
