package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A patient asks to be erased, an auditor decides, and whoever has the code reads what became of it. */
@Journey
class ErasureIT {

    private static final Duration PROMISED = Duration.ofMinutes(3);
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){4}");

    /** Somebody whose record was signed, whom no other journey visits, and who is not expected here. */
    private static final String SOMEBODY = """
            SELECT p.id, p.number, p.given_name || ' ' || p.family_name FROM patient p
             WHERE p.account IS NULL AND p.birth_date < current_date - interval '20 years'
               AND EXISTS (SELECT FROM record_version v WHERE v.patient_id = p.id)
               AND NOT EXISTS (SELECT FROM appointment a WHERE a.patient_id = p.id AND a.ends_at > now() - interval '1 day')
               AND NOT EXISTS (SELECT FROM access_grant g WHERE g.proxy_id = p.id)
             ORDER BY p.number DESC LIMIT 1
            """;

    private record Person(String id, String number, String name) {}

    @Test
    void whoAskedIsErasedAndCanProveIt(Portal portal) throws Exception {
        try (Connection database = connect(portal)) {
            Person person = somebody(database);
            execute(database, "UPDATE patient SET account = NULL WHERE account = 'patient2'");
            execute(database, "UPDATE patient SET account = 'patient2' WHERE number = '" + person.number() + "'");
            execute(database, "UPDATE hospital_rule SET erasure_days = 0");
            try {
                String code = thePatientAsks(portal);
                theAuditorDecides(portal, person);
                whoHasTheCodeReadsIt(portal, code);
                nobodyFindsThePatient(portal, person);
            } finally {
                execute(database, "UPDATE hospital_rule SET erasure_days = 14");
                execute(database, "UPDATE patient SET account = NULL WHERE account = 'patient2'");
                execute(
                        database,
                        "UPDATE patient SET account = 'patient2' WHERE family_name = 'Okafor' AND given_name = 'Samuel'");
            }
        }
    }

    private static String thePatientAsks(Portal portal) {
        try (Visit patient = portal.signIn("patient2")) {
            patient.open("/patient/documents");
            patient.follow("Have my record erased");
            patient.looksGoodEverywhere("erasure-ask");
            patient.type("reason", "I am moving away");
            patient.press("Ask to be erased");
            patient.reads("Tick that you know that it cannot be undone.");
            assertThat(patient.main().locator("[name=reason]").inputValue()).isEqualTo("I am moving away");
            patient.looksGood("erasure-ask-unsure");
            patient.main().locator("[name=sure]").check();
            patient.press("Ask to be erased");
            patient.reads("Keep this code");
            patient.looksGoodEverywhere("erasure-code");
            String first = code(patient);
            patient.follow("I have kept it");
            patient.looksGoodEverywhere("erasure-waits");
            patient.press("I lost the code: give me another");
            String code = code(patient);
            assertThat(code).isNotEqualTo(first);
            assertThat(patient.get("/verify/erasure?code=" + first).status()).isEqualTo(422);
            return code;
        }
    }

    private static String code(Visit visit) {
        Matcher code = CODE.matcher(visit.main().textContent());
        assertThat(code.find()).isTrue();
        return code.group();
    }

    private static void theAuditorDecides(Portal portal, Person person) {
        try (Visit auditor = portal.signIn("auditor")) {
            auditor.open("/audit/erasures");
            auditor.reads(person.name());
            auditor.reads("I am moving away");
            auditor.main().locator("summary").click();
            auditor.type("number", person.number());
            auditor.type("lastDay", "2031-01-01");
            auditor.main().locator(".hold-form [name=reason]").fill("District court, file 7 F 12/26");
            auditor.main().locator(".hold-form button").click();
            auditor.reads("The hold stands");
            auditor.looksGoodEverywhere("erasures-held");
            accept(auditor, "");
            auditor.reads("A legal hold stands on this record.");
            auditor.press("Release the hold on the record of " + person.name());
            auditor.reads("The hold is released.");
            accept(auditor, "");
            auditor.reads("The law has this record kept until");
            auditor.looksGoodEverywhere("erasures-retained");
            accept(auditor, "The patient moves abroad and takes the record away");
            auditor.reads("Accepted.");
        }
    }

    private static void accept(Visit auditor, String note) {
        Locator form = auditor.main().locator("form[action$='/accept']").first();
        form.locator("[name=note]").fill(note);
        form.locator("button").click();
    }

    private static void whoHasTheCodeReadsIt(Portal portal, String code) throws Exception {
        try (Visit visit = portal.visit()) {
            visit.open("/verify/erasure");
            visit.looksGoodEverywhere("erasure-receipt-ask");
            visit.type("code", "0000-0000");
            visit.press("Show");
            visit.reads("A receipt’s code has 20 letters and figures");
            visit.type("code", code.toLowerCase(Locale.ROOT).replace('-', ' '));
            visit.press("Show");
            visit.until(PROMISED, () -> {
                visit.open("/verify/erasure?code=" + code);
                return visit.main().textContent().contains("the ledger holds the digest of this very receipt");
            });
            visit.looksGoodEverywhere("erasure-receipt");
            APIResponse receipt = visit.get(visit.main().locator("a[download]").getAttribute("href"));
            assertThat(receipt.status()).isEqualTo(200);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(receipt.body()));
            PlaywrightAssertions.assertThat(visit.main().locator("[data-copy='" + digest + "']"))
                    .hasCount(1);
            assertThat(receipt.text()).contains("\"commitments\":[{");
        }
    }

    private static void nobodyFindsThePatient(Portal portal, Person person) {
        try (Visit reception = portal.signIn("reception")) {
            reception.open("/reception/patients?q=" + person.number());
            assertThat(reception.main().textContent()).doesNotContain(person.name());
            assertThat(reception.get("/reception/patients/" + person.id()).status())
                    .isEqualTo(404);
        }
    }

    private static Person somebody(Connection database) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(SOMEBODY);
                ResultSet row = query.executeQuery()) {
            assertThat(row.next()).as("somebody to erase").isTrue();
            return new Person(row.getString(1), row.getString(2), row.getString(3));
        }
    }

    private static void execute(Connection database, String statement) throws SQLException {
        try (PreparedStatement prepared = database.prepareStatement(statement)) {
            prepared.execute();
        }
    }

    private static Connection connect(Portal portal) throws SQLException {
        Properties settings = portal.installation().settings();
        return DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }
}
