package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.SignedText;
import org.jspecify.annotations.Nullable;

/**
 * Marks rows as the portal's own and signs heads, with keys that are not in the database: who can only write there can
 * neither put a row in that passes for a read, nor make a head.
 */
@ApplicationScoped
public class LogSeal {

    private static final String MAC = "HmacSHA256";

    private final AccessLogKeys source;
    private final SigningKeys signing;
    private volatile AccessLogKeys.@Nullable Keys read;

    @Inject
    public LogSeal(AccessLogKeys source, SigningKeys signing) {
        this.source = source;
        this.signing = signing;
    }

    /** Names the log: random, the same for ever. */
    public UUID log() {
        return keys().log();
    }

    /** X.509 SubjectPublicKeyInfo of the key that signs heads, Base64. */
    public String publicKey() {
        return keys().head().publicKey();
    }

    /** The mark of a row with that salt and text. */
    public byte[] mark(RowSalt salt, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(keys().mark(), MAC));
            mac.update(salt.bytes());
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the portal made that mark for a row with that salt and text. */
    public boolean isMark(byte[] mark, RowSalt salt, String text) {
        return MessageDigest.isEqual(mark, mark(salt, text));
    }

    /** Signs a head's text. */
    public SignedText sign(String text) {
        return new SignedText(text, signing.sign(keys().head().protectedPrivateKey(), text));
    }

    /** Whether the hospital signed that. */
    public boolean verifies(SignedText signed) {
        return signing.verify(publicKey(), signed.text(), signed.signature());
    }

    private AccessLogKeys.Keys keys() {
        AccessLogKeys.Keys known = read;
        if (known == null) {
            known = source.keys();
            read = known;
        }
        return known;
    }
}
