package org.chartseal.ledger.solo.endorsement;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.state.HashedKeys;
import org.chartseal.ledger.solo.state.StateKey;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;

/**
 * Fabric's rule for endorsements, for the transactions of one block in their order: a key with a policy of its own changes by
 * that policy, all others by the contract's. The policies are those before the block; whoever writes to a key whose policy an
 * earlier endorsed transaction of the block changes is refused.
 */
public final class BlockEndorsements {

    private static final String POLICY = "VALIDATION_PARAMETER";
    private static final EndorsementPolicy OF_THE_CONTRACT = EndorsementPolicy.peerOf(Network.MSP_ID);

    private final Function<StateKey, ByteString> metadata;
    private final Set<StateKey> changed = new HashSet<>();

    /**
     * For one block.
     *
     * @param metadata of a key before the block, as it was written; empty when the key has none
     */
    public BlockEndorsements(Function<StateKey, ByteString> metadata) {
        this.metadata = metadata;
    }

    /** Whether the next transaction has the endorsements that it needs. */
    public boolean suffice(TxReadWriteSet results, List<Signatory> endorsers) {
        try {
            Set<StateKey> written = new HashSet<>();
            Set<StateKey> policies = new HashSet<>();
            collect(results, written, policies);
            if (!suffice(written, endorsers)) {
                return false;
            }
            changed.addAll(policies);
            return true;
        } catch (InvalidProtocolBufferException noPolicy) {
            return false;
        }
    }

    private boolean suffice(Set<StateKey> written, List<Signatory> endorsers) throws InvalidProtocolBufferException {
        boolean ofContract = written.isEmpty();
        for (StateKey key : written) {
            if (changed.contains(key)) {
                return false;
            }
            Optional<EndorsementPolicy> own = policy(key);
            if (own.isEmpty()) {
                ofContract = true;
            } else if (!own.get().takes(endorsers)) {
                return false;
            }
        }
        return !ofContract || OF_THE_CONTRACT.takes(endorsers);
    }

    private Optional<EndorsementPolicy> policy(StateKey key) throws InvalidProtocolBufferException {
        for (KVMetadataEntry entry :
                KVMetadataWrite.parseFrom(metadata.apply(key)).getEntriesList()) {
            if (entry.getName().equals(POLICY) && !entry.getValue().isEmpty()) {
                return Optional.of(EndorsementPolicy.parse(entry.getValue()));
            }
        }
        return Optional.empty();
    }

    private static void collect(TxReadWriteSet results, Set<StateKey> written, Set<StateKey> policies)
            throws InvalidProtocolBufferException {
        for (NsReadWriteSet part : results.getNsRwsetList()) {
            KVRWSet keys = KVRWSet.parseFrom(part.getRwset());
            for (KVWrite write : keys.getWritesList()) {
                written.add(new StateKey(part.getNamespace(), write.getKey()));
            }
            for (KVMetadataWrite write : keys.getMetadataWritesList()) {
                written.add(new StateKey(part.getNamespace(), write.getKey()));
                policies.add(new StateKey(part.getNamespace(), write.getKey()));
            }
            for (CollectionHashedReadWriteSet collection : part.getCollectionHashedRwsetList()) {
                for (KVWriteHash write :
                        HashedRWSet.parseFrom(collection.getHashedRwset()).getHashedWritesList()) {
                    written.add(
                            HashedKeys.key(part.getNamespace(), collection.getCollectionName(), write.getKeyHash()));
                }
            }
        }
    }
}
