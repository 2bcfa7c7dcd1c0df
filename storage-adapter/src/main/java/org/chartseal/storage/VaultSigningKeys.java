package org.chartseal.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.documents.WrappedKey;

/** Signing keys of the JDK's elliptic curve provider; private ones leave it only under the vault's master key. */
public final class VaultSigningKeys implements SigningKeys {

    static final String USE = "signing-key";
    private static final String ECDSA = "SHA256withECDSA";

    private final KeyVault vault;

    /** Signing keys whose private halves are encrypted by that vault. */
    public VaultSigningKeys(KeyVault vault) {
        this.vault = vault;
    }

    @Override
    public SigningKey create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            return new SigningKey(
                    Base64.getEncoder().encodeToString(spki),
                    HexFormat.of().formatHex(Sha256.digest().digest(spki)),
                    protect(pair.getPrivate()));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private byte[] protect(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        try {
            return vault.wrap(pkcs8, USE).encoded();
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    @Override
    public String sign(byte[] protectedPrivateKey, String text) {
        byte[] pkcs8 = vault.unwrap(WrappedKey.decode(protectedPrivateKey), USE);
        try {
            Signature ecdsa = Signature.getInstance(ECDSA);
            ecdsa.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            ecdsa.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(ecdsa.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    @Override
    public boolean verify(String publicKey, String text, String signature) {
        try {
            byte[] spki = Base64.getDecoder().decode(publicKey);
            Signature ecdsa = Signature.getInstance(ECDSA);
            ecdsa.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
            ecdsa.update(text.getBytes(StandardCharsets.UTF_8));
            return ecdsa.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
