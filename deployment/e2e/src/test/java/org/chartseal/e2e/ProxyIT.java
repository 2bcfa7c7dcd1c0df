package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Reception lets a parent act for a child; the parent reads the child's results and takes a doctor's access away; who looks at
 * the log sees who did.
 */
@Journey
class ProxyIT {

    private static final String PARENT = "Élodie Marchand";
    private static final String CHILD = "Ada Nwosu";
    private static final String DOCTOR = "Dr. Ama Osei";

    @Test
    void aParentActsForAChild(Portal portal) {
        receptionSeesTheDocument(portal);
        String chart = theParentReadsAndTakesAccessAway(portal);
        theDoctorReadsNoMore(portal, chart);
        theOtherParentSeesIt(portal);
        theAuditorSeesWhoActed(portal);
    }

    @Test
    void anAdultNamesSomeoneAfterALook(Portal portal) {
        String number;
        try (Visit reception = portal.signIn("reception")) {
            number = found(reception, "Okafor Samuel", "Samuel Okafor")
                    .locator("td")
                    .nth(3)
                    .textContent()
                    .strip();
        }
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/access");
            patient.follow("Let someone act for you");
            patient.looksGoodEverywhere("name-proxy");
            patient.type("number", number);
            patient.type("born", "1901-01-01");
            patient.press("Show me what this means");
            patient.reads("No such pair of number and birth date.");
            patient.looksGood("name-proxy-wrong");
        }
    }

    private static void receptionSeesTheDocument(Portal portal) {
        try (Visit reception = portal.signIn("reception")) {
            String number = found(reception, "Marchand", PARENT)
                    .locator("td")
                    .nth(3)
                    .textContent()
                    .strip();
            found(reception, "Nwosu Ada", CHILD).locator("a").first().click();
            reception.follow("Who acts for them");
            reception.reads("Samuel Okafor");
            reception.type("number", number);
            reception.type("reference", "Family court, 7 F 12/26");
            reception.press("I saw it: let them act");
            reception.reads("Choose which document you saw.");
            reception.page().locator("[name=document][value=court-order]").check();
            reception.looksGoodEverywhere("reception-proxies");
            reception.press("I saw it: let them act");
            reception.reads("Kept. It counts as soon as the ledger has it.");
            reception.reads("Family court, 7 F 12/26");
        }
    }

    private static String theParentReadsAndTakesAccessAway(Portal portal) {
        try (Visit parent = portal.signIn("patient")) {
            parent.openUntilItSays("/patient", "People you act for");
            parent.looksGood("acting-home");
            parent.follow(CHILD);
            parent.reads("You act as their parent");
            parent.looksGoodEverywhere("acting");
            String base = parent.path();
            parent.follow("Complete blood count");
            parent.reads("Haemoglobin");
            parent.reads("The record of");
            parent.looksGood("acting-result");
            for (String part : new String[] {"results", "prescriptions", "notes", "documents", "appointments"}) {
                assertThat(parent.open(base + "/" + part)).as(part).isEqualTo(200);
                parent.looksGood("acting-" + part);
            }
            theParentTakesTheRecordAway(parent, base);
            parent.open(base + "/access");
            parent.looksGoodEverywhere("acting-access");
            Locator take = parent.page().locator("button[aria-label='Take access away from " + DOCTOR + "']");
            assertThat(take.count()).isPositive();
            while (take.count() > 0) {
                take.first().click();
                parent.reads(DOCTOR + " can no longer read this record.");
            }
            return base.replace("/patient/for/", "/patients/") + "/chart";
        }
    }

    private static void theParentTakesTheRecordAway(Visit parent, String base) {
        parent.open(base);
        Download download = parent.page()
                .waitForDownload(() -> parent.main()
                        .locator("a[href='" + base + "/record.zip']")
                        .click());
        assertThat(download.suggestedFilename()).matches("chartseal-record-\\d{4}-\\d\\d-\\d\\d\\.zip");
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .contains("README.txt", "record.pdf", "manifest.json")
                    .anyMatch(name -> name.startsWith("records/"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assertThat(parent.open("/patient/for/" + UUID.randomUUID() + "/record.zip"))
                .isEqualTo(404);
    }

    private static void theDoctorReadsNoMore(Portal portal, String chart) {
        try (Visit doctor = portal.signIn("doctor")) {
            assertThat(doctor.open(chart)).isEqualTo(403);
        }
    }

    private static void theOtherParentSeesIt(Portal portal) {
        try (Visit parent = portal.signInOnPhone("patient2")) {
            parent.follow(CHILD);
            parent.follow("Who may read this record");
            parent.reads(PARENT);
            assertThat(parent.main().textContent()).doesNotContain(DOCTOR);
            parent.looksGood("acting-access-on-phone");
        }
    }

    private static void theAuditorSeesWhoActed(Portal portal) {
        try (Visit auditor = portal.signIn("auditor")) {
            auditor.open("/audit?who=patient");
            auditor.reads("Acts for the patient");
            auditor.reads(CHILD);
            auditor.looksGood("audit-proxy");
        }
    }

    private static Locator found(Visit reception, String words, String name) {
        reception.open("/reception/patients?q=" + words.replace(' ', '+'));
        return reception
                .main()
                .locator("tr")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }
}
