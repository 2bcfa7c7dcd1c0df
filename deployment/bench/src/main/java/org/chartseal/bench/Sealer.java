package org.chartseal.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.IdGenerator;

/** A practitioner who signs new records' first versions; most of them ahead of time, since signing is not what is measured. */
final class Sealer {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final SecureRandom random = new SecureRandom();
    private final IdGenerator ids = UuidCreator::getTimeOrderedEpoch;
    private final KeyPair keys;
    private final LedgerPractitionerId practitioner;
    private final String thumbprint;
    private final Clock clock;
    private final Queue<SignedText> ready = new ConcurrentLinkedQueue<>(new ArrayDeque<>());

    Sealer(Clock clock) {
        this.clock = clock;
        this.practitioner = new LedgerPractitionerId(ids.next());
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
            this.thumbprint = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    LedgerPractitionerId practitioner() {
        return practitioner;
    }

    String publicKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** Signs until so many are ready. */
    void prepare(int count) {
        IntStream.range(ready.size(), count).parallel().forEach(each -> ready.add(sign()));
    }

    SignedText next() {
        SignedText prepared = ready.poll();
        return prepared == null ? sign() : prepared;
    }

    /** The root over so many new items' commitments, made here and now. */
    BatchRoot batch(int items) {
        List<TreeHash> leaves = new ArrayList<>(items);
        for (int each = 0; each < items; each++) {
            byte[] commitment = new byte[32];
            random.nextBytes(commitment);
            leaves.add(TreeHash.ofLeaf(commitment));
        }
        return new BatchRoot(
                new BatchId(ids.next()), MerkleTree.ofLeaves(leaves).root(), items, clock.instant());
    }

    private SignedText sign() {
        byte[] commitment = new byte[32];
        random.nextBytes(commitment);
        String text = new SealHeader(
                        new SealId(ids.next(), 1),
                        "note",
                        practitioner,
                        thumbprint,
                        clock.instant(),
                        new Commitment(HexFormat.of().formatHex(commitment)),
                        Optional.empty())
                .canonicalText();
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA", PROVIDER);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedText(text, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
