package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A pharmacist with a printed prescription, and no account, learns whether it is good; the patient learns that they asked. */
@Journey
class PaperIT {

    private static final String PATIENT = "Marchand";
    private static final Pattern ADDRESS = Pattern.compile("/verify/paper/[0-9a-f-]{36}\\.\\d+/[A-Za-z0-9_-]{16}");

    @Test
    void whoHoldsAPrescriptionChecksItWithoutSigningIn(Portal portal) {
        String address;
        String medicine;
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/prescriptions");
            patient.main().locator("a[href^='/patient/prescriptions/']").first().click();
            medicine = patient.main().locator("h1 span").first().textContent();
            String printed = patient.main().locator(".rx-proof a").getAttribute("href");
            assertThat(printed).startsWith(portal.installation().address());
            address = printed.substring(portal.installation().address().length());
            assertThat(address).matches(ADDRESS);
            patient.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            patient.looksGood("prescription-on-paper");
        }
        try (Visit pharmacist = portal.visit()) {
            assertThat(pharmacist.open(address)).isEqualTo(200);
            pharmacist.reads(medicine);
            pharmacist.reads("Signed by");
            pharmacist.reads("Compare what stands here with what stands on the paper");
            assertThat(pharmacist.page().content()).doesNotContain(PATIENT).doesNotContain("Élodie");
            pharmacist.looksGoodEverywhere("paper");
            nothingIsToldWithoutTheCode(pharmacist, address);
        }
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/access/reads");
            patient.reads("Someone who holds the printed record");
            patient.reads("With the code on the printed paper");
        }
    }

    @Test
    void aPrintedResultHasItsCodeToo(Portal portal) {
        String address;
        try (Visit patient = portal.signIn("patient")) {
            patient.open("/patient/results");
            patient.main().locator("a[href^='/patient/results/']").first().click();
            assertThat(patient.main().locator(".rx-proof").isVisible()).isFalse();
            patient.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(patient.main().locator(".rx-proof").isVisible()).isTrue();
            address = patient.main()
                    .locator(".rx-proof a")
                    .getAttribute("href")
                    .substring(portal.installation().address().length());
            patient.looksGood("result-on-paper");
        }
        try (Visit holder = portal.visit()) {
            assertThat(holder.open(address)).isEqualTo(200);
            holder.reads("Lab report");
            assertThat(holder.page().content()).doesNotContain(PATIENT).doesNotContain("mmol");
        }
    }

    private static void nothingIsToldWithoutTheCode(Visit pharmacist, String address) {
        String seal = address.substring(0, address.lastIndexOf('/'));
        char last = address.charAt(address.length() - 1);
        for (String guess : new String[] {
            seal + "/AAAAAAAAAAAAAAAA",
            address.substring(0, address.length() - 1) + (last == 'A' ? 'E' : 'A'),
            seal + "/x",
            "/verify/paper/x/AAAAAAAAAAAAAAAA"
        }) {
            assertThat(pharmacist.get(guess).status()).as(guess).isEqualTo(404);
        }
        assertThat(pharmacist.get(seal.replace("/paper", "")).status())
                .as("the seal's own page")
                .isEqualTo(302);
    }
}
