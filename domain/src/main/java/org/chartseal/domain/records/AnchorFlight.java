package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.CommitOutcome.Conflict;
import org.chartseal.domain.ledger.CommitOutcome.Rejected;
import org.chartseal.domain.ledger.CommitOutcome.Unknown;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/** One batch on its way to the ledger: endorsed, kept, submitted, settled. */
final class AnchorFlight {

    /** After so many tries in vain, an unexpected refusal is a finding; it is tried on all the same. */
    private static final int TRIES_BEFORE_FINDING = 3;

    /** How long to leave alone what did not go through; doubled at each further try. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 8;

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final Clock clock;
    private final List<String> anchored = new ArrayList<>();
    private int refused;

    AnchorFlight(NewTransaction transaction, EvidenceLedger ledger, Clock clock) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How it ended.
     *
     * @param anchored what is on the ledger now
     * @param refused how many messages the contract will never take
     * @param pause when nothing else shall be sent for now: how long
     */
    record Landed(
            List<String> anchored, int refused, @Nullable Duration pause) {

        Landed {
            anchored = List.copyOf(anchored);
        }
    }

    /** Sends a batch that is part of no transaction yet. */
    Landed send(List<OutboxRow> rows) {
        return land(() -> endorse(rows));
    }

    /** Submits a transaction again whose outcome is not known. */
    Landed settle(SignedEnvelope envelope) {
        return land(() -> submit(envelope));
    }

    @FunctionalInterface
    private interface Way {
        void go() throws Undecided;
    }

    private Landed land(Way way) {
        Duration pause = null;
        try {
            way.go();
        } catch (Unavailable away) {
            pause = away.retryAfter();
        } catch (Undecided wait) {
            pause = FIRST_PAUSE;
        }
        return new Landed(anchored, refused, pause);
    }

    private void endorse(List<OutboxRow> rows) throws Undecided {
        SignedEnvelope envelope;
        try {
            envelope = ledger.endorse(command(rows));
        } catch (Refused refusal) {
            isolate(rows, refusal);
            return;
        }
        run(table -> table.claim(rows, envelope, clock.instant()));
        submit(envelope);
    }

    private static LedgerCommand command(List<OutboxRow> rows) {
        if (rows.size() == 1) {
            return rows.get(0).message().command();
        }
        return new AnchorSeals(rows.stream()
                .map(row -> (AnchorSeals) row.message().command())
                .flatMap(seal -> seal.seals().stream())
                .toList());
    }

    /** The contract refuses a batch for one of its seals: halves find which. */
    private void isolate(List<OutboxRow> rows, Refused refusal) throws Undecided {
        if (rows.size() == 1) {
            judge(rows.get(0), refusal.code());
            return;
        }
        int half = rows.size() / 2;
        endorse(rows.subList(0, half));
        endorse(rows.subList(half, rows.size()));
    }

    /** Only what can never be taken is given up; a contract that fails may be mended. */
    private void judge(OutboxRow row, String code) {
        if (ContractRefusals.isFinal(code)) {
            run(table -> table.refused(row, code, clock.instant()));
            refused++;
            return;
        }
        run(table -> {
            table.postponed(row, afterPause(row.attempts()));
            if (!ContractRefusals.isExpected(code) && row.attempts() >= TRIES_BEFORE_FINDING) {
                table.report(row, code, clock.instant());
            }
        });
    }

    private void submit(SignedEnvelope envelope) throws Undecided {
        CommitOutcome outcome = ledger.submit(envelope);
        if (outcome instanceof Committed committed) {
            anchored.addAll(transaction.call((EntityManager entities) ->
                    new OutboxTable(entities).committed(committed.transaction(), committed.block(), clock.instant())));
        } else if (outcome instanceof Conflict conflict) {
            run(table -> table.freed(conflict.transaction(), "conflict", clock.instant(), afterPause(0)));
        } else if (outcome instanceof Rejected rejected) {
            run(table -> table.freed(rejected.transaction(), "rejected", clock.instant(), afterPause(2)));
        } else if (outcome instanceof Unknown) {
            throw new Undecided();
        }
    }

    private void run(Consumer<OutboxTable> work) {
        transaction.call(entities -> {
            work.accept(new OutboxTable(entities));
            return Boolean.TRUE;
        });
    }

    private Instant afterPause(int attempts) {
        return clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)));
    }

    /** The outcome of a submitted transaction is not known: nothing goes on before it is. */
    private static final class Undecided extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
