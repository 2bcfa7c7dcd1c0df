package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/**
 * Writes what waits in the outbox to the ledger: each message exactly once, whatever crashes in between.
 *
 * <p>An endorsed transaction is kept, and its messages are claimed for it, before it is submitted; as long as its outcome is
 * not known, the same transaction is submitted again, and nothing else. Two workers that run at once do no harm: one of
 * them does nothing, and even if it did something, it could not claim a message twice.
 */
@ApplicationScoped
public class AnchorOutbox {

    /** Refusals that nothing will ever lift: what the ledger holds, or what was signed, contradicts the message. */
    private static final Set<String> FINAL = Set.of(
            "SEAL_CONFLICT",
            "PREVIOUS_MISMATCH",
            "KEY_MISMATCH",
            "SIGNATURE_INVALID",
            "LICENCE_EXPIRED",
            "LICENCE_PERIOD_INVALID",
            "PRACTITIONER_SUSPENDED",
            "PRACTITIONER_EXISTS",
            "SUBJECT_EXISTS",
            "SUBJECT_MISMATCH",
            "GRANT_EXISTS",
            "GRANT_REVOKED",
            "GRANT_PERIOD_INVALID");

    /** Refusals that are expected while something else is still on its way to the ledger. */
    private static final Set<String> NOT_YET = Set.of(
            "PRACTITIONER_UNKNOWN",
            "PRACTITIONER_NOT_VERIFIED",
            "SUBJECT_UNKNOWN",
            "GRANT_UNKNOWN",
            "VERSION_GAP",
            "SIGNED_IN_FUTURE");

    /** After so many tries in vain, an unexpected refusal is a finding; it is tried on all the same. */
    private static final int TRIES_BEFORE_FINDING = 3;

    private static final int WINDOW = 1000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 8;

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final Clock clock;

    @Inject
    public AnchorOutbox(NewTransaction transaction, EvidenceLedger ledger, Clock clock) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param anchored what is on the ledger since this step: seals, practitioners, subjects, grants
     * @param refused how many messages the contract will never take
     * @param more whether another step can be made at once
     * @param away when the ledger did not answer: how long to leave it alone
     */
    public record Progress(List<String> anchored, int refused, boolean more, Optional<Duration> away) {

        static final Progress NONE = new Progress(List.of(), 0, false, Optional.empty());

        public Progress {
            anchored = List.copyOf(anchored);
        }
    }

    /**
     * Settles what was submitted before, then sends one batch of seals and a few other messages. A timer calls it, and again
     * as long as there is more. Does nothing when another worker is at it.
     */
    public Progress step() {
        return transaction.call(lock -> new OutboxTable(lock).lock() ? new Step().run() : Progress.NONE);
    }

    /** One step; the transaction that holds the workers' lock stays open around it. */
    private final class Step {

        private final List<String> anchored = new ArrayList<>();
        private int refused;

        Progress run() {
            try {
                settleEarlier();
                OutboxOrder order = choose();
                if (!order.seals().isEmpty()) {
                    send(order.seals());
                }
                for (OutboxRow other : order.others()) {
                    send(List.of(other));
                }
                return new Progress(anchored, refused, !order.isEmpty(), Optional.empty());
            } catch (Unavailable away) {
                return new Progress(anchored, refused, false, Optional.of(away.retryAfter()));
            } catch (Undecided wait) {
                return new Progress(anchored, refused, false, Optional.of(FIRST_PAUSE));
            }
        }

        private void settleEarlier() throws Undecided {
            for (SignedEnvelope envelope : transaction.call(t -> new OutboxTable(t).unsettled())) {
                submit(envelope);
            }
        }

        private OutboxOrder choose() {
            return OutboxOrder.choose(transaction.call(t -> new OutboxTable(t).waiting(WINDOW, clock.instant())));
        }

        private void send(List<OutboxRow> rows) throws Undecided {
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

        /** The contract refuses a batch for one of its seals: halves find which. */
        private void isolate(List<OutboxRow> rows, Refused refusal) throws Undecided {
            if (rows.size() == 1) {
                judge(rows.get(0), refusal.code());
                return;
            }
            int half = rows.size() / 2;
            send(rows.subList(0, half));
            send(rows.subList(half, rows.size()));
        }

        /** Only what can never be taken is given up; a contract that fails may be mended. */
        private void judge(OutboxRow row, String code) {
            if (FINAL.contains(code)) {
                run(table -> table.refused(row, code, clock.instant()));
                refused++;
                return;
            }
            run(table -> {
                table.postponed(row, afterPause(row.attempts()));
                if (!NOT_YET.contains(code) && row.attempts() >= TRIES_BEFORE_FINDING) {
                    table.report(row, code, clock.instant());
                }
            });
        }

        private void submit(SignedEnvelope envelope) throws Undecided {
            CommitOutcome outcome = ledger.submit(envelope);
            if (outcome instanceof Committed committed) {
                anchored.addAll(transaction.call(t ->
                        new OutboxTable(t).committed(committed.transaction(), committed.block(), clock.instant())));
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

    private Instant afterPause(int attempts) {
        return clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS)));
    }

    /** The outcome of a submitted transaction is not known: nothing goes on before it is. */
    private static final class Undecided extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
