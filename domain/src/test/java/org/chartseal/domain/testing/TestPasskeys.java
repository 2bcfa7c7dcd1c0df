package org.chartseal.domain.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.ledger.PasskeyAssertion;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.WebAuthn;
import org.chartseal.domain.shared.Refused;

/** Devices in memory, with browsers: each makes real keys, and its answers are assertions as real ones make them. */
public final class TestPasskeys implements WebAuthn {

    public static final String ORIGIN = "http://localhost:8080";
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;

    private final TestKeys keys = new TestKeys();
    private final Map<String, SigningKey> devices = new HashMap<>();

    /** The device's answer to what {@link #askForPasskey} asked. */
    public String make(String options) {
        SigningKey key = keys.create();
        devices.put(key.publicKey(), key);
        return Json.createObjectBuilder()
                .add("challenge", object(options).getString("challenge"))
                .add("key", key.publicKey())
                .build()
                .toString();
    }

    /** The device's answer to what {@link #askForSignature} asked. */
    public String sign(String options) {
        return answer(options, PRESENT | VERIFIED, ORIGIN);
    }

    /** As a device answers that saw a touch, and not whose. */
    public String signUnverified(String options) {
        return answer(options, PRESENT, ORIGIN);
    }

    /** As a browser answers a page that lies at another address. */
    public String signElsewhere(String options) {
        return answer(options, PRESENT | VERIFIED, "http://localhost:8081");
    }

    private String answer(String options, int flags, String origin) {
        JsonObject asked = object(options);
        SigningKey key = Objects.requireNonNull(devices.get(asked.getString("key")));
        byte[] authenticatorData = Arrays.copyOf(sha256(bytes("localhost")), 37);
        authenticatorData[32] = (byte) flags;
        byte[] clientData = bytes(Json.createObjectBuilder()
                .add("type", "webauthn.get")
                .add("challenge", asked.getString("challenge"))
                .add("origin", origin)
                .add("crossOrigin", false)
                .build()
                .toString());
        return Json.createObjectBuilder()
                .add("authenticatorData", base64Url(authenticatorData))
                .add("clientDataJSON", base64Url(clientData))
                .add("signature", base64Url(ecdsa(key, authenticatorData, sha256(clientData))))
                .build()
                .toString();
    }

    @Override
    public PasskeyScope scope() {
        return new PasskeyScope("localhost", List.of(ORIGIN));
    }

    @Override
    public String askForPasskey(PasskeyId passkey, String account) {
        return Json.createObjectBuilder()
                .add("challenge", passkey.toString())
                .build()
                .toString();
    }

    @Override
    public String optionsOf(String asked) {
        return asked;
    }

    @Override
    public NewPasskey passkey(String asked, String answer) {
        JsonObject made = object(answer);
        if (!object(asked).getString("challenge").equals(made.getString("challenge"))) {
            throw Refused.because("passkey-answer-wrong");
        }
        SigningKey key = Objects.requireNonNull(devices.get(made.getString("key")));
        return new NewPasskey(key.thumbprint(), key.publicKey(), key.thumbprint());
    }

    @Override
    public String askForSignature(Passkey passkey, String text) {
        return Json.createObjectBuilder()
                .add("challenge", base64Url(sha256(bytes(text))))
                .add("key", passkey.publicKey())
                .build()
                .toString();
    }

    @Override
    public String signature(Passkey passkey, String text, String answer) {
        String signature = text(answer);
        return PasskeyAssertion.read(signature)
                .filter(assertion -> assertion.signs(text, passkey.scope(), passkey.publicKey()))
                .map(assertion -> signature)
                .orElseThrow(() -> Refused.because("passkey-answer-wrong"));
    }

    /** The signature that the device's answer is, unjudged. */
    public static String text(String answer) {
        JsonObject parts = object(answer);
        return String.join(
                ".",
                "webauthn",
                parts.getString("authenticatorData"),
                parts.getString("clientDataJSON"),
                parts.getString("signature"));
    }

    private static byte[] ecdsa(SigningKey key, byte[]... parts) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.protectedPrivateKey())));
            for (byte[] part : parts) {
                ecdsa.update(part);
            }
            return ecdsa.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
