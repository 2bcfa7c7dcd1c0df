package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A doctor asks and reads what the patient gave; an insurer and a study read what was released, and nothing else. */
@Journey
class RequestIT {

    private static final String PATIENT = "Élodie Marchand";
    private static final Pattern BORN = Pattern.compile("\\b(19|20)\\d\\d-\\d\\d-\\d\\d\\b");

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aDoctorAsksThePatientGivesLessAndTheDoctorReads(Portal portal) {
        String chart = withoutAccess(portal);
        try (Visit doctor = portal.signIn("doctor2")) {
            takeBackWhatWaits(doctor);
            assertThat(doctor.open(chart)).isEqualTo(403);
            doctor.looksGood("request-refused");
            doctor.follow("Ask the patient");
            doctor.reads("The patient whose record was closed to you");
            doctor.press("Send the request");
            doctor.reads("Choose at least one part.");
            doctor.looksGoodEverywhere("request-ask");
            for (String part : List.of("demographics", "summary", "notes", "medication")) {
                doctor.main().locator("input[value='" + part + "']").check();
            }
            doctor.type("reason", "To see what was tried before, " + run);
            doctor.press("Send the request");
            doctor.reads("If there is such a patient here, they can answer now.");
            doctor.reads(run);
            doctor.looksGoodEverywhere("request-made");
            nobodyIsAskedAlike(doctor);
        }
        thePatientGivesLess(portal);
        try (Visit doctor = portal.signIn("doctor2")) {
            doctor.openUntilItSays("/doctor/requests", "Access given");
            doctor.looksGood("request-given");
            open(doctor, chart);
            doctor.reads("Open by the patient's grant until");
            doctor.looksGood("request-chart");
        }
    }

    private static void takeBackWhatWaits(Visit doctor) {
        doctor.open("/doctor/requests");
        while (doctor.main().getByText("Take back").count() > 0) {
            doctor.main().getByText("Take back").first().click();
            doctor.reads("The request is taken back.");
        }
    }

    private void nobodyIsAskedAlike(Visit doctor) {
        doctor.open("/doctor/requests");
        doctor.type("number", "N-" + run);
        doctor.type("born", "1980-05-17");
        doctor.main().locator("input[value='notes']").check();
        doctor.type("reason", "Nobody has this number " + run);
        doctor.press("Send the request");
        doctor.reads("If there is such a patient here, they can answer now.");
        Locator nobody = doctor.main().locator("li").filter(new Locator.FilterOptions().setHasText("N-" + run));
        PlaywrightAssertions.assertThat(nobody).containsText("Waits for an answer");
        nobody.getByText("Take back").click();
        doctor.reads("The request is taken back.");
    }

    private void thePatientGivesLess(Portal portal) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.reads(run);
            patient.looksGoodEverywhere("request-home");
            patient.open("/patient/access");
            patient.looksGoodEverywhere("request-access");
            patient.main()
                    .locator("li")
                    .filter(new Locator.FilterOptions().setHasText(run))
                    .locator("a")
                    .first()
                    .click();
            patient.reads("Dr. Jonas Lindqvist asks to read your record");
            patient.looksGoodEverywhere("request-one");
            String request = patient.path();

            patient.type("why", "Not before we have talked");
            patient.press("Refuse");
            patient.reads("You refused access to Dr. Jonas Lindqvist.");
            patient.press("Undo");
            patient.reads("Your refusal is taken back.");
            assertThat(patient.path()).isEqualTo(request);

            patient.follow("Look at giving access");
            patient.main().locator("input[value='notes']").uncheck();
            patient.looksGoodEverywhere("request-narrow");
            patient.press("Show me what this means");
            patient.reads("They could not read");
            patient.looksGood("request-look");
            patient.press("Give Dr. Jonas Lindqvist access");
            patient.reads("Dr. Jonas Lindqvist may read until");
            patient.open("/patient/access/requests");
            patient.reads("Access given");
            patient.looksGoodEverywhere("request-all");
        }
    }

    @Test
    void aDoctorOpensOneSharedRecordAndNothingElse(Portal portal) {
        String chart = withoutAccess(portal);
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/notes");
            patient.main().locator(".patient-list a").first().click();
            patient.follow("Share this alone");
            patient.reads("Only this record");
            String option = patient.page()
                    .locator("#field-grantee option")
                    .filter(new Locator.FilterOptions().setHasText("Lindqvist"))
                    .getAttribute("value");
            patient.page().selectOption("#field-grantee", option);
            patient.type("until", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
            patient.press("Show me what this means");
            patient.press("Give Dr. Jonas Lindqvist access");
            patient.reads("Dr. Jonas Lindqvist may read until");
        }
        try (Visit doctor = portal.signIn("doctor2")) {
            doctor.openUntilItSays("/doctor/patients?q=Marchand", "A note");
            doctor.looksGoodEverywhere("shared-list");
            doctor.follow("A note");
            assertThat(doctor.path()).contains("/notes/");
            doctor.reads(PATIENT);
            doctor.looksGoodEverywhere("shared-note");
            assertThat(doctor.open(chart)).isEqualTo(403);
            assertThat(doctor.open(chart.replace("/chart", "/prescriptions"))).isEqualTo(403);
        }
        withoutAccess(portal);
    }

    @Test
    void anInsurerReadsTheReleasedResultAndNothingElse(Portal portal) {
        try (Visit insurer = portal.signIn("insurer")) {
            insurer.reads("Marchand, Élodie");
            insurer.reads("A laboratory result");
            insurer.looksGoodEverywhere("released-insurer");
            insurer.follow("Marchand, Élodie");
            String record = insurer.path();
            assertThat(insurer.main().locator("h2").allTextContents()).containsExactly("Released alone");
            insurer.looksGoodEverywhere("released-record");
            insurer.follow("A laboratory result");
            assertThat(insurer.main().locator("[data-trend]").count())
                    .as("courses, which would show other results")
                    .isZero();
            insurer.looksGoodEverywhere("released-report");
            insurer.main().locator("a.seal").first().click();
            insurer.reads("Verified");
            insurer.open("/insurer/requests");
            insurer.looksGoodEverywhere("insurer-requests");
            try (Visit other = portal.signIn("researcher")) {
                assertThat(other.get(record.replace("/insurer", "/research")).status())
                        .isEqualTo(404);
            }
        }
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/access/reads");
            patient.reads("Insurer read");
        }
    }

    @Test
    void aResearcherLearnsNobodysName(Portal portal) {
        String number;
        String id;
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=Marchand");
            Locator row = reception.main().locator("tr").filter(new Locator.FilterOptions().setHasText(PATIENT));
            number = row.locator("td").nth(3).textContent().strip();
            id = row.locator("a").first().getAttribute("href").replace("/reception/patients/", "");
        }
        try (Visit researcher = portal.signIn("researcher")) {
            researcher.reads("Participant ");
            researcher.looksGoodEverywhere("released-research");
            List<String> paths = new ArrayList<>(List.of("/research", "/research/requests"));
            researcher.main().locator("tbody a").first().click();
            researcher.reads("Who this is was not released.");
            researcher.looksGoodEverywhere("released-participant");
            paths.add(researcher.path());
            researcher.main().locator("a[href^='/research/'], a.seal").all().stream()
                    .map(link -> link.getAttribute("href"))
                    .forEach(paths::add);
            assertThat(paths).anyMatch(path -> path.contains("/reports/")).anyMatch(path -> path.contains("/verify/"));
            for (String path : paths) {
                String source = researcher.get(path).text();
                assertThat(source).as(path).doesNotContain("Marchand", "Élodie", number, id);
                assertThat(path).doesNotContain(id);
                Matcher born = BORN.matcher(source.replaceAll("datetime=\"[^\"]*\"|(value|min|max)=\"[^\"]*\"", ""));
                assertThat(born.find()).as(path).isFalse();
            }
            researcher.open(paths.stream()
                    .filter(path -> path.contains("/reports/"))
                    .findFirst()
                    .orElseThrow());
            researcher.looksGoodEverywhere("released-research-report");
        }
    }

    /** Until the ledger has the grant. */
    private static void open(Visit doctor, String chart) {
        for (int tries = 0; doctor.open(chart) != 200; tries++) {
            assertThat(tries).as("tries").isLessThan(60);
            doctor.page().waitForTimeout(500);
        }
    }

    /** The doctor has no access; answers where the chart would be. */
    private static String withoutAccess(Portal portal) {
        try (Visit patient = portal.signIn("patient")) {
            new PatientsAccess(patient).takeAwayFrom("Dr. Jonas Lindqvist");
        }
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=Marchand");
            String page = reception
                    .main()
                    .locator("tr")
                    .filter(new Locator.FilterOptions().setHasText(PATIENT))
                    .locator("a")
                    .first()
                    .getAttribute("href");
            return page.replace("/reception/patients/", "/patients/") + "/chart";
        }
    }
}
