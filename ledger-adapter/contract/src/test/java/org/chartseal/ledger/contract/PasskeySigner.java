package org.chartseal.ledger.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.json.JSONObject;

/** Someone with a passkey, whose device and browser do whatever a test wants of them. */
final class PasskeySigner {

    static final String RELYING_PARTY = "portal.hospital.example";
    static final String ORIGIN = "https://portal.hospital.example";
    static final int PRESENT = 0x01;
    static final int VERIFIED = 0x04;

    private final KeyPair keys = Signer.keyPair();
    final String id;

    private String relyingParty = RELYING_PARTY;
    private int flags = PRESENT | VERIFIED;
    private byte[] extensions = {};
    private Function<byte[], byte[]> encoding = der -> der;
    private Function<String, String> client = json -> json;

    PasskeySigner(String id) {
        this.id = id;
    }

    PasskeySigner relyingParty(String other) {
        this.relyingParty = other;
        return this;
    }

    PasskeySigner flags(int others) {
        this.flags = others;
        return this;
    }

    PasskeySigner extensions(int... bytes) {
        this.extensions = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            this.extensions[i] = (byte) bytes[i];
        }
        return this;
    }

    /** How the device writes its signature, which says nothing that is signed. */
    PasskeySigner encoding(Function<byte[], byte[]> other) {
        this.encoding = other;
        return this;
    }

    /** What the browser makes of the client data before they are signed. */
    PasskeySigner client(Function<String, String> other) {
        this.client = other;
        return this;
    }

    static Passkey passkey() {
        return new Passkey(RELYING_PARTY, List.of(ORIGIN));
    }

    RegisteredKey key() {
        return new RegisteredKey(publicKey(), java.util.Optional.of(passkey()));
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    String thumbprint() {
        return PublicKeys.thumbprint(publicKey());
    }

    SignedText sign(String text) {
        byte[] authenticatorData = authenticatorData();
        byte[] clientData = client.apply(new JSONObject()
                        .put("challenge", base64Url(sha256(text.getBytes(StandardCharsets.UTF_8))))
                        .put("crossOrigin", false)
                        .put("origin", ORIGIN)
                        .put("type", "webauthn.get")
                        .toString())
                .getBytes(StandardCharsets.UTF_8);
        byte[] signature = encoding.apply(ecdsa(join(authenticatorData, sha256(clientData))));
        return new SignedText(
                text,
                "webauthn." + base64Url(authenticatorData) + "." + base64Url(clientData) + "." + base64Url(signature));
    }

    SignedText sign(JSONObject members) {
        return sign(CanonicalJson.write(members));
    }

    /** What a thief of the key would make without its device. */
    SignedText signBare(String text) {
        byte[] signature = ecdsa(text.getBytes(StandardCharsets.UTF_8));
        return new SignedText(text, Base64.getEncoder().encodeToString(signature));
    }

    private byte[] authenticatorData() {
        byte[] hash = sha256(relyingParty.getBytes(StandardCharsets.UTF_8));
        byte[] fixed = Arrays.copyOf(hash, 37);
        fixed[32] = (byte) flags;
        fixed[36] = 7;
        return join(fixed, extensions);
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

    static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static String base64Url(byte[] bytes) {
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
