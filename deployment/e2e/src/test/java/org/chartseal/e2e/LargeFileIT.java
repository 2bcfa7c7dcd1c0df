package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

            assertPartsComeBack(visit, portal.installation().address() + path, Files.readAllBytes(large));

            APIResponse back = visit.page().request().get(portal.installation().address() + path);
            assertThat(back.body()).as("what comes back").isEqualTo(Files.readAllBytes(large));
            back.dispose();

            attach(visit, sparse("too-large.pdf", 1024 * MEBIBYTE + 1));
            PlaywrightAssertions.assertThat(visit.main().locator("[data-upload-problem]"))
                    .containsText(
                            Pattern.compile("This file is larger than 1\\s?024 MB"),
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

    /** Nothing behind its beginning is written to the disk. */
    private Path sparse(String name, long size) throws IOException {
        Path file = file(name, 0);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(size);
        }
        return file;
    }

    /** As a viewer asks for them, by the rules of RFC 9110. */
    private static void assertPartsComeBack(Visit visit, String address, byte[] content) {
        String size = Integer.toString(content.length);
        APIResponse head = visit.page().request().head(address);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("content-length", size).containsEntry("accept-ranges", "bytes");
        String tag = String.valueOf(head.headers().get("etag"));
        assertThat(tag).matches("\"[0-9a-f]{64}\"");

        APIResponse middle = part(visit, address, "bytes=70000000-70099999", tag);
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.headers())
                .containsEntry("content-range", "bytes 70000000-70099999/" + size)
                .containsEntry("content-length", "100000")
                .containsEntry("etag", tag);
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(content, 70_000_000, 70_100_000));
        assertThat(part(visit, address, "bytes=-7", tag).body())
                .isEqualTo(Arrays.copyOfRange(content, content.length - 7, content.length));

        APIResponse behind = part(visit, address, "bytes=" + size + "-", tag);
        assertThat(behind.status()).isEqualTo(416);
        assertThat(behind.headers()).containsEntry("content-range", "bytes */" + size);
        APIResponse other = part(visit, address, "bytes=0-9", "\"another\"");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.headers()).containsEntry("content-length", size);
        other.dispose();
    }

    private static APIResponse part(Visit visit, String address, String range, String tag) {
        return visit.page()
                .request()
                .get(address, RequestOptions.create().setHeader("Range", range).setHeader("If-Range", tag));
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
