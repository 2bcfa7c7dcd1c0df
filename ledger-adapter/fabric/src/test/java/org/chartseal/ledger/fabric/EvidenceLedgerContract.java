package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.CommitOutcome.Conflict;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;

/**
 * What every network behind the port promises. A module that has a network extends this and says how to start it. Tests
 * share the network and not what they write; each uses ids of its own.
 */
public abstract class EvidenceLedgerContract extends ContractRulesKit {

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
            assertThat(block.signatures()).allSatisfy(LedgerKit::hasAWholeCertificate);
            previous = block.hash();
        }
        assertThat(ledger.blocks(1, 1)).containsExactly(blocks.get(1));
    }
}
