package org.chartseal.ledger.solo.chain;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Where blocks and transactions are. Grows by one writer; any thread may read what lies below the published height. */
final class BlockIndex {

    private static final int FIRST_SIZE = 1024;

    /** Place of a block in the file, and the first half of its hash. */
    private static final class Places {
        private final long[] offsets;
        private final int[] lengths;
        private final long[] hashes;

        private Places(long[] offsets, int[] lengths, long[] hashes) {
            this.offsets = offsets;
            this.lengths = lengths;
            this.hashes = hashes;
        }

        private Places grown() {
            int size = offsets.length * 2;
            return new Places(Arrays.copyOf(offsets, size), Arrays.copyOf(lengths, size), Arrays.copyOf(hashes, size));
        }
    }

    private volatile Places places = new Places(new long[FIRST_SIZE], new int[FIRST_SIZE], new long[FIRST_SIZE]);
    private final Map<String, CommitStatus> transactions = new ConcurrentHashMap<>();

    void addBlock(long number, long offset, int length, ByteString hash) {
        int at = Math.toIntExact(number);
        if (at == places.offsets.length) {
            places = places.grown();
        }
        places.offsets[at] = offset;
        places.lengths[at] = length;
        places.hashes[at] = hash.asReadOnlyByteBuffer().getLong();
    }

    long offset(long number) {
        return places.offsets[Math.toIntExact(number)];
    }

    int length(long number) {
        return places.lengths[Math.toIntExact(number)];
    }

    /** The block below the height whose hash begins like this one; the rest of the hash is the caller's to compare. */
    Optional<Long> candidate(ByteString hash, long height) {
        if (hash.size() < Long.BYTES) {
            return Optional.empty();
        }
        long beginning = hash.asReadOnlyByteBuffer().getLong();
        Places now = places;
        for (int number = 0; number < height; number++) {
            if (now.hashes[number] == beginning) {
                return Optional.of((long) number);
            }
        }
        return Optional.empty();
    }

    /** The first transaction with an id keeps it. */
    void addTransaction(String id, long block, int place, TxValidationCode code) {
        transactions.putIfAbsent(id, new CommitStatus(block, place, code));
    }

    Optional<CommitStatus> transaction(String id) {
        return Optional.ofNullable(transactions.get(id));
    }
}
