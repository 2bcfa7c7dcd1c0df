package org.chartseal.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file over a line that is slow and breaks, to a server that is killed, from a page that is left. */
@Journey
class ResumableUploadIT {

    private static final byte[] NOTHING = {};
    private static final int MEBIBYTE = 1 << 20;
    private static final int SIZE = 40 * MEBIBYTE;
    private static final double PATIENCE_MILLIS = 120_000;
    private static final Pattern OBJECTS = Pattern.compile("([0-9,]+) objects");

    @TempDir
    private Path folder;

    @Test
    void aFileIsPausedAndGoesOnByItselfAfterTheLineBroke(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("labtech")) {
            Path scan = file("over-a-bad-line.pdf", 3);
            openResults(visit);
            CDPSession line = slowLine(visit);
            attach(visit, scan);
            visit.until(Duration.ofSeconds(60), () -> sent(visit) > 10);
            assertThat(panel(visit)).containsText("of 41.9 MB");
            visit.looksGood("upload-running");
            panel(visit).locator("[data-upload-pause]").click();
            assertThat(panel(visit)).containsText("Paused.");
            visit.looksGoodEverywhere("upload-paused");
            panel(visit).locator("[data-upload-go-on]").click();
            assertThat(panel(visit)).containsText("Sending.");

            visit.letTheLineBreak();
            be(line, true);
            assertThat(panel(visit)).containsText("The connection is lost.", patiently());
            visit.looksGood("upload-lost");
            be(line, false);
            assertArrived(visit, portal, scan);
        }
    }

    @Test
    void aServerThatIsKilledCostsNothing(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("labtech")) {
            Path scan = file("through-a-power-cut.pdf", 4);
            String page = openResults(visit);
            visit.letTheLineBreak();
            CDPSession line = slowLine(visit);
            attach(visit, scan);
            visit.until(Duration.ofSeconds(60), () -> sent(visit) > 30);
            portal.installation().kill("portal");
            assertThat(panel(visit)).containsText("The connection is lost.", patiently());
            portal.installation().start();
            assertThat(panel(visit)).containsText("Your sign-in has run out.", patiently());
            visit.looksGood("upload-signed-out");
            Page signedIn = visit.page()
                    .waitForPopup(() ->
                            panel(visit).locator("[data-upload-sign-in] a").click());
            signedIn.waitForURL(url -> url.startsWith(portal.installation().address() + page));
            Assertions.assertThat(signedIn.locator("[data-upload-row]").textContent())
                    .as("what has arrived, in another window")
                    .contains("through-a-power-cut.pdf");
            signedIn.close();
            line.detach();
            panel(visit).locator("[data-upload-again]").click();

            assertArrived(visit, portal, scan);
            assertThat(visit.page().locator(".lab-upload")).isVisible();
            assertThat(visit.main().locator("[data-upload-row]")).hasCount(0);
        }
    }

    @Test
    void afterAReloadTheSameFileGoesOnAndNoOther(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("labtech")) {
            Path scan = file("left-for-lunch.pdf", 5);
            openResults(visit);
            CDPSession line = slowLine(visit);
            attach(visit, scan);
            visit.until(Duration.ofSeconds(60), () -> sent(visit) > 10);
            visit.page().reload();
            visit.until(Duration.ofSeconds(30), () -> {
                visit.page().reload();
                return !row(visit).getAttribute("data-received").equals(Integer.toString(MEBIBYTE));
            });
            visit.looksGoodEverywhere("upload-unfinished");

            choose(visit, file("elsewhere/left-for-lunch.pdf", 6));
            assertThat(row(visit)).containsText("This is another file.");
            visit.looksGood("upload-another-file");
            line.detach();
            choose(visit, scan);
            assertArrived(visit, portal, scan);
            visit.page().reload();
            assertThat(visit.main().locator("[data-upload-row]")).hasCount(0);
        }
    }

    @Test
    void whatIsCancelledOrDiscardedIsGone(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("labtech")) {
            openResults(visit);
            slowLine(visit);
            attach(visit, file("cancelled.pdf", 8));
            visit.until(Duration.ofSeconds(60), () -> sent(visit) > 5);
            panel(visit).locator("[data-upload-cancel]").click();
            assertThat(visit.main().locator("[data-upload-said]")).containsText("Cancelled.", patiently());
            assertThat(panel(visit)).isHidden();
            visit.page().reload();
            assertThat(visit.main().locator("[data-upload-row]")).hasCount(0);

            attach(visit, file("discarded.pdf", 9));
            visit.until(Duration.ofSeconds(60), () -> sent(visit) > 5);
            visit.page().reload();
            row(visit).locator("form button").click();
            visit.reads("Discarded.");
            assertThat(visit.main().locator("[data-upload-row]")).hasCount(0);
        }
    }

    /** By the protocol's own words, as any of its clients speaks them. */
    @Test
    void anyClientOfTheProtocolIsServedAndNobodyElsesFile(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("labtech");
                Visit colleague = portal.signIn("labscientist")) {
            String results = openResults(visit);
            String uploads = "/lab/uploads?request=" + results.substring(results.lastIndexOf('/') + 1);
            byte[] file = Files.readAllBytes(file("by-protocol.pdf", 10));
            JsonObject before = stored(portal);

            APIResponse tooLarge = tus(visit, portal, "POST", uploads, Map.of("Upload-Length", "1073741825"), NOTHING);
            Assertions.assertThat(tooLarge.status()).isEqualTo(422);
            APIResponse begun = tus(
                    visit, portal, "POST", uploads, Map.of("Upload-Length", Integer.toString(file.length)), NOTHING);
            Assertions.assertThat(begun.status()).isEqualTo(201);
            String upload = String.valueOf(begun.headers().get("location"));

            Assertions.assertThat(append(visit, portal, upload, 0, file, MEBIBYTE))
                    .isEqualTo(204);
            Assertions.assertThat(append(visit, portal, upload, 0, file, MEBIBYTE))
                    .isEqualTo(409);
            JsonObject underWay = stored(portal);
            Assertions.assertThat(underWay.get("intact").getAsInt())
                    .isEqualTo(before.get("intact").getAsInt() + 1);
            Assertions.assertThat(underWay.getAsJsonArray("unreferenced"))
                    .hasSizeLessThanOrEqualTo(
                            before.getAsJsonArray("unreferenced").size());
            Assertions.assertThat(backedUp(portal))
                    .as("without what is on its way")
                    .isEqualTo(before.get("intact").getAsInt());
            Assertions.assertThat(append(colleague, portal, upload, MEBIBYTE, file, 10))
                    .isEqualTo(404);
            APIResponse head = tus(visit, portal, "HEAD", upload, Map.of(), NOTHING);
            Assertions.assertThat(head.headers())
                    .containsEntry("upload-offset", Integer.toString(MEBIBYTE))
                    .containsEntry("upload-length", Integer.toString(file.length))
                    .containsEntry("tus-resumable", "1.0.0")
                    .containsKey("upload-expires");
            for (String method : new String[] {"HEAD", "DELETE"}) {
                Assertions.assertThat(tus(colleague, portal, method, upload, Map.of(), NOTHING)
                                .status())
                        .isEqualTo(404);
            }
            Assertions.assertThat(tus(visit, portal, "DELETE", upload, Map.of(), NOTHING)
                            .status())
                    .isEqualTo(204);
            Assertions.assertThat(tus(visit, portal, "HEAD", upload, Map.of(), NOTHING)
                            .status())
                    .isEqualTo(404);
        }
    }

    /** What a check of the storage says, which must find it sound. */
    private static JsonObject stored(Portal portal) {
        String report = portal.installation().command(true, "storage", "check", "--json");
        return JsonParser.parseString(report)
                .getAsJsonObject()
                .getAsJsonArray("places")
                .get(0)
                .getAsJsonObject();
    }

    private int backedUp(Portal portal) throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "only for what is on its way");
        Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
        String said = portal.installation()
                .command(
                        true,
                        "backup",
                        folder.resolve("hospital.backup").toString(),
                        "--passphrase-file",
                        words.toString());
        Matcher objects = OBJECTS.matcher(said);
        Assertions.assertThat(objects.find()).as(said).isTrue();
        return Integer.parseInt(objects.group(1).replace(",", ""));
    }

    private static int append(Visit visit, Portal portal, String upload, int from, byte[] file, int bytes) {
        byte[] part = java.util.Arrays.copyOfRange(file, from, from + bytes);
        Map<String, String> headers =
                Map.of("Content-Type", "application/offset+octet-stream", "Upload-Offset", Integer.toString(from));
        return tus(visit, portal, "PATCH", upload, headers, part).status();
    }

    private static APIResponse tus(
            Visit visit, Portal portal, String method, String path, Map<String, String> headers, byte[] body) {
        RequestOptions request = RequestOptions.create()
                .setMethod(method)
                .setMaxRedirects(0)
                .setHeader("Tus-Resumable", "1.0.0")
                .setHeader(
                        "X-Form-Token",
                        visit.page().locator("meta[name=form-token]").getAttribute("content"));
        headers.forEach(request::setHeader);
        if (body.length > 0) {
            request.setData(body);
        }
        return visit.page().request().fetch(portal.installation().address() + path, request);
    }

    /** Results that wait to be entered; answers the page's path. */
    private static String openResults(Visit visit) {
        visit.open("/lab?stage=collected");
        visit.main().locator("tbody a").first().click();
        assertThat(visit.main().locator(".lab-upload")).isVisible();
        return visit.path();
    }

    /** Some two mebibytes in a second go up. */
    private static CDPSession slowLine(Visit visit) {
        CDPSession session = visit.page().context().newCDPSession(visit.page());
        session.send("Network.enable");
        be(session, false);
        return session;
    }

    private static void be(CDPSession line, boolean offline) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", offline);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", 2 * MEBIBYTE);
        line.send("Network.emulateNetworkConditions", conditions);
    }

    private static void attach(Visit visit, Path file) {
        visit.page().setInputFiles("#field-file", file);
        visit.page().click(".lab-upload button");
    }

    private static void choose(Visit visit, Path file) {
        row(visit).locator("input[type=file]").setInputFiles(file);
    }

    private static Locator panel(Visit visit) {
        return visit.main().locator("[data-upload-run]");
    }

    private static Locator row(Visit visit) {
        return visit.main().locator("[data-upload-row]").first();
    }

    /** In percent, as the page has it. */
    private static double sent(Visit visit) {
        return ((Number) panel(visit).locator("progress").evaluate("bar => bar.value")).doubleValue();
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static void assertArrived(Visit visit, Portal portal, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        assertThat(visit.main().locator(".lab-files")).containsText(name, patiently());
        String path = visit.main()
                .locator(".lab-files a", new Locator.LocatorOptions().setHasText(name))
                .last()
                .getAttribute("href");
        APIResponse back = visit.page().request().get(portal.installation().address() + path);
        Assertions.assertThat(back.body()).as("what comes back").isEqualTo(Files.readAllBytes(file));
        back.dispose();
    }

    /** The beginning of a PDF, and then nothing that could be compressed. */
    private Path file(String name, int seed) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] noise = new byte[SIZE];
        new Random(seed).nextBytes(noise);
        byte[] start = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, noise, 0, start.length);
        return Files.write(file, noise);
    }
}
