package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people try who mean no good, or click twice. */
@Journey
class AttackIT {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final List<String> GARBAGE = List.of(
            "'",
            "\"><script>alert(1)</script>",
            "-1",
            "99999999999999999999",
            "2026-13-45",
            "%",
            "\u0000",
            "../../etc",
            "x".repeat(3000));

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @CsvSource({
        "reception, /doctor /doctor/patients /doctor/requests /lab /patient /insurer /research /admin /audit",
        "doctor, /reception /reception/book /lab /patient /insurer /insurer/requests /research /admin /audit",
        "labtech, /reception /doctor /patient /insurer /research /admin /audit",
        "labscientist, /reception /doctor /patient /insurer /research /admin /audit",
        "patient, /reception /doctor /doctor/requests /lab /insurer /research /admin /admin/practitioners/new /audit /audit/integrity",
        "insurer, /reception /doctor /doctor/requests /lab /patient /research /research/requests /admin /audit",
        "researcher, /reception /doctor /lab /patient /insurer /insurer/requests /admin /audit",
        "admin, /reception /doctor /lab /patient /insurer /research /audit",
        "auditor, /reception /doctor /lab /patient /insurer /research /admin"
    })
    void thePagesOfOtherRolesAreRefusedInWords(String account, String pages, Portal portal) {
        try (Visit visit = portal.signIn(account)) {
            for (String page : pages.split(" ", -1)) {
                APIResponse answer = visit.get(page);
                assertThat(answer.status()).as(page).isEqualTo(403);
                assertThat(answer.text()).as(page).contains("This page is not for your role");
            }
        }
    }

    @Test
    void whatBelongsToAnotherPatientDoesNotExistAndTheTryIsKept(Portal portal) {
        List<String> theirs = new ArrayList<>();
        String grant;
        try (Visit owner = portal.signIn("patient")) {
            owner.open("/patient/results");
            owner.main()
                    .locator("li", new Locator.LocatorOptions().setHasText("file"))
                    .locator("a")
                    .first()
                    .click();
            theirs.add(owner.path());
            theirs.add(owner.main().locator("a[href^='/files/']").first().getAttribute("href"));
            String verify = owner.main().locator("a.seal").getAttribute("href");
            theirs.add(verify);
            theirs.add(verify.replace("/verify/", "/seals/") + "/badge");
            theirs.forEach(own -> assertThat(owner.get(own).status())
                    .as("%s to its owner", own)
                    .isEqualTo(200));
            owner.open("/patient/access");
            grant = owner.main().locator("form input[name='grant']").first().getAttribute("value");
        }
        try (Visit other = portal.signIn("patient2")) {
            for (String path : theirs) {
                assertThat(other.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(other.post("/patient/access/" + grant + "/end", Map.of()).status())
                    .as("ending another's grant")
                    .isEqualTo(404);
            assertThat(other.post("/patient/access/end", Map.of("grant", grant)).status())
                    .as("ending another's grant among several")
                    .isEqualTo(404);
        }
        try (Visit auditor = portal.signIn("auditor")) {
            auditor.open("/audit?who=patient2&refused=true");
            assertThat(auditor.main()
                            .locator("tbody tr")
                            .filter(new Locator.FilterOptions().setHasText("Marchand"))
                            .count())
                    .as("refused reads that the auditor sees")
                    .isGreaterThanOrEqualTo(theirs.size());
        }
    }

    @Test
    void recordsOfOnePatientDoNotOpenUnderAnother(Portal portal) {
        try (Visit doctor = portal.signIn("doctor")) {
            String one = chart(doctor, "Marchand");
            doctor.open(one);
            List<String> records =
                    doctor
                            .main()
                            .locator(".timeline a[href*='/notes/'], .timeline a[href*='/prescriptions/']")
                            .all()
                            .stream()
                            .map(link -> link.getAttribute("href"))
                            .limit(4)
                            .toList();
            assertThat(records).isNotEmpty();
            String other = chart(doctor, "Okafor").replaceFirst("/chart.*", "");
            for (String record : records) {
                String moved = record.replaceFirst("/patients/[0-9a-f-]{36}", other);
                assertThat(doctor.get(moved).status()).as(moved).isEqualTo(404);
            }
        }
    }

    @Test
    void aDoctorWithoutAccessOpensNothing(Portal portal) {
        String patient;
        try (Visit reception = portal.signIn("reception")) {
            new ReceptionDesk(reception)
                    .register("Fremd" + run, "Ute", LocalDate.of(1970, 1, 1).plusDays(System.nanoTime() % 9_000));
            patient = reception.path().replace("/reception", "");
        }
        try (Visit doctor = portal.signIn("doctor")) {
            for (String page : List.of(
                    "/chart",
                    "/notes/new",
                    "/prescriptions",
                    "/prescriptions/new",
                    "/lab-requests/new",
                    "/allergies",
                    "/problems")) {
                assertThat(doctor.get(patient + page).status()).as(page).isEqualTo(403);
                assertThat(doctor.get("/patients/" + NOBODY + page).status())
                        .as("nobody's %s", page)
                        .isEqualTo(403);
            }
            assertThat(doctor.post(patient + "/allergies", Map.of("substance", "Milk", "criticality", "low"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aSignedOrderSentTwiceIsOneOrder(Portal portal) {
        try (Visit doctor = portal.signIn("doctor")) {
            String chart = chart(doctor, "Okafor");
            doctor.open(chart);
            int before = doctor.main().locator(".timeline > li").count();
            doctor.follow("Order laboratory");
            doctor.main().locator("label.panel").first().click();
            doctor.type("question", "Twice " + run);
            doctor.press("Review and sign");
            Map<String, String> form = doctor.form("form[action$='/lab-requests']");
            form.put("then", "sign");
            String action = chart.replaceFirst("/chart.*", "/lab-requests");
            assertThat(doctor.post(action, form).status()).as("first").isEqualTo(303);
            assertThat(doctor.post(action, form).status()).as("second").isNotEqualTo(500);
            doctor.open(chart);
            assertThat(doctor.main().locator(".timeline > li").count()).isEqualTo(before + 1);
        }
    }

    @Test
    void aBookingSentTwiceBooksOnce(Portal portal) {
        try (Visit reception = portal.signIn("reception")) {
            reception.open(
                    "/reception?date=" + LocalDate.now(java.time.ZoneOffset.UTC).plusDays(5));
            String free = reception
                    .main()
                    .locator("a.day-book[aria-label$='Lindqvist']")
                    .first()
                    .getAttribute("href");
            reception.open(free + "&q=Balógun");
            Map<String, String> form = reception.form("form[action='/reception/book']");
            form.put(
                    "patient",
                    reception.main().locator("#book-patients button").first().getAttribute("value"));
            form.put(
                    "visitType",
                    reception
                            .main()
                            .locator("#visitType option")
                            .filter(new Locator.FilterOptions().setHasText("Follow-up"))
                            .getAttribute("value"));
            APIResponse first = reception.post("/reception/book", form);
            APIResponse second = reception.post("/reception/book", form);
            assertThat(first.status()).isEqualTo(303);
            assertThat(second.status()).isEqualTo(303);
            assertThat(second.headers().get("location"))
                    .as("the same appointment")
                    .isEqualTo(first.headers().get("location"));
        }
    }

    @Test
    void resultsAreReleasedOnce(Portal portal) {
        try (Visit scientist = portal.signIn("labscientist")) {
            scientist.open("/lab?stage=verified");
            scientist.main().locator("tbody a").first().click();
            String request = scientist.path();
            assertThat(scientist.post(request + "/release", Map.of()).status()).isEqualTo(303);
            assertThat(scientist.post(request + "/release", Map.of()).status()).isEqualTo(422);
            assertThat(scientist
                            .post(request + "/verify", Map.of("version", "1", "then", "release"))
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void whoEnteredAValueCannotVerifyIt(Portal portal) {
        try (Visit scientist = portal.signIn("labscientist")) {
            LaboratoryBench bench = new LaboratoryBench(scientist);
            scientist.open("/lab?stage=collected");
            scientist.main().locator("tbody a").first().click();
            String request = scientist.path();
            bench.type("nothing");
            bench.handOver();
            scientist.open(request);
            scientist.reads("You entered some of these values");
            APIResponse answer = scientist.post(request + "/verify", Map.of("version", "1", "then", "release"));
            assertThat(answer.status()).isEqualTo(422);
        }
    }

    @Test
    void aFormWithoutItsTokenOrWithAnothersIsRefused(Portal portal) {
        String anothers;
        try (Visit other = portal.signIn("doctor2")) {
            anothers = other.page().locator("meta[name=form-token]").getAttribute("content");
        }
        try (Visit doctor = portal.signIn("doctor")) {
            String allergies = chart(doctor, "Okafor").replaceFirst("/chart.*", "/allergies");
            Map<String, String> form = Map.of("substance", "Forged " + run, "criticality", "low");
            for (String token : List.of("", "x", anothers)) {
                APIResponse answer = doctor.post(allergies, form, token);
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains("This form was open too long");
            }
            doctor.open(allergies);
            PlaywrightAssertions.assertThat(doctor.main()).not().containsText("Forged " + run);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reception | /reception?date= /reception?department= /reception/day-part?revision= /reception/day-part?date= /reception/patients?q= /reception/slots?practitioner= /reception/slots?visitType= /reception/slots?speciality= /reception/slots?first= /reception/slots?last= /reception/slots?move= /reception/book?practitioner= /reception/book?start= /reception/book/patients?q= /reception/patients/ /reception/appointments/ /verify/ /seals/",
                "doctor | /doctor?day= /doctor/patients?q= /doctor/requests?closed= /patients/ /ledger?before= /ledger/blocks/ /ledger/transactions/ /files/",
                "labtech | /lab?stage= /lab?urgency= /lab?number= /lab/requests/ /lab/files/ /files/",
                "patient | /patient/results/ /patient/appointments/make?practitioner= /patient/appointments/make?type= /patient/access/give?grantee= /patient/access/give?request= /patient/access/requests/ /patient/access/reads?page= /patient/access/reads?own= /verify/ /seals/",
                "insurer | /insurer/ /insurer/requests/",
                "researcher | /research/",
                "admin | /admin?q= /admin?status= /admin/practitioners/",
                "auditor | /audit?who= /audit?patient= /audit?from= /audit?to= /audit?refused= /audit?page="
            })
    void garbageInAnAddressBreaksNothing(String account, String addresses, Portal portal) {
        List<String> broken = new ArrayList<>();
        try (Visit visit = portal.signIn(account)) {
            for (String address : addresses.split(" ", -1)) {
                for (String garbage : GARBAGE) {
                    String path = address + URLEncoder.encode(garbage, StandardCharsets.UTF_8);
                    int status = visit.get(path).status();
                    if (status >= 500) {
                        broken.add(status + " " + path.substring(0, Math.min(path.length(), 120)));
                    }
                }
            }
        }
        assertThat(broken).as("answers that blame the server").isEmpty();
    }

    @Test
    void whatDoesNotExistIsNotFound(Portal portal) {
        Map<String, List<String>> nothing = new HashMap<>();
        nothing.put(
                "reception",
                List.of(
                        "/reception/patients/" + NOBODY,
                        "/reception/appointments/" + NOBODY,
                        "/verify/" + NOBODY + ".1"));
        nothing.put("labtech", List.of("/lab/requests/" + NOBODY, "/files/" + NOBODY));
        nothing.put(
                "patient",
                List.of("/patient/results/" + NOBODY, "/verify/" + NOBODY + ".1", "/seals/" + NOBODY + ".1/badge"));
        nothing.put(
                "admin",
                List.of(
                        "/admin/practitioners/" + NOBODY,
                        "/ledger/blocks/99999999",
                        "/ledger/transactions/" + "0".repeat(64)));
        nothing.forEach((account, paths) -> {
            try (Visit visit = portal.signIn(account)) {
                paths.forEach(
                        path -> assertThat(visit.get(path).status()).as(path).isEqualTo(404));
            }
        });
    }

    @Test
    void aScriptInANameIsOnlyAName(Portal portal) {
        String name = "<img src=x onerror=alert(1)>" + run;
        try (Visit visit = portal.signIn("reception")) {
            List<String> dialogs = new ArrayList<>();
            visit.page().onDialog(dialog -> {
                dialogs.add(dialog.message());
                dialog.dismiss();
            });
            new ReceptionDesk(visit)
                    .register(
                            name,
                            "<script>alert(2)</script>",
                            LocalDate.of(1980, 1, 1).plusDays(System.nanoTime() % 9_000));
            visit.reads(name);
            String patient = visit.path();
            visit.open("/reception/patients?q=" + run);
            visit.reads(name);
            visit.open(patient + "/edit");
            PlaywrightAssertions.assertThat(visit.main().locator("[name=family]"))
                    .hasValue(name);
            assertThat(visit.main().locator("img, script").count()).isZero();
            assertThat(dialogs).isEmpty();
        }
    }

    @Test
    void aFormThatIsSentAfterTheSessionEndedIsNotLost(Portal portal) {
        String name = "Überfällig " + run;
        try (Visit visit = portal.signIn("reception")) {
            visit.open("/reception/patients/new");
            visit.type("family", name);
            visit.type(
                    "birthDate",
                    LocalDate.of(1955, 5, 5).plusDays(System.nanoTime() % 9_000).toString());
            visit.page().context().clearCookies();
            visit.press("Register a patient");
            visit.signIn("reception");
            visit.reads(name + " is registered under number");
        }
    }

    private static String chart(Visit doctor, String name) {
        doctor.open("/doctor/patients?q=" + name);
        return doctor.main().locator("tbody a").first().getAttribute("href");
    }
}
