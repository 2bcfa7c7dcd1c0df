package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.chartseal.crash.AnchoringWorker;
import org.chartseal.crash.Database;
import org.chartseal.crash.Program;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What a network comes through beside processes that are killed: a lost disk, a wrong clock, a certificate that ran out. */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
@Timeout(300)
class NetworkFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static TwoHospitals network;
    private static LedgerProfile profile;
    private static KitSigner author;

    @BeforeAll
    static void start() {
        network = new TwoHospitals(folder.resolve("network"));
        profile = network.start();
        author = new KitSigner();
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(profile)) {
            commit(ledger, new LedgerCommand.RegisterPractitioner(author.practitioner(), author.publicKey()));
            commit(
                    ledger,
                    new LedgerCommand.VerifyPractitioner(
                            author.practitioner(), CLOCK.instant().plus(Duration.ofDays(30))));
        }
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void aPeerWhoseDiskIsEmptyGetsEverythingBackAndEndorsesAgain() throws IOException {
        LedgerCommand.AnchorSeals before = author.batch(3);
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(profile)) {
            commit(ledger, before);
        }
        network.kill("hospital-b"::equals);
        delete(network.folder("data").resolve("hospital-b"));

        network.start();
        LedgerCommand.AnchorSeals after = author.batch(3);
        try (FabricEvidenceLedger first = new FabricEvidenceLedger(profile);
                FabricEvidenceLedger second = new FabricEvidenceLedger(network.profile(Hospital.B))) {
            commit(first, after);
            await("the second peer has caught up", () -> second.height() == first.height());
            for (SignedText seal : Stream.of(before, after)
                    .flatMap(batch -> batch.seals().stream())
                    .toList()) {
                assertThat(second.findSeal(KitSigner.idOf(seal)))
                        .isPresent()
                        .isEqualTo(first.findSeal(KitSigner.idOf(seal)));
            }
        }
    }

    @Test
    void aCertificateThatRunsOutLosesNothing() {
        Instant until = CLOCK.instant().plusSeconds(8);
        LedgerProfile shortLived = ShortLivedCertificate.client(profile, network.folder("crypto"), folder, until);
        LedgerCommand.AnchorSeals endorsedInTime = author.batch(2);
        LedgerCommand.AnchorSeals tooLate = author.batch(2);

        try (FabricEvidenceLedger expiring = new FabricEvidenceLedger(shortLived);
                FabricEvidenceLedger renewed = new FabricEvidenceLedger(profile)) {
            assertThat(expiring.submit(expiring.endorse(author.batch(1)))).isInstanceOf(CommitOutcome.Committed.class);
            SignedEnvelope envelope = expiring.endorse(endorsedInTime);
            await("it has run out", () -> CLOCK.instant().isAfter(until.plusSeconds(1)));

            assertThatThrownBy(() -> expiring.endorse(tooLate))
                    .isInstanceOf(Unavailable.class)
                    .cause()
                    .hasMessageContaining("expired");
            assertThat(expiring.submit(envelope)).isInstanceOf(CommitOutcome.Unknown.class);
            assertThat(renewed.submit(envelope))
                    .isInstanceOfSatisfying(
                            CommitOutcome.Rejected.class,
                            rejected -> assertThat(rejected.why()).contains("expired"));
            assertThat(renewed.findSeal(KitSigner.idOf(endorsedInTime.seals().get(0))))
                    .isEmpty();
            commit(renewed, endorsedInTime);
            commit(renewed, tooLate);
            assertThat(renewed.sealHistory(KitSigner.idOf(endorsedInTime.seals().get(0))))
                    .hasSize(1);
        }
    }

    @Test
    @EnabledIf(
            value = "org.chartseal.fabric.Programs#clockCanBeSet",
            disabledReason = "faketime, which sets a program's clock, is not on this machine")
    void aClockThatIsWrongLosesNothing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure().dataSource(url, "postgres", "").load().migrate();
            try (Database database = new Database(url)) {
                database.call(entities -> {
                    new LedgerOutbox(entities, CLOCK).add(author.batch(50));
                    return Boolean.TRUE;
                });
                for (String clock : List.of("+20m", "-20m")) {
                    try (Program wrong = worker(url)) {
                        wrong.startBy("faketime", "-f", clock);
                        wrong.start();
                        wrong.runFor(4_000);
                    }
                    assertThat(database.count("ledger_outbox WHERE state = 'pending'"))
                            .as(clock)
                            .isEqualTo(50);
                }
                try (Program right = worker(url)) {
                    right.start();
                    await("all are anchored", () -> database.count("ledger_outbox WHERE state = 'anchored'") == 50);
                }
            }
        }
    }

    private static Program worker(String url) {
        return new Program(
                AnchoringWorker.class,
                "WORKING",
                Path.of("target", "wrong-clock.log"),
                url,
                network.folder("profiles/hospital-a.json").toString());
    }

    private static void commit(EvidenceLedger ledger, LedgerCommand command) {
        SignedEnvelope envelope = ledger.endorse(command);
        await("it is committed", () -> ledger.submit(envelope) instanceof CommitOutcome.Committed);
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        Instant end = CLOCK.instant().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(CLOCK.instant()).as(what).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
