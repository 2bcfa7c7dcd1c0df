package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.MemberCertificate;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A network for the kit's tests, and what they all do with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class LedgerKit {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final InstantSource CLOCK = InstantSource.system();

    LedgerNetwork network;
    LedgerProfile profile;
    FabricEvidenceLedger ledger;
    KitSigner author;

    /** A network that is not started yet and has no data. */
    protected abstract LedgerNetwork newNetwork();

    @BeforeAll
    void startNetwork() {
        network = newNetwork();
        profile = network.start();
        ledger = new FabricEvidenceLedger(profile);
        author = new KitSigner();
        write(new RegisterPractitioner(author.practitioner(), author.publicKey()));
        write(new VerifyPractitioner(author.practitioner(), CLOCK.instant().plus(Duration.ofDays(365))));
    }

    @AfterAll
    void stopNetwork() {
        ledger.close();
        network.close();
    }

    LedgerBlock.Transaction transaction(Committed committed) {
        LedgerBlock block = ledger.blockOf(committed.transaction()).orElseThrow();
        assertThat(block.number()).isEqualTo(committed.block());
        return block.transactions().stream()
                .filter(each -> each.id().equals(committed.transaction()))
                .findFirst()
                .orElseThrow();
    }

    void assertState(KitSigner practitioner, RegisteredPractitioner.State state) {
        assertThat(ledger.findPractitioner(practitioner.practitioner())).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(state);
            assertThat(found.key().publicKey()).isEqualTo(practitioner.publicKey());
        });
    }

    void assertWrittenOnce(AnchorSeals batch) {
        for (SignedText seal : batch.seals()) {
            assertThat(ledger.sealHistory(KitSigner.idOf(seal))).hasSize(1);
        }
    }

    void refused(String code, String seal, LedgerCommand command) {
        assertThatThrownBy(() -> ledger.endorse(command)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.facts()).containsEntry("seal", seal);
        });
    }

    void refusedWith(String code, LedgerCommand command) {
        assertThatThrownBy(() -> ledger.endorse(command))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    Committed write(LedgerCommand command) {
        CommitOutcome outcome = settle(ledger.endorse(command));
        assertThat(outcome).isInstanceOf(Committed.class);
        return (Committed) outcome;
    }

    /** Submits the envelope until its outcome is known. */
    CommitOutcome settle(SignedEnvelope envelope) {
        Instant end = CLOCK.instant().plus(PATIENCE);
        CommitOutcome outcome = ledger.submit(envelope);
        while (outcome instanceof CommitOutcome.Unknown && CLOCK.instant().isBefore(end)) {
            outcome = ledger.submit(envelope);
        }
        return outcome;
    }

    static void await(Callable<Boolean> condition) {
        Instant end = CLOCK.instant().plus(PATIENCE);
        while (CLOCK.instant().isBefore(end)) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Unavailable notYet) {
                Thread.onSpinWait();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
        throw new AssertionError("not within " + PATIENCE);
    }

    static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        return together(calls, () -> true);
    }

    /** Runs all calls at once, and something beside them in this thread. */
    static <T> List<T> together(List<Callable<T>> calls, Callable<?> meanwhile) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(calls.size(), 16));
        try {
            List<Future<T>> started = calls.stream().map(threads::submit).toList();
            meanwhile.call();
            List<T> answers = new ArrayList<>();
            for (Future<T> each : started) {
                answers.add(each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    static void hasAWholeCertificate(LedgerMember member) {
        MemberCertificate certificate = member.certificate();
        assertThat(certificate.subject()).contains("CN=" + certificate.commonName());
        assertThat(certificate.issuer()).contains("CN=");
        assertThat(certificate.serial()).matches("[0-9a-f]+");
        assertThat(certificate.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(CLOCK.instant()).isBetween(certificate.from(), certificate.until());
    }
}
