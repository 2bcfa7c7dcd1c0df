package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both providers do the same; only the speed differs. */
class NativeCryptographyTest {

    private static final String NAME = "Chartseal-native";
    private static final byte[] CONTENT = new byte[100_003];

    @BeforeEach
    void register() {
        assumeThat(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError()).isNull();
        NativeCryptography.register();
    }

    @Test
    void itIsFirstForItsThreeAlgorithmsAndForNothingElse() throws GeneralSecurityException {
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo(NAME);
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo(NAME);
        assertThat(Security.getProvider(NAME).getServices()).hasSize(3);
        assertThat(Cipher.getInstance("AES/CBC/PKCS5Padding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(KeyFactory.getInstance("EC").getProvider().getName()).isEqualTo("SunEC");
    }

    @Test
    void registeringAgainReplacesIt() {
        int providers = Security.getProviders().length;
        NativeCryptography.register();
        assertThat(Security.getProviders()).hasSize(providers);
        assertThat(Security.getProviders()[0].getName()).isEqualTo(NAME);
    }

    @Test
    void whatOneEncryptsTheOtherOpens() throws GeneralSecurityException {
        Provider jdk = Security.getProvider("SunJCE");
        byte[] encrypted = gcm(Cipher.ENCRYPT_MODE, Security.getProvider(NAME), CONTENT);
        assertThat(encrypted).isEqualTo(gcm(Cipher.ENCRYPT_MODE, jdk, CONTENT));
        assertThat(gcm(Cipher.DECRYPT_MODE, Security.getProvider(NAME), encrypted))
                .isEqualTo(CONTENT);
        assertThat(MessageDigest.getInstance("SHA-256").digest(CONTENT))
                .isEqualTo(MessageDigest.getInstance("SHA-256", Security.getProvider("SUN"))
                        .digest(CONTENT));
    }

    @Test
    void whatOneSignsTheOtherVerifies() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Provider jdk = Security.getProvider("SunEC");
        Provider library = Security.getProvider(NAME);
        byte[] byJdk = sign(jdk, pair);
        byte[] byLibrary = sign(library, pair);
        assertThat(verifies(library, pair, byJdk)).isTrue();
        assertThat(verifies(jdk, pair, byLibrary)).isTrue();
        byte[] altered = byJdk.clone();
        altered[altered.length - 1] ^= 1;
        assertThat(verifies(library, pair, altered)).isFalse();
    }

    private static byte[] gcm(int mode, Provider provider, byte[] content) throws GeneralSecurityException {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
        return cipher.doFinal(content);
    }

    private static byte[] sign(Provider provider, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initSign(pair.getPrivate());
        signature.update(CONTENT);
        return signature.sign();
    }

    private static boolean verifies(Provider provider, KeyPair pair, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initVerify(pair.getPublic());
        signature.update(CONTENT);
        return signature.verify(signed);
    }
}
