package org.chartseal.ledger.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.GrantAnswer;
import org.chartseal.domain.ledger.GrantQuestion;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerProof;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.ledger.blocks.BlockCollector;
import org.chartseal.ledger.blocks.BlockHashes;
import org.chartseal.ledger.blocks.BlockReader;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/** {@link EvidenceLedger} on the official Fabric gateway client. It is safe for use by many threads. */
public final class FabricEvidenceLedger implements EvidenceLedger, AutoCloseable {

    /** The system contract by which a peer's chain is read. */
    private static final String CHAIN_QUERIES = "qscc";

    private final GatewayConnection connection;
    private final String channel;
    private final Network network;
    private final Contract contract;
    private final Contract chain;
    private volatile @Nullable BlockReader blockReader;

    /** Opens a client of the network; the network need not answer yet. */
    public FabricEvidenceLedger(LedgerProfile profile) {
        this(profile, Deadlines.USUAL);
    }

    /** Opens a client that waits so long at most. */
    public FabricEvidenceLedger(LedgerProfile profile, Deadlines deadlines) {
        this(GatewayConnection.open(profile, deadlines), profile);
    }

    FabricEvidenceLedger(GatewayConnection connection, LedgerProfile profile) {
        this(connection, profile.channel(), profile.chaincode());
    }

    FabricEvidenceLedger(GatewayConnection connection, String channel, String chaincode) {
        this.connection = connection;
        this.channel = channel;
        this.network = connection.gateway().getNetwork(channel);
        this.contract = network.getContract(chaincode);
        this.chain = network.getContract(CHAIN_QUERIES);
    }

    @Override
    public SignedEnvelope endorse(LedgerCommand command) {
        ContractCall call = ContractCall.of(command);
        try {
            Transaction endorsed = call.proposedTo(contract).endorse();
            Transaction signed = connection.sign(endorsed);
            return new SignedEnvelope(new TransactionId(signed.getTransactionId()), signed.getBytes());
        } catch (EndorseException failure) {
            throw GatewayFailures.meaning(failure);
        }
    }

    @Override
    public CommitOutcome submit(SignedEnvelope envelope) {
        TransactionId transaction = envelope.transaction();
        try {
            Status status = connection
                    .gateway()
                    .newTransaction(envelope.bytes())
                    .submitAsync()
                    .getStatus();
            return outcome(transaction, status);
        } catch (SubmitException failure) {
            CommitOutcome outcome = GatewayFailures.submission(transaction, failure);
            return outcome instanceof CommitOutcome.Rejected ? settledEarlier(transaction, outcome) : outcome;
        } catch (CommitStatusException failure) {
            return new CommitOutcome.Unknown(transaction, GatewayFailures.said(failure));
        }
    }

    private CommitOutcome outcome(TransactionId transaction, Status status) {
        CommitOutcome outcome =
                outcome(transaction, status.getBlockNumber(), status.getCode().name());
        return status.getCode() == TxValidationCode.DUPLICATE_TXID ? settledEarlier(transaction, outcome) : outcome;
    }

    private static CommitOutcome outcome(TransactionId transaction, long block, String code) {
        return code.equals(TxValidationCode.VALID.name())
                ? new CommitOutcome.Committed(transaction, block)
                : new CommitOutcome.Conflict(transaction, block, code);
    }

    /** An envelope that the network does not take now may have been committed when it was submitted before. */
    private CommitOutcome settledEarlier(TransactionId transaction, CommitOutcome now) {
        try {
            return blockOf(transaction)
                    .flatMap(block -> firstOf(transaction, block)
                            .map(found -> outcome(transaction, block.number(), found.validation())))
                    .orElse(now);
        } catch (Unavailable away) {
            return new CommitOutcome.Unknown(transaction, away.toString());
        }
    }

    /** The first of that id is the one that counts: a later one in the same block is its duplicate. */
    private static Optional<LedgerBlock.Transaction> firstOf(TransactionId transaction, LedgerBlock block) {
        return block.transactions().stream()
                .filter(each -> each.id().equals(transaction))
                .findFirst();
    }

    @Override
    public Optional<AnchoredSeal> findSeal(SealId seal) {
        return query("ReadSeal", "seal", seal).map(ContractAnswers::seal);
    }

    @Override
    public List<AnchoredSeal> sealHistory(SealId seal) {
        return query("SealHistory", "seal", seal).map(ContractAnswers::seals).orElse(List.of());
    }

    @Override
    public Optional<AnchoredRoot> findRoot(BatchId batch) {
        return query("ReadRoot", "batch", batch).map(ContractAnswers::root);
    }

    @Override
    public Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner) {
        return query("ReadPractitioner", "practitioner", practitioner).map(ContractAnswers::practitioner);
    }

    @Override
    public Optional<LedgerGrant> findGrant(LedgerGrantId grant) {
        return query("ReadGrant", "grant", grant).map(ContractAnswers::grant);
    }

    @Override
    public Optional<GrantScope> findGrantScope(LedgerGrantId grant) {
        return query("ReadGrantScope", "grant", grant).map(ContractAnswers::scope);
    }

    @Override
    public Optional<LedgerErasure> findErasure(LedgerSubjectId subject) {
        return query("ReadErasure", "subject", subject).map(ContractAnswers::erasure);
    }

    @Override
    public GrantAnswer checkGrant(GrantQuestion question) {
        byte[] answer = evaluate(contract, "CheckGrant", ContractCall.question(question));
        return ContractAnswers.answer(new String(answer, StandardCharsets.UTF_8));
    }

    private Optional<String> query(String function, String name, Object id) {
        String argument = ContractCall.id(name, id);
        String answer = new String(evaluate(contract, function, argument), StandardCharsets.UTF_8);
        return answer.equals(ContractAnswers.NOTHING) ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public long height() {
        try {
            return BlockchainInfo.parseFrom(evaluate(chain, "GetChainInfo", channel))
                    .getHeight();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the peer's answer is no chain information", malformed);
        }
    }

    @Override
    public List<LedgerBlock> blocks(long first, int count) {
        long end = Math.min(height(), first + count);
        List<LedgerBlock> blocks = new ArrayList<>();
        for (long number = Math.max(first, 0); number < end; number++) {
            blocks.add(reader().read(rawBlock(number)));
        }
        return blocks;
    }

    @Override
    public Optional<LedgerBlock> blockOf(TransactionId transaction) {
        byte[] answer;
        try {
            answer = chain.evaluateTransaction("GetBlockByTxID", channel, transaction.hex());
        } catch (GatewayException failure) {
            if (GatewayFailures.saysAbsent(failure)) {
                return Optional.empty();
            }
            throw GatewayFailures.meaning(failure);
        }
        return Optional.of(reader().read(parse(answer)));
    }

    @Override
    public LedgerProof prove(Collection<AnchoredSeal> seals, LedgerProof.Taker taker) {
        Map<TransactionId, Set<String>> sources = seals.stream()
                .collect(Collectors.groupingBy(
                        AnchoredSeal::transaction,
                        LinkedHashMap::new,
                        Collectors.mapping(FabricEvidenceLedger::author, Collectors.toSet())));
        BlockCollector collector = new BlockCollector(contract.getChaincodeName(), this::rawBlock, taker);
        Map<TransactionId, Long> places = new HashMap<>();
        sources.forEach((transaction, keys) -> {
            Block block = parse(evaluate(chain, "GetBlockByTxID", channel, transaction.hex()));
            collector.collect(block, transaction.hex(), keys);
            places.put(transaction, block.getHeader().getNumber());
        });
        Block head = rawBlock(height() - 1);
        collector.collect(head);
        return new LedgerProof(
                channel,
                contract.getChaincodeName(),
                head.getHeader().getNumber(),
                HexFormat.of().formatHex(BlockHashes.ofHeader(head.getHeader())),
                places);
    }

    /** The key under which the contract keeps what it knows of the seal's author. */
    private static String author(AnchoredSeal seal) {
        return "practitioner/" + SealHeader.parse(seal.header().text()).author();
    }

    @Override
    public LedgerEvents events(CheckPoint after) {
        return EventStream.open(network, contract.getChaincodeName(), after);
    }

    private BlockReader reader() {
        BlockReader known = blockReader;
        if (known == null) {
            known = new BlockReader(contract.getChaincodeName(), this::rawBlock);
            blockReader = known;
        }
        return known;
    }

    private Block rawBlock(long number) {
        return parse(evaluate(chain, "GetBlockByNumber", channel, Long.toString(number)));
    }

    private static Block parse(byte[] bytes) {
        try {
            return Block.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the peer's answer is no block", malformed);
        }
    }

    private static byte[] evaluate(Contract of, String function, String... arguments) {
        try {
            return of.evaluateTransaction(function, arguments);
        } catch (GatewayException failure) {
            throw GatewayFailures.meaning(failure);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
