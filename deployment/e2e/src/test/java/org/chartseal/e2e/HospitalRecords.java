package org.chartseal.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the demo hospital's database holds, read by SQL beside the portal: the test's own knowledge of whose is what. */
final class HospitalRecords implements AutoCloseable {

    private static final int TELLING = 9;

    /** For each kind of id, one that is the patient's. */
    private static final Map<String, String> ONE_OF = new LinkedHashMap<>();

    static {
        ONE_OF.put("patient", "SELECT p.id FROM patient p WHERE p.id = ?");
        ONE_OF.put("appointment", "SELECT a.id FROM appointment a WHERE a.patient_id = ? ORDER BY a.starts_at LIMIT 1");
        ONE_OF.put(
                "note", "SELECT n.id FROM consultation_note n WHERE n.patient_id = ? AND n.state = 'signed' LIMIT 1");
        ONE_OF.put("prescription", "SELECT x.id FROM prescription x WHERE x.patient_id = ? LIMIT 1");
        ONE_OF.put("allergy", "SELECT a.id FROM allergy a WHERE a.patient_id = ? LIMIT 1");
        ONE_OF.put("problem", "SELECT p.id FROM problem p WHERE p.patient_id = ? LIMIT 1");
        ONE_OF.put("request", "SELECT q.id FROM lab_request q WHERE q.patient_id = ? AND q.state = 'released' LIMIT 1");
        ONE_OF.put("report", "SELECT r.id FROM lab_report r WHERE r.patient_id = ? AND r.state = 'released' LIMIT 1");
        ONE_OF.put(
                "file",
                "SELECT f.id FROM attachment f JOIN lab_report r ON r.id = f.report_id"
                        + " WHERE f.patient_id = ? AND r.state = 'released' LIMIT 1");
        ONE_OF.put(
                "document", "SELECT d.id FROM filed_document d WHERE d.patient_id = ? AND d.state = 'signed' LIMIT 1");
        ONE_OF.put(
                "document-file",
                "SELECT d.file_id FROM filed_document d WHERE d.patient_id = ? AND d.state = 'signed' LIMIT 1");
        ONE_OF.put("claim", "SELECT c.id FROM claim c WHERE c.patient_id = ? AND c.state = 'signed' LIMIT 1");
        ONE_OF.put("coverage", "SELECT c.id FROM coverage c WHERE c.patient_id = ? LIMIT 1");
        ONE_OF.put(
                "seal",
                "SELECT v.record_id || '.' || v.version FROM record_version v WHERE v.patient_id = ?"
                        + " AND v.type = 'lab-report' LIMIT 1");
        ONE_OF.put(
                "read",
                "SELECT l.entry FROM access_log l JOIN access_log_leaf f ON f.row_id = l.id"
                        + " WHERE l.patient_id = ? AND l.basis <> 'self'"
                        + " AND f.position < (SELECT max(size) FROM access_log_head) ORDER BY l.id LIMIT 1");
        ONE_OF.put("grant", "SELECT g.id FROM access_grant g WHERE g.patient_id = ? ORDER BY g.given_at LIMIT 1");
        ONE_OF.put("asking", "SELECT r.id FROM access_request r WHERE r.patient_id = ? LIMIT 1");
        ONE_OF.put("emergency", "SELECT e.id FROM emergency_access e WHERE e.patient_id = ? LIMIT 1");
    }

    /** Whose records have most kinds, those first. */
    private static final String RICHEST = """
            SELECT p.id FROM patient p
             ORDER BY (SELECT count(*) FROM emergency_access e WHERE e.patient_id = p.id) > 0 DESC,
                      (SELECT count(*) FROM attachment f WHERE f.patient_id = p.id) > 0 DESC,
                      (SELECT count(*) FROM lab_report r WHERE r.patient_id = p.id AND r.state = 'released') > 0 DESC,
                      (SELECT count(*) FROM filed_document d WHERE d.patient_id = p.id AND d.state = 'signed') > 0 DESC,
                      (SELECT count(*) FROM claim c WHERE c.patient_id = p.id AND c.state = 'signed') > 0 DESC,
                      (SELECT count(*) FROM consultation_note n WHERE n.patient_id = p.id AND n.state = 'signed') > 0 DESC,
                      (SELECT count(*) FROM prescription x WHERE x.patient_id = p.id) > 0 DESC,
                      (SELECT count(*) FROM allergy a WHERE a.patient_id = p.id) > 0 DESC, p.id
            """;

    private static final String RELATED = """
            SELECT g.patient_id FROM access_grant g JOIN practitioner d ON d.id = g.practitioner_id WHERE d.account = ?
            UNION SELECT g.patient_id FROM access_grant g JOIN practitioner d ON d.department_id = g.department_id
                   WHERE d.account = ?
            UNION SELECT g.patient_id FROM access_grant g JOIN patient x ON x.id = g.proxy_id WHERE x.account = ?
            UNION SELECT g.patient_id FROM access_grant g JOIN insurer_member m USING (insurer_id) WHERE m.account = ?
            UNION SELECT g.patient_id FROM access_grant g JOIN study_member m USING (study_id) WHERE m.account = ?
            UNION SELECT e.patient_id FROM emergency_access e JOIN practitioner d ON d.id = e.practitioner_id WHERE d.account = ?
            UNION SELECT v.patient_id FROM record_version v JOIN practitioner d ON d.id = v.author_id WHERE d.account = ?
            UNION SELECT q.patient_id FROM lab_request q JOIN practitioner d ON d.id = q.author_id WHERE d.account = ?
            UNION SELECT a.patient_id FROM appointment a JOIN practitioner d ON d.id = a.practitioner_id WHERE d.account = ?
            UNION SELECT p.id FROM patient p WHERE p.account = ?
            """;
    private static final String RELEASE = """
            SELECT g.id || ' ' || g.patient_id FROM access_grant g
             WHERE num_nonnulls(g.insurer_id, g.study_id) = 1 AND g.revoked_at IS NULL AND g.valid_until > now()
            """;
    private static final String THEIRS = """
            (EXISTS (SELECT FROM insurer_member m WHERE m.insurer_id = g.insurer_id AND m.account = ?)
             OR EXISTS (SELECT FROM study_member m WHERE m.study_id = g.study_id AND m.account = ?))
            """;
    private static final String TREATED = """
            SELECT g.patient_id FROM access_grant g JOIN practitioner d ON d.id = g.practitioner_id
             WHERE d.account = ? AND g.revoked_at IS NULL AND g.categories = 'all'
               AND g.valid_from <= now() AND g.valid_until > now() + interval '1 hour'
            """;
    private static final String STATE =
            "SELECT md5(coalesce(string_agg(t::text, ';' ORDER BY t::text), '')) FROM %s t WHERE patient_id = ?";
    /** Who has an account of the demo's sees what they are told while others' pages are tried. */
    private static final String NOTICES = """
            SELECT md5(coalesce(string_agg(CASE WHEN p.account IS NULL THEN n::text
                                                ELSE (to_jsonb(n) - 'seen_at')::text END, ';' ORDER BY n.id), ''))
              FROM patient_notice n JOIN patient p ON p.id = n.patient_id WHERE p.id = ?
            """;

    private static final String IDENTITY = """
            SELECT unnest(ARRAY[p.number, p.given_name || ' ' || p.family_name, p.family_name || ', ' || p.given_name,
                                to_char(p.birth_date, 'YYYY-MM-DD'), to_char(p.birth_date, 'FMDD Mon YYYY'),
                                to_char(p.birth_date, 'FMDD FMMonth YYYY'), p.phone, p.email, p.address])
              FROM patient p WHERE p.id = ?
            """;
    private static final String SECRETS = IDENTITY + """
            UNION SELECT unnest(ARRAY[n.reason, n.history, n.findings, n.assessment, n.plan])
              FROM consultation_note n WHERE n.patient_id = ?
            UNION SELECT q.question FROM lab_request q WHERE q.patient_id = ?
            UNION SELECT s.accession FROM specimen s JOIN lab_request q ON q.id = s.request_id WHERE q.patient_id = ?
            UNION SELECT x.instructions FROM prescription x WHERE x.patient_id = ?
            UNION SELECT f.name FROM attachment f WHERE f.patient_id = ?
            UNION SELECT unnest(ARRAY[d.title, d.note]) FROM filed_document d WHERE d.patient_id = ?
            UNION SELECT c.number FROM coverage c WHERE c.patient_id = ?
            """;

    /** What another patient's record says as well tells nothing of this one. */
    private static final String COMMON = """
            SELECT count(DISTINCT owner) FROM (
              SELECT n.patient_id AS owner FROM consultation_note n
               WHERE ?1 IN (n.reason, n.history, n.findings, n.assessment, n.plan)
              UNION ALL SELECT q.patient_id FROM lab_request q WHERE q.question = ?1
              UNION ALL SELECT x.patient_id FROM prescription x WHERE x.instructions = ?1
              UNION ALL SELECT f.patient_id FROM attachment f WHERE f.name = ?1
              UNION ALL SELECT d.patient_id FROM filed_document d WHERE ?1 IN (d.title, d.note)
              UNION ALL SELECT a.patient_id FROM appointment a WHERE a.reason = ?1
              UNION ALL SELECT p.id FROM patient p WHERE ?1 IN (p.phone, p.email, p.address)) said
            """;

    private final Connection database;

    HospitalRecords(Properties settings) throws SQLException {
        this.database = DriverManager.getConnection(
                settings.getProperty("chartseal.db.url"),
                settings.getProperty("chartseal.db.user"),
                settings.getProperty("chartseal.db.password"));
    }

    /** Every kind of id that a patient's record can be asked for by. */
    static Set<String> kinds() {
        return ONE_OF.keySet();
    }

    /** The patient with that account. */
    String ofAccount(String account) throws SQLException {
        return strings("SELECT id FROM patient WHERE account = ?", account).get(0);
    }

    /** All patients, those first whose records have most kinds. */
    List<String> richest() throws SQLException {
        return strings(RICHEST);
    }

    /** Patients to whom the person has, or ever had, anything to do. */
    Set<String> related(String account) throws SQLException {
        return Set.copyOf(strings(RELATED, Collections.nCopies(10, account).toArray(String[]::new)));
    }

    /** Patients who let the doctor see everything now. */
    Set<String> treated(String account) throws SQLException {
        return Set.copyOf(strings(TREATED, account));
    }

    /** One id of each kind that the patient's record has. */
    Map<String, String> of(String patient) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, String> kind : ONE_OF.entrySet()) {
            byId(kind.getValue(), patient).stream().findFirst().ifPresent(id -> ids.put(kind.getKey(), id));
        }
        return ids;
    }

    /** A practitioner without an account of the demo's. */
    String practitioner() throws SQLException {
        return strings("SELECT id FROM practitioner WHERE account IS NULL ORDER BY id LIMIT 1")
                .get(0);
    }

    /** One of the formulary. */
    String medicine() throws SQLException {
        return strings("SELECT id FROM formulary_item ORDER BY id LIMIT 1").get(0);
    }

    /** One that is on the ledger. */
    String transaction() throws SQLException {
        return strings("SELECT transaction_id FROM ledger_outbox WHERE state = 'anchored' ORDER BY id LIMIT 1")
                .get(0);
    }

    /** What tells who the patient is, and what is written in the record and in no other's. */
    Set<String> secrets(String patient) throws SQLException {
        Set<String> secrets = new TreeSet<>();
        for (String text : byId(SECRETS, Collections.nCopies(8, patient).toArray(String[]::new))) {
            if (text != null && text.strip().length() >= TELLING && isOneRecords(text)) {
                secrets.add(text.strip());
            }
        }
        return secrets;
    }

    /** What tells who the patient is. */
    Set<String> identity(String patient) throws SQLException {
        return byId(IDENTITY, patient).stream()
                .filter(text -> text.strip().length() >= TELLING)
                .collect(Collectors.toSet());
    }

    /** What a patient lets an insurer or a study read now, with the patient. */
    record Release(String id, String patient) {}

    /** Those that are to whom that account works for, or those that are not. */
    List<Release> releases(String account, boolean own) throws SQLException {
        List<Release> releases = new ArrayList<>();
        for (String release :
                strings(RELEASE + (own ? " AND " : " AND NOT ") + THEIRS + " ORDER BY g.id", account, account)) {
            String[] parts = release.split(" ", 2);
            releases.add(new Release(parts[0], parts[1]));
        }
        return releases;
    }

    private boolean isOneRecords(String text) throws SQLException {
        return Integer.parseInt(strings(COMMON.replace("?1", "?"), text, text, text, text, text, text, text)
                        .get(0))
                <= 1;
    }

    /** Refused tries of that account on that patient's record that are kept. */
    long refused(String account, String patient) throws SQLException {
        try (PreparedStatement count = database.prepareStatement(
                "SELECT count(*) FROM access_log WHERE account = ? AND patient_id = CAST(? AS uuid) AND NOT allowed")) {
            count.setString(1, account);
            count.setString(2, patient);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Everything in the tables of the patient's record, as one figure for each table. */
    Map<String, String> state(String patient) throws SQLException {
        Map<String, String> state = new TreeMap<>();
        for (String table : List.of(
                "appointment",
                "consultation_note",
                "prescription",
                "allergy",
                "problem",
                "lab_request",
                "lab_report",
                "attachment",
                "filed_document",
                "coverage",
                "claim",
                "access_grant",
                "awaited_grant",
                "access_request",
                "emergency_access",
                "record_version",
                "read_question")) {
            state.put(table, byId(STATE.formatted(table), patient).get(0));
        }
        state.put("patient_notice", byId(NOTICES, patient).get(0));
        byId("SELECT md5(p::text) FROM patient p WHERE id = ?", patient).forEach(row -> state.put("patient", row));
        return state;
    }

    private List<String> byId(String sql, String... ids) throws SQLException {
        return strings(sql.replaceAll("\\?", "CAST(? AS uuid)"), ids);
    }

    private List<String> strings(String sql, String... values) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            for (int each = 0; each < values.length; each++) {
                query.setString(each + 1, values[each]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
