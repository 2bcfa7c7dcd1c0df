package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A doctor files a letter and a picture, signs them, amends one and withdraws the other; the patient sees both in the page and
 * verifies them; nobody else does.
 */
@Journey
class DocumentsIT {

    private static final double ANCHORING_MILLIS = 120_000;
    private static final String DATED = "2026-03-05";

    /** Tells this run from one before on the same installation. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final String letter = "Discharge from St. Mary's " + run;

    @TempDir
    private Path folder;

    private final String picture = "X-ray of the left hand " + run;

    @Test
    void aDocumentIsFiledSignedShownAmendedAndWithdrawn(Portal portal) throws Exception {
        String patient = patient(portal);
        try (Visit doctor = portal.signIn("doctor")) {
            String pdf = aLetterIsFiled(doctor, patient);
            String png = aPictureIsFiled(doctor, patient);
            thePatientSeesBoth(portal, pdf, png);
            nobodyElseDoes(portal, patient, pdf);
            theLetterIsAmended(doctor, patient, pdf);
            thePictureIsWithdrawn(doctor, patient, png);
            thePatientIsTold(portal, pdf, png);
        }
    }

    private String aLetterIsFiled(Visit doctor, String patient) throws IOException {
        doctor.open("/patients/" + patient + "/chart");
        doctor.follow("File document");
        doctor.looksGoodEverywhere("document-new");
        doctor.type("title", letter);
        doctor.page().selectOption("#field-kind", "discharge-summary");
        doctor.type("dated", DATED);
        doctor.type("note", "Sent by fax");
        whatIsTooLargeOrBreaksOffStaysTyped(doctor);
        choose(doctor, "letter.pdf", "no PDF".getBytes(StandardCharsets.UTF_8));
        doctor.press("Review and sign");
        doctor.reads("This file is no PDF, PNG or JPEG, whatever its name says.");
        assertThat(doctor.page().inputValue("#field-title")).isEqualTo(letter);
        assertThat(doctor.page().inputValue("#field-dated")).isEqualTo(DATED);
        assertThat(doctor.page().inputValue("#field-kind")).isEqualTo("discharge-summary");
        assertThat(doctor.page().inputValue("#field-note")).isEqualTo("Sent by fax");
        doctor.looksGoodEverywhere("document-refused");

        choose(doctor, "letter.pdf", Documents.pdf("Discharge summary " + run));
        doctor.press("Review and sign");
        doctor.reads("Look once more");
        doctor.looksGoodEverywhere("document-sign");
        String draft = id(doctor);
        doctor.open("/patients/" + patient + "/chart");
        doctor.reads("Your draft, not signed");
        doctor.follow(letter);
        doctor.follow("Change what it says");
        doctor.looksGoodEverywhere("document-describe");
        doctor.type("dated", "2999-01-01");
        doctor.type("note", "Sent by fax and by post");
        doctor.press("Keep and look again");
        doctor.reads("a day from 1900 to today");
        assertThat(doctor.page().inputValue("#field-note")).isEqualTo("Sent by fax and by post");
        doctor.type("dated", DATED);
        doctor.type("note", "Sent by fax");
        doctor.press("Keep and look again");
        doctor.reads("Look once more");
        assertThat(id(doctor)).isEqualTo(draft);
        doctor.press("Sign and seal");
        doctor.reads("Document signed.");
        assertThat(id(doctor)).isEqualTo(draft);
        doctor.looksGoodEverywhere("document");
        assertThat(inFrame(doctor)).isTrue();
        return draft;
    }

    private void whatIsTooLargeOrBreaksOffStaysTyped(Visit doctor) throws IOException {
        Path large = folder.resolve("large.pdf");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((1L << 30) + 1);
        }
        doctor.page().locator("#field-file").setInputFiles(large);
        doctor.press("Review and sign");
        doctor.reads("Split it or lower its resolution.");
        doctor.looksGood("document-too-large");
        choose(doctor, "letter.pdf", Documents.pdf("Discharge summary " + run));
        doctor.letTheLineBreak();
        doctor.page().context().setOffline(true);
        doctor.press("Review and sign");
        doctor.reads("The file did not arrive. What you typed is still here");
        doctor.page().context().setOffline(false);
        assertThat(doctor.page().inputValue("#field-title")).isEqualTo(letter);
    }

    private String aPictureIsFiled(Visit doctor, String patient) throws IOException {
        doctor.open("/patients/" + patient + "/documents/new");
        doctor.type("title", picture);
        doctor.page().selectOption("#field-kind", "imaging");
        doctor.page().selectOption("#field-category", "imaging");
        choose(doctor, "hand.jpg", png());
        doctor.press("Review and sign");
        doctor.press("Sign and seal");
        doctor.reads("Document signed.");
        isSeen(doctor);
        doctor.looksGoodEverywhere("document-picture");
        doctor.open("/patients/" + patient + "/chart");
        doctor.reads(picture);
        doctor.looksGoodEverywhere("document-chart");
        return doctor.main()
                .locator("a", new Locator.LocatorOptions().setHasText(picture))
                .first()
                .getAttribute("href")
                .replaceFirst(".*/", "");
    }

    private void thePatientSeesBoth(Portal portal, String pdf, String png) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.open("/patient/documents");
            patient.reads(letter);
            patient.looksGoodEverywhere("documents-patient");
            patient.follow(picture);
            assertThat(id(patient)).isEqualTo(png);
            isSeen(patient);
            patient.looksGoodEverywhere("document-patient-picture");
            patient.open("/patient/documents/" + pdf);
            patient.reads("Discharge summary");
            patient.reads("Sent by fax");
            patient.looksGoodEverywhere("document-patient");
            patient.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            patient.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target", "screenshots", "document-patient-print.png"))
                            .setFullPage(true));
            patient.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            Locator badge = patient.main().locator("a.seal").first();
            PlaywrightAssertions.assertThat(badge)
                    .containsText("block", new LocatorAssertions.ContainsTextOptions().setTimeout(ANCHORING_MILLIS));
            badge.click();
            PlaywrightAssertions.assertThat(patient.main().locator(".verdict")).containsText("Verified");
            patient.open("/patient/access/give?record=" + pdf);
            patient.reads(letter);
            patient.open("/patient/access/reads");
            patient.reads("your record, to sign a document");
        }
    }

    private static void nobodyElseDoes(Portal portal, String patient, String pdf) {
        String file;
        try (Visit own = portal.signIn("patient")) {
            own.open("/patient/documents/" + pdf);
            file = own.main().locator("object").getAttribute("data");
            assertThat(own.get(file).headers().get("content-security-policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'self'");
        }
        try (Visit other = portal.signIn("patient2")) {
            assertThat(other.open("/patient/documents/" + pdf)).isEqualTo(404);
            assertThat(other.get(file).status()).isEqualTo(404);
        }
        try (Visit reception = portal.signIn("reception")) {
            assertThat(reception.open("/patients/" + patient + "/documents/" + pdf))
                    .isEqualTo(404);
            assertThat(reception.get(file).status()).isEqualTo(404);
        }
        try (Visit colleague = portal.signIn("doctor2")) {
            assertThat(colleague.open("/patients/" + patient + "/documents/" + pdf + "/amend"))
                    .isIn(403, 422);
        }
    }

    private void theLetterIsAmended(Visit doctor, String patient, String pdf) {
        doctor.open("/patients/" + patient + "/documents/" + pdf);
        doctor.follow("Amend");
        doctor.type("note", "Sent by post");
        doctor.press("Review and sign");
        doctor.reads("Say why");
        assertThat(doctor.page().inputValue("#field-note")).isEqualTo("Sent by post");
        doctor.type("reason", "A page was missing");
        choose(doctor, "letter 2.pdf", Documents.pdf("Discharge summary, both pages " + run));
        doctor.looksGoodEverywhere("document-amend");
        doctor.press("Review and sign");
        doctor.reads("The file is replaced by the one shown below.");
        doctor.looksGoodEverywhere("document-amend-sign");
        doctor.press("Sign and seal");
        doctor.reads("Amendment signed as version 2");
        doctor.reads("A page was missing");
        doctor.reads("letter 2.pdf");
        doctor.follow("What changed: all 2 versions");
        doctor.reads("letter 2.pdf");
        doctor.looksGoodEverywhere("document-versions");
    }

    private void thePictureIsWithdrawn(Visit doctor, String patient, String png) {
        doctor.open("/patients/" + patient + "/documents/" + png);
        doctor.follow("Withdraw");
        doctor.press("Sign the withdrawal");
        doctor.reads("Say why");
        doctor.type("reason", "Another patient's hand");
        doctor.looksGoodEverywhere("document-withdraw");
        doctor.press("Sign the withdrawal");
        doctor.reads("This document was filed in error.");
        doctor.looksGoodEverywhere("document-withdrawn");
        assertThat(doctor.open("/patients/" + patient + "/documents/" + png + "/amend"))
                .isEqualTo(422);
    }

    private void thePatientIsTold(Portal portal, String pdf, String png) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.open("/patient/documents/" + png);
            patient.reads("Another patient's hand");
            isSeen(patient);
            patient.open("/patient/documents/" + pdf);
            patient.follow("What changed: all 2 versions");
            patient.reads("A page was missing");
            patient.open("/patient/documents");
            patient.reads("Withdrawn");
        }
    }

    private static void choose(Visit visit, String name, byte[] content) {
        visit.page().setInputFiles("#field-file", new FilePayload(name, "application/octet-stream", content));
    }

    /** The picture on this page was fetched and drawn. */
    private static void isSeen(Visit visit) {
        visit.page()
                .waitForFunction(
                        "() => { const seen = document.querySelector('.document-picture'); return seen && seen.complete && seen.naturalWidth > 0; }");
    }

    /** Whether the browser shows the PDF within the page, and not what stands there for those that cannot. */
    private static boolean inFrame(Visit visit) {
        return visit.page().frames().stream().anyMatch(frame -> frame.url().contains("/files/documents/"))
                && !visit.main().locator(".document-instead").isVisible();
    }

    private static String id(Visit visit) {
        return visit.path()
                .replaceFirst("[?#].*", "")
                .replaceFirst("/sign$", "")
                .replaceFirst(".*/", "");
    }

    private static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(900, 1200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.LIGHT_GRAY);
        for (int finger = 0; finger < 5; finger++) {
            pen.fillOval(120 + finger * 140, 150 + Math.abs(2 - finger) * 60, 90, 800);
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String patient(Portal portal) throws SQLException {
        Properties settings = portal.installation().settings();
        try (Connection database = DriverManager.getConnection(
                        settings.getProperty("chartseal.db.url"),
                        settings.getProperty("chartseal.db.user"),
                        settings.getProperty("chartseal.db.password"));
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM patient WHERE account = 'patient'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
