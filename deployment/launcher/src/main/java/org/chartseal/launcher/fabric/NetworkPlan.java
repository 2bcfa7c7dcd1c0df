package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.installation.PrivateFiles;

/**
 * What a network is made with, and keeps as long as it lives: its channels' configuration names the ports.
 *
 * @param series of Fabric, for example 3.1
 * @param ports by what listens there
 */
record NetworkPlan(String series, Orderers orderers, Map<String, Integer> ports) {

    NetworkPlan {
        ports = Map.copyOf(ports);
    }

    /** How the orderers agree. */
    enum Orderers {
        RAFT(3),
        BFT(4);

        final int count;

        Orderers(int count) {
            this.count = count;
        }
    }

    static NetworkPlan draw(String series, Orderers orderers) {
        Map<String, Integer> ports = new TreeMap<>();
        Set<Integer> taken = new HashSet<>();
        for (int number = 1; number <= orderers.count; number++) {
            for (String use : new String[] {"", ".admin", ".operations"}) {
                add("orderer" + number + use, ports, taken);
            }
        }
        for (Hospital hospital : Hospital.values()) {
            for (String use : new String[] {"", ".chaincode", ".operations", ".contract.0", ".contract.1"}) {
                add(hospital.id() + use, ports, taken);
            }
        }
        return new NetworkPlan(series, orderers, ports);
    }

    private static void add(String name, Map<String, Integer> ports, Set<Integer> taken) {
        int port = Ports.choose(taken);
        taken.add(port);
        ports.put(name, port);
    }

    int port(String name) {
        Integer port = ports.get(name);
        if (port == null) {
            throw new LauncherFailure("The network has no port for " + name + ".");
        }
        return port;
    }

    /** All on which a peer or an orderer itself listens; its contract's are not among them. */
    List<Integer> portsOf(String node) {
        return ports.entrySet().stream()
                .filter(each -> each.getKey().equals(node) || each.getKey().startsWith(node + "."))
                .filter(each -> !each.getKey().contains(".contract."))
                .map(Map.Entry::getValue)
                .toList();
    }

    static Optional<NetworkPlan> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(Files.readString(file)))) {
            JsonObject json = reader.readObject();
            Map<String, Integer> ports = new TreeMap<>();
            JsonObject listed = json.getJsonObject("ports");
            listed.keySet().forEach(name -> ports.put(name, listed.getInt(name)));
            return Optional.of(
                    new NetworkPlan(json.getString("series"), Orderers.valueOf(json.getString("orderers")), ports));
        } catch (IOException | JsonException | NullPointerException | ClassCastException e) {
            throw new LauncherFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void write(Path file) {
        JsonObjectBuilder listed = Json.createObjectBuilder();
        new TreeMap<>(ports).forEach(listed::add);
        PrivateFiles.write(
                file,
                Json.createObjectBuilder()
                        .add("series", series)
                        .add("orderers", orderers.name())
                        .add("ports", listed)
                        .build()
                        .toString());
    }
}
