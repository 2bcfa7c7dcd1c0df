package org.chartseal.web.passkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.passkeys.PasskeyId;
import org.chartseal.domain.passkeys.PasskeyName;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.configuration.PortalConfigurationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YubicoWebAuthnTest {

    private static final String TEXT = "{\"action\":\"grant\"}";
    private static final String CREDENTIAL = "AQIDBAUGBwgJCgsMDQ4PEA";
    private static final int VERIFIED = 0x05;

    private final KeyPair keys = keyPair();
    private final YubicoWebAuthn webAuthn = new YubicoWebAuthn(portalAt("http://localhost:8080/"));
    private final Passkey passkey = new Passkey(
            new PasskeyId(new UUID(1, 2)),
            PasskeyOwner.of(new PatientId(new UUID(3, 4))),
            new PasskeyName("Phone"),
            new NewPasskey(
                    CREDENTIAL,
                    Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                    ""),
            webAuthn.scope(),
            Instant.EPOCH);

    @Test
    void asksForExactlyThisTextAndThisPasskeyAndAVerifiedPerson() {
        JsonObject asked = object(webAuthn.askForSignature(passkey, TEXT)).getJsonObject("publicKey");

        assertThat(asked.getString("challenge")).isEqualTo(base64Url(sha256(TEXT)));
        assertThat(asked.getString("rpId")).isEqualTo("localhost");
        assertThat(asked.getString("userVerification")).isEqualTo("required");
        assertThat(asked.getJsonArray("allowCredentials").getJsonObject(0).getString("id"))
                .isEqualTo(CREDENTIAL);
    }

    @Test
    void asksForAPasskeyOfTheOneKindThatTheLedgerTakes() {
        String asked = webAuthn.askForPasskey(new PasskeyId(new UUID(5, 6)), "jane");
        JsonObject options = object(webAuthn.optionsOf(asked)).getJsonObject("publicKey");

        assertThat(options.getJsonArray("pubKeyCredParams")).hasSize(1);
        assertThat(options.getJsonArray("pubKeyCredParams").getJsonObject(0).getInt("alg"))
                .isEqualTo(-7);
        assertThat(options.getString("attestation")).isEqualTo("none");
        JsonObject selection = options.getJsonObject("authenticatorSelection");
        assertThat(selection.getString("userVerification")).isEqualTo("required");
        assertThat(selection.getString("residentKey")).isEqualTo("preferred");
        assertThat(options.toString()).doesNotContain("Jane");
    }

    @Test
    void takesWhatTheDeviceSignedInTheFormOfTheContract() {
        String signature = webAuthn.signature(passkey, TEXT, answer(VERIFIED, client()));

        assertThat(signature).matches("webauthn(\\.[A-Za-z0-9_-]+){3}");
    }

    @ParameterizedTest
    @CsvSource({
        "origin,http://localhost:8081",
        "origin,https://localhost:8080",
        "type,webauthn.create",
        "challenge,AAAA",
        "topOrigin,https://evil.example"
    })
    void refusesOtherClientData(String member, String value) {
        refuses(TEXT, answer(VERIFIED, client().add(member, value)));
    }

    @Test
    void refusesPagesWithinOtherPages() {
        refuses(TEXT, answer(VERIFIED, client().add("crossOrigin", JsonValue.TRUE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04})
    void refusesWhomTheDeviceDidNotVerify(int flags) {
        refuses(TEXT, answer(flags, client()));
    }

    @Test
    void refusesAnotherTextAndWhatIsNoAnswer() {
        refuses(TEXT + " ", answer(VERIFIED, client()));
        refuses(TEXT, "");
        refuses(TEXT, "{}");
        refuses(TEXT, "no JSON");
    }

    @Test
    void refusesTheAnswerOfAnotherCredential() {
        refuses(TEXT, answer(VERIFIED, client()).replace(CREDENTIAL, CREDENTIAL.replace('A', 'B')));
    }

    @Test
    void aPortalThatBrowsersDoNotTrustAsksForNoPasskey() {
        YubicoWebAuthn plain = new YubicoWebAuthn(portalAt("http://portal.hospital.example"));
        assertThatThrownBy(() -> plain.askForPasskey(new PasskeyId(new UUID(5, 6)), "jane"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("passkey-needs-https"));
        assertThat(new YubicoWebAuthn(portalAt("https://Portal.hospital.example:443"))
                        .scope()
                        .origins())
                .containsExactly("https://portal.hospital.example");
    }

    private void refuses(String text, String answer) {
        assertThatThrownBy(() -> webAuthn.signature(passkey, text, answer))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("passkey-answer-wrong"));
    }

    private static JsonObjectBuilder client() {
        return Json.createObjectBuilder()
                .add("type", "webauthn.get")
                .add("challenge", base64Url(sha256(TEXT)))
                .add("origin", "http://localhost:8080")
                .add("crossOrigin", false);
    }

    private String answer(int flags, JsonObjectBuilder client) {
        byte[] authenticatorData = Arrays.copyOf(sha256("localhost"), 37);
        authenticatorData[32] = (byte) flags;
        String clientData = client.build().toString();
        byte[] signed = Arrays.copyOf(authenticatorData, 69);
        System.arraycopy(sha256(clientData), 0, signed, 37, 32);
        JsonObjectBuilder response = Json.createObjectBuilder()
                .add("authenticatorData", base64Url(authenticatorData))
                .add("clientDataJSON", base64Url(clientData.getBytes(StandardCharsets.UTF_8)))
                .add("signature", base64Url(ecdsa(signed)));
        return Json.createObjectBuilder()
                .add("id", CREDENTIAL)
                .add("type", "public-key")
                .add("clientExtensionResults", Json.createObjectBuilder())
                .add("response", response)
                .build()
                .toString();
    }

    private static PortalConfiguration portalAt(String address) {
        Properties properties = PortalConfigurationTest.complete();
        properties.setProperty("chartseal.public-url", address);
        return PortalConfiguration.from(properties);
    }

    private byte[] ecdsa(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
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
