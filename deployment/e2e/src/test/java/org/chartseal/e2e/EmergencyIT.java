package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A doctor without a grant opens a record in an emergency: the patient is told, a colleague reviews, the auditor counts. */
@Journey
class EmergencyIT {

    private static final String PATIENT = "Élodie Marchand";
    private static final String OPENER = "Dr. Jonas Lindqvist";

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String reason = "Found unconscious in the corridor, " + run;

    @Test
    void anEmergencyIsOpenedToldReviewedAndCounted(Portal portal) {
        String chart = withoutAccess(portal);
        try (Visit doctor = portal.signIn("doctor2")) {
            theRefusalLeadsToTheForm(doctor, chart);
            theRecordOpensForSomeMinutes(doctor);
            thePatientIsToldAtOnce(portal);
            theContentGoesWhenTheTimeIsOver(portal, chart);
            itIsEndedEarly(doctor, chart);
        }
        aColleagueReviews(portal);
        thePatientReadsWhatWasFound(portal);
        theAuditorCounts(portal);
    }

    @Test
    void itWorksWithoutScripts(Portal portal) {
        String chart = withoutAccess(portal);
        String number = number(portal);
        try (Visit doctor = portal.signInWithoutScripts("doctor2")) {
            doctor.open("/doctor/emergency");
            doctor.press("Find");
            doctor.reads("Enter the hospital number, or the name and the birth date.");
            doctor.type("number", number.substring(1));
            doctor.press("Find");
            doctor.reads("Nobody fits exactly.");
            doctor.type("number", number);
            doctor.press("Find");
            doctor.follow("This patient: " + PATIENT);
            doctor.type("reason", reason);
            doctor.type("minutes", "1");
            doctor.press("Open the record now");
            doctor.reads("Open in an emergency until");
            doctor.open("/doctor/emergency");
            doctor.follow(PATIENT);
            assertThat(doctor.path()).isEqualTo(chart);
            doctor.press("End now");
            doctor.reads("The emergency access has ended.");
            assertThat(doctor.open(chart)).isEqualTo(403);
        }
    }

    /** The doctor has no access; answers where the chart would be. */
    private static String withoutAccess(Portal portal) {
        try (Visit patient = portal.signIn("patient")) {
            new PatientsAccess(patient).takeAwayFrom(OPENER);
        }
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=Marchand");
            String page = row(reception, PATIENT).locator("a").first().getAttribute("href");
            return page.replace("/reception/patients/", "/patients/") + "/chart";
        }
    }

    private static String number(Portal portal) {
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=Marchand");
            return row(reception, PATIENT).locator("td").nth(3).textContent().strip();
        }
    }

    private static void theRefusalLeadsToTheForm(Visit doctor, String chart) {
        assertThat(doctor.open(chart)).isEqualTo(403);
        doctor.looksGoodEverywhere("emergency-refused");
        doctor.follow("Open in an emergency");
        doctor.reads(PATIENT);
        doctor.reads("The patient is told at once");
        doctor.looksGoodEverywhere("emergency-open");
    }

    private void theRecordOpensForSomeMinutes(Visit doctor) {
        PlaywrightAssertions.assertThat(doctor.main().locator("[name=minutes]")).hasValue("15");
        doctor.type("reason", "too short");
        doctor.press("Open the record now");
        doctor.reads("Say in at least 10 characters why you need this record now.");
        doctor.looksGood("emergency-open-wrong");
        doctor.type("reason", reason);
        doctor.press("Open the record now");
        doctor.reads("The record is open. The patient was told, and the ledger holds it.");
        PlaywrightAssertions.assertThat(doctor.page().locator(".banner-emergency"))
                .containsText("Open in an emergency until");
        PlaywrightAssertions.assertThat(doctor.page().locator("[data-left]")).hasText(Pattern.compile("1[45]:\\d\\d"));
        assertThat(doctor.main().locator("h2").allTextContents()).contains("Allergies", "Timeline");
        doctor.looksGoodEverywhere("emergency-chart");
    }

    private void thePatientIsToldAtOnce(Portal portal) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            Locator told = patient.page()
                    .locator(".told")
                    .filter(new Locator.FilterOptions().setHasText(run))
                    .first();
            PlaywrightAssertions.assertThat(told).containsText(OPENER + " opened your record in an emergency");
            PlaywrightAssertions.assertThat(told).containsText("A colleague reviews this by");
            patient.looksGoodEverywhere("emergency-told");
            told.getByText("I have seen this").click();
            PlaywrightAssertions.assertThat(
                            patient.page().locator(".told").filter(new Locator.FilterOptions().setHasText(run)))
                    .hasCount(0);
            patient.open("/patient/access");
            patient.reads(reason);
            patient.reads("On the ledger before the record opened, block");
            patient.looksGoodEverywhere("emergency-mine");
            patient.open("/patient/access/reads");
            patient.reads("In an emergency, without your permission");
        }
    }

    private static void theContentGoesWhenTheTimeIsOver(Portal portal, String chart) {
        try (Visit doctor = portal.signIn("doctor2")) {
            doctor.page().clock().install();
            doctor.open(chart);
            PlaywrightAssertions.assertThat(doctor.page().locator(".chart")).hasCount(1);
            doctor.page().clock().fastForward("16:00");
            doctor.reads("This emergency access has ended, and the record is closed again.");
            PlaywrightAssertions.assertThat(doctor.page().locator(".chart")).hasCount(0);
            PlaywrightAssertions.assertThat(doctor.page().locator(".banner"))
                    .not()
                    .containsText(PATIENT);
        }
    }

    private static void itIsEndedEarly(Visit doctor, String chart) {
        doctor.press("End now");
        doctor.reads("The emergency access has ended.");
        assertThat(doctor.open(chart)).isEqualTo(403);
        doctor.open("/doctor/emergency");
        doctor.looksGoodEverywhere("emergency-search");
    }

    private void aColleagueReviews(Portal portal) {
        try (Visit colleague = portal.signIn("doctor")) {
            colleague.open("/doctor");
            colleague.main().locator("a.day-reviews").click();
            colleague.reads("Emergencies to review");
            colleague.looksGoodEverywhere("emergency-reviews");
            row(colleague, run).locator("a").first().click();
            colleague.reads(reason);
            colleague.reads("Chart");
            colleague.press("Keep this review");
            colleague.reads("Choose one.");
            colleague.page().getByLabel("Not justified").check();
            colleague.press("Keep this review");
            colleague.reads("Say in at least 10 characters why it was not justified.");
            colleague.looksGoodEverywhere("emergency-review");
            colleague.type("note", "Nobody lay in the corridor " + run);
            colleague.press("Keep this review");
            colleague.reads("Your review is kept, and the patient is told.");
            PlaywrightAssertions.assertThat(row(colleague, run)).hasCount(0);
        }
    }

    private void thePatientReadsWhatWasFound(Portal portal) {
        try (Visit patient = portal.signIn("patient")) {
            patient.reads("A colleague reviewed that " + OPENER + " opened your record in an emergency");
            patient.open("/patient/access");
            patient.reads("found it not justified.");
            patient.reads("Nobody lay in the corridor " + run);
            patient.looksGood("emergency-reviewed");
        }
    }

    private void theAuditorCounts(Portal portal) {
        try (Visit auditor = portal.signIn("auditor")) {
            auditor.follow("Emergencies");
            PlaywrightAssertions.assertThat(
                            auditor.page().locator(".emergency-figures").first())
                    .containsText(OPENER);
            PlaywrightAssertions.assertThat(row(auditor, run)).containsText("Not justified");
            auditor.looksGoodEverywhere("emergency-audit");
            auditor.open("/audit?who=doctor2");
            auditor.reads("Search in an emergency");
        }
    }

    private static Locator row(Visit visit, String text) {
        return visit.page().locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }
}
