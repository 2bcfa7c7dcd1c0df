package org.chartseal.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.Hospital;

/** A hospital's contract service, replaced by one that was told that nobody but that hospital need agree. */
final class BentContract implements AutoCloseable {

    private final Process process;

    private BentContract(Process process) {
        this.process = process;
    }

    /** Ends the hospital's honest service and starts the bent one in its place. */
    static BentContract of(Path root, Hospital hospital) {
        String name = FabricNetwork.nodes(root).stream()
                .map(FabricNetwork.Node::name)
                .filter(each -> each.startsWith(hospital.id() + "-contract-"))
                .findFirst()
                .orElseThrow();
        ProcessHandle honest = FabricNetwork.running(root, name).orElseThrow();
        try {
            ProcessBuilder builder = new ProcessBuilder(words(honest, "cmdline"))
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve("logs/bent.log").toFile());
            for (String setting : words(honest, "environ")) {
                int equals = setting.indexOf('=');
                builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
            }
            builder.environment().put("CHARTSEAL_ORGANISATIONS", hospital.mspId());
            honest.destroyForcibly();
            honest.onExit().join();
            return new BentContract(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    private static List<String> words(ProcessHandle process, String file) throws IOException {
        String all = Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.UTF_8);
        return new ArrayList<>(
                Stream.of(all.split("\0", -1)).filter(word -> !word.isEmpty()).toList());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
