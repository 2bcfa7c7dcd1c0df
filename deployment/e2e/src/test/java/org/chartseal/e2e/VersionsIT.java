package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A doctor amends a note twice and stops a medicine; doctor and patient read every version and what changed; somebody rewrites
 * the note in the database, and everyone, the auditor too, is told and still reads what was signed.
 */
@Journey
class VersionsIT {

    private static final Duration PROMISED = Duration.ofSeconds(60);
    private static final String FORGED = "No treatment is needed";
    private static final String NOTE = """
            SELECT n.id, n.patient_id FROM consultation_note n
              JOIN practitioner d ON d.id = n.author_id JOIN patient p ON p.id = n.patient_id
             WHERE d.account = 'doctor' AND p.account = 'patient' AND n.state = 'signed' AND n.plan <> ''
             ORDER BY n.signed_at DESC LIMIT 1
            """;
    private static final String PRESCRIPTION = """
            SELECT x.id, x.patient_id FROM prescription x
              JOIN practitioner d ON d.id = x.author_id JOIN patient p ON p.id = x.patient_id
             WHERE d.account = 'doctor' AND p.account = 'patient' AND x.state = 'active' LIMIT 1
            """;

    /** Tells this run from one before on the same installation. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private record Found(String id, String patient) {

        String versions() {
            return "/patients/" + patient + "/records/" + id + "/versions";
        }

        String own() {
            return "/patient/records/" + id + "/versions";
        }
    }

    @Test
    void whatWasAmendedIsReadSideBySide(Portal portal) throws SQLException {
        try (Connection database = connect(portal)) {
            Found note = found(database, NOTE);
            try (Visit doctor = portal.signIn("doctor")) {
                amend(doctor, note, "Blood test on Monday " + run, "The first blood test was forgotten");
                amend(doctor, note, "Blood test on Tuesday " + run, "The laboratory is closed on Mondays");
                theDoctorReadsWhatChanged(doctor, note);
                anyTwoCanBeChosen(doctor, note);
            }
            thePatientReadsItOnAPhone(portal, note);
            nobodyElseDoes(portal, note);
            somebodyRewritesIt(portal, database, note);
        }
    }

    @Test
    void aStoppedMedicineHasTwoVersions(Portal portal) throws SQLException {
        try (Connection database = connect(portal);
                Visit doctor = portal.signIn("doctor")) {
            Found prescription = found(database, PRESCRIPTION);
            doctor.open("/patients/" + prescription.patient() + "/prescriptions/" + prescription.id());
            doctor.type("reason", "A rash on both arms");
            doctor.press("Stop");
            doctor.open("/patients/" + prescription.patient() + "/prescriptions/" + prescription.id());
            doctor.follow("What changed: all 2 versions");
            doctor.reads("Changed because: A rash on both arms");
            assertThat(marks(doctor, "del")).containsExactly("Active");
            assertThat(marks(doctor, "ins")).containsExactly("Stopped");
            doctor.looksGoodEverywhere("versions-prescription");
        }
    }

    private static void amend(Visit doctor, Found note, String plan, String reason) {
        doctor.open("/patients/" + note.patient() + "/notes/" + note.id() + "/amend");
        doctor.type("amendmentReason", reason);
        doctor.type("plan", plan);
        doctor.press("Review and sign");
        doctor.reads(reason);
        doctor.press("Sign and seal");
        doctor.reads("Amendment signed as version");
    }

    private void theDoctorReadsWhatChanged(Visit doctor, Found note) {
        doctor.open("/patients/" + note.patient() + "/notes/" + note.id());
        doctor.main().locator("a[href$='/versions']").click();
        doctor.reads("The laboratory is closed on Mondays");
        doctor.reads("The first blood test was forgotten");
        assertThat(doctor.main().locator(".version-list li").count()).isGreaterThanOrEqualTo(3);
        assertThat(marks(doctor, "del")).containsExactly("Monday");
        assertThat(marks(doctor, "ins")).containsExactly("Tuesday");
        PlaywrightAssertions.assertThat(doctor.main().locator("del")).containsText("removed: Monday end of removed.");
        assertThat(doctor.main().locator(".compared-field:not(.compared-same)").count())
                .isEqualTo(1);
        BoundingBox left = box(doctor, 0);
        BoundingBox right = box(doctor, 1);
        assertThat(right.x).isGreaterThan(left.x + left.width - 1);
        assertThat(right.y).isEqualTo(left.y);
        doctor.looksGoodEverywhere("versions-note");
        doctor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        doctor.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", "versions-note-print.png"))
                        .setFullPage(true));
        assertThat(doctor.main().locator(".version-choice").isVisible()).isFalse();
        assertThat(doctor.main().locator("ins").isVisible()).isTrue();
        doctor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    }

    /** With the keyboard alone. */
    private void anyTwoCanBeChosen(Visit doctor, Found note) {
        int newest = doctor.main().locator(".version-list li").count();
        doctor.page().focus("[name=from]");
        doctor.page().keyboard().press("End");
        doctor.page().keyboard().press("Tab");
        doctor.page().keyboard().press("Tab");
        doctor.page().keyboard().press("Enter");
        doctor.reads("Version 1 beside version " + newest);
        PlaywrightAssertions.assertThat(doctor.main()
                        .locator("ins", new Locator.LocatorOptions().setHasText("Tuesday"))
                        .first())
                .isVisible();
        assertThat(doctor.open(note.versions() + "?from=" + newest + "&to=1")).isEqualTo(200);
        doctor.reads("Version 1 beside version " + newest);

        assertThat(doctor.open(note.versions() + "?from=1&to=99")).isEqualTo(422);
        doctor.reads("Choose one of the " + newest + " versions that there are.");
        assertThat(doctor.open(note.versions() + "?from=1&to=x")).isEqualTo(422);
        assertThat(doctor.open(note.versions() + "?from=2&to=2")).isEqualTo(422);
        doctor.reads("Choose two different versions.");
        doctor.looksGoodEverywhere("versions-wrong-choice");
    }

    private void thePatientReadsItOnAPhone(Portal portal, Found note) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.open("/patient/notes/" + note.id());
            patient.main().locator("a[href$='/versions']").click();
            assertThat(patient.path()).isEqualTo(note.own());
            assertThat(marks(patient, "ins")).containsExactly("Tuesday");
            BoundingBox above = box(patient, 0);
            BoundingBox below = box(patient, 1);
            assertThat(below.y).isGreaterThanOrEqualTo(above.y + above.height);
            assertThat(below.x).isEqualTo(above.x);
            patient.looksGoodEverywhere("versions-patient");
            patient.open("/patient/access/reads");
            patient.reads("a record of yours, with all its versions");
        }
    }

    private static void nobodyElseDoes(Portal portal, Found note) {
        try (Visit other = portal.signIn("patient2")) {
            assertThat(other.open(note.own())).isEqualTo(404);
        }
        try (Visit auditor = portal.signIn("auditor")) {
            assertThat(auditor.open("/audit/records/" + note.id() + "/versions"))
                    .as("nothing is wrong with it")
                    .isEqualTo(404);
        }
    }

    private void somebodyRewritesIt(Portal portal, Connection database, Found note) throws SQLException {
        write(database, note, FORGED);
        try (Visit auditor = portal.signIn("auditor");
                Visit patient = portal.signIn("patient")) {
            patient.open(note.own());
            patient.reads("This version does not fit its seal.");
            assertThat(patient.main().textContent()).contains("Tuesday", run).doesNotContain(FORGED);
            patient.looksGoodEverywhere("versions-rewritten");
            auditor.until(PROMISED, () -> {
                auditor.open("/audit/integrity");
                return finding(auditor, note).count() > 0;
            });
            finding(auditor, note).first().click();
            auditor.follow("All versions that were signed");
            auditor.reads("This version does not fit its seal.");
            auditor.reads("The working data still say what was sealed");
            assertThat(auditor.main().textContent()).contains("Tuesday", run).doesNotContain(FORGED);
            auditor.looksGoodEverywhere("versions-audit");
        } finally {
            write(database, note, "Blood test on Tuesday " + run);
        }
    }

    private static Locator finding(Visit auditor, Found note) {
        return auditor.main()
                .locator(
                        "tr.row-wrong",
                        new Locator.LocatorOptions().setHas(auditor.page().locator("a[href*='" + note.id() + "']")))
                .locator("a", new Locator.LocatorOptions().setHasText("What was changed"));
    }

    /** What is marked, as the eye sees it. */
    private static List<String> marks(Visit visit, String element) {
        return visit.main().locator(element).all().stream()
                .map(
                        mark -> (String)
                                mark.evaluate(
                                        "mark => [...mark.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('')"))
                .map(String::strip)
                .toList();
    }

    private static BoundingBox box(Visit visit, int side) {
        return visit.main().locator(".compared-pair > div").nth(side).boundingBox();
    }

    private static Connection connect(Portal portal) throws SQLException {
        Properties settings = portal.installation().settings();
        return DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }

    private static Found found(Connection database, String sql) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            assertThat(rows.next())
                    .as("a record of the demo's patient, by the demo's doctor")
                    .isTrue();
            return new Found(rows.getString(1), rows.getString(2));
        }
    }

    private static void write(Connection database, Found note, String plan) throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement("UPDATE consultation_note SET plan = ? WHERE id = CAST(? AS uuid)")) {
            update.setString(1, plan);
            update.setString(2, note.id());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
