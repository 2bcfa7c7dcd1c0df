package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;

/** What a receptionist does. */
final class ReceptionDesk {

    private final Visit visit;

    ReceptionDesk(Visit visit) {
        this.visit = visit;
    }

    /** Fills in the form for a new patient and sends it. */
    void register(String family, String given, LocalDate born) {
        visit.open("/reception");
        visit.follow("Register a patient");
        visit.type("family", family);
        visit.type("given", given);
        visit.type("birthDate", born.toString());
        visit.page()
                .getByLabel("Female", new Page.GetByLabelOptions().setExact(true))
                .check();
        visit.type("phone", "+995 555 " + born.toEpochDay());
        visit.type("identifier", "");
        visit.press("Register a patient");
    }

    /**
     * Books the practitioner's next free quarter of an hour today, from the calendar, and answers when that is.
     *
     * @param patient as the list of patients found shows the name
     */
    String book(String practitioner, String patient, String reason) {
        visit.open("/reception");
        Locator free = visit.page()
                .getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName(java.util.regex.Pattern.compile("^Book \\d\\d:\\d\\d with " + practitioner)))
                .first();
        String time = free.textContent().strip();
        free.click();
        visit.page()
                .getByLabel("Kind of visit")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Follow-up, 15 min"));
        visit.type("reason", reason);
        visit.page().locator("main [name='q']").pressSequentially(patient);
        visit.looksGood("book");
        visit.press("Book for " + patient);
        visit.reads("Booked");
        assertThat(visit.path()).as("back on the calendar").startsWith("/reception?date=");
        return time;
    }

    /** Checks in the visit that the calendar shows at that time for that patient. */
    void checkIn(String time, String patient) {
        visit.open("/reception");
        Locator booked = visit.page()
                .locator(".day-visit")
                .filter(new Locator.FilterOptions().setHasText(time))
                .filter(new Locator.FilterOptions().setHasText(patient));
        booked.first().click();
        visit.looksGood("appointment");
        visit.press("Check in");
        visit.reads("Checked in");
        PlaywrightAssertions.assertThat(visit.main()).containsText("Waiting");
    }
}
