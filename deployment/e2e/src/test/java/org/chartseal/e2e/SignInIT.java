package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Journey
class SignInIT {

    @ParameterizedTest
    @CsvSource({
        "reception, /reception",
        "doctor, /doctor",
        "doctor2, /doctor",
        "labtech, /lab",
        "labscientist, /lab",
        "patient, /patient",
        "patient2, /patient",
        "insurer, /insurer",
        "researcher, /research",
        "admin, /admin",
        "auditor, /audit"
    })
    void everyoneLandsOnTheirOwnPage(String account, String place, Portal portal) {
        try (Visit visit = portal.signIn(account)) {
            assertThat(visit.path()).startsWith(place);
            visit.looksGood("home-" + account);
        }
    }

    @ParameterizedTest
    @CsvSource({"reception", "doctor", "labtech", "patient"})
    void theirPageFitsAPhone(String account, Portal portal) {
        try (Visit visit = portal.signInOnPhone(account)) {
            visit.looksGood("home-" + account + "-phone");
            Object overflow = visit.page().evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue())
                    .as("pixels beside the screen")
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"reception, /reception/patients", "doctor, /doctor/patients"})
    void theSearchAtTheTopFindsAPatient(String account, String place, Portal portal) {
        try (Visit visit = portal.signIn(account)) {
            visit.page().fill("#search", "Châtelain");
            visit.page().press("#search", "Enter");
            visit.page().waitForURL(url -> url.contains(place));
            PlaywrightAssertions.assertThat(visit.page().locator("main")).containsText("Châtelain");
            visit.looksGood("search-" + account);
        }
    }

    @Test
    void aPageOfAnotherRoleIsRefusedInWords(Portal portal) {
        try (Visit visit = portal.signIn("patient")) {
            assertThat(visit.open("/audit")).isEqualTo(403);
            visit.looksGood("refused");
        }
    }

    @Test
    void aDeepLinkComesBackAfterSignIn(Portal portal) {
        try (Visit visit = portal.signIn("auditor", "/ledger/blocks/0", 1280)) {
            assertThat(visit.path()).isEqualTo("/ledger/blocks/0");
            visit.looksGood("ledger-genesis");
        }
        try (Visit visit = portal.signIn("labtech", "/lab?stage=entered&urgency=routine", 1280)) {
            assertThat(visit.path()).isEqualTo("/lab?stage=entered&urgency=routine");
        }
    }

    @Test
    void signingOutEndsBothSessions(Portal portal) {
        try (Visit visit = portal.signIn("doctor")) {
            visit.page().click(".topbar details summary");
            visit.page().click("form[action='/sign-out'] button");
            visit.open("/doctor");
            PlaywrightAssertions.assertThat(visit.page().locator("#username")).isVisible();
        }
    }
}
