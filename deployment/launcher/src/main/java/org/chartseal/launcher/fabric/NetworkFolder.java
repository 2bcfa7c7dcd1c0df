package org.chartseal.launcher.fabric;

import java.nio.file.Path;

/** Where a network keeps what. */
record NetworkFolder(Path root) {

    NetworkFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path plan() {
        return root.resolve("network.json");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path run() {
        return root.resolve("run");
    }

    Path users() {
        return root.resolve("users");
    }

    /** What all peers, and all orderers, have in common. */
    Path config() {
        return root.resolve("config");
    }

    Path crypto() {
        return root.resolve("crypto");
    }

    Path channels() {
        return root.resolve("channels");
    }

    Path block(String channel) {
        return channels().resolve(channel + ".block");
    }

    Path contracts() {
        return root.resolve("contract");
    }

    /** The contract's private data collections, as Fabric's programs take them. */
    Path collections() {
        return contracts().resolve("collections.json");
    }

    Path data(String node) {
        return root.resolve("data").resolve(node);
    }

    Path profiles() {
        return root.resolve("profiles");
    }

    Path profile(Hospital hospital) {
        return profiles().resolve(hospital.id() + ".json");
    }

    private Path ordering() {
        return crypto().resolve("ordererOrganizations/orderers.chartseal");
    }

    Path orderer(int number) {
        return ordering().resolve("orderers/orderer" + number + ".orderers.chartseal");
    }

    Path ordererAdmin() {
        return ordering().resolve("users/Admin@orderers.chartseal");
    }

    Path ordererTlsRoot() {
        return ordering().resolve("tlsca/tlsca.orderers.chartseal-cert.pem");
    }

    private Path organisation(Hospital hospital) {
        return crypto().resolve("peerOrganizations").resolve(hospital.domain());
    }

    /** The identity of the hospital's {@code peer} or {@code contract}. */
    Path node(Hospital hospital, String name) {
        return organisation(hospital).resolve("peers").resolve(name + "." + hospital.domain());
    }

    Path user(Hospital hospital, String name) {
        return organisation(hospital).resolve("users").resolve(name + "@" + hospital.domain());
    }

    Path tlsRoot(Hospital hospital) {
        return organisation(hospital).resolve("tlsca/tlsca." + hospital.domain() + "-cert.pem");
    }
}
