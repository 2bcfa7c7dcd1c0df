package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A patient takes signing into their own hands, gives access and takes it away, and hands signing back. */
@Journey
class PasskeyIT {

    private static final String DOCTOR = "Dr. Jonas Lindqvist";

    private final LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(20);

    @Test
    void aPatientSignsWithTheirOwnPasskey(Portal portal) {
        try (Visit visit = portal.signIn("patient")) {
            VirtualAuthenticator device = new VirtualAuthenticator(visit);
            PatientsAccess access = new PatientsAccess(visit);
            access.takeAwayFrom(DOCTOR);
            registers(visit, device);
            long given = gives(visit, device, access);
            long taken = takesAway(visit, access);
            assertThat(taken).isGreaterThan(given);
            handsBack(visit, access);
        }
    }

    private static void registers(Visit visit, VirtualAuthenticator device) {
        visit.open("/patient/passkeys");
        visit.reads("At the moment the portal signs for you");
        visit.looksGoodEverywhere("passkey-none");
        visit.type("name", "My phone");
        device.recognises(false);
        visit.press("Make a passkey");
        visit.reads("Your device did not confirm that it is you");
        device.recognises(true);
        visit.press("Make a passkey");
        visit.reads("From now on you sign with your passkey “My phone”");
        visit.reads("Not used yet");
        visit.looksGoodEverywhere("passkey-own");
    }

    private long gives(Visit visit, VirtualAuthenticator device, PatientsAccess access) {
        access.ask(DOCTOR, until);
        visit.reads("until then " + DOCTOR + " cannot read your record");
        visit.looksGoodEverywhere("passkey-waits");
        visit.open("/patient/access");
        device.recognises(false);
        visit.press("Sign with my passkey that " + DOCTOR + " may read");
        visit.reads("Your device did not confirm that it is you, so nothing was signed");
        visit.looksGood("passkey-unconfirmed");
        assertThat(visit.post("/patient/passkeys/sign", Map.of("question", "", "answer", ""))
                        .status())
                .isEqualTo(422);
        device.recognises(true);
        visit.press("Sign with my passkey that " + DOCTOR + " may read");
        visit.reads("Signed. The access counts now.");
        return access.block(DOCTOR);
    }

    private static long takesAway(Visit visit, PatientsAccess access) {
        access.takeAwayFrom(DOCTOR);
        visit.reads("Sign it, so that the ledger says so too.");
        visit.press("Sign with my passkey that " + DOCTOR + " may no longer read");
        visit.reads("Signed. The ledger will say so too.");
        return access.block(DOCTOR);
    }

    private void handsBack(Visit visit, PatientsAccess access) {
        visit.open("/patient/passkeys");
        visit.reads("Last used");
        visit.press("Remove");
        visit.reads("The passkey is removed. The portal signs for you again.");
        visit.reads("Earlier passkeys");
        access.give(DOCTOR, until);
        assertThat(access.block(DOCTOR)).isPositive();
        access.takeAwayFrom(DOCTOR);
    }
}
