package org.chartseal.launcher.installation;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an installation decided once and keeps.
 *
 * @param publicPort the port people use
 * @param demo whether it is the demo hospital
 * @param ledger the ledger that it writes to
 * @param ports the ports of its parts
 * @param secrets what its parts know each other by
 * @param oneTimePassword the first administrator's, until it was shown
 */
public record InstallationState(
        int publicPort,
        boolean demo,
        LedgerChoice ledger,
        Map<PortName, Integer> ports,
        Map<SecretName, String> secrets,
        Optional<String> oneTimePassword) {

    /** The layout of the data directory that this program reads and writes. */
    static final int LAYOUT = 1;

    public InstallationState {
        ports = Map.copyOf(ports);
        secrets = Map.copyOf(secrets);
    }

    /** A new installation with ports and secrets of its own. */
    static InstallationState draw(int publicPort, boolean demo, LedgerChoice ledger) {
        Map<SecretName, String> secrets = new EnumMap<>(SecretName.class);
        for (SecretName name : SecretName.values()) {
            secrets.put(name, Secrets.draw());
        }
        Optional<String> oneTime = demo ? Optional.empty() : Optional.of(Secrets.draw());
        return new InstallationState(publicPort, demo, ledger, Map.of(), secrets, oneTime).withFreePorts(Set.of());
    }

    public int port(PortName name) {
        return Objects.requireNonNull(ports.get(name), name::key);
    }

    public String secret(SecretName name) {
        return Objects.requireNonNull(secrets.get(name), name::key);
    }

    public InstallationState withPublicPort(int port) {
        return new InstallationState(port, demo, ledger, ports, secrets, oneTimePassword);
    }

    /** The same on a ledger about which more is known now. */
    public InstallationState withLedger(LedgerChoice known) {
        return new InstallationState(publicPort, demo, known, ports, secrets, oneTimePassword);
    }

    public InstallationState withoutOneTimePassword() {
        return new InstallationState(publicPort, demo, ledger, ports, secrets, Optional.empty());
    }

    /** The same with every port replaced that is missing, or taken by someone who is not among {@code own}. */
    public InstallationState withFreePorts(Set<PortName> own) {
        Set<Integer> reserved = new HashSet<>(ports.values());
        reserved.add(publicPort);
        Map<PortName, Integer> chosen = new EnumMap<>(PortName.class);
        chosen.putAll(ports);
        for (PortName name : PortName.values()) {
            Integer known = chosen.get(name);
            if (known == null || (!own.contains(name) && !Ports.isFree(known))) {
                int port = Ports.choose(reserved);
                reserved.add(port);
                chosen.put(name, port);
            }
        }
        return new InstallationState(publicPort, demo, ledger, chosen, secrets, oneTimePassword);
    }

    /** As it is kept, secrets included. */
    public JsonObject toJson() {
        JsonObjectBuilder portObject = Json.createObjectBuilder();
        for (PortName name : PortName.values()) {
            portObject.add(name.key(), port(name));
        }
        JsonObjectBuilder secretObject = Json.createObjectBuilder();
        for (SecretName name : SecretName.values()) {
            secretObject.add(name.key(), secret(name));
        }
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("layout", LAYOUT)
                .add("publicPort", publicPort)
                .add("demo", demo)
                .add("ledger", ledger.toJson())
                .add("ports", portObject)
                .add("secrets", secretObject);
        oneTimePassword.ifPresent(password -> object.add("oneTimePassword", password));
        return object.build();
    }

    /**
     * What was kept.
     *
     * @throws LauncherFailure if another version of this program wrote it
     */
    public static InstallationState fromJson(JsonObject object) {
        int layout = object.getInt("layout", 0);
        if (layout != LAYOUT) {
            throw new LauncherFailure("The data directory was written by another version of Chartseal (layout " + layout
                    + ", this version reads " + LAYOUT
                    + "). Start it with that version, or choose another --data-dir.");
        }
        Map<PortName, Integer> ports = new EnumMap<>(PortName.class);
        JsonObject portObject = object.getJsonObject("ports");
        for (PortName name : PortName.values()) {
            if (portObject.containsKey(name.key())) {
                ports.put(name, portObject.getInt(name.key()));
            }
        }
        Map<SecretName, String> secrets = new EnumMap<>(SecretName.class);
        JsonObject secretObject = object.getJsonObject("secrets");
        for (SecretName name : SecretName.values()) {
            secrets.put(name, secretObject.getString(name.key()));
        }
        Optional<String> oneTime = Optional.ofNullable(object.getString("oneTimePassword", null));
        LedgerChoice ledger = object.containsKey("ledger")
                ? LedgerChoice.fromJson(object.getJsonObject("ledger"))
                : new LedgerChoice.Solo();
        return new InstallationState(
                object.getInt("publicPort"), object.getBoolean("demo"), ledger, ports, secrets, oneTime);
    }
}
