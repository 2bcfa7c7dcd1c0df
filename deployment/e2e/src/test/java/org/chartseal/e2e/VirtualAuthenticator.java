package org.chartseal.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/** A device with a passkey in the hands of a person, as Chromium plays it for its own tests. */
final class VirtualAuthenticator {

    private final CDPSession browser;
    private final String id;

    /** Puts the device beside this window. */
    VirtualAuthenticator(Visit visit) {
        this.browser = visit.page().context().newCDPSession(visit.page());
        browser.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject added = new JsonObject();
        added.add("options", options);
        this.id = browser.send("WebAuthn.addVirtualAuthenticator", added)
                .get("authenticatorId")
                .getAsString();
    }

    /** Whether the person can unlock the device. */
    void recognises(boolean person) {
        JsonObject verified = new JsonObject();
        verified.addProperty("authenticatorId", id);
        verified.addProperty("isUserVerified", person);
        browser.send("WebAuthn.setUserVerified", verified);
    }
}
