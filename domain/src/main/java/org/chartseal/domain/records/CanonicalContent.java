package org.chartseal.domain.records;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.shared.Refused;
import org.erdtman.jcs.JsonCanonicalizer;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a record version says, as the one text that everyone computes alike: a FHIR R4 resource in JSON, canonical after
 * RFC 8785.
 *
 * @param text the JSON text
 */
public record CanonicalContent(String text) {

    /** The canonical content of that resource. */
    public static CanonicalContent of(Resource resource) {
        try {
            String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
            return new CanonicalContent(new JsonCanonicalizer(json).getEncodedString());
        } catch (DataFormatException | IOException unfit) {
            throw Refused.because("record-content-unfit").causedBy(unfit);
        }
    }

    /** The resource that this text describes. */
    public Resource resource() {
        return (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(text);
    }

    /** SHA-256 over the salt and then the text's UTF-8 bytes. */
    public Commitment commitment(Salt salt) {
        return new Commitment(HexFormat.of().formatHex(sha256(sealedBytes(salt))));
    }

    /** What is kept encrypted: the salt, then the text's UTF-8 bytes. Its SHA-256 is the commitment. */
    public byte[] sealedBytes(Salt salt) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[Salt.LENGTH + content.length];
        System.arraycopy(salt.bytes(), 0, both, 0, Salt.LENGTH);
        System.arraycopy(content, 0, both, Salt.LENGTH, content.length);
        return both;
    }

    /** The content within what {@link #sealedBytes} made. */
    static CanonicalContent within(byte[] sealedBytes) {
        int length = Math.max(0, sealedBytes.length - Salt.LENGTH);
        return new CanonicalContent(
                new String(sealedBytes, sealedBytes.length - length, length, StandardCharsets.UTF_8));
    }

    /** The commitment that those sealed bytes have. */
    static Commitment commitmentOf(byte[] sealedBytes) {
        return new Commitment(HexFormat.of().formatHex(sha256(sealedBytes)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
