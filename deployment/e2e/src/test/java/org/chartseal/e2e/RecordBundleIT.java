package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patient takes the whole record away, and somebody without a portal, a network or a database checks it. */
@Journey
class RecordBundleIT {

    private static final Path PROGRAM =
            Path.of("..", "..", "ledger-adapter", "proof", "target", "chartseal-verify.jar");
    private static final Duration ANCHORING = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void aDownloadedRecordProvesItself(Portal portal) throws Exception {
        Installation installation = portal.installation();
        Path roots = folder.resolve("roots");
        String told = installation.command(true, "roots", "--out", roots.toString());
        assertThat(told).contains("Root certificates, by SHA-256").contains("Channel emr begins with block");

        Path bundle = anchoredBundle(portal, roots);
        JsonObject verdict =
                json(installation.command(true, "verify", bundle.toString(), "--roots", roots.toString(), "--json"));
        assertThat(verdict.getString("result")).isEqualTo("valid");
        assertThat(verdict.getJsonArray("records")).hasSizeGreaterThan(5);
        assertThat(verdict.getJsonArray("records").getValuesAs(JsonObject.class))
                .extracting(record -> record.getString("type"))
                .contains("note", "prescription", "lab-report", "document", "claim");
        Map<String, byte[]> files = unpack(bundle);
        assertThat(files.keySet())
                .contains("README.txt", "manifest.json", "blocks/0")
                .anyMatch(name -> name.startsWith("files/"))
                .anyMatch(name -> name.matches("files/[0-9a-f]{64}/referral .*[.]pdf"))
                .anyMatch(name -> name.startsWith("resources/Appointment/"))
                .anyMatch(name -> name.startsWith("resources/Consent/"))
                .anyMatch(name -> name.startsWith("resources/Coverage/"));

        byte[] pages = files.getOrDefault("record.pdf", new byte[0]);
        assertThat(new String(pages, StandardCharsets.ISO_8859_1)).startsWith("%PDF-1.");
        Files.write(Path.of("target", "screenshots", "record.pdf"), pages);
        assertThat(installation.command(true, "verify", bundle.toString(), "--roots", roots.toString()))
                .contains("Only for reading, and not proved by this check: README.txt, record.pdf");

        assertThat(withProgramAlone(bundle, roots)).isEqualTo(new Ended(0, "VALID"));
        Map.Entry<String, byte[]> record = files.entrySet().stream()
                .filter(each -> each.getKey().startsWith("records/"))
                .findFirst()
                .orElseThrow();
        record.getValue()[record.getValue().length / 2] ^= 1;
        Path altered = pack(files);
        assertThat(withProgramAlone(altered, roots)).isEqualTo(new Ended(1, "REFUSED"));
        assertThat(installation.command(false, "verify", altered.toString(), "--roots", roots.toString()))
                .contains("the record's content was altered: " + record.getKey());
        assertThat(withProgramAlone(bundle, folder.resolve("nothing")).exit()).isEqualTo(2);

        Map<String, byte[]> withOtherPages = unpack(bundle);
        withOtherPages.put("record.pdf", "%PDF-1.7 another".getBytes(StandardCharsets.ISO_8859_1));
        Path deceiving = pack(withOtherPages);
        assertThat(installation.command(false, "verify", deceiving.toString(), "--roots", roots.toString()))
                .contains("a file for reading is missing or altered: record.pdf");
    }

    /** The same in the browser of whoever has the file: without signing in, and without any request after the page is there. */
    @Test
    void theBrowserVerifiesWithoutSendingAnything(Portal portal) throws Exception {
        Path roots = folder.resolve("roots");
        portal.installation().command(true, "roots", "--out", roots.toString());
        Path bundle = anchoredBundle(portal, roots);
        Map<String, byte[]> files = unpack(bundle);
        Map.Entry<String, byte[]> record = files.entrySet().stream()
                .filter(each -> each.getKey().startsWith("records/"))
                .findFirst()
                .orElseThrow();
        record.getValue()[record.getValue().length / 2] ^= 1;
        Path altered = pack(files);

        try (Visit visit = portal.visit()) {
            visit.open("/verify/bundle");
            visit.page().waitForLoadState(LoadState.NETWORKIDLE);
            visit.looksGoodEverywhere("bundle-empty");
            visit.page().context().setOffline(true);
            List<String> requests = new ArrayList<>();
            visit.page().onRequest(request -> requests.add(request.url()));

            visit.press("Verify");
            visit.reads("Choose the downloaded record.");
            visit.page().locator("#bundle-file").setInputFiles(bundle);
            visit.page().locator("#bundle-roots").setInputFiles(rootFiles(roots));
            visit.reads("Compare these fingerprints");
            visit.page().locator("#bundle-verify").focus();
            visit.page().keyboard().press("Enter");
            verdict(visit, "Valid");
            assertThat(visit.page().locator("#bundle-records > li").count()).isGreaterThan(5);
            assertThat(visit.page().locator("#bundle-records .check-failed").count())
                    .isZero();
            visit.reads("Only for reading, and not proved by this check: README.txt, record.pdf, resources/");
            visit.looksGoodEverywhere("bundle-valid");

            visit.page().locator("#bundle-file").setInputFiles(altered);
            visit.press("Verify");
            verdict(visit, "Refused");
            visit.reads("the record's content was altered: " + record.getKey());
            assertThat(visit.page().locator("#bundle-records .check-failed").count())
                    .isEqualTo(1);
            visit.looksGoodEverywhere("bundle-refused");

            visit.page().locator("#bundle-roots").setInputFiles(new Path[] {roots.resolve("channel.json")});
            visit.press("Verify");
            verdict(visit, "Could not be checked");
            visit.looksGoodEverywhere("bundle-not-checked");
            assertThat(requests).isEmpty();
        }
    }

    private static void verdict(Visit visit, String words) {
        PlaywrightAssertions.assertThat(visit.page().locator("#bundle-verdict"))
                .hasText(words, new LocatorAssertions.HasTextOptions().setTimeout(60_000));
    }

    private static Path[] rootFiles(Path roots) throws IOException {
        try (Stream<Path> files = Files.list(roots)) {
            return files.toArray(Path[]::new);
        }
    }

    @Test
    void thePatientSeesThatTheRecordWasTakenAway(Portal portal) {
        try (Visit visit = portal.signInOnPhone("patient")) {
            visit.open("/patient/documents");
            visit.looksGood("documents-whole-record-phone");
            download(visit);
            visit.open("/patient/access/reads?own=true");
            assertThat(visit.main().textContent()).contains("your whole record, to take away");
        }
    }

    /** Downloaded again until everything that was signed is on the ledger. */
    private Path anchoredBundle(Portal portal, Path roots) {
        Path bundle = folder.resolve("record.zip");
        try (Visit visit = portal.signIn("patient")) {
            visit.open("/patient/documents");
            visit.looksGood("documents-whole-record");
            visit.until(ANCHORING, () -> {
                download(visit).saveAs(bundle);
                return !portal.installation()
                        .command(false, "verify", bundle.toString(), "--roots", roots.toString(), "--json")
                        .contains("not-anchored");
            });
        }
        return bundle;
    }

    private static Download download(Visit visit) {
        Download download = visit.page()
                .waitForDownload(() ->
                        visit.main().locator("a[href='/patient/record.zip']").click());
        assertThat(download.suggestedFilename()).matches("chartseal-record-\\d{4}-\\d\\d-\\d\\d\\.zip");
        return download;
    }

    /** How the program ended, and what it said last. */
    private record Ended(int exit, String last) {}

    /** The one file that is all somebody needs, in an empty folder and an empty environment. */
    private Ended withProgramAlone(Path bundle, Path roots) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                PROGRAM.toAbsolutePath().toString(),
                bundle.toString(),
                "--roots",
                roots.toString());
        builder.environment().clear();
        builder.directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        return new Ended(process.waitFor(), lines.get(lines.size() - 1));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static Map<String, byte[]> unpack(Path bundle) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream in = Files.newInputStream(bundle);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private Path pack(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("altered.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
