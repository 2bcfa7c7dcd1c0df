package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.CommitOutcome.Conflict;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerCommand.RevokeAccess;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.MemberCertificate;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What every network behind the port promises. A module that has a network extends this and says how to start it. Tests
 * share the network and not what they write; each uses ids of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
public abstract class EvidenceLedgerContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.system();

    private LedgerNetwork network;
    private LedgerProfile profile;
    private FabricEvidenceLedger ledger;
    private KitSigner author;

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

    @Test
    void aBatchStandsUnderItsOwnKeysInOneTransaction() {
        AnchorSeals batch = author.batch(50);

        Committed committed = write(batch);

        for (SignedText seal : batch.seals()) {
            assertThat(ledger.findSeal(KitSigner.idOf(seal))).hasValueSatisfying(anchored -> {
                assertThat(anchored.header()).isEqualTo(seal);
                assertThat(anchored.transaction()).isEqualTo(committed.transaction());
                assertThat(anchored.organisation()).isEqualTo(profile.mspId());
            });
        }
        LedgerBlock.Transaction transaction = transaction(committed);
        assertThat(transaction.written())
                .containsExactlyInAnyOrderElementsOf(batch.seals().stream()
                        .map(seal -> "seal/" + KitSigner.idOf(seal))
                        .toList());
        assertThat(transaction.function()).isEqualTo("AnchorSeals");
        assertThat(transaction.event()).isEqualTo("SealsAnchored");
        assertThat(transaction.validation()).isEqualTo("VALID");
        assertThat(transaction.creator()).isEqualTo(profile.mspId());
        assertThat(transaction.endorsers()).isNotEmpty();
        assertThat(transaction.endorsements()).allSatisfy(EvidenceLedgerContract::hasAWholeCertificate);
        assertThat(transaction.submitter()).satisfies(EvidenceLedgerContract::hasAWholeCertificate);
    }

    private static void hasAWholeCertificate(LedgerMember member) {
        MemberCertificate certificate = member.certificate();
        assertThat(certificate.subject()).contains("CN=" + certificate.commonName());
        assertThat(certificate.issuer()).contains("CN=");
        assertThat(certificate.serial()).matches("[0-9a-f]+");
        assertThat(certificate.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(CLOCK.instant()).isBetween(certificate.from(), certificate.until());
    }

    @Test
    void theLargestBatchGoesThrough() {
        AnchorSeals batch = author.batch(500);

        assertThat(transaction(write(batch)).written()).hasSize(500);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        SealId seal = new SealId(UUID.randomUUID(), 1);

        assertThat(ledger.findSeal(seal)).isEmpty();
        assertThat(ledger.sealHistory(seal)).isEmpty();
        assertThat(ledger.findPractitioner(new KitSigner().practitioner())).isEmpty();
        assertThat(ledger.findGrant(new LedgerGrantId(UUID.randomUUID()))).isEmpty();
        assertThat(ledger.blockOf(new TransactionId("0".repeat(64)))).isEmpty();
        assertThat(ledger.blocks(ledger.height(), 5)).isEmpty();
    }

    @Test
    void theSameCommitmentAgainIsCommittedAndWritesNothing() {
        AnchorSeals batch = author.batch(1);
        Committed first = write(batch);
        Committed again = write(batch);

        assertThat(again.transaction()).isNotEqualTo(first.transaction());
        assertThat(transaction(again).written()).isEmpty();
        assertWrittenOnce(batch);
    }

    @Test
    void anotherCommitmentForTheSameVersionIsRefusedByNameOfTheSeal() {
        SignedText seal = author.seal();
        SealId id = KitSigner.idOf(seal);
        write(new AnchorSeals(List.of(seal)));

        refused(
                "SEAL_CONFLICT",
                id.toString(),
                new AnchorSeals(List.of(author.seal(), author.seal(id, KitSigner.commitment(2), Optional.empty()))));
    }

    @Test
    void rulesOfTheContractComeBackWithTheirCodes() {
        KitSigner unverified = new KitSigner();
        write(new RegisterPractitioner(unverified.practitioner(), unverified.publicKey()));
        SignedText notYet = unverified.seal();
        SignedText good = author.seal();
        SignedText forged = new SignedText(good.text(), author.seal().signature());
        SealId second = new SealId(UUID.randomUUID(), 2);

        refused("PRACTITIONER_NOT_VERIFIED", KitSigner.idOf(notYet).toString(), new AnchorSeals(List.of(notYet)));
        refused("SIGNATURE_INVALID", KitSigner.idOf(good).toString(), new AnchorSeals(List.of(forged)));
        refused(
                "VERSION_GAP",
                second.toString(),
                new AnchorSeals(
                        List.of(author.seal(second, KitSigner.commitment(2), Optional.of(KitSigner.commitment(1))))));
        assertThatThrownBy(() -> ledger.endorse(new AnchorSeals(List.of())))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("BATCH_EMPTY"));
    }

    @Test
    void aPractitionersStateIsRead() {
        KitSigner doctor = new KitSigner();
        Instant until = CLOCK.instant().plus(Duration.ofDays(10));

        write(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey()));
        assertState(doctor, RegisteredPractitioner.State.REGISTERED);
        write(new VerifyPractitioner(doctor.practitioner(), until));
        assertState(doctor, RegisteredPractitioner.State.VERIFIED);
        write(new SuspendPractitioner(doctor.practitioner()));
        assertState(doctor, RegisteredPractitioner.State.SUSPENDED);
    }

    @Test
    void accessIsGivenAndTakenAwayByThePatientAlone() {
        KitSigner patient = new KitSigner();
        KitSigner impostor = new KitSigner();
        LedgerGrantId grant = new LedgerGrantId(UUID.randomUUID());
        SignedText statement = patient.grant(grant, author.practitioner());
        SignedText revocation = patient.revocation(grant);
        write(new RegisterSubject(patient.subject(), patient.publicKey()));

        refusedWith("SIGNATURE_INVALID", new GiveAccess(impostor.sign(statement.text())));
        write(new GiveAccess(statement));
        assertThat(ledger.findGrant(grant)).hasValueSatisfying(found -> {
            assertThat(found.statement()).isEqualTo(statement);
            assertThat(found.revocation()).isNull();
        });
        refusedWith("SIGNATURE_INVALID", new RevokeAccess(impostor.sign(revocation.text())));
        write(new RevokeAccess(revocation));
        assertThat(ledger.findGrant(grant))
                .hasValueSatisfying(found -> assertThat(found.revocation()).isEqualTo(revocation));
        refusedWith("GRANT_REVOKED", new GiveAccess(statement));
    }

    @Test
    void ofTwoEnvelopesForOneKeyOneIsCommittedAndTheOtherIsAConflict() throws Exception {
        SealId seal = new SealId(UUID.randomUUID(), 1);
        List<AnchorSeals> rivals = IntStream.of(1, 2)
                .mapToObj(number ->
                        new AnchorSeals(List.of(author.seal(seal, KitSigner.commitment(number), Optional.empty()))))
                .toList();
        List<SignedEnvelope> envelopes = rivals.stream().map(ledger::endorse).toList();

        List<CommitOutcome> outcomes = together(envelopes.stream()
                .<Callable<CommitOutcome>>map(each -> () -> settle(each))
                .toList());

        assertThat(outcomes).hasAtLeastOneElementOfType(Committed.class).hasAtLeastOneElementOfType(Conflict.class);
        int loser = outcomes.get(0) instanceof Conflict ? 0 : 1;
        assertThat(((Conflict) outcomes.get(loser)).code()).isEqualTo("MVCC_READ_CONFLICT");
        refused("SEAL_CONFLICT", seal.toString(), rivals.get(loser));
        assertThat(ledger.sealHistory(seal)).hasSize(1);
    }

    @Test
    void theSameEnvelopeAgainAnswersTheOutcomeOfTheFirst() {
        AnchorSeals batch = author.batch(3);
        SignedEnvelope envelope = ledger.endorse(batch);
        CommitOutcome first = settle(envelope);

        try (FabricEvidenceLedger otherProcess = new FabricEvidenceLedger(profile)) {
            SignedEnvelope kept = new SignedEnvelope(envelope.transaction(), envelope.bytes());
            assertThat(otherProcess.submit(kept)).isEqualTo(first).isInstanceOf(Committed.class);
        }
        assertThat(ledger.submit(envelope)).isEqualTo(first);
        assertWrittenOnce(batch);
    }

    @Test
    void theSameProposalGivesTheSameBytesTwice() throws Exception {
        write(author.batch(1));
        ContractCall call = ContractCall.of(author.batch(20));

        assertThat(RepeatedProposal.responses(profile, call, 2)).hasSize(1);
    }

    @Test
    void anEnvelopeOutlivesAStopAndAKill() {
        AnchorSeals batch = author.batch(2);
        AnchorSeals other = author.batch(2);
        SignedEnvelope envelope = ledger.endorse(batch);
        SignedEnvelope otherEnvelope = ledger.endorse(other);

        network.stop();
        assertThat(ledger.submit(envelope)).isInstanceOf(CommitOutcome.Unknown.class);
        assertThatThrownBy(ledger::height).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> ledger.findSeal(new SealId(UUID.randomUUID(), 1)))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> ledger.endorse(batch)).isInstanceOf(Unavailable.class);
        network.start();
        CommitOutcome settled = settle(envelope);
        network.kill();
        assertThat(ledger.submit(otherEnvelope)).isInstanceOf(CommitOutcome.Unknown.class);
        network.start();

        assertThat(settle(envelope)).isEqualTo(settled).isInstanceOf(Committed.class);
        assertThat(settle(otherEnvelope)).isInstanceOf(Committed.class);
        assertWrittenOnce(batch);
        assertWrittenOnce(other);
    }

    @Test
    void killedInTheMiddleOfManyEachIsWrittenExactlyOnce() throws Exception {
        List<AnchorSeals> batches =
                IntStream.range(0, 40).mapToObj(each -> author.batch(2)).toList();
        List<SignedEnvelope> envelopes = batches.stream().map(ledger::endorse).toList();
        CountDownLatch someAreIn = new CountDownLatch(10);
        List<Callable<CommitOutcome>> submitters = envelopes.stream()
                .<Callable<CommitOutcome>>map(envelope -> () -> {
                    CommitOutcome outcome = ledger.submit(envelope);
                    someAreIn.countDown();
                    return outcome;
                })
                .toList();

        List<CommitOutcome> outcomes = together(submitters, () -> {
            assertThat(someAreIn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            network.kill();
            return network.start();
        });

        for (int i = 0; i < envelopes.size(); i++) {
            CommitOutcome settled = settle(envelopes.get(i));
            assertThat(settled).isInstanceOf(Committed.class);
            if (outcomes.get(i) instanceof Committed acknowledged) {
                assertThat(settled).isEqualTo(acknowledged);
            }
            assertWrittenOnce(batches.get(i));
        }
    }

    @Test
    void manySubmittersAtOnceLoseNothingAndWriteNothingTwice() throws Exception {
        long before = ledger.height();
        List<AnchorSeals> batches =
                IntStream.range(0, 60).mapToObj(each -> author.batch(3)).toList();

        together(batches.stream()
                .<Callable<Committed>>map(batch -> () -> write(batch))
                .toList());

        batches.forEach(this::assertWrittenOnce);
        List<String> announced = new ArrayList<>();
        try (LedgerEvents events = ledger.events(new CheckPoint(before - 1))) {
            while (announced.size() < batches.size()) {
                announced.add(events.next().payload());
            }
        }
        assertThat(announced).doesNotHaveDuplicates();
        for (AnchorSeals batch : batches) {
            String seal = KitSigner.idOf(batch.seals().get(0)).toString();
            assertThat(announced).filteredOn(payload -> payload.contains(seal)).hasSize(1);
        }
    }

    @Test
    void eventsGoOnAfterACheckPointAndEndWithTheNetwork() {
        Committed first = write(author.batch(1));
        Committed second = write(author.batch(1));
        Committed third = write(author.batch(1));

        try (LedgerEvents events = ledger.events(new CheckPoint(first.block() - 1))) {
            assertThat(List.of(events.next(), events.next(), events.next()))
                    .extracting(LedgerEvent::transaction)
                    .containsExactly(first.transaction(), second.transaction(), third.transaction());
            network.stop();
            assertThatThrownBy(events::next).isInstanceOf(Unavailable.class);
        }
        network.start();
        await(() -> ledger.height() > third.block());
        try (LedgerEvents events = ledger.events(new CheckPoint(second.block()))) {
            LedgerEvent event = events.next();
            assertThat(event.transaction()).isEqualTo(third.transaction());
            assertThat(event.block()).isEqualTo(third.block());
            assertThat(event.name()).isEqualTo("SealsAnchored");
            Committed fourth = write(author.batch(1));
            assertThat(events.next().transaction()).isEqualTo(fourth.transaction());
        }
    }

    @Test
    void closingAStreamEndsWhoWaitsForItsNextEvent() throws Exception {
        long height = ledger.height();
        LedgerEvents events = ledger.events(new CheckPoint(height + 1_000));
        Callable<Boolean> waiting = events::hasNext;

        List<Boolean> more = together(List.of(waiting), () -> {
            events.close();
            return height;
        });

        assertThat(more).containsExactly(false);
    }

    @Test
    void blocksFormAChainFromTheFirstOn() {
        write(author.batch(2));
        int height = Math.toIntExact(ledger.height());
        List<LedgerBlock> blocks = ledger.blocks(0, height);

        assertThat(blocks).hasSize(height);
        String previous = "";
        for (int number = 0; number < height; number++) {
            LedgerBlock block = blocks.get(number);
            assertThat(block.number()).isEqualTo(number);
            assertThat(block.previousHash()).isEqualTo(previous);
            assertThat(block.dataIntact()).isTrue();
            assertThat(block.signed()).isTrue();
            assertThat(block.signers().isEmpty()).isEqualTo(number == 0);
            assertThat(block.signatures()).allSatisfy(EvidenceLedgerContract::hasAWholeCertificate);
            previous = block.hash();
        }
        assertThat(ledger.blocks(1, 1)).containsExactly(blocks.get(1));
    }

    private LedgerBlock.Transaction transaction(Committed committed) {
        LedgerBlock block = ledger.blockOf(committed.transaction()).orElseThrow();
        assertThat(block.number()).isEqualTo(committed.block());
        return block.transactions().stream()
                .filter(each -> each.id().equals(committed.transaction()))
                .findFirst()
                .orElseThrow();
    }

    private void assertState(KitSigner practitioner, RegisteredPractitioner.State state) {
        assertThat(ledger.findPractitioner(practitioner.practitioner())).hasValueSatisfying(found -> {
            assertThat(found.state()).isEqualTo(state);
            assertThat(found.publicKey()).isEqualTo(practitioner.publicKey());
        });
    }

    private void assertWrittenOnce(AnchorSeals batch) {
        for (SignedText seal : batch.seals()) {
            assertThat(ledger.sealHistory(KitSigner.idOf(seal))).hasSize(1);
        }
    }

    private void refused(String code, String seal, LedgerCommand command) {
        assertThatThrownBy(() -> ledger.endorse(command)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.facts()).containsEntry("seal", seal);
        });
    }

    private void refusedWith(String code, LedgerCommand command) {
        assertThatThrownBy(() -> ledger.endorse(command))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private Committed write(LedgerCommand command) {
        CommitOutcome outcome = settle(ledger.endorse(command));
        assertThat(outcome).isInstanceOf(Committed.class);
        return (Committed) outcome;
    }

    /** Submits the envelope until its outcome is known. */
    private CommitOutcome settle(SignedEnvelope envelope) {
        Instant end = CLOCK.instant().plus(PATIENCE);
        CommitOutcome outcome = ledger.submit(envelope);
        while (outcome instanceof CommitOutcome.Unknown && CLOCK.instant().isBefore(end)) {
            outcome = ledger.submit(envelope);
        }
        return outcome;
    }

    private static void await(Callable<Boolean> condition) {
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

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        return together(calls, () -> true);
    }

    /** Runs all calls at once, and something beside them in this thread. */
    private static <T> List<T> together(List<Callable<T>> calls, Callable<?> meanwhile) throws Exception {
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
}
