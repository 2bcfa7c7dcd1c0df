package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One patient's case all the way: registered, booked, seen, prescribed, tested, released, viewed, sealed, proven. */
@Journey
class PatientJourneyIT {

    private static final String PATIENT = "Élodie Marchand";
    private static final String PANEL = "Basic metabolic panel";

    /** Of a seal; each attached file adds its own. */
    private static final int CHECKS = 9;

    /** Tells what this run did from what the demo, or a run before, left behind. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final byte[] document = Documents.pdf("Analyser protocol " + run);

    @Test
    void onePatientsCaseGoesAllTheWay(Portal portal) throws IOException {
        aNewPersonIsRegisteredOnce(portal);
        theyAreBookedAndCheckedIn(portal);
        String chart = theDoctorSeesThemAndSigns(portal);
        String request = theTechnicianEntersWhatWasFound(portal);
        theScientistReleasesIt(portal, request);
        thePatientReadsAndProvesIt(portal);
        theyDecideWhoReads(portal, chart);
        theOthersSeeTheirPart(portal, chart);
    }

    private void aNewPersonIsRegisteredOnce(Portal portal) {
        LocalDate born = LocalDate.of(1950, 1, 1).plusDays(System.nanoTime() % 15_000);
        try (Visit visit = portal.signIn("reception")) {
            ReceptionDesk desk = new ReceptionDesk(visit);
            desk.register("გიორგაძე", "ნინო", born);
            visit.reads("გიორგაძე is registered under number");
            visit.looksGood("registered");

            desk.register("გიორგაძე", "ნინა", born);
            visit.reads("Is it one of these?");
            PlaywrightAssertions.assertThat(visit.page().locator(".duplicates")).containsText("ნინო გიორგაძე");
            visit.looksGood("likely-duplicate");
            visit.follow("ნინო გიორგაძე");
            PlaywrightAssertions.assertThat(visit.page().locator("h1")).containsText("ნინო გიორგაძე");
        }
    }

    private void theyAreBookedAndCheckedIn(Portal portal) {
        try (Visit visit = portal.signIn("reception")) {
            ReceptionDesk desk = new ReceptionDesk(visit);
            String time = desk.book("Dr. Ama Osei", PATIENT, "Journey " + run);
            visit.looksGood("calendar");
            desk.checkIn(time, PATIENT);
            visit.open("/reception/queue");
            visit.reads(PATIENT);
            visit.looksGood("queue");
        }
    }

    private String theDoctorSeesThemAndSigns(Portal portal) {
        try (Visit visit = portal.signIn("doctor")) {
            DoctorsDesk desk = new DoctorsDesk(visit);
            String chart = desk.openChart("Journey " + run);
            desk.recordPenicillinAllergy(chart);
            visit.open(chart);
            desk.writeNote("Control to be judged by glucose " + run);
            visit.reads(run);
            visit.open(chart);
            desk.prescribeInSpiteOfTheAllergy("Tolerated twice since the reaction " + run);
            visit.open(chart);
            desk.orderPanel(PANEL, "Glucose under treatment? " + run);
            visit.sealedWithoutReload();
            return chart;
        }
    }

    private String theTechnicianEntersWhatWasFound(Portal portal) {
        try (Visit visit = portal.signIn("labtech")) {
            LaboratoryBench bench = new LaboratoryBench(visit);
            String request = bench.open("requested", "Marchand", PANEL);
            visit.reads("Glucose under treatment? " + run);
            String accession = bench.collect();
            assertThat(accession).isNotBlank();
            bench.type("Glucose");
            bench.attach("protocol-" + run + ".pdf", document);
            bench.handOver();

            visit.open(request);
            visit.reads("another scientist has to verify them.");
            PlaywrightAssertions.assertThat(visit.page().locator("form[action$='/verify']"))
                    .hasCount(0);
            APIResponse byHand = visit.post(request + "/verify", Map.of("version", "1", "then", "release"));
            assertThat(byHand.status()).isEqualTo(422);
            assertThat(byHand.text()).contains("Your role does not allow this.");
            visit.open(request);
            visit.reads("Waits for verification");
            return request;
        }
    }

    private void theScientistReleasesIt(Portal portal, String request) {
        try (Visit visit = portal.signIn("labscientist")) {
            LaboratoryBench bench = new LaboratoryBench(visit);
            assertThat(bench.open("entered", "Marchand", PANEL)).isEqualTo(request);
            visit.reads("protocol-" + run + ".pdf");
            bench.verifyAndRelease();
        }
    }

    private void thePatientReadsAndProvesIt(Portal portal) throws IOException {
        try (Visit visit = portal.signInOnPhone("patient")) {
            visit.reads("Your next appointment");
            visit.reads(PANEL);
            visit.reads("amoxicillin");
            visit.looksGood("patient-home");
            visit.follow(PANEL);
            visit.reads("Glucose under treatment? " + run);
            thePlotIsDrawn(visit);
            visit.looksGood("patient-result");

            Download download = visit.page().waitForDownload(() -> visit.follow("protocol-" + run + ".pdf"));
            try (InputStream content = download.createReadStream()) {
                assertThat(content.readAllBytes()).isEqualTo(document);
            }

            Locator badge = visit.page().locator("main a.seal");
            visit.sealedWithoutReload();
            badge.click();
            PlaywrightAssertions.assertThat(visit.page().locator(".verdict")).containsText("Verified");
            assertThat(visit.main().locator(".checks > li").allTextContents())
                    .hasSizeGreaterThanOrEqualTo(CHECKS)
                    .allMatch(line -> line.contains("Passed"));
            visit.looksGood("patient-verified");

            visit.open("/patient/access/reads");
            visit.reads("Dr. Ama Osei (Doctor) read your chart");
            visit.looksGood("patient-reads");
        }
    }

    private static void thePlotIsDrawn(Visit visit) {
        visit.page().locator("[data-trend] canvas").first().scrollIntoViewIfNeeded();
        visit.page().waitForFunction("""
                () => {
                  const plot = document.querySelector("[data-trend] canvas");
                  const pixels = plot.getContext("2d").getImageData(0, 0, plot.width, plot.height);
                  return pixels.data.some((byte) => byte !== 0);
                }""");
    }

    /** From the moment of taking away, the practitioner's page no longer opens; both decisions stand on the ledger. */
    private void theyDecideWhoReads(Portal portal, String chart) {
        try (Visit patient = portal.signIn("patient");
                Visit doctor2 = portal.signIn("doctor2")) {
            PatientsAccess access = new PatientsAccess(patient);
            access.takeAwayFrom("Dr. Jonas Lindqvist");
            assertThat(doctor2.open(chart)).isEqualTo(403);
            doctor2.reads("This patient has not given you access");
            doctor2.looksGood("no-access");

            access.give(
                    "Dr. Jonas Lindqvist",
                    LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30));
            doctor2.until(Duration.ofSeconds(30), () -> opensOrIsOnItsWay(doctor2, chart));
            doctor2.reads("Open by the patient's grant until");
            long given = access.block("Dr. Jonas Lindqvist");

            access.takeAwayFrom("Dr. Jonas Lindqvist");
            assertThat(doctor2.open(chart)).isEqualTo(403);
            long taken = access.block("Dr. Jonas Lindqvist");
            assertThat(taken).isGreaterThan(given);

            doctor2.open("/ledger/blocks/" + given);
            doctor2.reads("Gave access");
            doctor2.open("/ledger/blocks/" + taken);
            doctor2.reads("Took access away");
            doctor2.looksGood("ledger-block");
        }
    }

    /** What the patient gave counts once the ledger has it; until then the page says so. */
    private static boolean opensOrIsOnItsWay(Visit doctor, String chart) {
        int status = doctor.open(chart);
        if (status != 200) {
            assertThat(status).isEqualTo(403);
            doctor.reads("The access is on its way");
        }
        return status == 200;
    }

    private void theOthersSeeTheirPart(Portal portal, String chart) {
        try (Visit visit = portal.signIn("auditor")) {
            visit.open("/audit?who=doctor2&refused=true");
            visit.reads("Refused");
            visit.reads(PATIENT);
            visit.looksGood("audit-refused");
            assertThat(visit.open(chart)).isEqualTo(403);
        }
        try (Visit visit = portal.signIn("admin")) {
            visit.reads("Dr. Ama Osei");
            visit.reads("Verified");
            visit.follow("Dr. Ama Osei");
            visit.reads("General Medical Council");
            visit.looksGood("practitioner");
        }
        try (Visit visit = portal.signIn("insurer")) {
            visit.reads("Released to you");
            visit.looksGood("insurer");
        }
    }
}
