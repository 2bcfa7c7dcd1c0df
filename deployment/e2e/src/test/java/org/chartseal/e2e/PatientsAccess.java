package org.chartseal.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What patients decide about who reads their record. */
final class PatientsAccess {

    private static final String PAGE = "/patient/access";
    private static final Pattern BLOCK = Pattern.compile("On the ledger, block ([\\d\\h]+)");

    private final Visit visit;

    PatientsAccess(Visit visit) {
        this.visit = visit;
    }

    /** Takes every access away that this practitioner has. */
    void takeAwayFrom(String practitioner) {
        visit.open(PAGE);
        visit.looksGood("patient-access");
        Locator buttons = visit.page().locator("button[aria-label='Take access away from " + practitioner + "']");
        while (buttons.count() > 0) {
            buttons.first().click();
            visit.reads(practitioner + " can no longer read your record.");
        }
    }

    /** Gives access to everything until that day, after a look at what it means. */
    void give(String practitioner, LocalDate until) {
        ask(practitioner, until);
        visit.reads(practitioner + " may read until");
    }

    /** The same as far as the patient's own signature, where they have one. */
    void ask(String practitioner, LocalDate until) {
        visit.open(PAGE);
        visit.follow("Give access");
        String option = visit.page()
                .locator("#field-grantee option")
                .filter(new Locator.FilterOptions().setHasText(practitioner))
                .textContent();
        visit.page().selectOption("#field-grantee", new SelectOption().setLabel(option));
        visit.type("until", until.toString());
        visit.looksGood("give-access");
        visit.press("Show me what this means");
        visit.reads("They could read");
        visit.looksGood("give-access-look");
        visit.press("Give " + practitioner + " access");
    }

    /** The block in which the newest decision about this practitioner stands, once it does. */
    long block(String practitioner) {
        for (int tries = 0; tries < 60; tries++) {
            visit.open(PAGE);
            Matcher block = BLOCK.matcher(visit.page()
                    .locator(
                            ".patient-list:not(#emergencies .patient-list, #requests .patient-list, [aria-labelledby=by-rule] .patient-list) > li")
                    .filter(new Locator.FilterOptions().setHasText(practitioner))
                    .first()
                    .textContent());
            if (block.find()) {
                return Long.parseLong(block.group(1).replaceAll("\\D", ""));
            }
            visit.page().waitForTimeout(500);
        }
        throw new AssertionError("no block after 30 s");
    }
}
