package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAuthnAssertionTest {

    private static final String TEXT = "{\"action\":\"grant\",\"grant\":\"00000000-0000-4000-8000-0000000000d1\"}";
    private static final BigInteger N = CustomNamedCurves.getByName("secp256r1").getN();

    private final PasskeySigner signer = new PasskeySigner("00000000-0000-4000-8000-0000000000c1");

    @Test
    void takesWhatTheOwnerSigned() {
        assertVerdict(true, signer.sign(TEXT));
    }

    @Test
    void refusesItForAnotherText() {
        assertVerdict(
                false,
                new SignedText(TEXT.replace("d1", "d2"), signer.sign(TEXT).signature()));
    }

    @Test
    void refusesItForAnotherKey() {
        assertThat(new PasskeySigner(signer.id).key().verifier().verifies(signer.sign(TEXT)))
                .isFalse();
    }

    @Test
    void refusesAnotherRelyingParty() {
        assertVerdict(false, signer.relyingParty("hospital.example").sign(TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "origin,https://portal.hospital.example.evil.example",
        "origin,http://portal.hospital.example",
        "origin,https://portal.hospital.example:8443",
        "origin,https://PORTAL.hospital.example",
        "type,webauthn.create",
        "type,payment.get",
        "crossOrigin,true",
        "topOrigin,https://portal.hospital.example",
        "challenge,AAAA"
    })
    void refusesOtherClientData(String member, String value) {
        assertVerdict(
                false,
                signer.client(json -> new JSONObject(json)
                                .put(member, member.equals("crossOrigin") ? Boolean.parseBoolean(value) : value)
                                .toString())
                        .sign(TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"challenge", "origin", "type"})
    void refusesClientDataThatLackAMember(String member) {
        assertVerdict(
                false,
                signer.client(json -> {
                            JSONObject members = new JSONObject(json);
                            members.remove(member);
                            return members.toString();
                        })
                        .sign(TEXT));
    }

    @Test
    void takesClientDataThatSayNothingOfOtherOriginsOrMoreThanToday() {
        assertVerdict(
                true,
                signer.client(json -> json.replace("\"crossOrigin\":false,", ""))
                        .sign(TEXT));
        assertVerdict(
                true,
                signer.client(json -> "{\"later\":[1,{\"x\":null}]," + json.substring(1))
                        .sign(TEXT));
    }

    @Test
    void refusesClientDataThatTwoParsersCouldReadInTwoWays() {
        String other = "\"origin\":\"https://evil.example\"";
        for (String prefix : List.of("{" + other + ",", "{origin:1,", "{'a':1,", "\uFEFF{", "{/**/")) {
            assertVerdict(
                    false, signer.client(json -> prefix + json.substring(1)).sign(TEXT));
        }
        for (String end : List.of(",\"type\":\"webauthn.get\"}", "}}", "}{}", ",}", "} x", "}\0")) {
            assertVerdict(
                    false,
                    signer.client(json -> json.substring(0, json.length() - 1) + end)
                            .sign(TEXT));
        }
        assertVerdict(false, signer.client(json -> "[" + json + "]").sign(TEXT));
        assertVerdict(false, signer.client(json -> "").sign(TEXT));
        assertVerdict(
                false,
                signer.client(json -> "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "," + json.substring(1))
                        .sign(TEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "1,false", // nobody verified
        "4,false", // nobody present
        "0,false",
        "7,false", // reserved
        "37,false", // reserved
        "69,false", // says that a new credential follows
        "21,false", // backed up and not eligible for it
        "133,false", // says that extensions follow
        "13,true",
        "29,true"
    })
    void wantsAPersonWhoWasThereAndWasVerified(int flags, boolean taken) {
        assertVerdict(taken, signer.flags(flags).sign(TEXT));
    }

    @Test
    void takesExtensionsOnlyAsOneMapThatIsAnnounced() {
        int[] map = {0xa1, 0x61, 'a', 0x82, 0x01, 0xf5};
        assertVerdict(false, signer.flags(0x05).extensions(map).sign(TEXT));
        assertVerdict(true, signer.flags(0x85).extensions(map).sign(TEXT));
        assertVerdict(true, signer.flags(0x85).extensions(0xa0).sign(TEXT));
        for (int[] wrong : List.of(
                new int[] {0x00},
                new int[] {0xa1, 0x61, 'a'},
                new int[] {0xa1, 0x61, 'a', 0x01, 0x00},
                new int[] {0xa1, 0x01, 0x01},
                new int[] {0xbf, 0xff},
                new int[] {0xb8, 0x01, 0x61, 'a', 0x01},
                new int[] {0xa1, 0x61, 'a', 0x7f, 0xff},
                new int[] {0xa1, 0x61, 'a', 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
                new int[] {0xa1, 0x61, 'a', 0x81, 0x81, 0x81, 0x81, 0x01},
                new int[] {0xa1, 0x61, 'a', 0xc0, 0x01},
                new int[] {0xa1, 0x61, 'a', 0x1c})) {
            assertVerdict(false, signer.flags(0x85).extensions(wrong).sign(TEXT));
        }
    }

    @Test
    void refusesAuthenticatorDataThatAreTooShortOrTooLong() {
        assertVerdict(false, signer.flags(0x05).extensions(0x00).sign(TEXT));
        SignedText good = new PasskeySigner(signer.id).sign(TEXT);
        byte[] data = part(good, 1);
        assertVerdict(false, with(good, 1, Arrays.copyOf(data, 36)));
    }

    @Test
    void refusesOtherEncodingsOfTheSignature() {
        assertVerdict(
                false,
                signer.encoding(der -> Arrays.copyOf(der, der.length + 1)).sign(TEXT));
        assertVerdict(false, signer.encoding(WebAuthnAssertionTest::ber).sign(TEXT));
    }

    /** P-256 knows two roots, and authenticators write either. */
    @Test
    void takesTheOtherRootToo() {
        assertVerdict(true, signer.encoding(WebAuthnAssertionTest::otherRoot).sign(TEXT));
    }

    @Test
    void takesNoBareSignatureForAPasskeyAndNoAssertionForAnotherKey() {
        assertVerdict(false, signer.signBare(TEXT));
        RegisteredKey kept = new RegisteredKey(signer.publicKey(), Optional.empty());
        assertThat(kept.verifier().verifies(signer.signBare(TEXT))).isTrue();
        assertThat(kept.verifier().verifies(signer.sign(TEXT))).isFalse();
    }

    @Test
    void refusesAnotherTextFormOfTheSameAssertion() {
        SignedText good = signer.sign(TEXT);
        for (String other : List.of(
                good.signature() + "=",
                good.signature() + ".",
                good.signature() + "\n",
                good.signature().replaceFirst("webauthn", "WebAuthn"),
                good.signature().replaceFirst("webauthn\\.", ""))) {
            assertVerdict(false, new SignedText(TEXT, other));
        }
    }

    /** Of 4,000 changed assertions none may pass: bits of the three parts, and characters of the text form. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void refusesEveryMutation(long seed) {
        Random random = new Random(seed);
        SignedText good = signer.sign(TEXT);
        assertVerdict(true, good);
        for (int round = 0; round < 1_000; round++) {
            assertVerdict(false, random.nextBoolean() ? flipped(good, random) : misspelt(good, random));
        }
    }

    private static SignedText flipped(SignedText good, Random random) {
        int part = 1 + random.nextInt(3);
        byte[] bytes = part(good, part);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return with(good, part, bytes);
    }

    private static SignedText misspelt(SignedText good, Random random) {
        StringBuilder text = new StringBuilder(good.signature());
        int at = random.nextInt(text.length());
        char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/".charAt(random.nextInt(68));
        switch (random.nextInt(3)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.setCharAt(at, text.charAt(at) == other ? '!' : other);
            default -> text.insert(at, other);
        }
        return new SignedText(good.text(), text.toString());
    }

    private void assertVerdict(boolean expected, SignedText signed) {
        assertThat(signer.key().verifier().verifies(signed))
                .as(signed.signature())
                .isEqualTo(expected);
    }

    private static byte[] part(SignedText signed, int index) {
        return Base64.getUrlDecoder().decode(signed.signature().split("\\.", -1)[index]);
    }

    private static SignedText with(SignedText signed, int index, byte[] bytes) {
        String[] parts = signed.signature().split("\\.", -1);
        parts[index] = PasskeySigner.base64Url(bytes);
        return new SignedText(signed.text(), String.join(".", parts));
    }

    private static byte[] ber(byte[] der) {
        try {
            BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(N, der);
            return new BERSequence(new ASN1Integer[] {new ASN1Integer(numbers[0]), new ASN1Integer(numbers[1])})
                    .getEncoded();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] otherRoot(byte[] der) {
        try {
            BigInteger[] numbers = StandardDSAEncoding.INSTANCE.decode(N, der);
            return StandardDSAEncoding.INSTANCE.encode(N, numbers[0], N.subtract(numbers[1]));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
