package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as large as they may be, and larger. */
@Journey
class LargeFileIT {

    private static final long MEBIBYTE = 1L << 20;
    private static final double PATIENCE_MILLIS = 120_000;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    private Path folder;

    @Test
    void aLargeFileStreamsThroughAndATooLargeOneIsRefusedBesideTheField(Portal portal) throws IOException {
        ProcessHandle server = portal.installation().process("portal");
        try (Visit visit = portal.signIn("labtech")) {
            visit.open("/lab?stage=collected");
            visit.main().locator("tbody a").first().click();
            Locator value = visit.main().locator(".lab-value").first();
            value.fill("7");

            Path large = file("large.pdf", 100 * MEBIBYTE);
            resetPeak(server);
            long before = peak(server);
            attach(visit, large);
            PlaywrightAssertions.assertThat(visit.main().locator(".lab-files"))
                    .containsText("large.pdf", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
            PlaywrightAssertions.assertThat(value).hasValue("7");
            String path = visit.main()
                    .locator(".lab-files a", new Locator.LocatorOptions().setHasText("large.pdf"))
                    .last()
                    .getAttribute("href");
            long grown = peak(server) - before;
            System.out.println("100 MiB attached: the portal's memory grew by " + grown / MEBIBYTE + " MiB");
            assertThat(grown).as("bytes that the portal's memory grew by").isLessThan(80 * MEBIBYTE);

            APIResponse back = visit.page().request().get(portal.installation().address() + path);
            assertThat(back.body()).as("what comes back").isEqualTo(Files.readAllBytes(large));
            back.dispose();

            attach(visit, file("too-large.pdf", 256 * MEBIBYTE + 1));
            PlaywrightAssertions.assertThat(visit.main().locator("[data-upload-problem]"))
                    .containsText(
                            "This file is larger than 256 MB",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
            PlaywrightAssertions.assertThat(value).hasValue("7");
            visit.looksGood("file-too-large");
            PlaywrightAssertions.assertThat(visit.main().locator(".lab-files"))
                    .not()
                    .containsText("too-large.pdf");
        }
    }

    private static void attach(Visit visit, Path file) {
        visit.page().setInputFiles("#field-file", file);
        visit.page().click(".lab-upload button");
    }

    /** The beginning of a PDF, and then nothing that could be compressed. */
    private Path file(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        byte[] noise = new byte[(int) MEBIBYTE];
        new Random(7).nextBytes(noise);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
            while (out.length() + noise.length <= size) {
                out.write(noise);
            }
            out.setLength(size);
        }
        return file;
    }

    private static void resetPeak(ProcessHandle process) throws IOException {
        Files.writeString(Path.of("/proc", Long.toString(process.pid()), "clear_refs"), "5");
    }

    private static long peak(ProcessHandle process) throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        assertThat(peak.find()).isTrue();
        return Long.parseLong(peak.group(1)) * 1024;
    }
}
