package org.chartseal.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.chartseal.launcher.installation.Distribution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast files go into the encrypted storage and come out of it, against what their cryptography alone would take. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description = {
            "Attaches a file to a laboratory result over HTTP, signed in, and downloads it again, in rounds; beside it SHA-256 and",
            "AES-256-GCM over as many bytes in this process, by one thread: the least that either way can cost.",
            "Uses a demo hospital of its own, gone afterwards."
        })
final class StorageBench implements Callable<Integer> {

    private static final int MOST = 1024;
    private static final int FIRST = 64;
    private static final int SHOWN = 10;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--mib", defaultValue = "250", description = "size of the file in MiB, up to 1024 (default: 250)")
    private int mebibytes;

    @Option(names = "--rounds", defaultValue = "3", description = "default: 3")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there as well")
    private @Nullable Path json;

    /**
     * One round.
     *
     * @param jdk MB/s of SHA-256 and AES-GCM, one after the other over each piece, by the JDK
     * @param library the same by the native library that the storage uses
     * @param upload MB/s until the portal has said that it keeps the file
     * @param download MB/s until the last byte was there
     */
    private record Round(double jdk, double library, double upload, double download) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        long size = (long) Math.min(MOST, Math.max(1, mebibytes)) << 20;
        Path folder = Files.createTempDirectory("chartseal-bench-");
        try {
            say(out, "Starting a demo hospital ...");
            Distribution distribution = new Distribution(Path.of(System.getProperty("chartseal.home", ".")));
            try (BenchPortal portal = new BenchPortal(distribution, folder)) {
                measure(portal, size, out);
            }
        } finally {
            BenchNetwork.delete(folder);
        }
        return 0;
    }

    private void measure(BenchPortal portal, long size, PrintWriter out) throws IOException {
        FileDesk desk = FileDesk.open(portal.address());
        double first = desk.attach("first.pdf", (long) FIRST << 20);
        say(out, String.format(Locale.ROOT, "First %d MiB after the start: %.0f MB/s", FIRST, first));
        desk.attach("shown.pdf", (long) SHOWN << 20);
        double view = desk.view("shown.pdf", (long) SHOWN << 20);
        say(out, String.format(Locale.ROOT, "First view of a file of %d MiB, with its page: %.0f ms", SHOWN, view));
        Cryptography.JDK.warmUp();
        Cryptography.NATIVE.warmUp();
        PeakMemory memory = PeakMemory.of(portal.processes().get("portal"));
        List<Round> measured = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            double jdk = Cryptography.JDK.measure(size);
            double library = Cryptography.NATIVE.measure(size);
            double upload = desk.attach("round-" + i + ".pdf", size);
            double download = desk.download("round-" + i + ".pdf", size);
            measured.add(new Round(jdk, library, upload, download));
            say(out, line("Round " + (i + 1), measured.get(i)));
        }
        Round median = new Round(
                median(measured, Round::jdk),
                median(measured, Round::library),
                median(measured, Round::upload),
                median(measured, Round::download));
        say(
                out,
                String.format(
                        Locale.ROOT, "Bytes over a socket of this machine alone: %.0f MB/s", Loopback.measure(size)));
        long grown = memory.grown();
        long live = LiveHeap.of(portal.processes().get("portal")).grownBy(() -> {
            desk.attach("collected.pdf", size);
            desk.download("collected.pdf", size);
        });
        say(out, Machine.description());
        say(out, line("Median", median));
        say(
                out,
                String.format(
                        Locale.ROOT,
                        "Of the cryptography alone by the JDK: upload %.0f %%, download %.0f %%; by the native library: %.0f %%, %.0f %%.",
                        100 * median.upload() / median.jdk(),
                        100 * median.download() / median.jdk(),
                        100 * median.upload() / median.library(),
                        100 * median.download() / median.library()));
        say(
                out,
                String.format(
                        Locale.ROOT,
                        "The portal's heap, just collected, grew by %d MiB at most, and all its memory by %d MiB.",
                        live >> 20,
                        grown >> 20));
        Path file = json;
        if (file != null) {
            Files.writeString(
                    file, report(first, view, median, live, grown, size).toString());
        }
    }

    private static double median(List<Round> measured, ToDoubleFunction<Round> figure) {
        return Quantile.of(
                measured.stream().mapToDouble(figure).sorted().boxed().toList(), 0.5);
    }

    private static JsonObject report(double first, double view, Round median, long live, long grown, long size) {
        return Json.createObjectBuilder()
                .add("machine", Machine.description())
                .add("bytes", size)
                .add("firstUpload", first)
                .add("firstViewMillis", view)
                .add("cryptographyOfJdk", median.jdk())
                .add("cryptographyOfLibrary", median.library())
                .add("upload", median.upload())
                .add("download", median.download())
                .add("heapGrown", live)
                .add("memoryGrown", grown)
                .build();
    }

    private static String line(String what, Round round) {
        return String.format(
                Locale.ROOT,
                "%s: cryptography alone %.0f MB/s by the JDK, %.0f MB/s native; upload %.0f MB/s, download %.0f MB/s",
                what,
                round.jdk(),
                round.library(),
                round.upload(),
                round.download());
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }
}
