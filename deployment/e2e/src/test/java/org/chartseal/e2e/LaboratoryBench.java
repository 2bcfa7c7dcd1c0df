package org.chartseal.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people of the laboratory do with one request. */
final class LaboratoryBench {

    private static final Pattern RANGE = Pattern.compile("([\\d.]+)\\s*–\\s*([\\d.]+)");

    private final Visit visit;

    LaboratoryBench(Visit visit) {
        this.visit = visit;
    }

    /** Finds the newest request of that patient and panel in one of the worklist's states, and answers its path. */
    String open(String state, String patient, String panel) {
        visit.open("/lab?stage=" + state);
        Locator row = visit.page()
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(patient))
                .filter(new Locator.FilterOptions().setHasText(panel));
        visit.looksGood("worklist-" + state);
        row.last().locator("a").first().click();
        PlaywrightAssertions.assertThat(visit.page().locator("h1")).containsText(panel);
        return visit.path();
    }

    /** Takes the specimen, which gets a number. */
    String collect() {
        visit.main().locator("form[action$='/specimen'] button").click();
        visit.reads("Print its label and stick it on now.");
        visit.looksGood("specimen");
        return visit.page().locator("h1 .figure").textContent().strip();
    }

    /** Types a figure for each test: in the middle of what is usual, the named one above it, which shows at once. */
    void type(String high) {
        for (Locator row : visit.main().locator(".lab-entry tbody tr").all()) {
            boolean raised = row.locator("th").textContent().contains(high);
            Locator field = row.locator(".lab-value");
            field.fill(value(row, raised));
            field.press("Tab");
            if (raised) {
                PlaywrightAssertions.assertThat(row.locator(".lab-live .flag")).containsText("H");
            }
        }
    }

    private static String value(Locator row, boolean raised) {
        Matcher range = RANGE.matcher(row.locator("td").nth(3).textContent());
        if (!range.find()) {
            return "1";
        }
        BigDecimal low = new BigDecimal(range.group(1));
        BigDecimal top = new BigDecimal(range.group(2));
        BigDecimal middle = low.add(top).divide(BigDecimal.valueOf(2), top.scale(), RoundingMode.HALF_UP);
        return (raised ? top.add(top.movePointLeft(1).setScale(top.scale(), RoundingMode.UP)) : middle).toPlainString();
    }

    /** Chooses a file and sends it; what was typed meanwhile is still there. */
    void attach(String name, byte[] content) {
        List<String> typed = values();
        visit.page().setInputFiles("#field-file", new FilePayload(name, "application/octet-stream", content));
        visit.press("Attach");
        PlaywrightAssertions.assertThat(visit.page().locator(".lab-files")).containsText(name);
        org.assertj.core.api.Assertions.assertThat(values()).as("typed figures").isEqualTo(typed);
    }

    private List<String> values() {
        return visit.main().locator(".lab-value").all().stream()
                .map(Locator::inputValue)
                .toList();
    }

    /** Hands the results over to be verified. */
    void handOver() {
        visit.looksGood("results");
        visit.press("Hand over for verification");
        visit.reads("Handed over for verification.");
    }

    /** Verifies and releases, and waits for the seal without loading the page again. */
    void verifyAndRelease() {
        visit.looksGood("verify-results");
        visit.press("Verify and release");
        visit.reads("Released. Doctor and patient see it now");
        visit.sealedWithoutReload();
        visit.looksGood("released");
    }
}
