package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/**
 * Access that a practitioner takes in an emergency, without the patient's grant: what was stated when it was opened, when it
 * was ended early, and what a colleague found. Each statement counts by its practitioner's signature.
 */
final class Emergencies {

    private static final Set<String> OUTCOMES = Set.of("justified", "not-justified");
    private static final Set<String> OPENING =
            Set.of("access", "action", "key", "minutes", "openedAt", "practitioner", "reason", "subject");
    private static final Set<String> END = Set.of("access", "action", "endedAt", "key", "practitioner");
    private static final Set<String> REVIEW =
            Set.of("access", "action", "key", "note", "outcome", "reviewedAt", "reviewer");

    private final LedgerState ledger;
    private final Practitioners practitioners;

    Emergencies(LedgerState ledger) {
        this.ledger = ledger;
        this.practitioners = new Practitioners(ledger);
    }

    /** The same statement again changes nothing. */
    JSONObject open(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = SignedText.statement(signed, OPENING);
        members.literal("action", "emergency");
        String access = members.text("access", Members.UUID);
        String subject = members.text("subject", Members.UUID);
        members.text("reason", Members.SHA_256);
        require(members.ordinal("minutes") <= LedgerNames.MAX_EMERGENCY_MINUTES, RefusalCode.MINUTES_INVALID, access);
        String practitioner = members.text("practitioner", Members.UUID);
        Signing signing = new Signing(practitioner, members.text("key", Members.SHA_256), members.moment("openedAt"));
        Optional<JSONObject> standing = ledger.find(LedgerNames.emergencyKey(access));
        if (standing.isPresent()) {
            SignedText before = SignedText.readOwn(standing.get().getJSONObject("statement"));
            require(before.text().equals(signed.text()), RefusalCode.EMERGENCY_EXISTS, access);
            return standing.get();
        }
        require(ledger.find(LedgerNames.subjectKey(subject)).isPresent(), RefusalCode.SUBJECT_UNKNOWN, access);
        new Erasures(ledger).refuseErased(subject, access);
        checkSignature(signing, signed, access);
        JSONObject state = new JSONObject()
                .put("emergency", access)
                .put("organisation", ledger.organisation())
                .put("practitioner", practitioner)
                .put("statement", signed.json())
                .put("subject", subject);
        return write(state, LedgerNames.EMERGENCY_OPENED);
    }

    /** Ending twice changes nothing: the first statement stands. */
    JSONObject end(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = SignedText.statement(signed, END);
        members.literal("action", "emergency-end");
        String access = members.text("access", Members.UUID);
        String practitioner = members.text("practitioner", Members.UUID);
        Signing signing = new Signing(practitioner, members.text("key", Members.SHA_256), members.moment("endedAt"));
        JSONObject state = standing(access);
        require(state.getString("practitioner").equals(practitioner), RefusalCode.OPENER_MISMATCH, access);
        require(!signing.at().isBefore(openedAt(state)), RefusalCode.EMERGENCY_END_INVALID, access);
        checkSignature(signing, signed, access);
        return state.has("end") ? state : write(state.put("end", signed.json()), LedgerNames.EMERGENCY_ENDED);
    }

    /** Reviewed once, by someone else. The same statement again changes nothing. */
    JSONObject review(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = SignedText.statement(signed, REVIEW);
        members.literal("action", "emergency-review");
        String access = members.text("access", Members.UUID);
        members.text("note", Members.SHA_256);
        require(OUTCOMES.contains(members.text("outcome", Members.CODE)), RefusalCode.OUTCOME_UNKNOWN, access);
        String reviewer = members.text("reviewer", Members.UUID);
        Signing signing = new Signing(reviewer, members.text("key", Members.SHA_256), members.moment("reviewedAt"));
        JSONObject state = standing(access);
        require(!state.getString("practitioner").equals(reviewer), RefusalCode.REVIEWER_IS_OPENER, access);
        if (state.has("review")) {
            SignedText before = SignedText.readOwn(state.getJSONObject("review"));
            require(before.text().equals(signed.text()), RefusalCode.EMERGENCY_REVIEWED, access);
            return state;
        }
        checkSignature(signing, signed, access);
        return write(state.put("review", signed.json()), LedgerNames.EMERGENCY_REVIEWED);
    }

    /** Who states something, by which key, when. */
    private record Signing(String practitioner, String key, Instant at) {}

    private void checkSignature(Signing signing, SignedText signed, String access) {
        PractitionerState practitioner = practitioners.require(signing.practitioner(), access);
        require(practitioner.organisation().equals(ledger.organisation()), RefusalCode.ORGANISATION_MISMATCH, access);
        RegisteredKey key = practitioner.keys().present();
        require(key.thumbprint().equals(signing.key()), RefusalCode.KEY_MISMATCH, access);
        practitioner.refusalOf(signing.at(), ledger.time()).ifPresent(code -> require(false, code, access));
        require(key.verifier().verifies(signed), RefusalCode.SIGNATURE_INVALID, access);
    }

    private JSONObject standing(String access) {
        return ledger.find(LedgerNames.emergencyKey(access))
                .orElseThrow(() -> new Refusal(RefusalCode.EMERGENCY_UNKNOWN, access));
    }

    private static Instant openedAt(JSONObject state) {
        SignedText statement = SignedText.readOwn(state.getJSONObject("statement"));
        return Instant.parse(CanonicalJson.readOwn(statement.text()).getString("openedAt"));
    }

    private JSONObject write(JSONObject state, String event) {
        String access = state.getString("emergency");
        ledger.put(LedgerNames.emergencyKey(access), state);
        ledger.event(event, new JSONObject().put("emergency", access).put("subject", state.getString("subject")));
        return state;
    }

    private static void require(boolean holds, RefusalCode code, String about) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }
}
