package org.chartseal.ledger.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/**
 * That a hospital forgot a patient: the digest of what it says it destroyed, and its decision, signed. The scopes of the
 * patient's grants go with it; nothing that the patient could still sign counts from then on.
 */
final class Erasures {

    private static final Set<String> ARGUMENT = Set.of("grants", "receipt", "statement");
    private static final Set<String> DECISION = Set.of("action", "decidedAt", "publicKey", "subject");

    private final LedgerState ledger;
    private final GrantScopes scopes;

    Erasures(LedgerState ledger) {
        this.ledger = ledger;
        this.scopes = new GrantScopes(ledger);
    }

    /**
     * The same receipt again changes nothing, another one is refused. Only the organisation that registered the patient
     * erases them, and it names those of the patient's grants that it wrote itself.
     */
    JSONObject erase(JSONObject argument) {
        Members members = Members.of(argument, ARGUMENT, Set.of(), RefusalCode.ARGUMENT_MALFORMED, "");
        SignedText signed = SignedText.read(members.object("statement"), "");
        String receipt = members.text("receipt", Members.SHA_256);
        List<String> grants = members.texts("grants", Members.UUID, LedgerNames.MAX_BATCH);
        Members decision = SignedText.statement(signed, DECISION);
        decision.literal("action", "erase-subject");
        String subject = decision.text("subject", Members.UUID);
        Optional<JSONObject> standing = find(subject);
        if (standing.isPresent()) {
            require(standing.get().getString("receipt").equals(receipt), RefusalCode.ERASURE_CONFLICT, subject);
            return standing.get();
        }
        checkRight(decision, signed, subject);
        forget(grants, subject);
        return write(subject, receipt, signed);
    }

    /** What the ledger holds of that patient's erasure. */
    Optional<JSONObject> find(String subject) {
        return ledger.find(LedgerNames.erasureKey(subject));
    }

    /** Refuses what would be about a patient who is erased. */
    void refuseErased(String subject, String about) {
        require(find(subject).isEmpty(), RefusalCode.SUBJECT_ERASED, about);
    }

    private void checkRight(Members decision, SignedText signed, String subject) {
        JSONObject patient = ledger.find(LedgerNames.subjectKey(subject))
                .orElseThrow(() -> new Refusal(RefusalCode.SUBJECT_UNKNOWN, subject));
        boolean own = patient.getString("organisation").equals(ledger.organisation());
        require(own, RefusalCode.ORGANISATION_MISMATCH, subject);
        boolean inTime = !decision.moment("decidedAt").isAfter(ledger.time().plus(LedgerNames.CLOCK_TOLERANCE));
        require(inTime, RefusalCode.SIGNED_IN_FUTURE, subject);
        var key = PublicKeys.read(decision.text("publicKey", Members.BASE64));
        require(PublicKeys.verifies(key, signed), RefusalCode.SIGNATURE_INVALID, subject);
    }

    private void forget(List<String> grants, String subject) {
        Map<String, GrantState> found = new LinkedHashMap<>();
        for (String grant : grants) {
            GrantState state = ledger.find(LedgerNames.grantKey(grant))
                    .map(GrantState::new)
                    .orElseThrow(() -> new Refusal(RefusalCode.GRANT_UNKNOWN, grant));
            require(state.subject().equals(subject), RefusalCode.SUBJECT_MISMATCH, grant);
            require(state.organisation().equals(ledger.organisation()), RefusalCode.ORGANISATION_MISMATCH, grant);
            found.put(grant, state);
        }
        found.values().stream().filter(state -> !state.isForgotten()).forEach(state -> {
            scopes.purge(state.grant());
            ledger.put(
                    LedgerNames.grantKey(state.grant()),
                    state.forgotten(ledger.time(), Optional.empty()).json());
        });
    }

    private JSONObject write(String subject, String receipt, SignedText decision) {
        JSONObject state = new JSONObject()
                .put("erasedAt", Members.text(ledger.time()))
                .put("organisation", ledger.organisation())
                .put("receipt", receipt)
                .put("statement", decision.json())
                .put("subject", subject)
                .put("transaction", ledger.transaction());
        ledger.put(LedgerNames.erasureKey(subject), state);
        ledger.event(LedgerNames.SUBJECT_ERASED, new JSONObject().put("subject", subject));
        return state;
    }

    private static void require(boolean holds, RefusalCode code, String about) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }
}
