package org.chartseal.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeyAssertionTest {

    private static final String TEXT = "{\"record\":\"00000000-0000-4000-8000-0000000000d1\",\"type\":\"note\"}";
    private static final String PARTY = "portal.hospital.example";
    private static final String ORIGIN = "https://portal.hospital.example";
    private static final PasskeyScope SCOPE = new PasskeyScope(PARTY, List.of(ORIGIN));
    private static final int SEEN = 0x05;

    private final KeyPair keys = keyPair();

    @Test
    void takesWhatTheOwnerSigned() {
        assertThat(verdict(TEXT, good())).isTrue();
        assertThat(verdict(TEXT, assertion(0x1d, json -> json, PARTY))).isTrue();
    }

    @Test
    void refusesItForAnotherTextKeyOrParty() {
        assertThat(verdict(TEXT.replace("d1", "d2"), good())).isFalse();
        assertThat(verdict(TEXT, assertion(SEEN, json -> json, "hospital.example")))
                .isFalse();
        PasskeyAssertion assertion = PasskeyAssertion.read(good()).orElseThrow();
        assertThat(assertion.signs(TEXT, SCOPE, publicKey(keyPair()))).isFalse();
        assertThat(assertion.signs(TEXT, SCOPE, "")).isFalse();
        assertThat(assertion.signs(TEXT, SCOPE, "no key")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "origin,https://portal.hospital.example.evil.example",
        "origin,http://portal.hospital.example",
        "origin,https://portal.hospital.example:8443",
        "type,webauthn.create",
        "crossOrigin,yes",
        "topOrigin,https://portal.hospital.example",
        "challenge,AAAA"
    })
    void refusesOtherClientData(String member, String value) {
        String other = "\"" + member + "\":\"" + value + "\"";
        assertThat(verdict(TEXT, assertion(SEEN, json -> with(json, member, other), PARTY)))
                .isFalse();
    }

    private static String with(String json, String member, String other) {
        String replaced = json.replaceFirst("\"" + member + "\":(\"[^\"]*\"|false)", other);
        return replaced.equals(json) ? "{" + other + "," + json.substring(1) : replaced;
    }

    @Test
    void refusesClientDataThatTwoParsersCouldReadInTwoWays() {
        for (UnaryOperator<String> twist : List.<UnaryOperator<String>>of(
                json -> "{\"origin\":\"https://evil.example\"," + json.substring(1),
                json -> json.substring(0, json.length() - 1) + ",\"type\":\"webauthn.get\"}",
                json -> json + " x",
                json -> "[" + json + "]",
                json -> "\uFEFF" + json,
                json -> "",
                json -> "{}")) {
            assertThat(verdict(TEXT, assertion(SEEN, twist, PARTY))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 37, 69, 21, 133})
    void wantsAPersonWhoWasThereAndWasVerified(int flags) {
        assertThat(verdict(TEXT, assertion(flags, json -> json, PARTY))).isFalse();
    }

    @Test
    void takesNoBareSignatureAndNoOtherSpelling() {
        byte[] bare = ecdsa(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(PasskeyAssertion.read(Base64.getEncoder().encodeToString(bare)))
                .isEmpty();
        for (String other :
                List.of(good() + "=", good() + ".", good() + "\n", good().toUpperCase(java.util.Locale.ROOT))) {
            assertThat(verdict(TEXT, other)).isFalse();
        }
    }

    /** Of 2,000 changed assertions none may pass. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void refusesEveryFlippedBit(long seed) {
        Random random = new Random(seed);
        String good = good();
        for (int round = 0; round < 1_000; round++) {
            String[] parts = good.split("\\.", -1);
            int part = 1 + random.nextInt(3);
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            parts[part] = base64Url(bytes);
            assertThat(verdict(TEXT, String.join(".", parts))).isFalse();
        }
    }

    private boolean verdict(String text, String signature) {
        return PasskeyAssertion.read(signature)
                .filter(assertion -> assertion.signs(text, SCOPE, publicKey(keys)))
                .isPresent();
    }

    private String good() {
        return assertion(SEEN, json -> json, PARTY);
    }

    private String assertion(int flags, UnaryOperator<String> client, String party) {
        byte[] authenticatorData = Arrays.copyOf(sha256(party.getBytes(StandardCharsets.UTF_8)), 37);
        authenticatorData[32] = (byte) flags;
        JsonObjectBuilder members = Json.createObjectBuilder()
                .add("type", "webauthn.get")
                .add("challenge", base64Url(sha256(TEXT.getBytes(StandardCharsets.UTF_8))))
                .add("origin", ORIGIN)
                .add("crossOrigin", false);
        byte[] clientData = client.apply(members.build().toString()).getBytes(StandardCharsets.UTF_8);
        byte[] signature = ecdsa(authenticatorData, sha256(clientData));
        return String.join(".", "webauthn", base64Url(authenticatorData), base64Url(clientData), base64Url(signature));
    }

    private byte[] ecdsa(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String publicKey(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
