package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;

/** A patient reads a result, and proves that it is the one that was signed. */
@Journey
class SealedResultIT {

    private static final double ANCHORING_MILLIS = 120_000;

    @Test
    void aPatientVerifiesAResultInOneClick(Portal portal) {
        try (Visit visit = portal.signInOnPhone("patient")) {
            visit.open("/patient/results");
            visit.page().locator("main a[href^='/patient/results/']").first().click();
            visit.looksGood("result-phone");

            Locator badge = visit.page().locator("main a[href^='/verify/']").first();
            PlaywrightAssertions.assertThat(badge)
                    .containsText("block", new LocatorAssertions.ContainsTextOptions().setTimeout(ANCHORING_MILLIS));
            badge.click();

            PlaywrightAssertions.assertThat(visit.page().locator("main .verdict"))
                    .containsText("Verified");
            assertThat(visit.page().locator("main .checks > li").allTextContents())
                    .hasSize(9)
                    .allMatch(line -> line.contains("Passed"));
            visit.looksGood("verified-phone");
        }
    }

    @Test
    void anotherPatientsResultAnswersAsIfItDidNotExist(Portal portal) {
        String own;
        try (Visit visit = portal.signIn("patient")) {
            visit.open("/patient/results");
            visit.page().locator("main a[href^='/patient/results/']").first().click();
            own = visit.path();
        }
        try (Visit visit = portal.signIn("patient2")) {
            assertThat(visit.open(own)).isEqualTo(404);
            visit.looksGood("not-yours");
        }
    }
}
