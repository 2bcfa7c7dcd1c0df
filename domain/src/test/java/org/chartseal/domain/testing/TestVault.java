package org.chartseal.domain.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;

/** A vault without secrets: it only holds that a key is unwrapped for the use it was wrapped for. */
public final class TestVault implements KeyVault {

    @Override
    public WrappedKey wrap(byte[] secret, String use) {
        byte[] label = (use + "|").getBytes(StandardCharsets.US_ASCII);
        byte[] wrapped = Arrays.copyOf(label, label.length + secret.length);
        System.arraycopy(secret, 0, wrapped, label.length, secret.length);
        return new WrappedKey("test", wrapped);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, String use) {
        byte[] bytes = wrapped.ciphertext();
        int label = use.length() + 1;
        if (!new String(bytes, 0, label, StandardCharsets.US_ASCII).equals(use + "|")) {
            throw Refused.because("vault-key-altered");
        }
        return Arrays.copyOfRange(bytes, label, bytes.length);
    }
}
