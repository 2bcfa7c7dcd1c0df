package org.chartseal.ledger.contract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.ledger.contract.KeyChange.Holder;
import org.json.JSONObject;

/** Patients, by pseudonym, and the keys by which their statements count. */
final class SubjectKeys {

    private final LedgerState ledger;
    private final KeyChange change;
    private final Erasures erasures;

    SubjectKeys(LedgerState ledger) {
        this.ledger = ledger;
        this.change = new KeyChange(ledger);
        this.erasures = new Erasures(ledger);
    }

    JSONObject register(JSONObject argument) {
        Members members = Members.of(
                argument, Set.of("publicKey", "subject"), Set.of("passkey"), RefusalCode.ARGUMENT_MALFORMED, "");
        String subject = members.text("subject", Members.UUID);
        RegisteredKey key = RegisteredKey.read(members);
        Optional<JSONObject> known = ledger.find(LedgerNames.subjectKey(subject));
        if (known.isPresent()) {
            if (!KeyHistory.readOwn(known.get()).present().equals(key)) {
                throw new Refusal(RefusalCode.SUBJECT_EXISTS, subject);
            }
            return known.get();
        }
        JSONObject state =
                new JSONObject().put("organisation", ledger.organisation()).put("subject", subject);
        return write(state, KeyHistory.beginning(key), LedgerNames.SUBJECT_REGISTERED);
    }

    /** The patient's own statement counts, whichever organisation carries it to the ledger. */
    JSONObject change(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        JSONObject state = require(KeyChange.holder(signed));
        Holder holder = holder(state);
        return written(state, holder, change.byHolder(holder, signed), LedgerNames.SUBJECT_KEY_CHANGED);
    }

    JSONObject restore(JSONObject argument) {
        List<SignedText> statements = KeyChange.statements(argument);
        JSONObject state = require(KeyChange.holder(statements.get(0)));
        Holder holder = holder(state);
        return written(state, holder, change.byWitnesses(holder, statements), LedgerNames.SUBJECT_KEY_RESTORED);
    }

    /** The patient's present key; an erased patient has none that counts. */
    RegisteredKey present(String subject) {
        return KeyHistory.readOwn(require(subject)).present();
    }

    private JSONObject require(String subject) {
        JSONObject state = ledger.find(LedgerNames.subjectKey(subject))
                .orElseThrow(() -> new Refusal(RefusalCode.SUBJECT_UNKNOWN, subject));
        erasures.refuseErased(subject, subject);
        return state;
    }

    private static Holder holder(JSONObject state) {
        return new Holder(
                "subject", state.getString("subject"), state.getString("organisation"), KeyHistory.readOwn(state));
    }

    private JSONObject written(JSONObject state, Holder before, KeyHistory keys, String event) {
        return keys.equals(before.keys()) ? state : write(state, keys, event);
    }

    private JSONObject write(JSONObject state, KeyHistory keys, String event) {
        keys.putInto(state);
        String subject = state.getString("subject");
        ledger.put(LedgerNames.subjectKey(subject), state);
        ledger.event(event, new JSONObject().put("subject", subject));
        return state;
    }
}
