package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Somebody with the database's password rewrites a signed note; an auditor sees it within a minute, with what was signed. */
@Journey
class TamperedRecordIT {

    private static final Duration PROMISED = Duration.ofSeconds(60);
    private static final String FORGED = "The patient was never here. <b>0</b>";
    private static final String SIGNED_NOTE = """
            SELECT n.id, n.plan, p.given_name || ' ' || p.family_name FROM consultation_note n
              JOIN patient p ON p.id = n.patient_id
             WHERE n.state = 'signed' AND n.plan <> '' AND p.account = 'patient' ORDER BY n.signed_at LIMIT 1
            """;

    private record Note(String id, String plan, String patient) {}

    /** One click, and the row says again what was signed; who did it stays on the page. */
    @Test
    void anAdministratorPutsBackWhatWasSigned(Portal portal) throws Exception {
        try (Connection database = connect(portal);
                Visit administrator = portal.signIn("admin")) {
            Note note = note(database);
            write(database, note, FORGED);
            administrator.until(PROMISED, () -> {
                administrator.open("/admin/integrity");
                return repair(administrator, note).count() > 0;
            });
            administrator.looksGoodEverywhere("admin-integrity-open");
            repair(administrator, note).click();
            PlaywrightAssertions.assertThat(administrator.page().locator("body"))
                    .containsText("Put back. The record verifies again.");
            assertThat(repair(administrator, note).count()).isZero();
            PlaywrightAssertions.assertThat(administrator.main()).containsText("by admin");
            administrator.looksGoodEverywhere("admin-integrity-repaired");
            assertThat(note(database).plan()).isEqualTo(note.plan());
        }
    }

    private static Locator repair(Visit administrator, Note note) {
        return open(administrator, note).locator("form button");
    }

    @Test
    void whatWasRewrittenInTheDatabaseIsShownBesideWhatWasSigned(Portal portal) throws Exception {
        try (Connection database = connect(portal);
                Visit auditor = portal.signIn("auditor")) {
            Note note = note(database);
            write(database, note, FORGED);
            try {
                theFindingComes(auditor, note);
                theAuditorSeesWhatWasSigned(auditor, note);
            } finally {
                write(database, note, note.plan());
            }
            theFindingIsClosed(auditor, note);
        }
        thePatientIsToldThatTheAuditorLooked(portal);
    }

    private static Connection connect(Portal portal) throws SQLException {
        Properties settings = portal.installation().settings();
        return DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }

    private static Note note(Connection database) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(SIGNED_NOTE);
                ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).as("a signed note of the demo's patient").isTrue();
            return new Note(rows.getString(1), rows.getString(2), rows.getString(3));
        }
    }

    private static void write(Connection database, Note note, String plan) throws SQLException {
        try (PreparedStatement update =
                database.prepareStatement("UPDATE consultation_note SET plan = ? WHERE id = CAST(? AS uuid)")) {
            update.setString(1, plan);
            update.setString(2, note.id());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static void theFindingComes(Visit auditor, Note note) {
        auditor.until(PROMISED, () -> {
            auditor.open("/audit/integrity");
            return open(auditor, note).count() > 0;
        });
        auditor.looksGoodEverywhere("audit-integrity-open");
    }

    private static Locator open(Visit auditor, Note note) {
        return auditor.main()
                .locator(
                        "tr.row-wrong",
                        new Locator.LocatorOptions().setHas(auditor.page().locator("a[href*='" + note.id() + "']")));
    }

    private static void theAuditorSeesWhatWasSigned(Visit auditor, Note note) {
        open(auditor, note)
                .locator("a", new Locator.LocatorOptions().setHasText("What was changed"))
                .click();
        auditor.reads(note.patient());
        auditor.reads("Consultation note");
        auditor.reads("That you looked at this is kept in the patient’s list of reads.");
        Locator row = auditor.main().locator("tbody tr");
        assertThat(row.count()).isEqualTo(1);
        assertThat(row.locator("th").textContent()).contains("Plan");
        assertThat(row.locator("td").nth(0).textContent()).isEqualTo(note.plan());
        assertThat(row.locator("td").nth(1).textContent()).isEqualTo(FORGED);
        auditor.looksGoodEverywhere("audit-finding");
    }

    private static void theFindingIsClosed(Visit auditor, Note note) {
        String finding = auditor.path();
        auditor.until(PROMISED, () -> {
            auditor.open("/audit/integrity");
            return open(auditor, note).count() == 0;
        });
        assertThat(auditor.open(finding)).isEqualTo(404);
    }

    private static void thePatientIsToldThatTheAuditorLooked(Portal portal) {
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/access/reads");
            patient.reads("a record of yours, with what was changed in it");
            patient.reads("Because it is no longer as it was signed");
        }
    }
}
