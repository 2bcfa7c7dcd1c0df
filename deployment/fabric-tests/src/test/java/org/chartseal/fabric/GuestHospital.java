package org.chartseal.fabric;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.LedgerProfile;

/** A third hospital without a peer of its own: its certificates, its definition, and its client at another one's peer. */
final class GuestHospital {

    static final String NAME = "HospitalC";
    static final String MSP_ID = "HospitalCMSP";

    private static final String CRYPTO = """
            PeerOrgs:
              - Name: HospitalC
                Domain: hospital-c.chartseal
                EnableNodeOUs: true
                Users: {Count: 1}
            """;

    private final FabricAdministration network;
    private final Path folder;

    private GuestHospital(FabricAdministration network, Path folder) {
        this.network = network;
        this.folder = folder;
    }

    static GuestHospital make(FabricAdministration network, Path folder) {
        GuestHospital guest = new GuestHospital(network, folder);
        try {
            Files.writeString(folder.resolve("crypto-c.yaml"), CRYPTO);
            network.asAdmin(
                    Hospital.A,
                    "cryptogen",
                    "generate",
                    "--config=" + folder.resolve("crypto-c.yaml"),
                    "--output=" + folder.resolve("crypto-c"));
            Files.writeString(folder.resolve("configtx.yaml"), String.format("""
            Organizations:
              - Name: HospitalC
                ID: HospitalCMSP
                MSPDir: %s
                Policies:
                  Readers: {Type: Signature, Rule: "OR('HospitalCMSP.member')"}
                  Writers: {Type: Signature, Rule: "OR('HospitalCMSP.admin', 'HospitalCMSP.client')"}
                  Admins: {Type: Signature, Rule: "OR('HospitalCMSP.admin')"}
                  Endorsement: {Type: Signature, Rule: "OR('HospitalCMSP.peer')"}
            """, guest.msp(guest.home())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return guest;
    }

    /** As a channel's configuration takes it. */
    JsonObject definition() {
        return FabricAdministration.json(
                network.asAdmin(Hospital.A, "configtxgen", "-configPath", folder.toString(), "-printOrg", NAME));
    }

    /** Its client, at the peer of that profile. */
    LedgerProfile at(LedgerProfile peer) {
        Path msp = msp(home().resolve("users/User1@hospital-c.chartseal"));
        return new LedgerProfile(
                peer.kind(),
                peer.endpoint(),
                peer.channels(),
                MSP_ID,
                only(msp.resolve("signcerts")),
                only(msp.resolve("keystore")),
                peer.tlsRoots(),
                peer.serverName());
    }

    private Path home() {
        return folder.resolve("crypto-c/peerOrganizations/hospital-c.chartseal");
    }

    private Path msp(Path of) {
        return of.resolve("msp");
    }

    private static Path only(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
