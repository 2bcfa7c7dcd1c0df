package org.chartseal.domain.erasure;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks the whole schema, so that no table is forgotten that comes later. */
class NothingLeftIT {

    /** Columns that still hold the patient's identifiers, which lead to nobody any more, and why. */
    private static final Map<String, String> STAY = Map.ofEntries(
            entry("patient.id", "a row without a person, so that what others have about them points somewhere"),
            entry("patient.ledger_subject", "by it a restored backup is found out"),
            entry("patient.number", "the row's own identifier in place of the number"),
            entry("erasure.patient_id", "what was decided, and the receipt"),
            entry("erasure.subject", "by it the ledger's entry is found"),
            entry("erasure.decision", "what the hospital signed"),
            entry("erasure.receipt", "the receipt"),
            entry("object_key.patient_id", "that an object's key was destroyed, and when"),
            entry("key_recipient.patient_id", "that the patient's key was destroyed, and when"),
            entry("access_grant.proxy_id", "another patient's grant, to nobody now"),
            entry("ledger_grant.subject", "what the ledger says, which anyone on the channel reads"),
            entry("ledger_emergency.subject", "what the ledger says"),
            entry("ledger_outbox.subject", "the message that tells the ledger"),
            entry("ledger_outbox.payload", "the message that tells the ledger"));

    /** Reads of others' records belong to those, whose right it is to know who read them. */
    private static final String READS_OF_OTHERS = "access_log.account";

    private static final List<String> TELLING = List.of(
            "zephyrine",
            "quillfeather",
            "quill.example",
            "n-qx7719",
            "zquill",
            "5550177",
            "feather lane",
            "1957-03-09",
            ErasureFixture.SALT);

    private static ErasureFixture fixture;
    private static List<String> leading = List.of();
    private static Map<String, Long> before = Map.of();
    private static String everywhere = "";

    @BeforeAll
    static void erase() {
        fixture = new ErasureFixture();
        fixture.fill();
        leading = texts("""
                SELECT CAST(c.conrelid AS regclass) || '.' || a.attname
                  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = CAST('patient' AS regclass)
                """);
        fixture.request();
        before = leading.stream().collect(Collectors.toMap(column -> column, NothingLeftIT::rows));
        fixture.accept();
        fixture.becomeDue();
        fixture.anchor();
        assertThat(TELLING).allSatisfy(word -> assertThat(found(word)).as(word).isNotEmpty());
        assertThat(fixture.carrying().step()).isOne();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void everyTableThatLeadsToAPatientHadARowAndHasNone() {
        assertThat(leading).hasSizeGreaterThan(20);
        assertThat(before)
                .allSatisfy((column, count) -> assertThat(count).as(column).isPositive());
        List<String> left = leading.stream().filter(column -> rows(column) > 0).toList();
        assertThat(left).isSubsetOf(STAY.keySet());
    }

    @Test
    void everyTableThatLeadsToAPatientRefusesWhoIsErased() {
        List<String> guarded = texts("""
                SELECT CAST(t.tgrelid AS regclass) || '.' || convert_from(substring(t.tgargs FOR length(t.tgargs) - 1), 'UTF8')
                  FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
                 WHERE f.proname = 'refuse_erased_patient' AND t.tgenabled = 'O'
                """);

        assertThat(guarded).containsExactlyInAnyOrderElementsOf(leading);
    }

    @Test
    void nothingOpensByTheKeysOfThePerson() {
        String live = "SELECT count(*) FROM object_wrap w JOIN key_recipient r ON r.id = w.recipient_id"
                + " WHERE r.patient_id = '%s' AND (%s)".formatted(fixture.patient, "%s");

        assertThat(fixture.number(live.formatted("w.wrap IS NULL"))).isPositive();
        assertThat(fixture.number(live.formatted("w.wrap IS NOT NULL OR r.private_key IS NOT NULL")))
                .isZero();
        assertThat(
                        fixture.number(
                                "SELECT count(*) FROM object_wrap w JOIN object_key k USING (address)"
                                        + " JOIN key_recipient r ON r.id = w.recipient_id WHERE r.holder = 'proxy' AND k.patient_id <> r.patient_id"))
                .as("what others let the person open")
                .isPositive();
    }

    @Test
    void nobodyIsNamedAnywhere() {
        for (String word : TELLING) {
            assertThat(found(word)).as(word).isSubsetOf(READS_OF_OTHERS);
        }
        assertThat(found("zquill")).as("it stays where it has to").containsExactly(READS_OF_OTHERS);
    }

    @Test
    void thePatientsIdentifiersStandOnlyWhereItIsSaid() {
        TreeSet<String> stand = new TreeSet<>(found(fixture.patient.toString()));
        stand.addAll(found(fixture.subject.toString()));

        assertThat(stand).containsExactlyInAnyOrderElementsOf(STAY.keySet());
    }

    private static long rows(String column) {
        String[] parts = column.split("\\.", -1);
        return fixture.number("SELECT count(*) FROM %s WHERE %s = '%s'".formatted(parts[0], parts[1], fixture.patient));
    }

    /** The columns in whose values the word is, in any case of letters; bytes count as hexadecimal text. */
    private static List<String> found(String word) {
        if (everywhere.isEmpty()) {
            everywhere = String.join(" UNION ALL ", texts("""
                    SELECT 'SELECT DISTINCT each.name FROM ' || quote_ident(c.table_name) || ' t, LATERAL (VALUES '
                           || string_agg(format('(%L, lower(CAST(t.%I AS text)))', c.table_name || '.' || c.column_name, c.column_name), ', ')
                           || ') AS each (name, value) WHERE position(''{word}'' IN each.value) > 0'
                      FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = c.table_schema
                     WHERE c.table_schema = 'public' GROUP BY c.table_name
                    """));
        }
        return texts(everywhere.replace("{word}", word));
    }

    private static List<String> texts(String sql) {
        return fixture.with(entities -> {
            List<?> found = entities.createNativeQuery(sql, String.class).getResultList();
            return found.stream().map(String::valueOf).toList();
        });
    }
}
