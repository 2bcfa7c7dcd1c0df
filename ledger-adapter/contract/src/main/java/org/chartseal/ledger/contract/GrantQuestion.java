package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.chartseal.ledger.contract.GrantScope.Grantee;
import org.json.JSONObject;

/**
 * Whether a grant lets someone read.
 *
 * @param record what is to be read, when it is one record
 */
record GrantQuestion(
        String grant, Grantee grantee, String category, String purpose, Instant at, Optional<String> record) {

    static GrantQuestion read(JSONObject argument) {
        Members members = Members.of(
                argument,
                Set.of("at", "category", "grant", "grantee", "purpose"),
                Set.of("record"),
                RefusalCode.ARGUMENT_MALFORMED,
                "");
        return new GrantQuestion(
                members.text("grant", Members.UUID),
                Grantee.read(members.object("grantee"), RefusalCode.ARGUMENT_MALFORMED, ""),
                members.text("category", Members.CODE),
                members.text("purpose", Members.CODE),
                members.moment("at"),
                members.optionalText("record", Members.UUID));
    }

    /** Whether the grant lets someone act for its patient: for treatment, and knowing who the patient is. */
    static GrantQuestion ofProxy(String grant, String proxy, Instant at) {
        return new GrantQuestion(
                grant,
                new Grantee(GrantScope.PROXY, proxy),
                GrantScope.DEMOGRAPHICS,
                GrantScope.TREATMENT,
                at,
                Optional.empty());
    }
}
