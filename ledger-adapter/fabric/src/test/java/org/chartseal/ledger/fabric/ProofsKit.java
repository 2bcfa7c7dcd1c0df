package org.chartseal.ledger.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.Head;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.SuspendPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.LedgerProof;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.ledger.proof.BundleFiles;
import org.chartseal.ledger.proof.BundleVerdict;
import org.chartseal.ledger.proof.BundleVerifier;
import org.junit.jupiter.api.Test;

/** What the network gives of its blocks proves seals to somebody who has the organisations' root certificates alone. */
abstract class ProofsKit extends LedgerKit {

    private static final UUID PATIENT = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    private static final byte[] SALT = new byte[32];

    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Sealed> records = new ArrayList<>();

    @Test
    void sealsAreProvedWithNothingButRoots() throws Exception {
        KitSigner doctor = new KitSigner();
        write(new RegisterPractitioner(doctor.practitioner(), doctor.publicKey()));
        write(new VerifyPractitioner(doctor.practitioner(), CLOCK.instant().plus(Duration.ofDays(365))));
        SealId record = new SealId(UUID.randomUUID(), 1);
        Sealed first = sealed(record, doctor, Optional.empty(), doctor.thumbprint(), doctor::sign);
        write(new AnchorSeals(List.of(author.seal(), first.header(), author.seal())));
        write(author.batch(2));

        KitPasskey passkey = new KitPasskey();
        write(new ChangePractitionerKey(doctor.sign(passkey.changeOfPractitioner(doctor))));
        Optional<Commitment> before =
                Optional.of(SealHeader.parse(first.header().text()).commitment());
        Sealed second = sealed(new SealId(record.record(), 2), doctor, before, passkey.thumbprint(), passkey::sign);
        write(new AnchorSeals(List.of(second.header())));
        write(new SuspendPractitioner(doctor.practitioner()));

        BundleVerdict verdict = verdict();

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.records())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.problems()).isEmpty());
        assertThat(verdict.valid()).isTrue();
    }

    private Sealed sealed(
            SealId seal,
            KitSigner by,
            Optional<Commitment> previous,
            String key,
            Function<String, SignedText> signing) {
        byte[] content = ("{\"resourceType\":\"Composition\",\"subject\":{\"reference\":\"Patient/" + PATIENT
                        + "\"},\"title\":\"" + seal + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        SealHeader header = new SealHeader(
                seal, "note", by.practitioner(), key, CLOCK.instant(), new Commitment(sha256(SALT, content)), previous);
        Sealed sealed = new Sealed(
                seal,
                sha256(content),
                Base64.getEncoder().encodeToString(SALT),
                signing.apply(header.canonicalText()),
                Optional.empty(),
                List.of());
        files.put(sealed.path(), content);
        records.add(sealed);
        return sealed;
    }

    private BundleVerdict verdict() throws CertificateException {
        List<AnchoredSeal> anchored = records.stream()
                .map(each -> ledger.findSeal(each.seal()).orElseThrow())
                .toList();
        List<HeldBlock> blocks = new ArrayList<>();
        LedgerProof proof = ledger.prove(anchored, (number, block) -> {
            HeldBlock held = new HeldBlock(number, sha256(block));
            blocks.add(held);
            files.put(held.path(), block);
        });
        assertThat(blocks).extracting(HeldBlock::number).doesNotHaveDuplicates();
        List<Sealed> placed = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            TransactionId transaction = anchored.get(i).transaction();
            placed.add(at(records.get(i), new Anchored(proof.blockOf(transaction), transaction)));
        }
        Head head = new Head(proof.head(), proof.headHash());
        BundleManifest manifest = new BundleManifest(
                PATIENT, proof.channel(), proof.contract(), head, placed, List.of(), blocks, List.of());
        files.put(BundleManifest.PATH, manifest.canonicalText().getBytes(StandardCharsets.UTF_8));
        return new BundleVerifier(ChannelRoots.read(profile)).verify(new InMemory(files));
    }

    private static Sealed at(Sealed sealed, Anchored place) {
        return new Sealed(
                sealed.seal(), sealed.sha256(), sealed.salt(), sealed.header(), Optional.of(place), sealed.files());
    }

    private record InMemory(Map<String, byte[]> files) implements BundleFiles {

        @Override
        public List<String> names() {
            return List.copyOf(files.keySet());
        }

        @Override
        public InputStream open(String name) throws IOException {
            byte[] content = files.get(name);
            if (content == null) {
                throw new IOException("no " + name);
            }
            return new ByteArrayInputStream(content);
        }
    }

    private static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
