package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A patient loses the device with their passkey; two doctors with passkeys of their own bring them back to a key. */
@Journey
class LostPasskeyIT {

    private static final String PATIENT = "Élodie Marchand";
    private static final String DOCTOR = "Dr. Jonas Lindqvist";

    private final LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(20);

    /** What reception has copied from it, and who has the person before them reads. */
    private record IdentityDocument(String number, String born) {}

    @Test
    void twoWitnessesBringBackAPatientWhoLostTheirPasskey(Portal portal) {
        losesTheirDevice(portal);
        IdentityDocument document = identityDocument(portal);
        try (Visit doctor = portal.signIn("doctor");
                Visit colleague = portal.signIn("doctor2")) {
            assertThat(doctor.open("/restorations")).isEqualTo(422);
            doctor.reads("Only who signs with a passkey of their own can be a witness.");
            OwnSignature first = new OwnSignature(doctor);
            first.register("Key ring");
            OwnSignature second = new OwnSignature(colleague);
            second.register("Phone");
            isWrittenDown(doctor, document);
            signs(doctor, first);
            doctor.reads("Signed. A second practitioner has to sign too.");
            isToldAtOnce(portal);
            colleague.open("/restorations");
            colleague.looksGoodEverywhere("restorations");
            colleague.follow(PATIENT);
            signs(colleague, second);
            colleague.reads("Signed by two. The portal keeps a new key for this person now.");
            first.remove();
            second.remove();
        }
        givesAccessAgain(portal);
    }

    /** The device is gone with the window. */
    private void losesTheirDevice(Portal portal) {
        try (Visit visit = portal.signIn("patient")) {
            new PatientsAccess(visit).takeAwayFrom(DOCTOR);
            new VirtualAuthenticator(visit);
            visit.open("/patient/passkeys");
            visit.type("name", "My phone");
            visit.press("Make a passkey");
            visit.reads("From now on you sign with your passkey “My phone”");
            new PatientsAccess(visit).ask(DOCTOR, until);
            visit.open("/patient");
            visit.reads("1 statement waits for your signature");
            visit.looksGoodEverywhere("home-awaited");
        }
    }

    private static IdentityDocument identityDocument(Portal portal) {
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=Marchand");
            reception.follow(PATIENT);
            reception.page().waitForURL(url -> url.matches(".*/reception/patients/[0-9a-f-]{36}"));
            String number =
                    reception.main().locator(".facts-across .figure").nth(1).textContent();
            reception.open(reception.path() + "/edit");
            String born = reception.page().locator("main [name=birthDate]").inputValue();
            return new IdentityDocument(number, born);
        }
    }

    private static void isWrittenDown(Visit doctor, IdentityDocument document) {
        doctor.open("/restorations");
        doctor.type("number", document.number());
        doctor.type("born", "1900-01-01");
        doctor.type("reason", "Phone stolen on the way here");
        doctor.press("Write it down");
        doctor.reads("No patient has this number and this birth date.");
        doctor.looksGood("restorations-nobody");
        doctor.type("born", document.born());
        doctor.press("Write it down");
        doctor.reads(PATIENT);
        doctor.looksGoodEverywhere("restoration");
        doctor.press("Sign that the passkey is lost");
        doctor.reads("Tick that you have seen the person and the document.");
    }

    private static void signs(Visit visit, OwnSignature own) {
        visit.page().locator("[name=seen]").check();
        visit.press("Sign that the passkey is lost");
        visit.reads("You are about to sign that a patient has lost their passkey.");
        own.sign();
    }

    private static void isToldAtOnce(Portal portal) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.reads("that you have lost your passkey: “Phone stolen on the way here”");
            patient.looksGood("restoration-told-phone");
        }
    }

    private void givesAccessAgain(Portal portal) {
        try (Visit patient = portal.signIn("patient")) {
            patient.reads("the portal keeps a new key for you and signs with it");
            patient.looksGoodEverywhere("restoration-done");
            PatientsAccess access = new PatientsAccess(patient);
            assertThat(access.block(DOCTOR)).isPositive();
            access.takeAwayFrom(DOCTOR);
            access.give(DOCTOR, until);
            assertThat(access.block(DOCTOR)).isPositive();
            access.takeAwayFrom(DOCTOR);
        }
    }
}
