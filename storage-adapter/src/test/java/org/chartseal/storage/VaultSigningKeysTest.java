package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.EcdsaVerifyJce;
import com.google.crypto.tink.subtle.EllipticCurves;
import com.google.crypto.tink.subtle.EllipticCurves.EcdsaEncoding;
import com.google.crypto.tink.subtle.Enums.HashType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSigningKeysTest {

    private static final String TEXT = "{\"author\":\"Å\",\"version\":1}";

    @TempDir
    Path folder;

    private FileKeyVault vault;
    private VaultSigningKeys keys;
    private SigningKey key;

    @BeforeEach
    void createKey() {
        vault = FileKeyVault.create(folder.resolve("vault.json"));
        keys = new VaultSigningKeys(vault);
        key = keys.create();
    }

    @Test
    void aSignatureVerifiesHereAndByTink() throws GeneralSecurityException {
        String signature = keys.sign(key.protectedPrivateKey(), TEXT);
        assertThat(keys.verify(key.publicKey(), TEXT, signature)).isTrue();
        EcdsaVerifyJce tink = new EcdsaVerifyJce(publicKey(), HashType.SHA256, EcdsaEncoding.DER);
        assertThatCode(() -> tink.verify(Base64.getDecoder().decode(signature), TEXT.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    @Test
    void theKeyIsOnP256AndNamedByItsThumbprint() throws GeneralSecurityException {
        assertThat(publicKey().getParams().getCurve())
                .isEqualTo(EllipticCurves.getNistP256Params().getCurve());
        assertThat(publicKey().getParams().getGenerator())
                .isEqualTo(EllipticCurves.getNistP256Params().getGenerator());
        byte[] spki = Base64.getDecoder().decode(key.publicKey());
        assertThat(key.thumbprint())
                .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(spki)));
    }

    @Test
    void anotherTextAnotherKeyOrABrokenSignatureDoesNotVerify() {
        String signature = keys.sign(key.protectedPrivateKey(), TEXT);
        assertThat(keys.verify(key.publicKey(), TEXT + " ", signature)).isFalse();
        assertThat(keys.verify(keys.create().publicKey(), TEXT, signature)).isFalse();
        assertThat(keys.verify(key.publicKey(), TEXT, "AAAA")).isFalse();
        assertThat(keys.verify(key.publicKey(), TEXT, "not Base64!")).isFalse();
        assertThat(keys.verify("AAAA", TEXT, signature)).isFalse();
    }

    @Test
    void aKeySignsAfterARestart() {
        String signature = new VaultSigningKeys(FileKeyVault.open(folder.resolve("vault.json")))
                .sign(key.protectedPrivateKey(), TEXT);
        assertThat(keys.verify(key.publicKey(), TEXT, signature)).isTrue();
    }

    @Test
    void aChangedPrivateKeyDoesNotSign() {
        byte[] changed = key.protectedPrivateKey();
        changed[changed.length / 2] ^= 1;
        assertThatThrownBy(() -> keys.sign(changed, TEXT)).isInstanceOf(Refused.class);
    }

    @Test
    void anObjectsKeyIsNoSigningKey() {
        byte[] objectKey = vault.wrap(new byte[32], "object-key").encoded();
        assertThatThrownBy(() -> keys.sign(objectKey, TEXT)).isInstanceOf(Refused.class);
    }

    private ECPublicKey publicKey() throws GeneralSecurityException {
        byte[] spki = Base64.getDecoder().decode(key.publicKey());
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
    }
}
