package org.chartseal.ledger.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * A signature by a passkey: an authentication assertion, judged as W3C Web Authentication has it in "Verifying an
 * Authentication Assertion" (Level 2 and 3, section 7.2). As text it is {@code webauthn.}, then authenticator data, client
 * data and signature, Base64url without padding, parted by dots.
 *
 * <p>The challenge is the SHA-256 of the signed text, so that an assertion says yes to that text alone. Each text names what
 * it is about by an identifier that the ledger takes once, so that a replayed assertion can only repeat what stands there.
 * That is why the signature counter is not kept: it would have to be written with each signature, would make two signatures of
 * one person conflict, and stays zero with every passkey that its owner's devices share.
 */
@SuppressWarnings("ArrayRecordComponent") // never leave this class
record WebAuthnAssertion(byte[] authenticatorData, byte[] clientData, byte[] signature) {

    /** The text form; other than any Base64 text, it has dots. */
    static final String TEXT = "webauthn\\.[A-Za-z0-9_-]{2,1400}\\.[A-Za-z0-9_-]{2,2800}\\.[A-Za-z0-9_-]{2,200}";

    private static final Pattern PARTS = Pattern.compile("webauthn\\.([^.]+)\\.([^.]+)\\.([^.]+)");
    private static final int HASH_LENGTH = 32;
    private static final int FIXED_LENGTH = HASH_LENGTH + 1 + Integer.BYTES;

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int BACKED_UP = 0x10;
    private static final int ATTESTED_CREDENTIAL = 0x40;
    private static final int EXTENSIONS = 0x80;
    private static final int RESERVED = 0x02 | 0x20;

    /** Empty when the text has another form, for instance that of a bare signature. */
    static Optional<WebAuthnAssertion> read(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new WebAuthnAssertion(decode(parts.group(1)), decode(parts.group(2)), decode(parts.group(3))));
        } catch (IllegalArgumentException notBase64Url) {
            return Optional.empty();
        }
    }

    /** Whether the passkey's owner, present and verified by their device, said yes to exactly this text. */
    boolean signs(String text, Passkey passkey, PublicKey key) {
        return clientAgrees(text, passkey)
                && authenticatorAgrees(passkey)
                && PublicKeys.verifies(key, signedBytes(), signature);
    }

    private boolean clientAgrees(String text, Passkey passkey) {
        Optional<JSONObject> client = clientMembers();
        if (client.isEmpty()) {
            return false;
        }
        JSONObject members = client.get();
        return "webauthn.get".equals(members.opt("type"))
                && challenge(text).equals(members.opt("challenge"))
                && members.opt("origin") instanceof String origin
                && passkey.origins().contains(origin)
                && (!members.has("crossOrigin") || Boolean.FALSE.equals(members.opt("crossOrigin")))
                && !members.has("topOrigin");
    }

    /** Where one parser might take a first and another a last member of two, or stop early, this one refuses. */
    private Optional<JSONObject> clientMembers() {
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(clientData))
                    .toString();
            return json.startsWith("{")
                    ? Optional.of(CanonicalJson.parse(
                            new JsonCanonicalizer(json).getEncodedString(), RefusalCode.SIGNATURE_INVALID, ""))
                    : Optional.empty();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        } catch (IOException | JSONException | NumberFormatException | IndexOutOfBoundsException | Refusal notJson) {
            return Optional.empty();
        }
    }

    private boolean authenticatorAgrees(Passkey passkey) {
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

    /** Nothing follows, or one map of extensions' outputs does and nothing after it. */
    private boolean endsAsItSays(boolean extensions) {
        return extensions
                ? CborMap.isExactly(authenticatorData, FIXED_LENGTH)
                : authenticatorData.length == FIXED_LENGTH;
    }

    private byte[] signedBytes() {
        byte[] hash = sha256(clientData);
        byte[] signed = Arrays.copyOf(authenticatorData, authenticatorData.length + hash.length);
        System.arraycopy(hash, 0, signed, authenticatorData.length, hash.length);
        return signed;
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
