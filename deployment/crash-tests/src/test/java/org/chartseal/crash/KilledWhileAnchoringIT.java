package org.chartseal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.chartseal.ledger.solo.SoloLedger;
import org.flywaydb.core.Flyway;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anchoring goes on, and each seal gets onto the ledger exactly once, whoever is killed and when. */
class KilledWhileAnchoringIT {

    private static final int ROUNDS = Integer.getInteger("chartseal.crash.rounds", 12);
    private static final int NOTES_A_ROUND = 15;
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final int PATIENCE = 600;

    @TempDir
    Path folder;

    @Test
    void eachSealIsOnTheLedgerOnceWhoeverIsKilledWhen() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure().dataSource(url, "postgres", "").load().migrate();
            Path profile = folder.resolve("ledger").resolve("client").resolve("profile.json");
            try (Database database = new Database(url);
                    Program ledger = ledger();
                    Program worker = new Program(
                            AnchoringWorker.class,
                            "WORKING",
                            Path.of("target", "worker.log"),
                            url,
                            profile.toString())) {
                SigningHospital hospital = new SigningHospital(database, folder);
                hospital.open();
                ledger.start();
                worker.start();
                killAgainAndAgain(hospital, ledger, worker);
                awaitAnchored(database, worker);
                try (FabricEvidenceLedger client = new FabricEvidenceLedger(LedgerProfile.read(profile))) {
                    assertEachOnce(hospital, database, client);
                    assertEachVerifies(hospital, database, client);
                }
            }
        }
    }

    private Program ledger() throws IOException {
        return new Program(
                SoloLedger.class,
                "READY",
                Path.of("target", "ledger.log"),
                "--data-dir",
                folder.resolve("ledger").toString(),
                "--port",
                Integer.toString(freePort()),
                "--block-timeout",
                "30");
    }

    private static void killAgainAndAgain(SigningHospital hospital, Program ledger, Program worker) throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            for (int note = 0; note < NOTES_A_ROUND; note++) {
                hospital.sign(random.nextInt(4) == 0);
            }
            worker.runFor(random.nextInt(LONGEST_LIFE_MILLIS));
            boolean both = round % 3 == 2;
            if (round % 3 == 0 || both) {
                ledger.kill();
            }
            if (round % 3 == 1 || both) {
                worker.kill();
                worker.start();
            }
            if (round % 3 == 0 || both) {
                ledger.start();
            }
        }
    }

    private static void awaitAnchored(Database database, Program worker) throws InterruptedException {
        for (int tries = 0; database.count("ledger_outbox WHERE state <> 'anchored'") > 0; tries++) {
            assertThat(tries).as("half seconds to wait for the backlog").isLessThan(PATIENCE);
            worker.runFor(500);
        }
    }

    private static void assertEachOnce(SigningHospital hospital, Database database, EvidenceLedger ledger) {
        List<LedgerBlock> chain = ledger.blocks(0, (int) ledger.height());
        List<LedgerBlock.Transaction> valid = chain.stream()
                .flatMap(block -> block.transactions().stream())
                .filter(transaction -> transaction.function() != null)
                .filter(transaction -> transaction.validation().equals("VALID"))
                .toList();
        List<String> written = valid.stream()
                .flatMap(transaction -> transaction.written().stream())
                .filter(key -> key.startsWith("seal/"))
                .toList();
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        hospital.seals().stream().map(seal -> "seal/" + seal).toList());
        assertThat(valid.stream().map(transaction -> transaction.id().hex()).distinct())
                .hasSize((int) database.count("anchor_transaction WHERE state = 'committed'"));
        for (SealId seal : hospital.seals()) {
            long block = ledger.blockOf(ledger.findSeal(seal).orElseThrow().transaction())
                    .orElseThrow()
                    .number();
            assertThat(database.count("ledger_outbox WHERE subject = '" + seal + "' AND block = " + block))
                    .as(seal.toString())
                    .isEqualTo(1);
        }
    }

    private static void assertEachVerifies(SigningHospital hospital, Database database, EvidenceLedger ledger) {
        Clock clock = Clock.systemUTC();
        VerifySeal verify = new VerifySeal(
                database,
                hospital.keys(database.entities()),
                hospital.storage().signingKeys(),
                ledger,
                new BlockChain(ledger, clock),
                SealedSources.of(Collections.singletonList(source(hospital))),
                clock);
        for (SealId seal : hospital.seals()) {
            SealReport report = verify.verify(seal);
            assertThat(report.result()).as(report.toString()).isEqualTo(SealReport.Result.PASSED);
        }
    }

    private static SealedSource source(SigningHospital hospital) {
        return new SealedSource() {
            @Override
            public RecordType type() {
                return RecordType.NOTE;
            }

            @Override
            public Resource currentContent(RecordId id) {
                return hospital.content(id);
            }
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
