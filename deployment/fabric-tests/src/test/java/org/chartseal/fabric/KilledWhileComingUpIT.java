package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.crash.Program;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.KitSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fabric up} killed at the beginning of each step and in its middle, until one comes to its end: from nothing, and
 * while a newer contract is rolled out. Whatever the killed ones left half done is finished.
 */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(400)
class KilledWhileComingUpIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Milliseconds after the beginning of a step, and well into it. */
    private static final List<Long> INTO_A_STEP = List.of(0L, 700L);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private static TwoHospitals network;
    private static KitSigner author;
    private static final List<SignedText> anchored = new ArrayList<>();

    @BeforeAll
    static void begin() {
        network = new TwoHospitals(folder.resolve("network"));
        author = new KitSigner();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    @Order(1)
    void aNetworkComesUpWhateverTheKilledLeftBehind() throws Exception {
        Set<String> steps = killedUntilUp(TwoHospitals.contract());

        assertThat(steps).as("steps after which it was killed").hasSizeGreaterThanOrEqualTo(4);
        assertWhole();
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(network.profile(Hospital.A))) {
            commit(ledger, new LedgerCommand.RegisterPractitioner(author.practitioner(), author.publicKey()));
            commit(
                    ledger,
                    new LedgerCommand.VerifyPractitioner(
                            author.practitioner(), CLOCK.instant().plus(Duration.ofDays(30))));
            anchor(ledger);
        }
        assertBothHave(anchored);
    }

    @Test
    @Order(2)
    void aNewerContractTakesOverAndKnowsAllThatTheOldOneWrote() throws Exception {
        List<String> before = contractServices();
        Path newer = NewerContract.make(TwoHospitals.contract(), folder.resolve("newer"));

        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(network.profile(Hospital.A))) {
            Set<String> steps = killedUntilUp(newer);

            assertThat(steps).as("steps after which it was killed").hasSizeGreaterThanOrEqualTo(2);
            assertWhole();
            assertThat(contractServices()).hasSize(Hospital.values().length).doesNotContainAnyElementsOf(before);
            anchor(ledger);
            assertBothHave(anchored);
        }
    }

    /** The portal goes on while the services change over: what they refuse meanwhile is tried again. */
    @Test
    @Order(3)
    void anOlderContractComesBackWhileThePortalWorks() throws Exception {
        List<String> before = contractServices();
        Thread rollout = new Thread(network::start, "rollout");
        try (FabricEvidenceLedger ledger = new FabricEvidenceLedger(network.profile(Hospital.A))) {
            rollout.start();
            int meanwhile = 0;
            while (rollout.isAlive()) {
                anchor(ledger);
                meanwhile++;
            }
            rollout.join();

            assertThat(meanwhile).isGreaterThan(1);
            assertWhole();
            assertThat(contractServices()).doesNotContainAnyElementsOf(before);
            anchor(ledger);
            assertBothHave(anchored);
        }
    }

    /** The last step that each of them had told when it was killed. */
    private static Set<String> killedUntilUp(Path contract) throws InterruptedException {
        Program up = new Program(
                ComingUp.class,
                ComingUp.DONE,
                Path.of("target", "coming-up.log"),
                network.folder("").toString(),
                contract.toString());
        Set<String> last = new LinkedHashSet<>();
        for (int steps = 0; !last.contains(ComingUp.DONE); steps++) {
            for (long into : INTO_A_STEP) {
                List<String> told = up.startAndKillAfter(steps, into);
                last.add(told.isEmpty() ? "nothing yet" : told.get(told.size() - 1));
            }
        }
        last.remove(ComingUp.DONE);
        return last;
    }

    private static void assertWhole() {
        assertThat(FabricNetwork.nodes(network.folder(""))).hasSize(7).allMatch(FabricNetwork.Node::running);
    }

    private static List<String> contractServices() {
        return FabricNetwork.nodes(network.folder("")).stream()
                .map(FabricNetwork.Node::name)
                .filter(name -> name.contains("-contract-"))
                .toList();
    }

    private static void anchor(EvidenceLedger ledger) {
        LedgerCommand.AnchorSeals batch = author.batch(3);
        commit(ledger, batch);
        anchored.addAll(batch.seals());
    }

    /** As the portal does it: the same envelope until its outcome is known, a new one only when it was not committed. */
    private static void commit(EvidenceLedger ledger, LedgerCommand command) {
        Instant end = CLOCK.instant().plus(PATIENCE);
        while (!committed(ledger, command, end)) {
            assertThat(CLOCK.instant()).as("it is committed").isBefore(end);
        }
    }

    private static boolean committed(EvidenceLedger ledger, LedgerCommand command, Instant end) {
        try {
            SignedEnvelope envelope = ledger.endorse(command);
            CommitOutcome outcome = ledger.submit(envelope);
            while (outcome instanceof CommitOutcome.Unknown && CLOCK.instant().isBefore(end)) {
                outcome = ledger.submit(envelope);
            }
            return outcome instanceof CommitOutcome.Committed;
        } catch (Unavailable notNow) {
            return false;
        }
    }

    private static void assertBothHave(List<SignedText> seals) {
        try (FabricEvidenceLedger first = new FabricEvidenceLedger(network.profile(Hospital.A));
                FabricEvidenceLedger second = new FabricEvidenceLedger(network.profile(Hospital.B))) {
            Instant end = CLOCK.instant().plus(PATIENCE);
            while (second.height() < first.height()) {
                assertThat(CLOCK.instant()).as("the second has caught up").isBefore(end);
            }
            Stream.of(first, second)
                    .forEach(ledger -> assertThat(seals)
                            .allSatisfy(seal -> assertThat(ledger.sealHistory(KitSigner.idOf(seal)))
                                    .hasSize(1)));
        }
    }
}
