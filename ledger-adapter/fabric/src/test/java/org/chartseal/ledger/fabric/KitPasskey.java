package org.chartseal.ledger.fabric;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.KeyHolder;
import org.chartseal.domain.ledger.KeyStatement;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.SignedText;

/** A passkey with its device and browser, as W3C Web Authentication describes what they make. */
final class KitPasskey {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String ORIGIN = "https://portal.hospital.example";
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;

    private final KeyPair keys = KitSigner.keyPair();

    /** The statement by which this passkey takes over. */
    String change(KitSigner from) {
        return change(from, KeyHolder.of(from.subject()));
    }

    /** The same of a practitioner. */
    String changeOfPractitioner(KitSigner from) {
        return change(from, KeyHolder.of(from.practitioner()));
    }

    private String change(KitSigner from, KeyHolder holder) {
        return new KeyStatement(holder, from.thumbprint(), key().publicKey(), key().passkey(), CLOCK.instant())
                .canonicalText();
    }

    /** As the ledger registers it. */
    RegisteredKey key() {
        PasskeyScope scope = new PasskeyScope("portal.hospital.example", List.of(ORIGIN));
        String publicKey = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return new RegisteredKey(publicKey, Optional.of(scope));
    }

    String thumbprint() {
        return HexFormat.of().formatHex(sha256(keys.getPublic().getEncoded()));
    }

    SignedText sign(String text) {
        return sign(text, PRESENT | VERIFIED);
    }

    /** As a device does that only saw a touch. */
    SignedText signUnverified(String text) {
        return sign(text, PRESENT);
    }

    /** As whoever has stolen the key does, without device and browser. */
    SignedText signBare(String text) {
        byte[] signature = ecdsa(text.getBytes(StandardCharsets.UTF_8));
        return new SignedText(text, Base64.getEncoder().encodeToString(signature));
    }

    private SignedText sign(String text, int flags) {
        byte[] authenticatorData = Arrays.copyOf(sha256(bytes("portal.hospital.example")), 37);
        authenticatorData[32] = (byte) flags;
        byte[] clientData = bytes(Json.createObjectBuilder()
                .add("type", "webauthn.get")
                .add("challenge", base64Url(sha256(bytes(text))))
                .add("origin", ORIGIN)
                .add("crossOrigin", false)
                .build()
                .toString());
        byte[] signed = Arrays.copyOf(authenticatorData, 37 + 32);
        System.arraycopy(sha256(clientData), 0, signed, 37, 32);
        return new SignedText(
                text,
                "webauthn." + base64Url(authenticatorData) + "." + base64Url(clientData) + "."
                        + base64Url(ecdsa(signed)));
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

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
