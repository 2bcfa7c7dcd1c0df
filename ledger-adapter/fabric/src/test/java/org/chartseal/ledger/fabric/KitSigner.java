package org.chartseal.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
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
import org.chartseal.domain.ledger.EmergencyEndStatement;
import org.chartseal.domain.ledger.EmergencyReviewStatement;
import org.chartseal.domain.ledger.EmergencyStatement;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.ForgettingStatement;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.GrantTerms.Grantee;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.RevocationStatement.Proxy;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;

/** Someone with a key of their own: a practitioner or a patient, by the same random id. */
public final class KitSigner {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final SecureRandom RANDOM = new SecureRandom();

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

    /** The header of a seal of a new record's first version, which another key of this person has still to sign. */
    String header(String key) {
        SealId seal = new SealId(UUID.randomUUID(), 1);
        return new SealHeader(seal, "note", practitioner(), key, CLOCK.instant(), commitment(1), Optional.empty())
                .canonicalText();
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

    /** A grant of everything to that practitioner, for a month. */
    GiveAccess grant(LedgerGrantId grant, LedgerPractitionerId grantee) {
        GrantTerms terms = new GrantTerms(Grantee.of(grantee), List.of("all"), "treatment", List.of());
        return grant(grant, terms, CLOCK.instant(), Duration.ofDays(30));
    }

    GiveAccess grant(LedgerGrantId grant, GrantTerms terms, Instant from, Duration length) {
        GiveAccess unsigned = unsigned(grant, terms, from, length, thumbprint());
        return new GiveAccess(sign(unsigned.statement().text()), unsigned.scope());
    }

    /** A grant of everything to that practitioner, for a month, that another key of this person has still to sign. */
    GiveAccess unsigned(LedgerGrantId grant, LedgerPractitionerId grantee, String key) {
        GrantTerms terms = new GrantTerms(Grantee.of(grantee), List.of("all"), "treatment", List.of());
        return unsigned(grant, terms, CLOCK.instant(), Duration.ofDays(30), key);
    }

    private GiveAccess unsigned(LedgerGrantId grant, GrantTerms terms, Instant from, Duration length, String key) {
        byte[] salt = new byte[32];
        RANDOM.nextBytes(salt);
        GrantScope scope = GrantScope.of(terms, salt);
        GrantStatement statement =
                new GrantStatement(grant, subject(), scope.commitment(), from, from.plus(length), key);
        return new GiveAccess(SignedText.unsigned(statement.canonicalText()), scope);
    }

    SignedText forgetting(LedgerGrantId grant) {
        return sign(new ForgettingStatement(grant, subject(), CLOCK.instant(), thumbprint()).canonicalText());
    }

    /** The decision to erase that patient, as a hospital whose key this is would sign it. */
    SignedText erasure(KitSigner patient) {
        return sign(new ErasureStatement(patient.subject(), CLOCK.instant(), publicKey()).canonicalText());
    }

    SignedText revocation(LedgerGrantId grant) {
        return sign(revocationText(grant, thumbprint()));
    }

    /** The same for another key of this person. */
    String revocationText(LedgerGrantId grant, String key) {
        return new RevocationStatement(grant, subject(), CLOCK.instant(), key).canonicalText();
    }

    /** The end of a grant of someone for whom this person acts. */
    SignedText revocationFor(KitSigner patient, LedgerGrantId grant, LedgerGrantId under) {
        Proxy proxy = new Proxy(subject(), under);
        return sign(new RevocationStatement(grant, patient.subject(), CLOCK.instant(), thumbprint(), Optional.of(proxy))
                .canonicalText());
    }

    SignedText emergency(LedgerEmergencyId access, LedgerSubjectId patient, int minutes) {
        return sign(new EmergencyStatement(
                        access, patient, practitioner(), minutes, commitment(7), CLOCK.instant(), thumbprint())
                .canonicalText());
    }

    SignedText endOf(LedgerEmergencyId access) {
        return sign(new EmergencyEndStatement(access, practitioner(), CLOCK.instant(), thumbprint()).canonicalText());
    }

    SignedText review(LedgerEmergencyId access, String outcome) {
        return sign(new EmergencyReviewStatement(
                        access, practitioner(), outcome, commitment(8), CLOCK.instant(), thumbprint())
                .canonicalText());
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
