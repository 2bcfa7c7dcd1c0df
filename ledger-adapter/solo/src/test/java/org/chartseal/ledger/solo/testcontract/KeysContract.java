package org.chartseal.ledger.solo.testcontract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ext.sbe.StateBasedEndorsement;
import org.hyperledger.fabric.shim.ext.sbe.impl.StateBasedEndorsementFactory;
import org.hyperledger.fabric.shim.ledger.KeyModification;
import org.hyperledger.fabric.shim.ledger.KeyValue;

/** Reads and writes keys. */
@Contract(name = "Keys")
public final class KeysContract implements ContractInterface {

    /** Writes a key. */
    @Transaction
    public String put(Context context, String key, String value) {
        context.getStub().putState(key, value.getBytes(UTF_8));
        return value;
    }

    /** Writes a key and emits an event that names it. */
    @Transaction
    public String putWithEvent(Context context, String key, String value) {
        context.getStub().putState(key, value.getBytes(UTF_8));
        context.getStub().setEvent("Put", key.getBytes(UTF_8));
        return value;
    }

    /** Writes a key that from then on changes only with a peer of each of these organisations, separated by commas. */
    @Transaction
    public String putGuarded(Context context, String key, String value, String organisations) {
        guard(context, key, organisations);
        return put(context, key, value);
    }

    /** Sets who must endorse a change of the key, and leaves the value alone. */
    @Transaction
    public String guard(Context context, String key, String organisations) {
        StateBasedEndorsement policy =
                StateBasedEndorsementFactory.getInstance().newStateBasedEndorsement(new byte[0]);
        policy.addOrgs(StateBasedEndorsement.RoleType.RoleTypePeer, organisations.split(",", -1));
        context.getStub().setStateValidationParameter(key, policy.policy());
        return organisations;
    }

    /** Who must endorse a change of the key; writes the answer to another key, so that asking counts as reading. */
    @Transaction
    public String guards(Context context, String key, String target) {
        byte[] policy = context.getStub().getStateValidationParameter(key);
        List<String> organisations = new ArrayList<>();
        if (policy != null) {
            organisations.addAll(StateBasedEndorsementFactory.getInstance()
                    .newStateBasedEndorsement(policy)
                    .listOrgs());
        }
        Collections.sort(organisations);
        String guards = String.join(",", organisations);
        context.getStub().putState(target, ("guards " + guards).getBytes(UTF_8));
        return guards;
    }

    /** Writes so many keys. */
    @Transaction
    public String putMany(Context context, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            context.getStub()
                    .putState(
                            String.format("%s%04d", prefix, i),
                            Integer.toString(i).getBytes(UTF_8));
        }
        return Integer.toString(count);
    }

    /** Reads a key; says what it read back after writing another value to it. */
    @Transaction
    public String putAndGet(Context context, String key, String value) {
        context.getStub().putState(key, value.getBytes(UTF_8));
        return new String(context.getStub().getState(key), UTF_8);
    }

    /** Reads a number, adds one, writes it. */
    @Transaction
    public String increment(Context context, String key) {
        String before = new String(context.getStub().getState(key), UTF_8);
        String after = Integer.toString(before.isEmpty() ? 1 : Integer.parseInt(before) + 1);
        context.getStub().putState(key, after.getBytes(UTF_8));
        return after;
    }

    /** Deletes a key. */
    @Transaction
    public String delete(Context context, String key) {
        context.getStub().delState(key);
        return "";
    }

    /** Reads a key. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String get(Context context, String key) {
        return new String(context.getStub().getState(key), UTF_8);
    }

    /** Counts keys of a range and writes the count, so that a phantom is a conflict. */
    @Transaction
    public String count(Context context, String start, String end, String target) {
        String count = Integer.toString(range(context, start, end).split(",", -1).length);
        context.getStub().putState(target, count.getBytes(UTF_8));
        return count;
    }

    /** The keys of a range. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String range(Context context, String start, String end) {
        List<String> keys = new ArrayList<>();
        try (var entries = context.getStub().getStateByRange(start, end)) {
            for (KeyValue entry : entries) {
                keys.add(entry.getKey());
            }
        } catch (Exception e) {
            throw new ChaincodeException("range failed: " + e.getMessage(), e);
        }
        return String.join(",", keys);
    }

    /** A page of a range, then the bookmark. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String page(Context context, String start, String end, int size, String bookmark) {
        var page = context.getStub().getStateByRangeWithPagination(start, end, size, bookmark);
        List<String> keys = StreamSupport.stream(page.spliterator(), false)
                .map(KeyValue::getKey)
                .toList();
        return String.join(",", keys) + "|" + page.getMetadata().getBookmark();
    }

    /** Values that a key had, newest first; a deletion is a minus sign. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String history(Context context, String key) {
        List<String> values = new ArrayList<>();
        for (KeyModification change : context.getStub().getHistoryForKey(key)) {
            values.add(change.isDeleted() ? "-" : change.getStringValue());
        }
        return String.join(",", values);
    }

    /** The newest change of a key: transaction and time. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String lastChange(Context context, String key) {
        KeyModification change =
                context.getStub().getHistoryForKey(key).iterator().next();
        return change.getTxId() + " " + change.getTimestamp();
    }

    /** Who calls and when, as the contract sees it. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String caller(Context context) {
        return context.getClientIdentity().getMSPID() + " " + context.getStub().getTxTimestamp() + " "
                + context.getStub().getTransient().keySet();
    }

    /** Refuses. */
    @Transaction
    public String refuse(Context context, String code) {
        if (code.isEmpty()) {
            return "nothing to refuse";
        }
        throw new ChaincodeException(code, "payload that nobody sees");
    }

    /** Fails in an unforeseen way when that is no number. */
    @Transaction
    public String fail(Context context, String number) {
        return Integer.toString(Integer.parseInt(number));
    }

    /** Asks for private data. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String secret(Context context, String collection) {
        return new String(context.getStub().getPrivateData(collection, "key"), UTF_8);
    }

    /** Reads the private key "key" and replaces it by what comes beside the argument as "value". */
    @Transaction
    public String replaceSecret(Context context, String collection) {
        byte[] before = context.getStub().getPrivateData(collection, "key");
        byte[] value = context.getStub().getTransient().get("value");
        context.getStub().putPrivateData(collection, "key", value);
        return Integer.toString(before.length);
    }

    /** What everyone may know of the private key "key". */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String secretHash(Context context, String collection) {
        byte[] hash = context.getStub().getPrivateDataHash(collection, "key");
        return java.util.HexFormat.of().formatHex(hash);
    }

    /** Deletes the private key "key"; earlier values stay with the members. */
    @Transaction
    public String deleteSecret(Context context, String collection) {
        context.getStub().delPrivateData(collection, "key");
        return "";
    }

    /** Destroys the private key "key" and all values that it had. */
    @Transaction
    public String purgeSecret(Context context, String collection) {
        context.getStub().purgePrivateData(collection, "key");
        return "";
    }
}
