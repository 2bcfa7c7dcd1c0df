package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Anchored;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Head;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.ledger.blocks.BlockCollector;
import org.chartseal.ledger.blocks.BlockHashes;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
import org.chartseal.ledger.blocks.TestChain;
import org.chartseal.ledger.blocks.TestConfiguration;
import org.chartseal.ledger.blocks.TestOrganisation;
import org.chartseal.ledger.blocks.TestOrganisation.Identity;
import org.hyperledger.fabric.protos.common.Block;

/**
 * Two hospitals with a channel, an author, and a patient whose record is downloaded: all keys are at hand, so that a test may cheat
 * as any of them could.
 */
final class TestHospitals {

    static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");
    static final UUID PATIENT = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    static final UUID AUTHOR = UUID.fromString("00000000-0000-4000-8000-0000000000bb");

    final TestOrganisation hospitalA = new TestOrganisation("HospitalAMSP");
    final TestOrganisation hospitalB = new TestOrganisation("HospitalBMSP");
    final TestOrganisation orderers = new TestOrganisation("OrdererMSP");
    final Identity portal = hospitalA.issue("client");
    final Identity peerA = hospitalA.issue("peer");
    final Identity peerB = hospitalB.issue("peer");
    final Identity orderer = orderers.issue("orderer");
    final KeyPair author = keyPair();
    final TestChain chain = new TestChain(configuration());

    /** When the licence runs out; empty for one that nobody verified. */
    Optional<Instant> licensedUntil = Optional.of(NOW.plusSeconds(1_000));

    /** The register's suspensions, as JSON. */
    String suspensions = "[]";

    List<Identity> registrars = List.of(peerA, peerB);
    List<Identity> endorsers = List.of(peerA, peerB);

    private final List<Sealed> records = new ArrayList<>();
    private final Map<String, ByteString> files = new HashMap<>();
    private final List<String> transactions = new ArrayList<>();
    private int nonces;

    TestConfiguration configuration() {
        return new TestConfiguration().endorsing(hospitalA).endorsing(hospitalB).ordering(orderers);
    }

    Roots roots() {
        Map<String, Set<java.security.cert.X509Certificate>> organisations = new HashMap<>();
        for (TestOrganisation each : List.of(hospitalA, hospitalB, orderers)) {
            organisations.put(each.id, Set.of(each.root()));
        }
        String first =
                HexFormat.of().formatHex(BlockHashes.ofHeader(chain.block(0).getHeader()));
        return new Roots(organisations, Optional.of(new Roots.Channel("emr", first)));
    }

    /** Writes the author's entry in the register, and answers where. */
    Version register() {
        return register(publicKey(author));
    }

    Version register(String key) {
        String until = licensedUntil
                .map(at -> "\"licensedUntil\":\"" + text(at) + "\",")
                .orElse("");
        String state = "{" + until + "\"organisation\":\"HospitalAMSP\",\"practitioner\":\"" + AUTHOR
                + "\",\"publicKey\":\"" + key + "\",\"state\":\"VERIFIED\",\"suspensions\":" + suspensions + "}";
        chain.add(transaction().bytes(Map.of(), Map.of(authorsKey(), state), registrars), orderer);
        return new Version(chain.last().getHeader().getNumber(), 0);
    }

    static String authorsKey() {
        return "practitioner/" + AUTHOR;
    }

    ContractTransaction transaction() {
        return new ContractTransaction(portal, "nonce " + nonces++, NOW);
    }

    /** Seals a version for the patient and puts it into the bundle. */
    Sealed seal(SealId seal, Optional<Commitment> previous, Version registration) {
        return seal(seal, content(seal, PATIENT), previous, registration, transaction());
    }

    Sealed seal(
            SealId seal,
            String content,
            Optional<Commitment> previous,
            Version registration,
            ContractTransaction transaction) {
        Sealed sealed = signed(seal, content, previous);
        String state = "{\"header\":{\"signature\":\"" + sealed.header().signature() + "\",\"text\":\""
                + sealed.header().text().replace("\"", "\\\"")
                + "\"},\"organisation\":\"HospitalAMSP\",\"transaction\":\""
                + transaction.id() + "\"}";
        chain.add(
                transaction.bytes(Map.of(authorsKey(), registration), Map.of("seal/" + seal, state), endorsers),
                orderer);
        transactions.add(transaction.id());
        Sealed placed = at(sealed, chain.last().getHeader().getNumber(), transaction.id());
        records.add(placed);
        files.put(placed.path(), ByteString.copyFromUtf8(content));
        return placed;
    }

    static Sealed at(Sealed sealed, long block, String transaction) {
        return new Sealed(
                sealed.seal(),
                sealed.sha256(),
                sealed.salt(),
                sealed.header(),
                Optional.of(new Anchored(block, new TransactionId(transaction))),
                sealed.files());
    }

    Sealed signed(SealId seal, String content, Optional<Commitment> previous) {
        ByteString salt = ByteString.copyFrom(new byte[32]);
        ByteString bytes = ByteString.copyFromUtf8(content);
        SealHeader header = new SealHeader(
                seal,
                "note",
                new LedgerPractitionerId(AUTHOR),
                RegisteredKey.kept(publicKey(author)).thumbprint(),
                NOW,
                new Commitment(BundleContent.sha256(salt, bytes)),
                previous);
        return new Sealed(
                seal,
                BundleContent.sha256(bytes),
                Base64.getEncoder().encodeToString(salt.toByteArray()),
                sign(header.canonicalText(), author),
                Optional.empty(),
                List.of());
    }

    static String content(SealId seal, UUID patient) {
        return "{\"id\":\"" + seal.record()
                + "\",\"resourceType\":\"Composition\",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"title\":\"Note " + seal.version() + "\"}";
    }

    /** Puts a file into the bundle, and answers how its record lists it. */
    File file(String name, String content) {
        ByteString bytes = ByteString.copyFromUtf8(content);
        File file = new File(name, BundleContent.sha256(bytes));
        files.put(file.path(), bytes);
        return file;
    }

    /** Replaces a record in the list. */
    void replace(Sealed old, Sealed other) {
        records.set(records.indexOf(old), other);
    }

    void drop(Sealed sealed) {
        records.remove(sealed);
        files.remove(sealed.path());
    }

    /** The bundle as the portal makes it of all that. */
    ForgedBundle bundle() {
        Map<String, ByteString> all = new HashMap<>(files);
        List<HeldBlock> blocks = new ArrayList<>();
        BlockCollector collector = new BlockCollector("chartseal", chain::block, (number, bytes) -> {
            ByteString content = ByteString.copyFrom(bytes);
            HeldBlock held = new HeldBlock(number, BundleContent.sha256(content));
            blocks.add(held);
            all.put(held.path(), content);
        });
        for (Sealed sealed : records) {
            sealed.anchored()
                    .filter(place -> place.block() <= chain.last().getHeader().getNumber())
                    .ifPresent(place -> collector.collect(
                            chain.block(place.block()), place.transaction().hex(), Set.of(authorsKey())));
        }
        Block head = chain.last();
        collector.collect(head);
        Head newest = new Head(
                head.getHeader().getNumber(), HexFormat.of().formatHex(BlockHashes.ofHeader(head.getHeader())));
        BundleManifest manifest =
                new BundleManifest(PATIENT, "emr", "chartseal", newest, records, List.of(), blocks, List.of());
        return new ForgedBundle(all, manifest);
    }

    static SignedText sign(String text, KeyPair key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return new SignedText(text, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String publicKey(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
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

    private static String text(Instant moment) {
        return org.chartseal.domain.ledger.CanonicalText.time(moment);
    }
}
