package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.ledger.blocks.BlockTransaction;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.ChannelConfiguration;
import org.chartseal.ledger.blocks.Member;

/**
 * A transaction of a sound block that is what its creator signed, for this channel and contract.
 *
 * @param index its place in the block, from 0
 * @param organisation MSP id of the one that submitted it
 * @param endorsers whose endorsement counts
 */
record AnchoredTransaction(
        BlockTransaction transaction,
        int index,
        String organisation,
        List<Member> endorsers,
        Map<String, ByteString> written,
        Map<String, Version> read) {

    /** What came of the look for it. */
    record Found(Optional<AnchoredTransaction> transaction, Optional<Problem> problem) {

        private static Found not(String code, String about) {
            return new Found(Optional.empty(), Optional.of(new Problem(code, about)));
        }
    }

    /** The first of that id: a later one in the same block is its duplicate, which peers mark as invalid. */
    static Found named(String id, List<ByteString> block, BundleManifest manifest, ChannelConfiguration configuration) {
        for (int index = 0; index < block.size(); index++) {
            Optional<BlockTransaction> read = parse(block.get(index));
            if (read.filter(each -> each.id().equals(id)).isPresent()) {
                return check(read.get(), index, manifest, configuration);
            }
        }
        return Found.not("transaction-missing", id);
    }

    /** The one at that place. */
    static Found at(long index, List<ByteString> block, BundleManifest manifest, ChannelConfiguration configuration) {
        if (index < 0 || index >= block.size()) {
            return Found.not("transaction-missing", "#" + index);
        }
        int place = Math.toIntExact(index);
        return parse(block.get(place))
                .map(read -> check(read, place, manifest, configuration))
                .orElseGet(() -> Found.not("transaction-forged", "#" + index));
    }

    private static Optional<BlockTransaction> parse(ByteString bytes) {
        try {
            return Optional.of(BlockTransaction.read(bytes));
        } catch (InvalidProtocolBufferException malformed) {
            return Optional.empty();
        }
    }

    private static Found check(
            BlockTransaction transaction, int index, BundleManifest manifest, ChannelConfiguration configuration) {
        Optional<Member> submitter = transaction.submitter(configuration);
        boolean genuine = submitter.isPresent() && transaction.idFits() && transaction.answersItsProposal();
        if (!genuine) {
            return Found.not("transaction-forged", transaction.id());
        }
        BlockTransaction.Invocation call = transaction.invocation().orElseThrow();
        if (!transaction.channel().equals(manifest.channel())
                || !call.contract().equals(manifest.contract())
                || !call.succeeded()) {
            return Found.not("transaction-foreign", transaction.id());
        }
        try {
            return new Found(
                    Optional.of(new AnchoredTransaction(
                            transaction,
                            index,
                            submitter.get().organisation(),
                            call.endorsers(configuration),
                            call.written(manifest.contract()),
                            call.read(manifest.contract()))),
                    Optional.empty());
        } catch (InvalidProtocolBufferException malformed) {
            return Found.not("transaction-forged", transaction.id());
        }
    }
}
