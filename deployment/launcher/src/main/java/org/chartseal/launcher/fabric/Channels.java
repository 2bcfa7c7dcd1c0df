package org.chartseal.launcher.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.part.Folders;

/** Makes what a network begins with: everybody's certificates, and each channel's first block. Each is made whole or not. */
final class Channels {
    /** Clinical records, personal health data from devices, and what passes between regions. */
    static final List<String> NAMES = List.of("emr", "phd", "consortium");

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
            Path fresh = folder.root().resolve("crypto.new");
            Folders.delete(fresh);
            Tool.of(programs.program("cryptogen"))
                    .run(
                            "generate",
                            "--config=" + templates.resolve("crypto.yaml"),
                            "--output=" + PrivateFiles.folder(fresh))
                    .orThrow("The network's certificates cannot be made.");
            move(fresh, folder.crypto());
        }
        PrivateFiles.folder(folder.channels());
        PrivateFiles.write(folder.channels().resolve("configtx.yaml"), configuration(plan));
        for (String name : NAMES) {
            if (!Files.exists(folder.block(name))) {
                make(name);
            }
        }
    }

    private void make(String channel) {
        Path fresh = folder.channels().resolve(channel + ".new");
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
                "crypto", folder.crypto().toString(),
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
                                  ClientTLSCert: %2$s
                                  ServerTLSCert: %2$s
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
                                  Identity: %3$s
                                  ClientTLSCert: %4$s
                                  ServerTLSCert: %4$s
                        """, number, plan.port("orderer" + number), identity(number), tls(number)))
                .collect(Collectors.joining("", "      ConsenterMapping:\n", ""));
    }

    private Path tls(int orderer) {
        return folder.orderer(orderer).resolve("tls/server.crt");
    }

    private Path identity(int orderer) {
        return folder.orderer(orderer).resolve("msp/signcerts/orderer" + orderer + ".orderers.chartseal-cert.pem");
    }

    private static void move(Path fresh, Path to) {
        try {
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
