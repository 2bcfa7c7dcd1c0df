package org.chartseal.ledger.contract;

import java.util.Set;
import org.json.JSONObject;

/**
 * A canonical text and a signature over its UTF-8 bytes.
 *
 * @param text exactly as it was signed
 * @param signature ECDSA P-256 with SHA-256, DER, Base64; or a {@link WebAuthnAssertion}
 */
record SignedText(String text, String signature) {

    static SignedText read(JSONObject object, String about) {
        Members members =
                Members.of(object, Set.of("signature", "text"), Set.of(), RefusalCode.ARGUMENT_MALFORMED, about);
        return new SignedText(members.text("text", LedgerNames.MAX_TEXT), members.text("signature", Members.SIGNATURE));
    }

    static SignedText readOwn(JSONObject object) {
        return new SignedText(object.getString("text"), object.getString("signature"));
    }

    /** The members of a statement that has exactly these. */
    static Members statement(SignedText signed, Set<String> names) {
        return statement(signed, names, Set.of());
    }

    /** The members of a statement that has these, and perhaps some of the others. */
    static Members statement(SignedText signed, Set<String> names, Set<String> optional) {
        JSONObject json = CanonicalJson.read(signed.text(), RefusalCode.STATEMENT_NOT_CANONICAL, "");
        return Members.of(json, names, optional, RefusalCode.STATEMENT_MALFORMED, "");
    }

    JSONObject json() {
        return new JSONObject().put("signature", signature).put("text", text);
    }
}
