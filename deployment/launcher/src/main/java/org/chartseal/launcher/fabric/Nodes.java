package org.chartseal.launcher.fabric;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.launcher.process.Launch;

/** How each node of the network is started. */
final class Nodes {
    private final FabricPrograms programs;
    private final Path templates;
    private final NetworkFolder folder;
    private final NetworkPlan plan;

    Nodes(FabricPrograms programs, Path templates, NetworkFolder folder, NetworkPlan plan) {
        this.programs = programs;
        this.templates = templates;
        this.folder = folder;
        this.plan = plan;
    }

    Launch orderer(int number) {
        String name = "orderer" + number;
        Path identity = folder.orderer(number);
        Path tls = identity.resolve("tls");
        Path data = folder.data(name);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "FABRIC_CFG_PATH", folder.config().toString(),
                "ORDERER_GENERAL_LISTENADDRESS", "127.0.0.1",
                "ORDERER_GENERAL_LISTENPORT", Integer.toString(plan.port(name)),
                "ORDERER_GENERAL_LOCALMSPID", "OrderersMSP",
                "ORDERER_GENERAL_LOCALMSPDIR", identity.resolve("msp").toString(),
                "ORDERER_FILELEDGER_LOCATION", data.toString(),
                "ORDERER_CONSENSUS_WALDIR", data.resolve("etcdraft/wal").toString(),
                "ORDERER_CONSENSUS_SNAPDIR", data.resolve("etcdraft/snapshot").toString(),
                "ORDERER_OPERATIONS_LISTENADDRESS", loopback(name + ".operations"),
                "ORDERER_ADMIN_LISTENADDRESS", loopback(name + ".admin")));
        environment.put("ORDERER_GENERAL_TLS_CERTIFICATE", file(tls, "server.crt"));
        environment.put("ORDERER_GENERAL_TLS_PRIVATEKEY", file(tls, "server.key"));
        environment.put("ORDERER_GENERAL_TLS_ROOTCAS", list(folder.config(), tls));
        environment.put("ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE", file(tls, "server.crt"));
        environment.put("ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY", file(tls, "server.key"));
        environment.put("ORDERER_GENERAL_CLUSTER_ROOTCAS", list(folder.config(), tls));
        environment.put("ORDERER_ADMIN_TLS_CERTIFICATE", file(tls, "server.crt"));
        environment.put("ORDERER_ADMIN_TLS_PRIVATEKEY", file(tls, "server.key"));
        environment.put("ORDERER_ADMIN_TLS_ROOTCAS", list(folder.root(), tls));
        environment.put("ORDERER_ADMIN_TLS_CLIENTROOTCAS", list(folder.root(), tls));
        return new Launch(List.of(programs.program("orderer").toString()), environment, folder.root());
    }

    Launch peer(Hospital hospital) {
        Path identity = folder.node(hospital, "peer");
        Path tls = identity.resolve("tls");
        Path data = folder.data(hospital.id());
        Map<String, String> environment = new TreeMap<>(Map.of(
                "FABRIC_CFG_PATH", folder.config().toString(),
                "CORE_PEER_ID", "peer." + hospital.domain(),
                "CORE_PEER_LISTENADDRESS", loopback(hospital.id()),
                "CORE_PEER_ADDRESS", address(hospital),
                "CORE_PEER_CHAINCODELISTENADDRESS", loopback(hospital.id() + ".chaincode"),
                "CORE_PEER_CHAINCODEADDRESS", loopback(hospital.id() + ".chaincode"),
                "CORE_PEER_GOSSIP_BOOTSTRAP", address(hospital),
                "CORE_PEER_GOSSIP_ENDPOINT", address(hospital),
                "CORE_PEER_GOSSIP_EXTERNALENDPOINT", address(hospital),
                "CORE_PEER_LOCALMSPID", hospital.mspId()));
        environment.put("CORE_PEER_MSPCONFIGPATH", file(identity, "msp"));
        environment.put("CORE_PEER_FILESYSTEMPATH", data.toString());
        environment.put(
                "CORE_LEDGER_SNAPSHOTS_ROOTDIR", data.resolve("snapshots").toString());
        environment.put("CORE_OPERATIONS_LISTENADDRESS", loopback(hospital.id() + ".operations"));
        environment.put("CORE_PEER_TLS_CERT_FILE", file(tls, "server.crt"));
        environment.put("CORE_PEER_TLS_KEY_FILE", file(tls, "server.key"));
        environment.put("CORE_PEER_TLS_ROOTCERT_FILE", file(tls, "ca.crt"));
        environment.put("CORE_VM_ENDPOINT", "");
        environment.put(
                "CORE_CHAINCODE_EXTERNALBUILDERS",
                "[{name: chartseal, path: '"
                        + templates.resolve("builder").toString().replace("'", "''") + "'}]");
        return new Launch(List.of(programs.program("peer").toString(), "node", "start"), environment, folder.root());
    }

    private String loopback(String name) {
        return "127.0.0.1:" + plan.port(name);
    }

    String address(Hospital hospital) {
        return "localhost:" + plan.port(hospital.id());
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toString();
    }

    /** A comma in the path to the network would divide the list; seen from that folder the path has none. */
    private static String list(Path from, Path tls) {
        return "[" + from.relativize(tls.resolve("ca.crt")) + "]";
    }
}
