package org.chartseal.ledger.solo.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.block.BlockBuilder;
import org.chartseal.ledger.solo.block.BlockFile;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.chartseal.ledger.solo.block.BlockSigner;
import org.chartseal.ledger.solo.block.ConfigurationBlock;
import org.chartseal.ledger.solo.chain.StoredState.Purge;
import org.chartseal.ledger.solo.endorsement.BlockEndorsements;
import org.chartseal.ledger.solo.identity.Membership;
import org.chartseal.ledger.solo.privatedata.PrivateValues;
import org.chartseal.ledger.solo.state.Conflicts;
import org.chartseal.ledger.solo.state.HashedKeys;
import org.chartseal.ledger.solo.state.KeyVersion;
import org.chartseal.ledger.solo.state.SimulationRefused;
import org.chartseal.ledger.solo.state.StateKey;
import org.chartseal.ledger.solo.state.WorldState;
import org.chartseal.ledger.solo.transaction.Submitted;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/**
 * The channel's chain on disk, and the state that follows from it. One thread commits; any thread may read.
 *
 * <p>Opening it replays all blocks and checks that each names the hash of the one before, that its transactions hash to
 * what it states, that the outcome of all blocks up to it has the hash that it states, and that the last one is signed:
 * with that every transaction is as it was committed.
 */
public final class Chain implements Closeable {

    private final BlockIndex index = new BlockIndex();
    private final Waiters waiters = new Waiters();
    private final BlockFile file;
    private final StoredState state;
    private final PrivateValues privateValues;
    private final List<Purge> purges = new ArrayList<>();
    private @Nullable Membership membership;
    private ByteString lastHash = ByteString.EMPTY;
    private ByteString commitHash = ByteString.EMPTY;
    private volatile long height;

    private Chain(Path folder) throws IOException {
        this.file = BlockFile.open(folder);
        this.privateValues = PrivateValues.open(folder.resolve("private"));
        this.state = new StoredState(file);
        file.replay(this::replay);
        this.height = file.height();
    }

    /**
     * Opens the chain in the folder; when there is none, begins one with that block.
     *
     * @param now by which private data is old that was never committed
     * @throws LedgerUnusable when the chain cannot be trusted
     */
    public static Chain open(Path folder, Instant now, java.util.function.Supplier<Block> configuration)
            throws IOException {
        Chain chain = new Chain(folder);
        try {
            if (chain.height == 0) {
                chain.begin(configuration.get());
            }
            chain.checkLastSignature();
            chain.settlePrivateValues(now);
            return chain;
        } catch (IOException | RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    /** How many blocks are durable. */
    public long height() {
        return height;
    }

    /** All keys and versions of the blocks. */
    public WorldState state() {
        return state.versions();
    }

    /** The members that block 0 names. */
    public Membership membership() {
        Membership known = membership;
        if (known == null) {
            throw new IllegalStateException("the chain is not open yet");
        }
        return known;
    }

    /** Reads a value of the state. */
    public ByteString value(KeyVersion version) {
        return state.value(version);
    }

    /** A key's metadata from that version on, as it was written; empty when it has none. */
    public ByteString metadata(KeyVersion version) {
        return state.metadata(version);
    }

    /** Keeps what a transaction writes to private data, durably, before anyone learns that it is endorsed. */
    public void keepPrivate(String transactionId, TxPvtReadWriteSet writes) {
        privateValues.keep(transactionId, writes);
    }

    /**
     * The value behind that version of a private key's hash; empty when it is not here.
     *
     * @throws SimulationRefused when it is not the one that was committed
     */
    public Optional<ByteString> privateValue(StateKey hashedKey, KeyVersion hash) {
        Optional<ByteString> value = privateValues.value(writer(hash), hashedKey);
        if (value.isPresent() && !HashedKeys.hash(value.get()).equals(state.value(hash))) {
            throw new SimulationRefused("the private value is not the one that was committed");
        }
        return value;
    }

    private String writer(KeyVersion version) {
        try {
            return transactionId(block(version.block()).getData().getData(version.transaction()));
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnusable("Block " + version.block() + " cannot be read any more.", e);
        }
    }

    /** What a crash kept from being done after a block. */
    private void settlePrivateValues(Instant now) {
        privateValues.settleAll(id -> find(id).map(status -> status.code() == TxValidationCode.VALID), now);
        purge();
    }

    private void purge() {
        purges.forEach(purge -> privateValues.purge(
                purge.key(), purge.before().stream().map(this::writer).toList()));
        purges.clear();
    }

    /** A block below the height, as it was written. */
    public Block block(long number) {
        try {
            return Block.parseFrom(bytes(number));
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnusable("Block " + number + " cannot be read any more.", e);
        }
    }

    /** The block with that hash. */
    public Optional<Block> blockByHash(ByteString hash) {
        return index.candidate(hash, height)
                .map(this::block)
                .filter(block -> BlockHashes.ofHeader(block.getHeader()).equals(hash));
    }

    /** Where a transaction is. */
    public Optional<CommitStatus> find(String transactionId) {
        return index.transaction(transactionId).filter(status -> status.block() < height);
    }

    /** Completes when the transaction is in a block. Cancel it to wait no longer. */
    public CompletableFuture<CommitStatus> await(String transactionId) {
        return waiters.await(transactionId, this::find);
    }

    /** Calls the follower after every new block, on the committing thread. */
    public void follow(Runnable follower) {
        waiters.follow(follower);
    }

    /** Calls the follower no more. */
    public void unfollow(Runnable follower) {
        waiters.unfollow(follower);
    }

    /**
     * Appends a block with the transactions in this order, durably, and tells all who wait. For one thread at a time. Who sees
     * the new height finds private values where they stay, and none that the block purged.
     */
    void commit(List<Submitted> transactions, BlockSigner signer) throws IOException {
        long number = height;
        List<TxValidationCode> codes = judge(number, transactions);
        List<ByteString> envelopes =
                transactions.stream().map(Submitted::envelope).toList();
        ByteString codeBytes = bytesOf(codes);
        ByteString newCommitHash = hashOutcome(number, transactions, codes).after(commitHash, codeBytes);
        BlockHeader header = BlockBuilder.header(number, lastHash, envelopes);
        byte[] block = BlockBuilder.block(header, envelopes, signer.signatures(header), codeBytes, newCommitHash)
                .toByteArray();

        long offset = file.append(block);
        purges.addAll(state.apply(number, offset, block));
        index.addBlock(number, offset, block.length, BlockHashes.ofHeader(header));
        lastHash = BlockHashes.ofHeader(header);
        commitHash = newCommitHash;
        for (int i = 0; i < transactions.size(); i++) {
            index.addTransaction(transactions.get(i).transactionId(), number, i, codes.get(i));
        }
        List<String> ids =
                transactions.stream().map(Submitted::transactionId).distinct().toList();
        ids.forEach(this::settlePrivateValue);
        purge();
        height = number + 1;
        ids.forEach(this::announce);
        waiters.newHeight();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void settlePrivateValue(String transactionId) {
        index.transaction(transactionId)
                .ifPresent(status -> privateValues.settle(transactionId, status.code() == TxValidationCode.VALID));
    }

    private void announce(String transactionId) {
        find(transactionId).ifPresent(status -> waiters.settled(transactionId, status));
    }

    private byte[] bytes(long number) {
        return file.read(index.offset(number), index.length(number));
    }

    private List<TxValidationCode> judge(long number, List<Submitted> transactions) {
        BlockEndorsements endorsements = new BlockEndorsements(key -> state.metadataBefore(number, key));
        Conflicts conflicts = new Conflicts(state.versions(), number);
        Set<String> seen = new HashSet<>();
        List<TxValidationCode> codes = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            codes.add(judge(i, transactions.get(i), endorsements, conflicts, seen));
        }
        return codes;
    }

    private TxValidationCode judge(
            int place, Submitted transaction, BlockEndorsements endorsements, Conflicts conflicts, Set<String> seen) {
        if (transaction.code() != TxValidationCode.VALID) {
            return transaction.code();
        }
        if (index.transaction(transaction.transactionId()).isPresent()) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        if (!endorsements.suffice(transaction.results(), transaction.endorsers())) {
            return TxValidationCode.ENDORSEMENT_POLICY_FAILURE;
        }
        if (!seen.add(transaction.transactionId())) {
            return TxValidationCode.DUPLICATE_TXID;
        }
        try {
            return conflicts.judge(place, transaction.results());
        } catch (InvalidProtocolBufferException e) {
            return TxValidationCode.BAD_RWSET;
        }
    }

    private static ByteString bytesOf(List<TxValidationCode> codes) {
        ByteString.Output bytes = ByteString.newOutput(codes.size());
        codes.forEach(code -> bytes.write(code.getNumber()));
        return bytes.toByteString();
    }

    private CommitHash hashOutcome(long number, List<Submitted> transactions, List<TxValidationCode> codes) {
        CommitHash hash = state.hash(number);
        for (int i = 0; i < transactions.size(); i++) {
            if (codes.get(i) == TxValidationCode.VALID) {
                hash.addAll(i, transactions.get(i).results());
            }
        }
        return hash;
    }

    private void begin(Block configuration) throws IOException {
        byte[] block = configuration.toByteArray();
        replay(0, file.append(block), block);
        height = file.height();
    }

    private void replay(long number, long offset, byte[] bytes) {
        try {
            Block block = Block.parseFrom(bytes);
            BlockHeader header = block.getHeader();
            check(header.getNumber() == number, number, "its header states number " + header.getNumber());
            check(header.getPreviousHash().equals(lastHash), number, "it does not follow the block before");
            List<ByteString> envelopes = block.getData().getDataList();
            check(
                    header.getDataHash().equals(BlockHashes.ofData(envelopes)),
                    number,
                    "its transactions are not the ones that its header states");
            ByteString codes = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
            check(codes.size() == envelopes.size(), number, "it has not one code per transaction");
            if (number == 0) {
                membership = ConfigurationBlock.membership(block);
            } else {
                replayOutcome(number, offset, bytes, block, codes);
            }
            lastHash = BlockHashes.ofHeader(header);
            index.addBlock(number, offset, bytes.length, lastHash);
            for (int i = 0; i < envelopes.size(); i++) {
                TxValidationCode code = codeOf(codes.byteAt(i));
                index.addTransaction(transactionId(envelopes.get(i)), number, i, code);
            }
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new LedgerUnusable("Block " + number + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void replayOutcome(long number, long offset, byte[] bytes, Block block, ByteString codes)
            throws InvalidProtocolBufferException {
        commitHash = state.hash(number, bytes).after(commitHash, codes);
        Metadata stated = Metadata.parseFrom(block.getMetadata().getMetadata(BlockMetadataIndex.COMMIT_HASH_VALUE));
        check(stated.getValue().equals(commitHash), number, "its outcome is not the one that it states");
        purges.addAll(state.apply(number, offset, bytes));
    }

    private void checkLastSignature() {
        long last = height - 1;
        check(
                last == 0 || BlockSigner.isSigned(block(last), membership()),
                last,
                "its signature does not verify under the channel's configuration");
    }

    private static TxValidationCode codeOf(byte code) {
        TxValidationCode known = TxValidationCode.forNumber(Byte.toUnsignedInt(code));
        return known == null ? TxValidationCode.INVALID_OTHER_REASON : known;
    }

    private static String transactionId(ByteString envelope) throws InvalidProtocolBufferException {
        Payload payload = Payload.parseFrom(Envelope.parseFrom(envelope).getPayload());
        return ChannelHeader.parseFrom(payload.getHeader().getChannelHeader()).getTxId();
    }

    private static void check(boolean sound, long number, String problem) {
        if (!sound) {
            throw new LedgerUnusable("Block " + number + " cannot be trusted: " + problem
                    + ". Restore the file from a backup; the ledger drops nothing by itself.");
        }
    }
}
