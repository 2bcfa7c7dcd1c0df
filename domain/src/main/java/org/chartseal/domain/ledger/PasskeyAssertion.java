package org.chartseal.domain.ledger;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * A signature by a passkey, judged here without the contract and by the same standard (W3C Web Authentication, "Verifying an
 * Authentication Assertion", Level 2 and 3, section 7.2): {@code webauthn.}, then authenticator data, client data and signature,
 * Base64url without padding, parted by dots. The challenge is the SHA-256 of the signed text.
 */
@SuppressWarnings("ArrayRecordComponent") // never leave this class
public record PasskeyAssertion(byte[] authenticatorData, byte[] clientData, byte[] signature) {

    private static final Pattern PARTS =
            Pattern.compile("webauthn\\.([A-Za-z0-9_-]{2,1400})\\.([A-Za-z0-9_-]{2,2800})\\.([A-Za-z0-9_-]{2,200})");

    private static final int HASH_LENGTH = 32;
    private static final int FIXED_LENGTH = HASH_LENGTH + 1 + Integer.BYTES;

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int BACKED_UP = 0x10;
    private static final int ATTESTED_CREDENTIAL = 0x40;
    private static final int EXTENSIONS = 0x80;
    private static final int RESERVED = 0x02 | 0x20;
    private static final int FIRST_OF_A_MAP = 0xa0;
    private static final int LAST_OF_A_MAP = 0xbb;

    /** Empty when the text has another form, for instance that of a bare signature. */
    public static Optional<PasskeyAssertion> read(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PasskeyAssertion(decode(parts.group(1)), decode(parts.group(2)), decode(parts.group(3))));
        } catch (IllegalArgumentException notBase64Url) {
            return Optional.empty();
        }
    }

    /**
     * Whether the passkey's owner, present and verified by their device, said yes to exactly this text.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64; a malformed one verifies nothing
     */
    public boolean signs(String text, PasskeyScope passkey, String publicKey) {
        return clientAgrees(text, passkey) && authenticatorAgrees(passkey) && verifies(publicKey);
    }

    private boolean clientAgrees(String text, PasskeyScope passkey) {
        Optional<JsonObject> client = clientMembers();
        if (client.isEmpty()) {
            return false;
        }
        JsonObject members = client.get();
        return text(members, "type").equals("webauthn.get")
                && text(members, "challenge").equals(challenge(text))
                && passkey.origins().contains(text(members, "origin"))
                && members.getOrDefault("crossOrigin", JsonValue.FALSE).equals(JsonValue.FALSE)
                && !members.containsKey("topOrigin");
    }

    /** Where one parser might take a first and another a last member of two, or stop early, this one refuses. */
    private Optional<JsonObject> clientMembers() {
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(clientData))
                    .toString();
            if (!json.startsWith("{")) {
                return Optional.empty();
            }
            String canonical = new JsonCanonicalizer(json).getEncodedString();
            try (JsonReader reader = CanonicalText.JSON.createReader(new StringReader(canonical))) {
                return Optional.of(reader.readObject());
            }
        } catch (IOException | JsonException | NumberFormatException | IndexOutOfBoundsException notOneObject) {
            return Optional.empty();
        }
    }

    /** Never null; what is no text equals none that is asked for. */
    private static String text(JsonObject members, String name) {
        return members.get(name) instanceof JsonString value ? value.getString() : "";
    }

    private boolean authenticatorAgrees(PasskeyScope passkey) {
        if (authenticatorData.length < FIXED_LENGTH) {
            return false;
        }
        int flags = authenticatorData[HASH_LENGTH];
        boolean verified = isSet(flags, USER_PRESENT) && isSet(flags, USER_VERIFIED);
        boolean backupMakesSense = !isSet(flags, BACKED_UP) || isSet(flags, BACKUP_ELIGIBLE);
        return Arrays.equals(sha256(bytes(passkey.relyingParty())), Arrays.copyOf(authenticatorData, HASH_LENGTH))
                && verified
                && backupMakesSense
                && !isSet(flags, ATTESTED_CREDENTIAL)
                && !isSet(flags, RESERVED)
                && endsAsItSays(isSet(flags, EXTENSIONS));
    }

    /** Nothing follows, or a map of extensions' outputs, whose inside the contract alone looks at. */
    private boolean endsAsItSays(boolean extensions) {
        if (!extensions) {
            return authenticatorData.length == FIXED_LENGTH;
        }
        int next = authenticatorData.length == FIXED_LENGTH ? 0 : authenticatorData[FIXED_LENGTH] & 0xff;
        return next >= FIRST_OF_A_MAP && next <= LAST_OF_A_MAP;
    }

    private boolean verifies(String publicKey) {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key);
            ecdsa.update(authenticatorData);
            ecdsa.update(sha256(clientData));
            return ecdsa.verify(signature);
        } catch (SignatureException | IllegalArgumentException malformed) {
            return false;
        } catch (GeneralSecurityException notAKey) {
            return false;
        }
    }

    private static String challenge(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes(text)));
    }

    private static boolean isSet(int flags, int mask) {
        return (flags & mask) != 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decode(String base64Url) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64Url);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64Url)) {
            throw new IllegalArgumentException("not the one Base64url of its bytes");
        }
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
