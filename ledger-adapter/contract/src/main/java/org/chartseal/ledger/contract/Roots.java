package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/**
 * Roots of Merkle trees over batches of data too many to be anchored one by one. A batch is closed by the organisation that
 * submits its root; the root speaks for every leaf, and none is on the ledger.
 */
final class Roots {

    private final LedgerState ledger;

    Roots(LedgerState ledger) {
        this.ledger = ledger;
    }

    /** The same root again changes nothing; a batch has one root for ever. */
    JSONObject anchor(JSONObject argument) {
        Members members = Members.of(
                argument, Set.of("batch", "closedAt", "root", "size"), Set.of(), RefusalCode.ARGUMENT_MALFORMED, "");
        String batch = members.text("batch", Members.UUID);
        Instant closedAt = members.moment("closedAt");
        JSONObject stated = new JSONObject()
                .put("batch", batch)
                .put("closedAt", Members.text(closedAt))
                .put("organisation", ledger.organisation())
                .put("root", members.text("root", Members.SHA_256))
                .put("size", members.ordinal("size"));
        Optional<JSONObject> standing = ledger.find(LedgerNames.rootKey(batch));
        if (standing.isPresent()) {
            return unchanged(standing.get(), stated, batch);
        }
        if (closedAt.isAfter(ledger.time().plus(LedgerNames.CLOCK_TOLERANCE))) {
            throw new Refusal(RefusalCode.CLOSED_IN_FUTURE, batch);
        }
        stated.put("transaction", ledger.transaction());
        ledger.put(LedgerNames.rootKey(batch), stated);
        ledger.event(LedgerNames.ROOT_ANCHORED, new JSONObject().put("batch", batch));
        return stated;
    }

    private static JSONObject unchanged(JSONObject standing, JSONObject stated, String batch) {
        JSONObject expected = new JSONObject(stated.toString()).put("transaction", standing.getString("transaction"));
        if (!expected.similar(standing)) {
            throw new Refusal(RefusalCode.ROOT_CONFLICT, batch);
        }
        return standing;
    }
}
