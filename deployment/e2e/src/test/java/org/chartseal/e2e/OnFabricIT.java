package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What people see of a network of two hospitals, and each hospital's portal of what the other one anchors. */
@Journey
@EnabledIfSystemProperty(
        named = "chartseal.ledger",
        matches = "fabric",
        disabledReason = "the tests on Fabric run these journeys")
class OnFabricIT {

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theExplorerShowsWhoOrderedAndWhoEndorsed(Portal portal) {
        try (Visit visit = portal.signIn("auditor", "/ledger", Portal.DESKTOP)) {
            Locator rows = visit.main().locator("tbody tr");
            PlaywrightAssertions.assertThat(rows.first()).containsText("HospitalAMSP, HospitalBMSP");
            PlaywrightAssertions.assertThat(rows.first()).containsText("Intact");
            visit.looksGoodEverywhere("fabric-ledger");
            rows.first().locator("a").first().click();
            PlaywrightAssertions.assertThat(visit.main().locator("#signatures + p + ul"))
                    .containsText("Signed the block");
            visit.looksGoodEverywhere("fabric-block");
            visit.main().locator("tbody tr a").first().click();
            Locator members = visit.main().locator("#members + p + ul > li");
            PlaywrightAssertions.assertThat(members).hasCount(3);
            visit.looksGoodEverywhere("fabric-transaction");
            visit.open("/ledger/phd");
            visit.reads("Brought a contract into force");
            visit.looksGoodEverywhere("fabric-ledger-phd");
        }
    }

    /** Both hospitals hold both hospitals' entries; neither portal shows the other's patients. */
    @Test
    void whatOneHospitalSignsTheOthersPortalFindsOnItsOwnPeer(Portal portal) {
        try (Installation other = portal.installation().ofTheOtherHospital()) {
            Portal otherPortal = portal.of(other);
            String seal;
            long block;
            try (Visit doctor = otherPortal.signIn("doctor")) {
                doctor.open("/doctor/patients?q=Marchand");
                doctor.follow("Marchand, Élodie");
                new DoctorsDesk(doctor).orderPanel("C-reactive", "Other hospital " + run);
                doctor.sealedWithoutReload();
                Locator badge = doctor.main().locator(".timeline a.seal").first();
                seal = String.valueOf(badge.getAttribute("href"));
                block = Long.parseLong(badge.textContent()
                        .replaceAll("(?s).*block\\s+([0-9\\u202f]+).*", "$1")
                        .replace("\u202f", ""));
            }
            try (Visit auditor = portal.signIn("auditor")) {
                auditor.open("/ledger/blocks/" + block);
                auditor.reads("Anchored seals");
                auditor.main().locator("tbody tr a").first().click();
                auditor.reads("seal/" + seal.substring(seal.lastIndexOf('/') + 1));
                PlaywrightAssertions.assertThat(auditor.main().locator("#members + p + ul"))
                        .containsText("HospitalBMSP");
                assertThat(auditor.open(seal)).isEqualTo(404);
            }
        }
    }
}
