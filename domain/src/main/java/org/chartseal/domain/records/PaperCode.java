package org.chartseal.domain.records;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.shared.NotFound;

/**
 * What stands beside the seal on a printed record, so that whoever holds the paper can have it checked, and who merely knows the
 * seal, which the ledger shows to many, cannot. It follows from the record's salt, which is nowhere but in the encrypted object:
 * without the object no paper of it can be checked any more.
 *
 * @param text Base64url of the first {@value #BYTES} bytes of HMAC-SHA-256 over a fixed text and the seal, keyed by the salt
 */
record PaperCode(String text) {

    private static final int BYTES = 12;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16}");
    private static final String PURPOSE = "chartseal-paper-1 ";

    /**
     * Reads a code as it stands on paper.
     *
     * @throws NotFound when it is none
     */
    static PaperCode parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new NotFound("paper", text);
        }
        return new PaperCode(text);
    }

    /** That of this version, whose object says that. */
    static PaperCode of(SealId seal, byte[] sealedBytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(sealedBytes, 0, Salt.LENGTH, "HmacSHA256"));
            return new PaperCode(Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            Arrays.copyOf(mac.doFinal((PURPOSE + seal).getBytes(StandardCharsets.US_ASCII)), BYTES)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Takes as long for a code that is nearly right as for any other. */
    boolean is(PaperCode other) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.US_ASCII), other.text.getBytes(StandardCharsets.US_ASCII));
    }
}
