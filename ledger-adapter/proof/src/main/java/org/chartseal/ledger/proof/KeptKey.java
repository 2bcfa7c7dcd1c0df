package org.chartseal.ledger.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.chartseal.domain.ledger.SignedText;

/** Signatures by a key that a portal keeps for its owner: ECDSA P-256 with SHA-256. */
final class KeptKey {

    private KeptKey() {}

    static boolean verifies(String publicKey, SignedText text) {
        try {
            byte[] signature = Base64.getDecoder().decode(text.signature());
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            ecdsa.update(text.text().getBytes(StandardCharsets.UTF_8));
            return ecdsa.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
