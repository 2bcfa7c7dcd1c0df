package org.chartseal.domain.audit.tree;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.tree.LogFindings.Kind;
import org.chartseal.domain.audit.tree.LogFindings.Wrong;
import org.chartseal.domain.audit.tree.TreeTables.Kept;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.records.NewTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Checks the access log against its tree, and its heads against each other and against the ledger, again and again.
 *
 * <p>What was changed, removed or put in by someone who can write to the database, triggers or not, is found by the next
 * step when it is among the newest {@value #NEWEST} rows or in a new head, and else within a round. Rounds over a large log
 * rest less, so that one takes 45 seconds as far as the work allows; {@code ./chartseal bench access} measures how long that is.
 * A head that was removed together with all after it is found by its name on the ledger, as soon as the ledger answers.
 * What nobody can find: rows that were removed before they were committed to a place, with the note that they wait for one.
 */
@ApplicationScoped
public class MonitorAccessLog {

    /** Rows that every step looks at. */
    public static final int NEWEST = 1000;

    /** Rows of the round that a step of the portal's takes. */
    public static final int ROWS_A_STEP = 20_000;

    /** Rounds over a small log begin no sooner one after the other. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(20);

    /** Rests between the steps of a round are so short that it takes no longer, as far as the work allows. */
    private static final Duration ROUND = Duration.ofSeconds(45);

    private static final Duration LONGEST_REST = Duration.ofMillis(500);

    private static final int HEADS_A_STEP = 20;
    private static final int NEWEST_COMPARED = 3;
    private static final int OTHERS_COMPARED = 10;
    private static final String ANCHORED = """
            SELECT h.number, coalesce(o.state, 'gone') FROM access_log_head h
              LEFT JOIN ledger_outbox o ON o.kind = 'anchor-root' AND o.subject = CAST(h.batch AS text)
             WHERE h.number >= ?1 AND h.number < ?2 ORDER BY h.number
            """;
    private static final Set<Kind> BY_ROUND = EnumSet.of(
            Kind.ROW_CHANGED,
            Kind.ROW_REMOVED,
            Kind.ROW_UNPLACED,
            Kind.LEAF_ALTERED,
            Kind.LEAF_REMOVED,
            Kind.NODE_ALTERED,
            Kind.HEAD_ALTERED,
            Kind.HEAD_REMOVED);

    private final NewTransaction transaction;
    private final LogSeal seal;
    private final EvidenceLedger ledger;
    private final Clock clock;

    private @Nullable LogRound round;
    private volatile @Nullable Instant lastRound;
    private @Nullable Kept lastHead;
    private long largest;

    /** Not held by the other checks: a ledger that answers late must not hold them up. */
    private final Object comparing = new Object();

    private long toCompare;
    private Set<String> suspects = Set.of();

    @Inject
    public MonitorAccessLog(NewTransaction transaction, LogSeal seal, EvidenceLedger ledger, Clock clock) {
        this.transaction = transaction;
        this.seal = seal;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param found how many findings are new
     * @param roundDone whether the last row was reached: the next step begins anew
     * @param rest how long the next step may wait, so that every row is looked at again within the minute that is promised
     */
    public record Progress(int found, boolean roundDone, Duration rest) {}

    /** When the last round that went through the whole log had begun; empty before the first one is through. */
    public Optional<Instant> checkedUntil() {
        return Optional.ofNullable(lastRound);
    }

    /** Checks the newest rows, new heads, and the next part of the round. A timer calls it. */
    public synchronized Progress step(int most) {
        Instant begun = clock.instant();
        return transaction.call(entities -> {
            TreeTables tables = new TreeTables(entities);
            LogFindings findings = new LogFindings(entities);
            long size = tables.size();
            List<Wrong> wrong = new ArrayList<>(shortened(size));
            wrong.addAll(newHeads(tables));
            wrong.addAll(LogRound.newest(entities, seal, size, NEWEST));
            LogRound current = round == null ? new LogRound(seal, size, clock.instant()) : round;
            wrong.addAll(current.next(entities, most));
            int kept = findings.keep(wrong, clock.instant());
            if (current.isDone()) {
                findings.close(BY_ROUND, current.wrong(), current.begun(), clock.instant());
                lastRound = current.begun();
            }
            round = current.isDone() ? null : current;
            return new Progress(kept, current.isDone(), rest(current, most, begun));
        });
    }

    private Duration rest(LogRound current, int most, Instant begun) {
        Instant now = clock.instant();
        Duration rest = current.isDone()
                ? Duration.between(now, current.begun().plus(BETWEEN_ROUNDS))
                : ROUND.dividedBy(current.steps(most)).minus(Duration.between(begun, now));
        Duration least = current.isDone() ? LONGEST_REST : Duration.ZERO;
        Duration longest = current.isDone() ? BETWEEN_ROUNDS : LONGEST_REST;
        return rest.compareTo(least) < 0 ? least : rest.compareTo(longest) > 0 ? longest : rest;
    }

    private List<Wrong> shortened(long size) {
        long was = largest;
        largest = Math.max(largest, size);
        return size >= was
                ? List.of()
                : List.of(new Wrong(Kind.SHORTENED, "size-" + was, "there were " + was + " places, now " + size));
    }

    /** That each new head goes on from the one before it. */
    private List<Wrong> newHeads(TreeTables tables) {
        List<Wrong> wrong = new ArrayList<>();
        Kept before = lastHead;
        long newest =
                tables.newestHead(seal.log()).map(kept -> kept.head().number()).orElse(-1L);
        if (before != null && newest < before.head().number()) {
            wrong.add(cut(newest + 1, "there was head " + before.head().number()));
        }
        long from = before == null ? 0 : before.head().number() + 1;
        for (Kept kept : tables.headsFrom(seal.log(), from, HEADS_A_STEP)) {
            if (before != null && !isConsistent(before.head(), kept.head(), tables)) {
                wrong.add(new Wrong(
                        Kind.HEAD_INCONSISTENT,
                        "head-" + kept.head().number(),
                        "head " + kept.head().number() + " does not go on from head "
                                + before.head().number()));
            }
            before = kept;
        }
        lastHead = before;
        return wrong;
    }

    private static Wrong cut(long first, String why) {
        return new Wrong(
                Kind.HEADS_CUT, "head-" + first, why + ", here it and all from head " + first + " on are gone");
    }

    private static boolean isConsistent(LogHead before, LogHead after, TreeTables tables) {
        return before.size() < after.size()
                && new KeptProofs(tables)
                        .consistency(before.size(), after.size())
                        .map(proof -> proof.proves(before.root(), after.root()))
                        .orElse(false);
    }

    /**
     * Compares heads with what the ledger holds: the newest that are anchored, then the next of all, and whether the ledger
     * has a head that is not here any more. A head that differs is asked for a second time before that is believed: a peer
     * may be behind. A timer calls it.
     *
     * @return how many findings are new
     * @throws org.chartseal.domain.shared.Unavailable when the ledger does not answer
     */
    public int compareWithLedger() {
        synchronized (comparing) {
            return compare();
        }
    }

    private int compare() {
        Heads heads = transaction.call(this::toCompare);
        List<Wrong> wrong = new ArrayList<>(heads.wrong());
        Set<String> differing = new HashSet<>();
        for (Kept kept : heads.anchored()) {
            Optional<AnchoredRoot> held = ledger.findRoot(kept.head().anchored().batch());
            if (held.map(AnchoredRoot::root)
                    .filter(kept.head().anchored()::equals)
                    .isEmpty()) {
                differing.add("head-" + kept.head().number());
                wrong.add(unanchored(kept, held));
            }
        }
        wrong.removeIf(each -> each.kind() == Kind.HEAD_DIFFERS && !suspects.contains(each.about()));
        suspects = Set.copyOf(differing);
        boolean beyond =
                ledger.findRoot(LogHead.batch(seal.log(), heads.next())).isPresent();
        return transaction.call(entities -> {
            if (beyond && isNext(entities, heads.next())) {
                wrong.add(cut(heads.next(), "the ledger holds head " + heads.next()));
            }
            return new LogFindings(entities).keep(wrong, clock.instant());
        });
    }

    /** Whether there is still no head of that number: one that was made meanwhile is not missed. */
    private boolean isNext(EntityManager entities, long number) {
        return new TreeTables(entities).headsFrom(seal.log(), number, 1).isEmpty();
    }

    private static Wrong unanchored(Kept kept, Optional<AnchoredRoot> held) {
        LogHead head = kept.head();
        return new Wrong(
                Kind.HEAD_DIFFERS,
                "head-" + head.number(),
                held.map(other -> "the ledger holds " + other.root() + ", here is " + head.anchored())
                        .orElse("the ledger holds no head " + head.number()));
    }

    /**
     * What to ask the ledger.
     *
     * @param next number of the head that comes next
     */
    private record Heads(List<Kept> anchored, List<Wrong> wrong, long next) {}

    private Heads toCompare(EntityManager entities) {
        TreeTables tables = new TreeTables(entities);
        long next = tables.newestHead(seal.log())
                .map(kept -> kept.head().number() + 1)
                .orElse(0L);
        toCompare = toCompare >= next ? 0 : toCompare;
        List<Kept> anchored = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        long newest = Math.max(0, next - NEWEST_COMPARED);
        collect(entities, newest, next, anchored, wrong);
        long end = Math.min(toCompare + OTHERS_COMPARED, newest);
        collect(entities, toCompare, end, anchored, wrong);
        toCompare = end < newest ? end : 0;
        return new Heads(anchored, wrong, next);
    }

    private void collect(EntityManager entities, long from, long end, List<Kept> anchored, List<Wrong> wrong) {
        TreeTables tables = new TreeTables(entities);
        List<?> states = entities.createNativeQuery(ANCHORED)
                .setParameter(1, from)
                .setParameter(2, end)
                .getResultList();
        for (Object each : states) {
            Object[] state = (Object[]) each;
            long number = LogRow.number(state[0]);
            if ("anchored".equals(state[1])) {
                anchored.addAll(tables.headsFrom(seal.log(), number, 1));
            } else if (!"pending".equals(state[1])) {
                wrong.add(new Wrong(
                        Kind.HEAD_UNANCHORED, "head-" + number, "it does not wait for the ledger: " + state[1]));
            }
        }
    }
}
