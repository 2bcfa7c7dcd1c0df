package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A part is killed while people work. */
@Journey
class PartsDownIT {

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void withoutTheLedgerAllWorkGoesOnAndSealsWait(Portal portal) {
        try (Visit doctor = portal.signIn("doctor");
                Visit patient = portal.signIn("patient");
                Visit administrator = portal.signIn("admin")) {
            portal.installation().killLedger();
            try {
                doctor.open("/doctor/patients?q=Marchand");
                doctor.follow("Marchand, Élodie");
                DoctorsDesk desk = new DoctorsDesk(doctor);
                desk.orderPanel("C-reactive", "Ledger away " + run);
                Locator waiting =
                        doctor.main().locator(".timeline .seal-pending").first();
                PlaywrightAssertions.assertThat(waiting).containsText("Seal pending");
                doctor.looksGood("ledger-away-chart");
                patient.open("/patient/results");
                patient.main().locator("a[href^='/patient/results/']").first().click();
                patient.main().locator("a.seal").click();
                patient.reads("Not yet fully verified");
                patient.reads("The ledger does not answer at the moment.");
                patient.looksGood("ledger-away-verify");
                assertThat(health(doctor)).isEqualTo("200 DEGRADED");
                administrator.reads("The hospital’s own peer of the ledger does not answer.");
                PlaywrightAssertions.assertThat(administrator.page().locator("#ledger-condition"))
                        .containsText(
                                Pattern.compile(
                                        "[1-9]\\d* messages?, [1-9]\\d* seals? among them\\s+Oldest pending seal\\s+\\d+ s\\b"));
                administrator.looksGoodEverywhere("ledger-away-admin");
                administrator.page().evaluate("window.stillTheSamePage = true");
                doctor.page().evaluate("window.stillTheSamePage = true");
            } finally {
                portal.installation().start();
            }
            patient.page().waitForCondition(() -> health(patient).equals("200 UP"));
            doctor.sealedWithoutReload();
            administrator.reads("0 messages, 0 seals among them");
            assertThat(administrator.page().evaluate("window.stillTheSamePage")).isEqualTo(true);
        }
    }

    @Test
    void aFormThatMeetsADeadDatabaseIsKeptAndSentAgain(Portal portal) {
        try (Visit visit = portal.signIn("reception")) {
            visit.open("/reception/patients/new");
            visit.type("family", "Ramanujan " + run);
            visit.type("given", "Śrīnivāsa");
            visit.type("birthDate", LocalDate.of(1960, 3, 1).toString());
            portal.installation().kill("database");
            try {
                visit.press("Register a patient");
                visit.reads("The database does not answer at the moment");
                visit.looksGood("database-away");
                visit.press("Send again");
                visit.reads("The database does not answer at the moment");
                assertThat(health(visit)).isEqualTo("503 DOWN");
            } finally {
                portal.installation().start();
            }
            visit.press("Send again");
            visit.reads("Śrīnivāsa Ramanujan " + run + " is registered under number");
        }
        for (String account : List.of("doctor", "labtech", "patient")) {
            portal.signIn(account).close();
        }
    }

    private static String health(Visit visit) {
        APIResponse answer = visit.get("/health/ready");
        String state = answer.text().replaceAll("(?s).*\"state\":\\s*\"(\\w+)\".*", "$1");
        return answer.status() + " " + state;
    }
}
