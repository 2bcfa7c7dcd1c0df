package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.PrivateFiles;

/** Makes what a network begins with: everybody's certificates, and each channel's first block. Each is made whole or not. */
final class Channels {
    /** Clinical records, personal health data from devices, and what passes between regions. */
    static final List<String> NAMES = List.of("emr", "phd", "consortium");

    private static final String UNFINISHED = "unfinished-crypto-";
    private static final Logger LOG = Logger.getLogger(Channels.class.getName());

    private final FabricPrograms programs;
    private final Path templates;
    private final NetworkFolder folder;

    Channels(FabricPrograms programs, Path templates, NetworkFolder folder) {
        this.programs = programs;
        this.templates = templates;
        this.folder = folder;
    }

    boolean complete() {
        return Files.exists(folder.crypto()) && NAMES.stream().allMatch(name -> Files.exists(folder.block(name)));
    }

    void make(NetworkPlan plan) {
        if (!Files.exists(folder.crypto())) {
            makeCertificates();
        }
        deleteUnfinished();
        PrivateFiles.folder(folder.channels());
        PrivateFiles.write(folder.channels().resolve("configtx.yaml"), configuration(plan));
        for (String name : NAMES) {
            if (!Files.exists(folder.block(name))) {
                make(name);
            }
        }
    }

    /** In a folder of its own: what a killed command left running may still write to another. */
    private void makeCertificates() {
        try {
            Path fresh = Files.createTempDirectory(folder.root(), UNFINISHED);
            Tool.of(programs.program("cryptogen"))
                    .run("generate", "--config=" + templates.resolve("crypto.yaml"), "--output=" + fresh)
                    .orThrow("The network's certificates cannot be made.");
            move(fresh, folder.crypto());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What cannot go yet, as someone still writes it, goes the next time or with the network. */
    private void deleteUnfinished() {
        try (Stream<Path> entries = Files.list(folder.root())) {
            entries.filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .forEach(Folders::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.FINE, "left for later", e);
        }
    }

    /** The SHA-256 of the first block of the channel of clinical records: no other network has that block. */
    static Optional<String> firstBlock(NetworkFolder folder) {
        Path block = folder.block(NAMES.get(0));
        if (!Files.exists(block)) {
            return Optional.empty();
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(block));
            return Optional.of(HexFormat.of().formatHex(hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(String channel) {
        Path fresh = folder.channels()
                .resolve(channel + "." + ProcessHandle.current().pid() + ".new");
        Tool.of(programs.program("configtxgen"))
                .run(
                        "-configPath",
                        folder.channels().toString(),
                        "-profile",
                        "Channel",
                        "-channelID",
                        channel,
                        "-outputBlock",
                        fresh.toString())
                .orThrow("The channel " + channel + " cannot be configured.");
        move(fresh, folder.block(channel));
    }

    private String configuration(NetworkPlan plan) {
        boolean bft = plan.orderers() == NetworkPlan.Orderers.BFT;
        Map<String, String> values = Map.of(
                "crypto", quoted(folder.crypto()),
                "endpoints",
                        numbers(plan)
                                .mapToObj(number -> "\"localhost:" + plan.port("orderer" + number) + "\"")
                                .collect(Collectors.joining(", ")),
                "peer.a", Integer.toString(plan.port(Hospital.A.id())),
                "peer.b", Integer.toString(plan.port(Hospital.B.id())),
                "channel.capability", plan.series().startsWith("2.") ? "V2_0" : "V3_0",
                "orderer.type", bft ? "BFT" : "etcdraft",
                "consenters", bft ? bft(plan) : raft(plan));
        try {
            String text = Files.readString(templates.resolve("configtx.yaml"));
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IntStream numbers(NetworkPlan plan) {
        return IntStream.rangeClosed(1, plan.orderers().count);
    }

    private String raft(NetworkPlan plan) {
        return numbers(plan)
                .mapToObj(number -> String.format(Locale.ROOT, """
                                - Host: localhost
                                  Port: %d
                                  ClientTLSCert: '%2$s'
                                  ServerTLSCert: '%2$s'
                        """, plan.port("orderer" + number), tls(number)))
                .collect(Collectors.joining("", """
                              EtcdRaft:
                                Options:
                                  TickInterval: 200ms
                                  ElectionTick: 10
                                  HeartbeatTick: 1
                                  MaxInflightBlocks: 5
                                  SnapshotIntervalSize: 16 MB
                                Consenters:
                        """, ""));
    }

    private String bft(NetworkPlan plan) {
        return numbers(plan)
                .mapToObj(number -> String.format(
                        Locale.ROOT, """
                                - ID: %1$d
                                  Host: localhost
                                  Port: %2$d
                                  MSPID: OrderersMSP
                                  Identity: '%3$s'
                                  ClientTLSCert: '%4$s'
                                  ServerTLSCert: '%4$s'
                        """, number, plan.port("orderer" + number), identity(number), tls(number)))
                .collect(Collectors.joining("", "      ConsenterMapping:\n", ""));
    }

    private String tls(int orderer) {
        return quoted(folder.orderer(orderer).resolve("tls/server.crt"));
    }

    private String identity(int orderer) {
        return quoted(
                folder.orderer(orderer).resolve("msp/signcerts/orderer" + orderer + ".orderers.chartseal-cert.pem"));
    }

    /** As it stands between single quotes in YAML. */
    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    private static void move(Path fresh, Path to) {
        try {
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
