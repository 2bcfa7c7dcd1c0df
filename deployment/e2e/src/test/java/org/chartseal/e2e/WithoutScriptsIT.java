package org.chartseal.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The day's forms in a browser that runs no scripts. */
@Journey
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithoutScriptsIT {

    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @Order(1)
    void receptionBooks(Portal portal) {
        try (Visit visit = portal.signInWithoutScripts("reception")) {
            visit.open("/reception?date=" + LocalDate.now(ZoneOffset.UTC).plusDays(3 + System.nanoTime() % 9));
            visit.main().locator("a.day-book").last().click();
            visit.main()
                    .locator("#visitType")
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Follow-up, 15 min"));
            visit.type("reason", "Without scripts " + RUN);
            visit.type("q", "Okafor");
            visit.press("Search");
            visit.press("Book for Samuel Okafor");
            visit.reads("Booked");
        }
    }

    @Test
    @Order(2)
    void aDoctorWritesPrescribesAndOrders(Portal portal) {
        try (Visit visit = portal.signInWithoutScripts("doctor2")) {
            visit.open("/doctor/patients?q=Okafor");
            visit.follow("Okafor, Samuel");
            String chart = visit.path();

            visit.follow("Write note");
            visit.type("reason", "Without scripts " + RUN);
            visit.type("assessment", "Well");
            visit.press("Save draft");
            visit.reads("Draft saved");
            visit.press("Review and sign");
            visit.press("Sign and seal");
            visit.reads("Note signed");

            visit.follow("Prescribe");
            visit.type("q", "paracetamol");
            visit.press("Find");
            visit.main().locator("#found a").first().click();
            visit.type("quantity", "20");
            if (visit.main().locator("[name=overrideReason]").count() > 0) {
                visit.type("overrideReason", "Asked again " + RUN);
            }
            visit.press("Review and sign");
            visit.press("Sign and seal");
            PlaywrightAssertions.assertThat(visit.page().locator("h1")).containsText("paracetamol");

            visit.open(chart);
            visit.follow("Order laboratory");
            visit.main()
                    .locator("label.panel")
                    .filter(new Locator.FilterOptions().setHasText("Thyroid"))
                    .click();
            visit.page()
                    .getByLabel("At once", new Page.GetByLabelOptions().setExact(true))
                    .check();
            visit.type("question", "Without scripts " + RUN);
            visit.press("Review and sign");
            visit.press("Sign and order");
            visit.reads("Laboratory order signed");
        }
    }

    @Test
    @Order(3)
    void theTechnicianEntersResultsAndAttaches(Portal portal) {
        try (Visit visit = portal.signInWithoutScripts("labtech")) {
            LaboratoryBench bench = new LaboratoryBench(visit);
            bench.open("requested", "Okafor", "Thyroid");
            visit.reads("Without scripts " + RUN);
            visit.main().locator("form[action$='/specimen'] button").click();
            visit.reads("Print its label and stick it on now.");
            visit.page()
                    .setInputFiles(
                            "#field-file",
                            new FilePayload(
                                    "wrong.pdf",
                                    "application/pdf",
                                    "no PDF".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            visit.press("Attach");
            visit.reads("This file is no PDF, PNG or JPEG, whatever its name says.");
            visit.page()
                    .setInputFiles("#field-file", new FilePayload("right.pdf", "application/pdf", Documents.pdf(RUN)));
            visit.press("Attach");
            visit.reads("Attached right.pdf.");
            for (Locator field : visit.main().locator(".lab-value").all()) {
                field.fill("1");
            }
            visit.press("Keep as draft");
            visit.reads("Kept as a draft.");
            PlaywrightAssertions.assertThat(visit.main().locator(".lab-value").first())
                    .not()
                    .hasValue("");
            visit.press("Hand over for verification");
            visit.reads("Handed over for verification.");
        }
    }

    @Test
    @Order(4)
    void aPatientMakesAnAppointment(Portal portal) {
        try (Visit visit = portal.signInWithoutScripts("patient2")) {
            visit.follow("Make an appointment");
            visit.press("Show free times");
            visit.type("reason", "Without scripts " + RUN);
            visit.main().locator(".patient-slots button").first().click();
            visit.reads("Booked for");
        }
    }
}
