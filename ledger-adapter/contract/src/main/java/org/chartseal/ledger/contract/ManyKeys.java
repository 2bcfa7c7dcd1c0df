package org.chartseal.ledger.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** Reads and writes many keys within one transaction. What a transaction reads and writes is the same either way. */
interface ManyKeys {

    /** Values in the keys' order; empty where the ledger has none. Never what this transaction wrote. */
    List<byte[]> read(List<String> keys);

    void write(Map<String, byte[]> values);

    /** In as few exchanges as the transaction's peer takes: on one that knows of none, a key each. */
    static ManyKeys of(ChaincodeStub stub) {
        return PeerConnection.ofThisTransaction()
                .<ManyKeys>map(connection -> new Batched(stub, connection))
                .orElseGet(() -> new OneByOne(stub));
    }

    /** An exchange for each key. */
    record OneByOne(ChaincodeStub stub) implements ManyKeys {

        @Override
        public List<byte[]> read(List<String> keys) {
            List<byte[]> values = new ArrayList<>(keys.size());
            for (String key : keys) {
                byte[] value = stub.getState(key);
                values.add(value == null ? new byte[0] : value);
            }
            return values;
        }

        @Override
        public void write(Map<String, byte[]> values) {
            values.forEach(stub::putState);
        }
    }

    /** An exchange for as many as the peer takes at once. */
    record Batched(ChaincodeStub stub, PeerConnection connection) implements ManyKeys {

        @Override
        public List<byte[]> read(List<String> keys) {
            int most = connection.mostReads();
            if (most == 0) {
                return new OneByOne(stub).read(keys);
            }
            List<byte[]> values = new ArrayList<>(keys.size());
            for (int from = 0; from < keys.size(); from += most) {
                values.addAll(connection.read(stub, keys.subList(from, Math.min(from + most, keys.size()))));
            }
            return values;
        }

        @Override
        public void write(Map<String, byte[]> values) {
            int most = connection.mostWrites();
            if (most == 0) {
                new OneByOne(stub).write(values);
                return;
            }
            List<Map.Entry<String, byte[]>> all = List.copyOf(values.entrySet());
            for (int from = 0; from < all.size(); from += most) {
                connection.write(stub, all.subList(from, Math.min(from + most, all.size())));
            }
        }
    }
}
