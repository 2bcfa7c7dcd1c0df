package org.chartseal.ledger.contract;

import java.util.Optional;
import org.chartseal.ledger.contract.GrantScope.Terms;
import org.json.JSONObject;

/** The scopes of grants, in the private data of the organisations that are members of the collection. */
final class GrantScopes {

    private final LedgerState ledger;

    GrantScopes(LedgerState ledger) {
        this.ledger = ledger;
    }

    /**
     * The scope that came with the transaction, beside its arguments.
     *
     * @throws Refusal when there is none, or not the one that the commitment is to
     */
    GrantScope submitted(String commitment, String grant) {
        String json = ledger.submittedInPrivate(LedgerNames.SCOPE)
                .orElseThrow(() -> new Refusal(RefusalCode.SCOPE_MISSING, grant));
        GrantScope scope = GrantScope.read(json, grant);
        if (!scope.commitment().equals(commitment)) {
            throw new Refusal(RefusalCode.SCOPE_MISMATCH, grant);
        }
        return scope;
    }

    /**
     * To be called where a scope came that is not written: a gateway shows what came beside the arguments to the peers of an
     * organisation outside the collection unless the run touched the collection.
     */
    void touch(String grant) {
        if (ledger.submittedInPrivate(LedgerNames.SCOPE).isPresent()) {
            find(grant);
        }
    }

    Optional<GrantScope> find(String grant) {
        return ledger.findPrivate(LedgerNames.GRANTS, LedgerNames.grantKey(grant))
                .map(GrantScope::readOwn);
    }

    void put(String grant, GrantScope scope) {
        ledger.putPrivate(LedgerNames.GRANTS, LedgerNames.grantKey(grant), scope.json());
    }

    void purge(String grant) {
        ledger.purgePrivate(LedgerNames.GRANTS, LedgerNames.grantKey(grant));
    }

    /** {@code {"holds":true}} or {@code {"holds":false,"reason"}}. */
    JSONObject check(GrantQuestion asked) {
        Optional<String> reason = reason(asked);
        JSONObject answer = new JSONObject().put("holds", reason.isEmpty());
        reason.ifPresent(why -> answer.put("reason", why));
        return answer;
    }

    /** Why the grant does not let what is asked; empty when it does. */
    Optional<String> reason(GrantQuestion asked) {
        Optional<JSONObject> state = ledger.find(LedgerNames.grantKey(asked.grant()));
        if (state.isEmpty()) {
            return Optional.of(RefusalCode.GRANT_UNKNOWN.name());
        }
        GrantState grant = new GrantState(state.get());
        if (asked.at().isBefore(grant.from())) {
            return Optional.of("GRANT_NOT_YET");
        }
        if (!asked.at().isBefore(grant.until())) {
            return Optional.of("GRANT_ENDED");
        }
        if (grant.revokedAt().filter(revoked -> !asked.at().isBefore(revoked)).isPresent()) {
            return Optional.of(RefusalCode.GRANT_REVOKED.name());
        }
        if (ledger.find(LedgerNames.erasureKey(grant.subject())).isPresent()) {
            return Optional.of(RefusalCode.SUBJECT_ERASED.name());
        }
        if (grant.isForgotten()) {
            return Optional.of(RefusalCode.GRANT_FORGOTTEN.name());
        }
        Optional<Terms> terms = find(asked.grant()).map(scope -> scope.terms(asked.grant()));
        return terms.isEmpty() ? Optional.of(RefusalCode.SCOPE_MISSING.name()) : GrantScope.outside(terms.get(), asked);
    }
}
