package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {

    private static final BigInteger N = CustomNamedCurves.getByName("secp256r1").getN();

    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final Signer signer = new Signer("8e0f8b0e-2c5e-4c61-9a2b-6d3b6c3d9b01");
    private final PublicKey key = PublicKeys.read(signer.publicKey());
    private final SignedText signed = signer.sign("What was signed.");
    private final BigInteger[] numbers = decode(signed);

    @Test
    void theNativeLibraryIsTriedHere() {
        assertThat(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError()).isNull();
    }

    @Test
    void takesWhatTheKeySigned() {
        assertVerdict(true, bytes(signed));
    }

    @Test
    void takesTheOtherRootToo() throws IOException {
        assertVerdict(true, der(numbers[0], N.subtract(numbers[1])));
    }

    @Test
    void refusesNumbersOutOfRange() throws IOException {
        for (BigInteger wrong : List.of(BigInteger.ZERO, BigInteger.ONE.negate(), N, numbers[0].add(N))) {
            assertVerdict(false, der(wrong, numbers[1]));
            assertVerdict(false, der(numbers[0], wrong));
        }
    }

    @Test
    void refusesEveryOtherEncodingOfTheSameNumbers() throws IOException {
        assertVerdict(
                false,
                new BERSequence(new ASN1Integer[] {new ASN1Integer(numbers[0]), new ASN1Integer(numbers[1])})
                        .getEncoded(ASN1Encoding.BER));
        byte[] der = bytes(signed);
        assertVerdict(false, Arrays.copyOf(der, der.length + 1));
        byte[] longLength = new byte[der.length + 1];
        longLength[0] = der[0];
        longLength[1] = (byte) 0x81;
        System.arraycopy(der, 1, longLength, 2, der.length - 1);
        assertVerdict(false, longLength);
    }

    /** One organisation's machine may have the native library and the other's not: they must never disagree. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothLibrariesJudgeAlike(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            byte[] changed = bytes(signed);
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertVerdict(false, changed);
        }
    }

    @Test
    void refusesAPointThatIsNotOnTheCurve() {
        byte[] der = Base64.getDecoder().decode(signer.publicKey());
        der[der.length - 1] ^= 1;
        String wrong = Base64.getEncoder().encodeToString(der);
        assertThatThrownBy(() -> PublicKeys.read(wrong))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PUBLIC_KEY_INVALID");
    }

    private void assertVerdict(boolean expected, byte[] signature) {
        SignedText text = new SignedText(signed.text(), Base64.getEncoder().encodeToString(signature));
        assertThat(PublicKeys.verifies(key, text, AmazonCorrettoCryptoProvider.INSTANCE))
                .as("native, %s", text.signature())
                .isEqualTo(expected);
        assertThat(PublicKeys.verifies(key, text, BOUNCY_CASTLE))
                .as("BouncyCastle, %s", text.signature())
                .isEqualTo(expected);
    }

    private static byte[] bytes(SignedText signed) {
        return Base64.getDecoder().decode(signed.signature());
    }

    private static BigInteger[] decode(SignedText signed) {
        try {
            return StandardDSAEncoding.INSTANCE.decode(N, bytes(signed));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] der(BigInteger r, BigInteger s) throws IOException {
        return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
    }
}
