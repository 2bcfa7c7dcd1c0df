package org.chartseal.ledger.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.QueryResultsIterator;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** One transaction's view of the ledger. It never reads its own writes. */
final class LedgerState {

    private final ChaincodeStub stub;
    private final String organisation;

    LedgerState(Context context) {
        this.stub = context.getStub();
        this.organisation = context.getClientIdentity().getMSPID();
    }

    /** MSP id of the organisation that submits. */
    String organisation() {
        return organisation;
    }

    String transaction() {
        return stub.getTxId();
    }

    /** The transaction's own time: its submitter states it, the network refuses one that is far off. */
    Instant time() {
        return stub.getTxTimestamp().truncatedTo(ChronoUnit.MILLIS);
    }

    Optional<JSONObject> find(String key) {
        return object(stub.getState(key));
    }

    private static Optional<JSONObject> object(byte @Nullable [] value) {
        return value == null || value.length == 0
                ? Optional.empty()
                : Optional.of(CanonicalJson.readOwn(new String(value, StandardCharsets.UTF_8)));
    }

    /** What stands at each of the keys that has a value. */
    Map<String, JSONObject> findAll(Collection<String> keys) {
        List<String> asked = List.copyOf(keys);
        List<byte[]> values = ManyKeys.of(stub).read(asked);
        Map<String, JSONObject> found = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (values.get(i).length > 0) {
                found.put(asked.get(i), CanonicalJson.readOwn(new String(values.get(i), StandardCharsets.UTF_8)));
            }
        }
        return found;
    }

    void put(String key, JSONObject value) {
        stub.putState(key, bytes(value));
    }

    /** Writes canonical texts by their keys. */
    void putAll(Map<String, String> states) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        states.forEach((key, state) -> values.put(key, state.getBytes(StandardCharsets.UTF_8)));
        ManyKeys.of(stub).write(values);
    }

    /** Writes the value and sees to it that, from then on, the key changes by that policy alone. */
    void put(String key, JSONObject value, byte[] policy) {
        if (!Arrays.equals(policy, stub.getStateValidationParameter(key))) {
            stub.setStateValidationParameter(key, policy);
        }
        put(key, value);
    }

    /** What came with the transaction under that name beside its arguments; it is written nowhere by itself. */
    Optional<String> submittedInPrivate(String name) {
        byte[] value = stub.getTransient().get(name);
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    Optional<JSONObject> findPrivate(String collection, String key) {
        return object(stub.getPrivateData(collection, key));
    }

    void putPrivate(String collection, String key, JSONObject value) {
        stub.putPrivateData(collection, key, bytes(value));
    }

    /** Destroys the value and all earlier ones of the key, on every peer. */
    void purgePrivate(String collection, String key) {
        stub.purgePrivateData(collection, key);
    }

    void event(String name, JSONObject payload) {
        stub.setEvent(name, bytes(payload));
    }

    /** Every value that was written to the key, newest first. */
    JSONArray history(String key) {
        JSONArray values = new JSONArray();
        try (QueryResultsIterator<KeyModification> modifications = stub.getHistoryForKey(key)) {
            for (KeyModification modification : modifications) {
                if (!modification.isDeleted()) {
                    values.put(CanonicalJson.readOwn(new String(modification.getValue(), StandardCharsets.UTF_8)));
                }
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        return values;
    }

    private static byte[] bytes(JSONObject value) {
        return CanonicalJson.write(value).getBytes(StandardCharsets.UTF_8);
    }
}
