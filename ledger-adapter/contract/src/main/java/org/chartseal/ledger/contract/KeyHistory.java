package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The keys of a patient or practitioner. Only the present one signs what comes new to the ledger, whatever time that states
 * for itself, so that a key that was given up cannot be made to sign as if it had been earlier. The former ones stay readable
 * for those who check what stands on the ledger.
 *
 * @param former in the order in which they were given up
 */
record KeyHistory(RegisteredKey present, List<Former> former) {

    /**
     * A key that was given up.
     *
     * @param until when the ledger took its successor
     */
    record Former(RegisteredKey key, Instant until) {}

    KeyHistory {
        former = List.copyOf(former);
    }

    static KeyHistory beginning(RegisteredKey key) {
        return new KeyHistory(key, List.of());
    }

    static KeyHistory readOwn(JSONObject state) {
        List<Former> former = new ArrayList<>();
        JSONArray items = state.optJSONArray("formerKeys", new JSONArray());
        for (int i = 0; i < items.length(); i++) {
            JSONObject item = items.getJSONObject(i);
            former.add(new Former(RegisteredKey.readOwn(item), Instant.parse(item.getString("until"))));
        }
        return new KeyHistory(RegisteredKey.readOwn(state), former);
    }

    /**
     * The next key takes over. None comes back, so that no statement about a change can be used twice.
     *
     * @throws Refusal {@link RefusalCode#KEY_USED}
     */
    KeyHistory replaced(RegisteredKey next, Instant at, String about) {
        boolean used = Stream.concat(former.stream().map(Former::key), Stream.of(present))
                .anyMatch(key -> key.publicKey().equals(next.publicKey()));
        if (used) {
            throw new Refusal(RefusalCode.KEY_USED, about);
        }
        List<Former> given = new ArrayList<>(former);
        given.add(new Former(present, at));
        return new KeyHistory(next, given);
    }

    /** Writes the members {@code publicKey}, {@code passkey} and {@code formerKeys}; the last two only where there are any. */
    void putInto(JSONObject state) {
        state.remove("passkey");
        present.putInto(state);
        if (!former.isEmpty()) {
            JSONArray items = new JSONArray();
            for (Former one : former) {
                JSONObject item = new JSONObject().put("until", Members.text(one.until()));
                one.key().putInto(item);
                items.put(item);
            }
            state.put("formerKeys", items);
        }
    }
}
