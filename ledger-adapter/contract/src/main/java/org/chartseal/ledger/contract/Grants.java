package org.chartseal.ledger.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.chartseal.ledger.contract.GrantScope.Terms;
import org.json.JSONObject;

/**
 * Patients, by pseudonym, and the access they give. A statement counts by the patient's signature, whichever organisation
 * carries it to the ledger. What a grant covers is private; the channel shows that there is one, and for how long.
 */
final class Grants {

    private static final Set<String> GRANT = Set.of("action", "from", "grant", "key", "scope", "subject", "until");
    private static final Set<String> REVOCATION = Set.of("action", "grant", "key", "revokedAt", "subject");
    private static final Set<String> BY_PROXY = Set.of("proxy", "proxyGrant");
    private static final Set<String> FORGETTING = Set.of("action", "forgottenAt", "grant", "key", "subject");

    private final LedgerState ledger;
    private final GrantScopes scopes;
    private final SubjectKeys subjects;

    Grants(LedgerState ledger) {
        this.ledger = ledger;
        this.scopes = new GrantScopes(ledger);
        this.subjects = new SubjectKeys(ledger);
    }

    /**
     * The same statement again changes nothing, unless it was revoked or its scope is forgotten: then giving access takes a new
     * grant.
     */
    JSONObject give(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = SignedText.statement(signed, GRANT);
        members.literal("action", "grant");
        String grant = members.text("grant", Members.UUID);
        String subject = members.text("subject", Members.UUID);
        String key = members.text("key", Members.SHA_256);
        String commitment = members.text("scope", Members.SHA_256);
        Instant from = members.moment("from");
        Instant until = members.moment("until");
        require(from.isBefore(until), RefusalCode.GRANT_PERIOD_INVALID, grant);
        Optional<GrantState> standing = find(grant);
        if (standing.isPresent()) {
            scopes.touch(grant);
            return unchanged(standing.get(), signed, grant);
        }
        checkSignature(subject, key, signed, grant);
        GrantScope scope = scopes.submitted(commitment, grant);
        checkLength(scope.terms(grant), Duration.between(from, until), grant);
        scopes.put(grant, scope);
        return write(GrantState.given(grant, subject, ledger.organisation(), signed), LedgerNames.ACCESS_GIVEN);
    }

    /**
     * The patient's own statement counts, and that of someone who acts for them now. Revoking twice changes nothing: the first
     * statement stands.
     */
    JSONObject revoke(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = SignedText.statement(signed, REVOCATION, BY_PROXY);
        GrantState state = named(members, "revoke", "revokedAt");
        if (state.isRevokedBy(signed)) {
            return state.json();
        }
        checkSignature(signer(members, state), members.text("key", Members.SHA_256), signed, state.grant());
        return state.isRevoked() ? state.json() : write(state.revoked(signed), LedgerNames.ACCESS_REVOKED);
    }

    /** By whose key the statement has to be signed: the patient's, or that of the proxy whom it names. */
    private String signer(Members members, GrantState state) {
        if (!members.has("proxy") && !members.has("proxyGrant")) {
            return state.subject();
        }
        String proxy = members.text("proxy", Members.UUID);
        String grant = members.text("proxyGrant", Members.UUID);
        GrantState acting = find(grant).orElseThrow(() -> new Refusal(RefusalCode.GRANT_UNKNOWN, grant));
        require(acting.subject().equals(state.subject()), RefusalCode.SUBJECT_MISMATCH, grant);
        require(!acting.isRevoked(), RefusalCode.GRANT_REVOKED, grant);
        Optional<String> reason = scopes.reason(GrantQuestion.ofProxy(grant, proxy, ledger.time()));
        require(
                reason.isEmpty(),
                RefusalCode.PROXY_INVALID,
                grant + reason.map(":"::concat).orElse(""));
        return proxy;
    }

    /**
     * Destroys the scope. Only the organisation that wrote the grant does, and only when it is over, or when the patient says so
     * or is erased. Forgetting twice changes nothing.
     */
    JSONObject forget(JSONObject argument) {
        Members members =
                Members.of(argument, Set.of("grant"), Set.of("statement"), RefusalCode.ARGUMENT_MALFORMED, "");
        String grant = members.text("grant", Members.UUID);
        GrantState state = find(grant).orElseThrow(() -> new Refusal(RefusalCode.GRANT_UNKNOWN, grant));
        require(state.organisation().equals(ledger.organisation()), RefusalCode.ORGANISATION_MISMATCH, grant);
        if (state.isForgotten()) {
            return state.json();
        }
        Optional<SignedText> asked = members.has("statement")
                ? Optional.of(SignedText.read(members.object("statement"), grant))
                : Optional.empty();
        if (asked.isPresent()) {
            GrantState meant = ended(asked.get(), FORGETTING, "forget", "forgottenAt");
            require(meant.grant().equals(grant), RefusalCode.STATEMENT_MALFORMED, grant);
        } else {
            boolean over = state.isRevoked()
                    || !ledger.time().isBefore(state.until())
                    || new Erasures(ledger).find(state.subject()).isPresent();
            require(over, RefusalCode.GRANT_HOLDS, grant);
        }
        scopes.purge(grant);
        return write(state.forgotten(ledger.time(), asked), LedgerNames.SCOPE_FORGOTTEN);
    }

    /** The grant that the patient's own statement ends in that way. */
    private GrantState ended(SignedText signed, Set<String> names, String action, String moment) {
        Members members = SignedText.statement(signed, names);
        GrantState state = named(members, action, moment);
        checkSignature(state.subject(), members.text("key", Members.SHA_256), signed, state.grant());
        return state;
    }

    /** The grant that the statement is about, and which its patient gave. */
    private GrantState named(Members members, String action, String moment) {
        members.literal("action", action);
        String grant = members.text("grant", Members.UUID);
        String subject = members.text("subject", Members.UUID);
        members.text("key", Members.SHA_256);
        require(
                !members.moment(moment).isAfter(ledger.time().plus(LedgerNames.CLOCK_TOLERANCE)),
                RefusalCode.SIGNED_IN_FUTURE,
                grant);
        GrantState state = find(grant).orElseThrow(() -> new Refusal(RefusalCode.GRANT_UNKNOWN, grant));
        require(state.subject().equals(subject), RefusalCode.SUBJECT_MISMATCH, grant);
        return state;
    }

    private static void checkLength(Terms terms, Duration length, String grant) {
        boolean ofAnyLength = terms.grantee().kind().equals(GrantScope.PROXY);
        require(ofAnyLength || length.compareTo(LedgerNames.LONGEST_GRANT) <= 0, RefusalCode.GRANT_TOO_LONG, grant);
    }

    private void checkSignature(String subject, String key, SignedText signed, String grant) {
        RegisteredKey registered = subjects.present(subject);
        require(registered.thumbprint().equals(key), RefusalCode.KEY_MISMATCH, grant);
        require(registered.verifier().verifies(signed), RefusalCode.SIGNATURE_INVALID, grant);
    }

    private static JSONObject unchanged(GrantState standing, SignedText signed, String grant) {
        require(standing.statement().text().equals(signed.text()), RefusalCode.GRANT_EXISTS, grant);
        require(!standing.isRevoked(), RefusalCode.GRANT_REVOKED, grant);
        require(!standing.isForgotten(), RefusalCode.GRANT_FORGOTTEN, grant);
        return standing.json();
    }

    private Optional<GrantState> find(String grant) {
        return ledger.find(LedgerNames.grantKey(grant)).map(GrantState::new);
    }

    private JSONObject write(GrantState state, String event) {
        ledger.put(LedgerNames.grantKey(state.grant()), state.json());
        ledger.event(event, new JSONObject().put("grant", state.grant()).put("subject", state.subject()));
        return state.json();
    }

    private static void require(boolean holds, RefusalCode code, String about) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }
}
