package org.chartseal.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.CommitOutcome.Committed;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand.RegisterSubject;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.FabricChannels;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the explorer tells of a network of two hospitals is what the peer has, signed by whom it says. */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
class ExplorerIT {

    private static final Certificates CERTIFICATES = new Certificates();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TwoHospitals network;

    @SuppressWarnings("NullAway.Init")
    private static LedgerProfile profile;

    @BeforeAll
    static void up() {
        network = new TwoHospitals(folder.resolve("network"));
        profile = network.start();
    }

    @AfterAll
    static void down() {
        network.close();
    }

    @Test
    void everyChannelIsALedgerOfItsOwnOverOneConnection() {
        try (FabricChannels channels = FabricChannels.open(profile)) {
            long records = channels.on(ChannelRole.EMR).height();
            long devices = channels.on(ChannelRole.PHD).height();

            Committed committed = register(channels.on(ChannelRole.PHD), UUID.randomUUID());

            assertThat(channels.on(ChannelRole.PHD).height()).isEqualTo(devices + 1);
            assertThat(channels.on(ChannelRole.EMR).height()).isEqualTo(records);
            assertThat(channels.on(ChannelRole.EMR).blockOf(committed.transaction()))
                    .isEmpty();
            assertThat(channels.on(ChannelRole.CONSORTIUM).blocks(0, 100))
                    .isNotEmpty()
                    .allMatch(LedgerBlock::dataIntact)
                    .allMatch(LedgerBlock::signed);
        }
    }

    @Test
    void aChannelThatTheProfileDoesNotNameIsNotFound() {
        LedgerProfile records = new LedgerProfile(
                profile.kind(),
                profile.endpoint(),
                java.util.Map.of(
                        ChannelRole.EMR,
                        Objects.requireNonNull(profile.channels().get(ChannelRole.EMR))),
                profile.mspId(),
                profile.certificate(),
                profile.privateKey(),
                profile.tlsRoots(),
                profile.serverName());
        try (FabricChannels channels = FabricChannels.open(records)) {
            assertThatThrownBy(() -> channels.on(ChannelRole.PHD)).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void signaturesAreToldWithTheCertificatesOfWhoReallySigned() {
        try (FabricChannels channels = FabricChannels.open(profile)) {
            EvidenceLedger ledger = channels.on(ChannelRole.EMR);
            Committed committed = register(ledger, UUID.randomUUID());
            LedgerBlock block = ledger.blocks(committed.block(), 1).get(0);
            LedgerBlock.Transaction transaction = block.transactions().get(0);

            assertThat(block.signatures()).isNotEmpty().allSatisfy(orderer -> {
                assertThat(orderer.organisation()).isEqualTo("OrderersMSP");
                assertThat(orderer.certificate().commonName()).matches("orderer[1-3]\\.orderers\\.chartseal");
                assertThat(orderer.certificate().fingerprint())
                        .isEqualTo(CERTIFICATES.fingerprint(
                                "orderers/" + orderer.certificate().commonName()));
            });
            assertThat(transaction.endorsements())
                    .extracting(LedgerMember::organisation)
                    .containsExactlyInAnyOrder("HospitalAMSP", "HospitalBMSP");
            assertThat(transaction.endorsements())
                    .allSatisfy(peer -> assertThat(peer.certificate().fingerprint())
                            .isEqualTo(CERTIFICATES.fingerprint(
                                    "peers/" + peer.certificate().commonName())));
            assertThat(Objects.requireNonNull(transaction.submitter())
                            .certificate()
                            .fingerprint())
                    .isEqualTo(CERTIFICATES.fingerprint(profile.certificate()));
        }
    }

    @Test
    void aByteChangedOnThePeersDiskIsSeen() throws IOException {
        UUID subject = UUID.randomUUID();
        try (FabricChannels channels = FabricChannels.open(network.profile(Hospital.A))) {
            EvidenceLedger ledger = channels.on(ChannelRole.CONSORTIUM);
            Committed committed = register(ledger, subject);
            Committed later = register(ledger, UUID.randomUUID());
            assertThat(ledger.blocks(committed.block(), 1).get(0).dataIntact()).isTrue();

            change(subject);

            assertThat(ledger.blocks(committed.block(), 1).get(0).dataIntact()).isFalse();
            assertThat(ledger.blocks(later.block(), 1).get(0).dataIntact()).isTrue();
        }
    }

    /** Changes the first letter of that id wherever hospital A's peer keeps it in the channel's blocks. */
    private static void change(UUID subject) throws IOException {
        Path blocks = folder.resolve("network/data/hospital-a/ledgersData/chains/chains/consortium/blockfile_000000");
        String content = new String(Files.readAllBytes(blocks), StandardCharsets.ISO_8859_1);
        int at = content.indexOf(subject.toString());
        assertThat(at).isPositive();
        byte other = (byte) (content.charAt(at) == 'a' ? 'b' : 'a');
        try (FileChannel file = FileChannel.open(blocks, StandardOpenOption.WRITE)) {
            assertThat(file.write(ByteBuffer.wrap(new byte[] {other}), at)).isOne();
        }
    }

    private static Committed register(EvidenceLedger ledger, UUID subject) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            String key = Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPublic().getEncoded());
            return (Committed) ledger.submit(ledger.endorse(new RegisterSubject(new LedgerSubjectId(subject), key)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Fingerprints of the certificates that the network was made with. */
    private static final class Certificates {

        String fingerprint(String member) {
            try (Stream<Path> files = Files.walk(folder.resolve("network/crypto"))) {
                List<Path> found = files.filter(file -> file.toString().contains("/" + member + "/msp/signcerts/"))
                        .filter(Files::isRegularFile)
                        .toList();
                assertThat(found).as(member).hasSize(1);
                return fingerprint(found.get(0));
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            }
        }

        String fingerprint(Path pem) {
            try (InputStream certificate = Files.newInputStream(pem)) {
                byte[] der = CertificateFactory.getInstance("X.509")
                        .generateCertificate(certificate)
                        .getEncoded();
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
            } catch (IOException | GeneralSecurityException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }
}
