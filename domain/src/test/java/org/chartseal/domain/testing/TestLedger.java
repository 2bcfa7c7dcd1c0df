package org.chartseal.domain.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.GrantAnswer;
import org.chartseal.domain.ledger.GrantQuestion;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerProof;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.MemberCertificate;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * A ledger in memory, one block a transaction, that fails as a test wants: it is away, refuses, loses answers before or
 * after the commit, or reports conflicts.
 */
public final class TestLedger implements EvidenceLedger {

    /** What goes wrong with one submission. */
    public enum Fault {
        NONE,
        AWAY,
        LOST_BEFORE_COMMIT,
        LOST_AFTER_COMMIT,
        CONFLICT,
        REJECTED
    }

    /** Decides what goes wrong, at each submission. */
    @FunctionalInterface
    public interface Faults {
        Fault next();
    }

    private static final LedgerMember HOSPITAL = member("HospitalA");
    private static final LedgerMember ORDERER = member("orderer");

    private final Map<String, LedgerCommand> endorsed = new HashMap<>();
    private final Map<String, Long> settled = new HashMap<>();
    private final List<LedgerBlock> chain = new ArrayList<>();
    private final Map<SealId, List<AnchoredSeal>> seals = new HashMap<>();
    private final Map<BatchId, AnchoredRoot> roots = new HashMap<>();
    private final Map<LedgerPractitionerId, RegisteredPractitioner> practitioners = new HashMap<>();
    private final Map<LedgerSubjectId, LedgerErasure> erasures = new HashMap<>();
    private final Map<LedgerGrantId, LedgerGrant> grants = new HashMap<>();
    private final Map<LedgerGrantId, GrantScope> scopes = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private Faults faults = () -> Fault.NONE;
    private boolean away;

    /** An empty ledger with its genesis block. */
    public TestLedger() {
        append(List.of());
    }

    /** From now on it has that grant. */
    public void give(LedgerGrantId grant, LedgerCommand.GiveAccess given) {
        grants.put(grant, new LedgerGrant(grant, given.statement(), null));
        scopes.put(grant, given.scope());
    }

    /** From now on submissions fail like this. */
    public void fail(Faults next) {
        this.faults = next;
    }

    /** From now on it does not answer at all, or does again. */
    public void setAway(boolean isAway) {
        this.away = isAway;
    }

    /** From now on the contract refuses a message about that subject; an empty code lifts it. */
    public void refuse(String subject, String code) {
        refusals.put(subject, code);
    }

    /** Makes a practitioner's registered key known. */
    public void register(RegisteredPractitioner practitioner) {
        practitioners.put(practitioner.practitioner(), practitioner);
    }

    /** Puts something else in a seal's place, as a ledger could that someone holds alone. */
    public void forge(SealId seal, SignedText header) {
        AnchoredSeal old = sealHistory(seal).get(0);
        seals.put(seal, List.of(new AnchoredSeal(header, old.transaction(), old.organisation())));
    }

    /** As if another organisation had submitted it. */
    public synchronized void submittedBy(SealId seal, String organisation) {
        AnchoredSeal old = findSeal(seal).orElseThrow();
        seals.put(seal, List.of(new AnchoredSeal(old.header(), old.transaction(), organisation)));
    }

    /** Replaces a block by what the work makes of it. */
    public void tamper(int number, UnaryOperator<LedgerBlock> work) {
        chain.set(number, work.apply(chain.get(number)));
    }

    /** How many endorsements were asked for. */
    public int endorsements() {
        return endorsed.size();
    }

    /** How often something about this subject was written. */
    public long writes(String subject) {
        return chain.stream()
                .flatMap(block -> block.transactions().stream())
                .flatMap(transaction -> transaction.written().stream())
                .filter(subject::equals)
                .count();
    }

    @Override
    public SignedEnvelope endorse(LedgerCommand command) {
        insistThatItAnswers();
        for (OutboxMessage message : OutboxMessage.of(command)) {
            String refusal = refusals.getOrDefault(message.subject(), "");
            if (!refusal.isEmpty()) {
                throw Refused.because(refusal);
            }
        }
        String id = String.format("%064x", endorsed.size() + 1);
        endorsed.put(id, command);
        return new SignedEnvelope(new TransactionId(id), id.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public CommitOutcome submit(SignedEnvelope envelope) {
        insistThatItAnswers();
        Fault fault = faults.next();
        TransactionId id = envelope.transaction();
        return switch (fault) {
            case AWAY -> throw unavailable();
            case LOST_BEFORE_COMMIT -> new CommitOutcome.Unknown(id, "lost before");
            case LOST_AFTER_COMMIT -> {
                commit(id);
                yield new CommitOutcome.Unknown(id, "lost after");
            }
            case CONFLICT ->
                settled.containsKey(id.hex())
                        ? commit(id)
                        : new CommitOutcome.Conflict(id, chain.size(), "MVCC_READ_CONFLICT");
            case REJECTED -> settled.containsKey(id.hex()) ? commit(id) : new CommitOutcome.Rejected(id, "expired");
            case NONE -> commit(id);
        };
    }

    private CommitOutcome commit(TransactionId id) {
        Long block = settled.get(id.hex());
        if (block == null) {
            LedgerCommand command = endorsed.get(id.hex());
            if (command == null) {
                throw new AssertionError("never endorsed: " + id);
            }
            block = append(List.of(transaction(id, command)));
            settled.put(id.hex(), block);
        }
        return new CommitOutcome.Committed(id, block);
    }

    private LedgerBlock.Transaction transaction(TransactionId id, LedgerCommand command) {
        if (command instanceof AnchorSeals anchor) {
            for (SignedText text : anchor.seals()) {
                SealId seal = SealHeader.parse(text.text()).seal();
                seals.computeIfAbsent(seal, s -> new ArrayList<>()).add(new AnchoredSeal(text, id, "HospitalA"));
            }
        }
        if (command instanceof AnchorRoot anchor) {
            roots.putIfAbsent(anchor.root().batch(), new AnchoredRoot(anchor.root(), id, "HospitalA"));
        }
        if (command instanceof EraseSubject erase) {
            LedgerSubjectId subject =
                    ErasureStatement.parse(erase.decision().text()).subject();
            erasures.putIfAbsent(
                    subject,
                    new LedgerErasure(subject, erase.receipt(), erase.decision(), TestPeople.NOW, id, "HospitalA"));
        }
        List<String> written = OutboxMessage.of(command).stream()
                .map(message -> (command instanceof AnchorSeals ? "seal/" : "") + message.subject())
                .toList();
        return new LedgerBlock.Transaction(
                id, TestPeople.NOW, "Function", "VALID", HOSPITAL, List.of(HOSPITAL), written, null);
    }

    private static LedgerMember member(String name) {
        return new LedgerMember(
                name,
                new MemberCertificate(
                        name,
                        "CN=" + name,
                        "CN=ca",
                        "1",
                        TestPeople.NOW,
                        TestPeople.NOW.plusSeconds(1),
                        "ab".repeat(32)));
    }

    private long append(List<LedgerBlock.Transaction> transactions) {
        long number = chain.size();
        String previous = chain.isEmpty() ? "" : chain.get(chain.size() - 1).hash();
        String hash = HexFormat.of().toHexDigits(number + 0xb10c) + "ab".repeat(24);
        chain.add(new LedgerBlock(number, hash, previous, true, true, List.of(ORDERER), transactions));
        return number;
    }

    private void insistThatItAnswers() {
        if (away) {
            throw unavailable();
        }
    }

    private static Unavailable unavailable() {
        return new Unavailable("ledger", Duration.ofSeconds(2), new IllegalStateException("down"));
    }

    @Override
    public Optional<AnchoredSeal> findSeal(SealId seal) {
        return sealHistory(seal).stream().findFirst();
    }

    @Override
    public List<AnchoredSeal> sealHistory(SealId seal) {
        insistThatItAnswers();
        return List.copyOf(seals.getOrDefault(seal, List.of()));
    }

    @Override
    public Optional<AnchoredRoot> findRoot(BatchId batch) {
        insistThatItAnswers();
        return Optional.ofNullable(roots.get(batch));
    }

    @Override
    public Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner) {
        insistThatItAnswers();
        return Optional.ofNullable(practitioners.get(practitioner));
    }

    @Override
    public Optional<LedgerGrant> findGrant(LedgerGrantId grant) {
        insistThatItAnswers();
        return Optional.ofNullable(grants.get(grant));
    }

    @Override
    public Optional<GrantScope> findGrantScope(LedgerGrantId grant) {
        insistThatItAnswers();
        return Optional.ofNullable(scopes.get(grant));
    }

    @Override
    public Optional<LedgerErasure> findErasure(LedgerSubjectId subject) {
        insistThatItAnswers();
        return Optional.ofNullable(erasures.get(subject));
    }

    @Override
    public GrantAnswer checkGrant(GrantQuestion question) {
        insistThatItAnswers();
        return new GrantAnswer(Optional.of("GRANT_UNKNOWN"));
    }

    @Override
    public long height() {
        insistThatItAnswers();
        return chain.size();
    }

    @Override
    public List<LedgerBlock> blocks(long first, int count) {
        insistThatItAnswers();
        return chain.stream().skip(first).limit(count).toList();
    }

    @Override
    public Optional<LedgerBlock> blockOf(TransactionId transaction) {
        insistThatItAnswers();
        return Optional.ofNullable(settled.get(transaction.hex())).map(block -> chain.get(block.intValue()));
    }

    /** Blocks whose bytes are their numbers as text. */
    @Override
    public LedgerProof prove(Collection<AnchoredSeal> proved, LedgerProof.Taker taker) {
        insistThatItAnswers();
        Map<TransactionId, Long> blocks = new HashMap<>();
        for (AnchoredSeal seal : proved) {
            blocks.put(
                    seal.transaction(),
                    Objects.requireNonNull(settled.get(seal.transaction().hex())));
        }
        LedgerBlock head = chain.get(chain.size() - 1);
        Stream.concat(Stream.of(0L, head.number()), blocks.values().stream())
                .distinct()
                .forEach(number -> taker.take(number, ("block " + number).getBytes(StandardCharsets.US_ASCII)));
        return new LedgerProof("emr", "chartseal", head.number(), head.hash(), blocks);
    }

    @Override
    public LedgerEvents events(CheckPoint after) {
        throw new UnsupportedOperationException("no test follows events here");
    }
}
