package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A patient reads a result, and proves that it is the one that was signed. */
@Journey
class SealedResultIT {

    private static final double ANCHORING_MILLIS = 120_000;

    private static final Duration REBUILDING = Duration.ofSeconds(90);

    /** Of a seal; each attached file adds its own. */
    private static final int CHECKS = 9;

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
                    .hasSizeGreaterThanOrEqualTo(CHECKS)
                    .allMatch(line -> line.contains("Passed"));
            visit.looksGood("verified-phone");
        }
    }

    /** The check that finds it is red and says what was changed; nothing of it is shown as good. */
    @Test
    void oneByteChangedInTheStoredObjectShowsInRed(Portal portal) throws IOException {
        try (Visit visit = portal.signIn("patient2")) {
            visit.open("/patient/results");
            visit.main().locator("a[href^='/patient/results/']").last().click();
            String seal = visit.main().locator("a.seal").getAttribute("href");
            try (StoredObject stored = StoredObject.behind(portal.installation(), seal)) {
                stored.flipOneByte();
                visit.open(seal);
                PlaywrightAssertions.assertThat(visit.main().locator(".verdict"))
                        .containsText("Does not verify");
                PlaywrightAssertions.assertThat(
                                visit.main().locator(".check-failed").first())
                        .containsText("The encrypted object is unchanged");
                PlaywrightAssertions.assertThat(
                                visit.main().locator(".check-failed").first())
                        .containsText("The object's bytes were changed.");
                visit.looksGood("broken");
            }
            visit.open(seal);
            PlaywrightAssertions.assertThat(visit.main().locator(".verdict")).containsText("Verified");
        }
    }

    /** On the ledger that the portal runs on, with all that the demo hospital has written there. */
    @Test
    void whatIsReadAnewFromTheFirstBlockOnIsWhatWasThere(Portal portal) throws SQLException {
        try (Visit visit = portal.signIn("admin");
                ProjectedLedger projected =
                        new ProjectedLedger(portal.installation().settings())) {
            Set<String> before = projected.rows();
            long oldest = projected.oldestRow();
            assertThat(before).hasSizeGreaterThan(100);
            visit.open("/admin/ledger");
            visit.main().locator("form[action='/admin/ledger/rebuild'] button").click();

            visit.until(REBUILDING, () -> projected.rows().containsAll(before));
            assertThat(projected.oldestRow()).as("made anew").isGreaterThan(oldest);
            visit.open("/admin/ledger");
            visit.looksGood("projection-rebuilt");
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
