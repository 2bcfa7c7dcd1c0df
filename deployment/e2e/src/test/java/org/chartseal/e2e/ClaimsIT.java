package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The front desk enters an insurance, the doctor claims for a visit and signs, the patient releases the claim, the insurer reads it,
 * nobody else does, and an amendment shows what changed.
 */
@Journey
class ClaimsIT {

    private static final String INSURER = "Nordlicht Mutual";

    /** Tells this run from one before on the same installation. */
    private final String number = "T-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aClaimIsMadeSignedReleasedAndRead(Portal portal) throws SQLException {
        String patient = one(portal, "SELECT id FROM patient WHERE account = 'patient'");
        String visit = one(
                portal,
                "SELECT a.id FROM appointment a JOIN patient p ON p.id = a.patient_id JOIN practitioner d ON d.id = a.practitioner_id"
                        + " WHERE p.account = 'patient' AND d.account = 'doctor' AND a.status = 'fulfilled' ORDER BY a.starts_at LIMIT 1");
        theDeskEntersAnInsurance(portal, patient);
        try (Visit doctor = portal.signIn("doctor")) {
            String claim = aClaimIsSigned(doctor, patient, visit);
            nobodyElseReadsIt(portal, patient, claim);
            thePatientReleasesIt(portal, claim);
            theInsurerReadsIt(portal, claim);
            itIsAmended(doctor, patient, claim);
        }
    }

    private void theDeskEntersAnInsurance(Portal portal, String patient) {
        try (Visit desk = portal.signIn("reception")) {
            desk.open("/reception/patients/" + patient);
            desk.follow("Insurance");
            for (String told : new String[] {"Insurance entered.", "insured there under that number already"}) {
                desk.page().selectOption("#field-insurer", new SelectOption().setLabel(INSURER));
                desk.type("number", number);
                desk.type("from", "2020-01-01");
                desk.press("Enter the insurance");
                desk.reads(told);
            }
            assertThat(desk.page().inputValue("#field-number")).isEqualTo(number);
            desk.looksGoodEverywhere("claim-insurance");
        }
    }

    private String aClaimIsSigned(Visit doctor, String patient, String visit) {
        doctor.open("/patients/" + patient + "/chart");
        doctor.follow("Claims");
        doctor.looksGoodEverywhere("claim-desk");
        doctor.open("/patients/" + patient + "/claims/new?visit=" + visit);
        doctor.page().selectOption("#field-coverage", new SelectOption().setLabel(INSURER + " · " + number));
        field(doctor, "diagnosis-code", 0).fill("r05");
        field(doctor, "diagnosis", 0).fill("Cough");
        field(doctor, "price", 0).fill("much");
        field(doctor, "service", 1).fill("Spirometry, with and without a bronchodilator");
        field(doctor, "quantity", 1).fill("1.5");
        field(doctor, "price", 1).fill("1 033,33");
        doctor.press("Review and sign");
        doctor.reads("with no more decimals than the currency has");
        assertThat(field(doctor, "price", 1).inputValue()).isEqualTo("1 033,33");
        doctor.looksGoodEverywhere("claim-edit");
        field(doctor, "price", 0).fill("80");
        doctor.press("Review and sign");
        doctor.reads("Look once more");
        doctor.reads("1\u202f630.00");
        doctor.looksGoodEverywhere("claim-sign");
        doctor.press("Sign and seal");
        doctor.reads("Claim signed.");
        doctor.looksGoodEverywhere("claim");
        return doctor.path().replaceFirst("[?#].*", "").replaceFirst(".*/", "");
    }

    private static Locator field(Visit visit, String name, int row) {
        return visit.main().locator("[name='" + name + "']").nth(row);
    }

    private static void nobodyElseReadsIt(Portal portal, String patient, String claim) {
        try (Visit reception = portal.signIn("reception")) {
            assertThat(reception.open("/patients/" + patient + "/claims/" + claim))
                    .isEqualTo(404);
        }
        try (Visit colleague = portal.signIn("doctor2")) {
            assertThat(colleague.open("/patients/" + patient + "/claims/" + claim))
                    .isIn(403, 422);
        }
        try (Visit other = portal.signIn("patient2")) {
            assertThat(other.open("/patient/claims/" + claim)).isEqualTo(404);
        }
    }

    private void thePatientReleasesIt(Portal portal, String claim) {
        try (Visit patient = portal.signInOnPhone("patient")) {
            patient.open("/patient/claims");
            patient.reads(number);
            patient.looksGoodEverywhere("claims-patient");
            patient.open("/patient/claims/" + claim);
            patient.reads("Spirometry");
            patient.looksGoodEverywhere("claim-patient");
            patient.follow("Release to " + INSURER);
            assertThat(patient.page().locator("#field-grantee option:checked").textContent())
                    .contains(INSURER);
            patient.press("Show me what this means");
            patient.press("Give " + INSURER + " access");
            patient.open("/patient/access/reads");
            patient.reads("a claim, to sign it");
        }
    }

    private void theInsurerReadsIt(Portal portal, String claim) throws SQLException {
        String grant = one(portal, "SELECT id FROM access_grant WHERE record_id = '" + claim + "'");
        try (Visit insurer = portal.signIn("insurer")) {
            insurer.until(Duration.ofMinutes(2), () -> insurer.open("/insurer/" + grant + "/claims/" + claim) == 200);
            insurer.reads("Cough");
            insurer.reads(number);
            insurer.reads("1\u202f630.00");
            insurer.looksGoodEverywhere("claim-insurer");
            assertThat(insurer.open("/insurer/" + grant)).isEqualTo(200);
            insurer.reads("A claim");
        }
    }

    private static void itIsAmended(Visit doctor, String patient, String claim) {
        doctor.open("/patients/" + patient + "/claims/" + claim);
        doctor.follow("Amend");
        field(doctor, "price", 0).fill("75.5");
        doctor.press("Review and sign");
        doctor.reads("Say why");
        doctor.type("reason", "The fee was agreed otherwise");
        doctor.looksGoodEverywhere("claim-amend");
        doctor.press("Review and sign");
        doctor.reads("1\u202f625.50");
        doctor.looksGoodEverywhere("claim-amend-sign");
        doctor.press("Sign and seal");
        doctor.reads("Amendment signed as version 2");
        doctor.follow("What changed: all 2 versions");
        doctor.reads("2 of 7 fields differ");
    }

    private static String one(Portal portal, String query) throws SQLException {
        Properties settings = portal.installation().settings();
        try (Connection database = DriverManager.getConnection(
                        settings.getProperty("chartseal.db.url"),
                        settings.getProperty("chartseal.db.user"),
                        settings.getProperty("chartseal.db.password"));
                PreparedStatement statement = database.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).as(query).isTrue();
            return rows.getString(1);
        }
    }
}
