package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.ledger.fabric.AwayPart;
import org.chartseal.ledger.fabric.Deadlines;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks at an outage is told which part is away, by what the network itself says when that part is killed. */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
class AwayPartIT {

    private static final Deadlines SHORT =
            new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(8));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private final Path root = folder.resolve("network");
    private final TwoHospitals network = new TwoHospitals(root);

    @SuppressWarnings("NullAway.Init")
    private FabricEvidenceLedger ledger;

    @BeforeEach
    void up() {
        ledger = new FabricEvidenceLedger(network.start(), SHORT);
    }

    @AfterEach
    void down() {
        ledger.close();
        network.close();
    }

    @Test
    void eachPartThatIsKilledIsNamed() {
        SignedEnvelope before = ledger.endorse(command());

        kill(name -> name.startsWith("orderer"));
        assertThat(ledger.submit(before))
                .isInstanceOfSatisfying(
                        CommitOutcome.Unknown.class,
                        unknown -> assertThat(AwayPart.ofCommit(unknown.why())).isEqualTo(AwayPart.ORDERERS));

        kill(name -> name.startsWith("hospital-b-contract"));
        assertAwayWhileEndorsing(AwayPart.OTHER_ORGANISATION);
        kill(name -> name.equals("hospital-b"));
        assertAwayWhileEndorsing(AwayPart.OTHER_ORGANISATION);
        assertThat(ledger.height()).isPositive();

        kill(name -> name.startsWith("hospital-a-contract"));
        assertAwayWhileEndorsing(AwayPart.CONTRACT);

        kill(name -> name.equals("hospital-a"));
        assertAwayWhileEndorsing(AwayPart.PEER);
        assertAway(AwayPart.PEER, ledger::height);
    }

    private void assertAwayWhileEndorsing(AwayPart part) {
        assertAway(part, () -> ledger.endorse(command()));
    }

    private static void assertAway(AwayPart part, ThrowingCallable tried) {
        Throwable away = Objects.requireNonNull(
                catchThrowableOfType(Unavailable.class, tried).getCause());
        assertThat(AwayPart.of(away)).as(away.toString()).isEqualTo(part);
    }

    private static LedgerCommand command() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            byte[] key = keys.generateKeyPair().getPublic().getEncoded();
            return new LedgerCommand.RegisterSubject(
                    new LedgerSubjectId(UUID.randomUUID()), Base64.getEncoder().encodeToString(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void kill(Predicate<String> named) {
        CompletableFuture<?>[] ends = FabricNetwork.nodes(root).stream()
                .filter(node -> named.test(node.name()))
                .flatMap(node -> FabricNetwork.running(root, node.name()).stream())
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        assertThat(ends).isNotEmpty();
        CompletableFuture.allOf(ends).join();
    }
}
