package org.chartseal.ledger.contract;

import java.security.PublicKey;
import java.util.Optional;
import org.json.JSONObject;

/**
 * A key by which someone's signatures count: one that a portal keeps for them, or their own passkey. What one kind signs is
 * never taken for the other's.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo of a P-256 key, Base64
 * @param passkey empty when a portal keeps the key
 */
record RegisteredKey(String publicKey, Optional<Passkey> passkey) {

    /** A key that was read once for many signatures. */
    record Verifier(PublicKey key, Optional<Passkey> passkey) {

        /** Whether the key's owner signed the text. */
        boolean verifies(SignedText signed) {
            return passkey.map(own -> WebAuthnAssertion.read(signed.signature())
                            .filter(assertion -> assertion.signs(signed.text(), own, key))
                            .isPresent())
                    .orElseGet(() -> PublicKeys.verifies(key, signed));
        }
    }

    /**
     * Reads the members {@code publicKey} and, if it has that, {@code passkey} of what someone wants registered.
     *
     * @throws Refusal {@link RefusalCode#PUBLIC_KEY_INVALID} or {@link RefusalCode#PASSKEY_INVALID}
     */
    static RegisteredKey read(Members members) {
        RegisteredKey key = new RegisteredKey(
                members.text("publicKey", Members.BASE64),
                members.optionalObject("passkey").map(Passkey::read));
        PublicKeys.read(key.publicKey());
        return key;
    }

    static RegisteredKey readOwn(JSONObject state) {
        return new RegisteredKey(
                state.getString("publicKey"),
                Optional.ofNullable(state.optJSONObject("passkey")).map(Passkey::readOwn));
    }

    void putInto(JSONObject state) {
        state.put("publicKey", publicKey);
        passkey.ifPresent(own -> state.put("passkey", own.json()));
    }

    String thumbprint() {
        return PublicKeys.thumbprint(publicKey);
    }

    Verifier verifier() {
        return new Verifier(PublicKeys.read(publicKey), passkey);
    }
}
