package org.chartseal.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;

/** Someone with a key of their own: a practitioner or a patient, by the same random id. */
public final class KitSigner {

    private static final InstantSource CLOCK = InstantSource.system();

    final UUID id = UUID.randomUUID();
    private final KeyPair keys = keyPair();

    public LedgerPractitionerId practitioner() {
        return new LedgerPractitionerId(id);
    }

    public LedgerSubjectId subject() {
        return new LedgerSubjectId(id);
    }

    public String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** A seal of a new record's first version. */
    SignedText seal() {
        return seal(new SealId(UUID.randomUUID(), 1), commitment(1), Optional.empty());
    }

    SignedText seal(SealId seal, Commitment commitment, Optional<Commitment> previous) {
        return sign(new SealHeader(seal, "note", practitioner(), thumbprint(), CLOCK.instant(), commitment, previous)
                .canonicalText());
    }

    static Commitment commitment(int number) {
        return new Commitment(String.format("%064x", number));
    }

    public static SealId idOf(SignedText seal) {
        return SealHeader.parse(seal.text()).seal();
    }

    /** A batch of new records' first versions. */
    public AnchorSeals batch(int size) {
        return new AnchorSeals(Stream.generate(this::seal).limit(size).toList());
    }

    SignedText grant(LedgerGrantId grant, LedgerPractitionerId grantee) {
        return sign(grantText(grant, grantee, thumbprint()));
    }

    /** The same for another key of this person. */
    String grantText(LedgerGrantId grant, LedgerPractitionerId grantee, String key) {
        Instant from = CLOCK.instant();
        return new GrantStatement(
                        grant,
                        subject(),
                        grantee,
                        List.of("all"),
                        "treatment",
                        from,
                        from.plus(Duration.ofDays(30)),
                        key)
                .canonicalText();
    }

    SignedText revocation(LedgerGrantId grant) {
        return sign(revocationText(grant, thumbprint()));
    }

    /** The same for another key of this person. */
    String revocationText(LedgerGrantId grant, String key) {
        return new RevocationStatement(grant, subject(), CLOCK.instant(), key).canonicalText();
    }

    SignedText sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedText(text, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String thumbprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
