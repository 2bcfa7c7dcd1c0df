package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Doctors sign what they seal with passkeys of their own, and the seals verify. */
@Journey
class ClinicalPasskeyIT {

    private static final String PATIENT = "Élodie Marchand";
    private static final Pattern SEAL = Pattern.compile("/verify/.*");

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aDoctorSignsWithTheirOwnPasskey(Portal portal) {
        isBooked(portal);
        try (Visit visit = portal.signIn("doctor")) {
            OwnSignature own = new OwnSignature(visit);
            visit.open("/signature");
            visit.looksGoodEverywhere("signature-kept");
            own.register("Key ring");
            visit.looksGoodEverywhere("signature-own");
            String chart = new DoctorsDesk(visit).openChart("Passkey " + run);
            signsANote(visit, own, chart);
            signsAPrescription(visit, own, chart);
            sealsOfAFormerKeyStayGood(visit, own);
        }
    }

    private void isBooked(Portal portal) {
        try (Visit visit = portal.signIn("reception")) {
            ReceptionDesk desk = new ReceptionDesk(visit);
            desk.checkIn(desk.book("Dr. Ama Osei", PATIENT, "Passkey " + run), PATIENT);
        }
    }

    private void signsANote(Visit visit, OwnSignature own, String chart) {
        visit.open(chart);
        visit.follow("Write note");
        visit.type("reason", "Own signature " + run);
        visit.type("assessment", "Well");
        visit.reads("Draft saved");
        visit.press("Review and sign");
        visit.press("Sign and seal");
        visit.reads("You are about to sign a consultation note.");
        visit.looksGoodEverywhere("signing");
        own.device().recognises(false);
        visit.press("Sign with my passkey");
        visit.reads("Your device did not confirm that it is you, so nothing was signed");
        visit.looksGood("signing-unconfirmed");
        visit.press("Back to the form");
        visit.reads("Look once more");
        own.device().recognises(true);
        visit.press("Sign and seal");
        nothingElseIsTaken(visit);
        own.sign();
        visit.reads("Note signed");
        verifies(visit, chart, "Own signature " + run);
    }

    /** What the page asks for, posted by hand with no answer, or with an answer to something else. */
    private static void nothingElseIsTaken(Visit visit) {
        String form = "form[data-passkey=sign]";
        String address = visit.page().locator(form).getAttribute("action");
        Map<String, String> fields = visit.form(form);
        fields.put("signatureQuestion", visit.page().locator(form).getAttribute("data-question"));
        fields.put("signatureAnswer", "{\"id\":\"AAAA\",\"type\":\"public-key\"}");
        APIResponse answer = visit.post(address, fields);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("What your device answered does not fit. Nothing was signed.");
    }

    private void signsAPrescription(Visit visit, OwnSignature own, String chart) {
        visit.open(chart);
        visit.follow("Prescribe");
        visit.page().locator("#medicine").pressSequentially("paracetamol");
        visit.page().locator("#found a").first().click();
        visit.type("instructions", "With water,\nat night " + run);
        if (visit.page().locator("main [name=overrideReason]").count() > 0) {
            visit.type("overrideReason", "Known to the patient");
        }
        visit.press("Review and sign");
        visit.press("Sign and seal");
        visit.reads("You are about to sign a prescription.");
        own.sign();
        visit.reads("at night " + run);
        sealed(visit);
    }

    private static void verifies(Visit visit, String chart, String entry) {
        visit.open(chart);
        visit.follow(entry);
        sealed(visit);
    }

    /** Waits for the seal on this page, and verifies it. */
    private static void sealed(Visit visit) {
        visit.sealedWithoutReload();
        visit.main().locator("a.seal").first().click();
        visit.page().waitForURL(SEAL);
        PlaywrightAssertions.assertThat(visit.main().locator(".verdict")).containsText("Verified");
    }

    private static void sealsOfAFormerKeyStayGood(Visit visit, OwnSignature own) {
        String seal = visit.path();
        own.remove();
        visit.openUntilItSays("/signature", "Earlier passkeys");
        visit.open(seal);
        PlaywrightAssertions.assertThat(visit.main().locator(".verdict")).containsText("Verified");
        visit.looksGood("verified-former-key");
    }
}
