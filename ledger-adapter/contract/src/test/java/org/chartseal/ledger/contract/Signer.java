package org.chartseal.ledger.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.json.JSONObject;

/** Someone with a P-256 key, as the portal holds one for each author and patient. */
final class Signer {

    private final KeyPair keys = keyPair();
    final String id;

    Signer(String id) {
        this.id = id;
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    String thumbprint() {
        return PublicKeys.thumbprint(publicKey());
    }

    SignedText sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedText(text, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    SignedText sign(JSONObject members) {
        return sign(CanonicalJson.write(members));
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
