package org.chartseal.ledger.solo.state;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReads;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.QueryReadsMerkleSummary;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;

/**
 * What a range query saw, as Fabric writes it down: the reads themselves up to the degree, beyond that the hashes of a
 * tree whose nodes combine one child more than the degree.
 */
final class RangeReads {

    /** The degree that Fabric uses. */
    static final int DEGREE = 50;

    private final int degree;
    private final List<List<ByteString>> levels = new ArrayList<>();
    private List<KVRead> pending = new ArrayList<>();

    RangeReads(int degree) {
        this.degree = degree;
        levels.add(new ArrayList<>());
    }

    void add(KVRead read) {
        pending.add(read);
        if (pending.size() > degree) {
            hashPending();
        }
    }

    /** Writes the outcome into the query's record; nothing when nothing was read. */
    void finish(RangeQueryInfo.Builder query) {
        if (isFlat()) {
            if (!pending.isEmpty()) {
                query.setRawReads(QueryReads.newBuilder().addAllKvReads(pending));
            }
            return;
        }
        if (!pending.isEmpty()) {
            hashPending();
        }
        liftToTop();
        query.setReadsMerkleHashes(QueryReadsMerkleSummary.newBuilder()
                .setMaxDegree(degree)
                .setMaxLevel(levels.size())
                .addAllMaxLevelHashes(levels.get(levels.size() - 1)));
    }

    private boolean isFlat() {
        return levels.size() == 1 && levels.get(0).isEmpty();
    }

    private void hashPending() {
        byte[] reads = QueryReads.newBuilder().addAllKvReads(pending).build().toByteArray();
        pending = new ArrayList<>();
        levels.get(0).add(ByteString.copyFrom(BlockHashes.sha256().digest(reads)));
        for (int level = 0; levels.get(level).size() > degree; level++) {
            lift(level, combined(levels.get(level)));
        }
    }

    private void liftToTop() {
        for (int level = 0; level < levels.size() - 1; level++) {
            List<ByteString> hashes = levels.get(level);
            if (!hashes.isEmpty()) {
                lift(level, hashes.size() == 1 ? hashes.get(0) : combined(hashes));
            }
        }
        int top = levels.size() - 1;
        if (levels.get(top).size() > degree) {
            lift(top, combined(levels.get(top)));
        }
    }

    private void lift(int level, ByteString hash) {
        levels.set(level, new ArrayList<>());
        if (level + 1 == levels.size()) {
            levels.add(new ArrayList<>());
        }
        levels.get(level + 1).add(hash);
    }

    private static ByteString combined(List<ByteString> hashes) {
        MessageDigest digest = BlockHashes.sha256();
        hashes.forEach(hash -> digest.update(hash.toByteArray()));
        return ByteString.copyFrom(digest.digest());
    }
}
