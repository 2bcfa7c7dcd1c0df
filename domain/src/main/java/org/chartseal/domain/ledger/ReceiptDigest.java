package org.chartseal.domain.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * SHA-256 of an erasure's receipt, as 64 lower-case hexadecimal digits. The receipt has a random salt in it, so that nobody
 * finds its text by its digest.
 *
 * @param hex the digest
 */
public record ReceiptDigest(String hex) {

    private static final Pattern HEX_SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ReceiptDigest {
        if (!HEX_SHA_256.matcher(hex).matches()) {
            throw Refused.because("receipt-digest-malformed");
        }
    }

    /** That of the text's UTF-8 bytes. */
    public static ReceiptDigest of(String receipt) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(receipt.getBytes(StandardCharsets.UTF_8));
            return new ReceiptDigest(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
