package org.chartseal.domain.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.WebAuthn;
import org.chartseal.domain.shared.Refused;

/** Devices in memory: each makes real keys, and its answers are signatures over the challenge that it was asked. */
public final class TestPasskeys implements WebAuthn {

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
        JsonObject asked = object(options);
        SigningKey key = Objects.requireNonNull(devices.get(asked.getString("key")));
        return keys.sign(key.protectedPrivateKey(), asked.getString("challenge"));
    }

    @Override
    public PasskeyScope scope() {
        return new PasskeyScope("localhost", List.of("http://localhost:8080"));
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
                .add("challenge", challenge(text))
                .add("key", passkey.publicKey())
                .build()
                .toString();
    }

    @Override
    public String signature(Passkey passkey, String text, String answer) {
        if (!keys.verify(passkey.publicKey(), challenge(text), answer)) {
            throw Refused.because("passkey-answer-wrong");
        }
        return "webauthn." + answer;
    }

    private static String challenge(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
