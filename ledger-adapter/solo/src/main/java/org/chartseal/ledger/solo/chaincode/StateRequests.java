package org.chartseal.ledger.solo.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.state.KeyVersion;
import org.chartseal.ledger.solo.state.Simulation;
import org.chartseal.ledger.solo.state.SimulationRefused;
import org.hyperledger.fabric.protos.ledger.queryresult.KV;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.DelState;
import org.hyperledger.fabric.protos.peer.GetQueryResult;
import org.hyperledger.fabric.protos.peer.GetState;
import org.hyperledger.fabric.protos.peer.GetStateByRange;
import org.hyperledger.fabric.protos.peer.GetStateMetadata;
import org.hyperledger.fabric.protos.peer.PutState;
import org.hyperledger.fabric.protos.peer.PutStateMetadata;
import org.hyperledger.fabric.protos.peer.QueryMetadata;
import org.hyperledger.fabric.protos.peer.QueryResponse;
import org.hyperledger.fabric.protos.peer.QueryResponseMetadata;
import org.hyperledger.fabric.protos.peer.QueryResultBytes;
import org.hyperledger.fabric.protos.peer.QueryStateClose;
import org.hyperledger.fabric.protos.peer.QueryStateNext;
import org.hyperledger.fabric.protos.peer.StateMetadata;
import org.hyperledger.fabric.protos.peer.StateMetadataResult;

/** Answers what one run of the contract asks of the state. */
final class StateRequests {

    private final Simulation simulation;
    private final String namespace;
    private final LedgerReads reads;
    private final Cursors cursors = new Cursors();

    StateRequests(Simulation simulation, String namespace, LedgerReads reads) {
        this.simulation = simulation;
        this.namespace = namespace;
        this.reads = reads;
    }

    /**
     * The payload of the answer.
     *
     * @throws SimulationRefused when there is none; its message goes to the contract
     */
    ByteString answer(ChaincodeMessage request) {
        ByteString payload = request.getPayload();
        try {
            return switch (request.getType()) {
                case GET_STATE -> get(GetState.parseFrom(payload));
                case PUT_STATE -> put(PutState.parseFrom(payload));
                case DEL_STATE -> delete(DelState.parseFrom(payload));
                case GET_STATE_BY_RANGE -> range(GetStateByRange.parseFrom(payload));
                case GET_HISTORY_FOR_KEY ->
                    history(GetQueryResult.parseFrom(payload).getQuery());
                case QUERY_STATE_NEXT ->
                    cursors.next(QueryStateNext.parseFrom(payload).getId()).toByteString();
                case QUERY_STATE_CLOSE ->
                    cursors.close(QueryStateClose.parseFrom(payload).getId()).toByteString();
                case GET_STATE_METADATA -> metadata(GetStateMetadata.parseFrom(payload));
                case GET_QUERY_RESULT ->
                    throw new SimulationRefused(
                            "rich queries are not supported: the state is an ordered key-value store");
                case PUT_STATE_METADATA -> putMetadata(PutStateMetadata.parseFrom(payload));
                case GET_PRIVATE_DATA_HASH -> privateHash(GetState.parseFrom(payload));
                case PURGE_PRIVATE_DATA -> purge(DelState.parseFrom(payload));
                case INVOKE_CHAINCODE -> throw new SimulationRefused("no other chaincode is on this channel");
                default -> throw new SimulationRefused("cannot handle " + request.getType());
            };
        } catch (InvalidProtocolBufferException e) {
            throw new SimulationRefused("the request cannot be read: " + e.getMessage());
        }
    }

    private ByteString get(GetState request) {
        if (!request.getCollection().isEmpty()) {
            return getPrivate(request.getCollection(), request.getKey());
        }
        KeyVersion version = simulation.read(request.getKey());
        return version == null ? ByteString.EMPTY : reads.value(version);
    }

    /** Who may propose is of the one organisation, so every creator is a member of every collection. */
    private ByteString getPrivate(String collection, String key) {
        KeyVersion hash = simulation.readHash(known(collection), key);
        return hash == null
                ? ByteString.EMPTY
                : reads.privateValue(simulation.privateKey(collection, key), hash)
                        .orElseThrow(() ->
                                new SimulationRefused("private data matching public hash version is not available"));
    }

    private ByteString privateHash(GetState request) {
        KeyVersion hash = simulation.readHash(known(request.getCollection()), request.getKey());
        return hash == null ? ByteString.EMPTY : reads.value(hash);
    }

    private ByteString put(PutState request) {
        return write(request.getCollection(), request.getKey(), request.getValue());
    }

    private ByteString delete(DelState request) {
        return write(request.getCollection(), request.getKey(), ByteString.EMPTY);
    }

    private ByteString write(String collection, String key, ByteString value) {
        if (collection.isEmpty()) {
            simulation.write(key, value);
        } else {
            simulation.writePrivate(known(collection), key, value);
        }
        return ByteString.EMPTY;
    }

    private ByteString purge(DelState request) {
        simulation.purgePrivate(known(request.getCollection()), request.getKey());
        return ByteString.EMPTY;
    }

    /** Asking counts as a read, as in Fabric. */
    private ByteString metadata(GetStateMetadata request) throws InvalidProtocolBufferException {
        requirePublic(request.getCollection());
        KeyVersion version = simulation.read(request.getKey());
        StateMetadataResult.Builder result = StateMetadataResult.newBuilder();
        if (version != null) {
            for (KVMetadataEntry entry :
                    KVMetadataWrite.parseFrom(reads.metadata(version)).getEntriesList()) {
                result.addEntries(
                        StateMetadata.newBuilder().setMetakey(entry.getName()).setValue(entry.getValue()));
            }
        }
        return result.build().toByteString();
    }

    private ByteString putMetadata(PutStateMetadata request) {
        requirePublic(request.getCollection());
        StateMetadata metadata = request.getMetadata();
        simulation.writeMetadata(request.getKey(), metadata.getMetakey(), metadata.getValue());
        return ByteString.EMPTY;
    }

    private ByteString range(GetStateByRange request) throws InvalidProtocolBufferException {
        requirePublic(request.getCollection());
        QueryMetadata page = QueryMetadata.parseFrom(request.getMetadata());
        if (request.getMetadata().isEmpty()
                || (page.getPageSize() == 0 && page.getBookmark().isEmpty())) {
            return cursors.open(simulation.scan(request.getStartKey(), request.getEndKey()), this::entry)
                    .toByteString();
        }
        String start = page.getBookmark().isEmpty() ? request.getStartKey() : page.getBookmark();
        return page(simulation.scanPage(start, request.getEndKey()), page.getPageSize())
                .toByteString();
    }

    private QueryResponse page(Simulation.RangeScan scan, int size) {
        List<QueryResultBytes> results = new ArrayList<>();
        while (results.size() < size && scan.hasNext()) {
            results.add(Cursors.bytes(entry(scan.next())));
        }
        return QueryResponse.newBuilder()
                .addAllResults(results)
                .setMetadata(QueryResponseMetadata.newBuilder()
                        .setFetchedRecordsCount(results.size())
                        .setBookmark(scan.bookmark())
                        .build()
                        .toByteString())
                .build();
    }

    private ByteString history(String key) {
        return cursors.open(simulation.history(key), this::modification).toByteString();
    }

    private MessageLite entry(Map.Entry<String, KeyVersion> entry) {
        return KV.newBuilder()
                .setNamespace(namespace)
                .setKey(entry.getKey())
                .setValue(reads.value(entry.getValue()))
                .build();
    }

    private MessageLite modification(KeyVersion version) {
        LedgerReads.Writer writer = reads.writer(version);
        return KeyModification.newBuilder()
                .setTxId(writer.transactionId())
                .setTimestamp(writer.timestamp())
                .setValue(reads.value(version))
                .setIsDelete(version.isDeleted())
                .build();
    }

    private String known(String collection) {
        if (!Network.COLLECTIONS.contains(collection)) {
            throw new SimulationRefused("collection [" + collection
                    + "] not defined in the collection config for chaincode [" + namespace + "]");
        }
        return collection;
    }

    private static void requirePublic(String collection) {
        if (!collection.isEmpty()) {
            throw new SimulationRefused("metadata and ranges of private data are not supported");
        }
    }
}
