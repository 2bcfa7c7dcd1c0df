package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.regex.Pattern;

/** What a doctor does with one patient. */
final class DoctorsDesk {

    private static final Pattern CHART = Pattern.compile("/patients/[0-9a-f-]{36}/chart.*");

    private final Visit visit;

    DoctorsDesk(Visit visit) {
        this.visit = visit;
    }

    /** Opens the chart from today's list, by the reason of the visit, and answers its path. */
    String openChart(String reason) {
        visit.open("/doctor");
        Locator row = visit.page().locator("tr").filter(new Locator.FilterOptions().setHasText(reason));
        PlaywrightAssertions.assertThat(row.first()).containsText("Waiting");
        visit.looksGood("day");
        row.first().locator("a").first().click();
        visit.page().waitForURL(url -> CHART.matcher(url).find());
        assertThat(visit.main().locator("h2").allTextContents())
                .contains(
                        "Allergies",
                        "Problems",
                        "Medication today",
                        "Results, latest of each test",
                        "Documents",
                        "Timeline");
        visit.looksGood("chart");
        return visit.path().replaceFirst("\\?.*", "");
    }

    /** Makes sure that the chart says that penicillins are not tolerated. */
    void recordPenicillinAllergy(String chart) {
        visit.open(chart);
        if (!visit.page().locator(".banner").textContent().contains("Penicillin")) {
            visit.open(chart.replace("/chart", "/allergies"));
            visit.type("substance", "Penicillins");
            visit.type("atcPrefix", "J01C");
            visit.type("reaction", "Swollen lips");
            visit.looksGood("allergies");
            visit.press("Record allergy");
            visit.reads("Allergy to Penicillins recorded");
        }
        PlaywrightAssertions.assertThat(visit.page().locator(".banner")).containsText("Penicillin");
    }

    /** Drafts a note, sees that the draft is kept by itself, and signs it. */
    void writeNote(String assessment) {
        visit.follow("Write note");
        visit.type("reason", "Review after two weeks");
        visit.type("history", "Sleeps better. Less thirst.");
        visit.type("assessment", assessment);
        visit.reads("Draft saved");
        visit.looksGood("note");
        visit.press("Review and sign");
        visit.reads("Look once more");
        visit.reads(assessment);
        visit.looksGood("note-sign");
        visit.press("Sign and seal");
        visit.reads("Note signed");
    }

    /** Prescribes amoxicillin against the recorded allergy: the warning shows, and signing needs a reason. */
    void prescribeInSpiteOfTheAllergy(String reason) {
        visit.follow("Prescribe");
        visit.page().locator("#medicine").pressSequentially("amoxicillin");
        visit.page().locator("#found a").first().click();
        visit.reads("Allergic to this class Penicillins.");
        visit.reads("Not checked:");
        visit.looksGood("prescribe");
        visit.press("Review and sign");
        visit.reads("Say why you sign in spite of the alerts.");
        visit.looksGood("prescribe-refused");
        visit.type("overrideReason", reason);
        visit.type("instructions", "With a glass of water");
        visit.press("Review and sign");
        visit.reads("Look once more");
        visit.reads(reason);
        visit.looksGood("prescribe-sign");
        visit.press("Sign and seal");
        visit.reads("Signed in spite of alerts, because:");
        visit.reads(reason);
        visit.looksGood("prescription");
    }

    /** Orders a panel, urgently, with a question. */
    void orderPanel(String panel, String question) {
        visit.follow("Order laboratory");
        visit.page()
                .locator("label.panel")
                .filter(new Locator.FilterOptions().setHasText(panel))
                .first()
                .click();
        visit.page()
                .getByLabel("Urgent", new Page.GetByLabelOptions().setExact(true))
                .check();
        visit.type("question", question);
        visit.looksGood("lab-order");
        visit.press("Review and sign");
        visit.reads(question);
        visit.looksGood("lab-order-sign");
        visit.press("Sign and order");
        visit.reads("Laboratory order signed");
    }
}
