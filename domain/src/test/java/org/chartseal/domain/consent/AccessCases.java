package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.testing.TestPeople;

/** Patients in every relation to Dr. Osei, to the laboratory, and to those who work for others: who asks for what is tried on them. */
final class AccessCases {

    /** How many patients let nobody here read. */
    static final int FOREIGN = 200;

    private AccessCases() {}

    /** How the patient of that name stands to Dr. Osei, to the laboratory, and to those for whom others work. */
    enum Case {
        NONE,
        GRANT_ALL,
        GRANT_NOTES,
        GRANT_MENTAL_HEALTH,
        GRANT_TO_DEPARTMENT,
        GRANT_TO_INSURER,
        GRANT_CLAIMS_TO_INSURER,
        GRANT_OF_ONE_CLAIM,
        GRANT_CLAIMS_TO_DOCTOR,
        GRANT_TO_STUDY,
        GRANT_TO_PROXY,
        GRANT_OF_ONE_NOTE,
        GRANT_NOT_ON_LEDGER,
        GRANT_RUN_OUT,
        GRANT_NOT_YET,
        GRANT_REVOKED,
        GRANT_REVOKED_ON_LEDGER,
        VISIT,
        VISIT_WITHOUT_GRANT,
        VISIT_WITHOUT_GRANT_LAST_WEEK,
        VISIT_CANCELLED,
        AUTHORED,
        CLAIM_DRAFTED,
        ASKED,
        LAB_REQUEST,
        LAB_REQUEST_GENETICS,
        LAB_REQUEST_CANCELLED,
        EMERGENCY,
        EMERGENCY_OVER,
        EMERGENCY_NOT_ANCHORED,
        FOUND_WRONG,
        FOUND_RIGHT_AGAIN;

        UUID patient() {
            return TestPeople.id("patient Case " + this);
        }

        /** A record of that patient: the one that Dr. Osei signed or asked for, where there is one. */
        UUID record() {
            return TestPeople.id("record of " + this);
        }
    }

    static void fill(EntityManager entities) {
        var department = TestPeople.department(entities, "cardiology");
        var surgery = TestPeople.department(entities, "surgery");
        TestPeople.physician(entities, department, "Osei");
        TestPeople.physician(entities, surgery, "Lind");
        TestPeople.physician(entities, surgery, "Haas");
        TestPeople.patient(entities, "The", "Proxy");
        for (Case one : Case.values()) {
            TestPeople.patient(entities, "Case", one.toString());
        }
        for (int i = 0; i < FOREIGN; i++) {
            TestPeople.patient(entities, "Foreign", Integer.toString(i));
        }
        entities.flush();
        for (String sql : CASES) {
            entities.createNativeQuery(sql).executeUpdate();
        }
    }

    private static final String GRANT = """
            INSERT INTO access_grant (id, version, patient_id, %s, categories, record_id, purpose, valid_from, valid_until,
                                      given_by, given_at, revoked_at, ledger_id, relationship)
            SELECT md5('grant ' || p.family_name)::uuid, 0, p.id, %s, '%s', %s, '%s', '%s', '%s', 'patient', '2026-11-01Z', %s,
                   md5('ledger ' || p.family_name)::uuid, CASE WHEN '%1$s' = 'proxy_id' THEN 'carer' END
              FROM patient p WHERE p.family_name = '%s'
            """;

    private static final String TO_OSEI = "(SELECT id FROM practitioner WHERE family_name = 'Osei')";

    private static String grant(Case to, String categories, String from, String until, String revoked) {
        return GRANT.formatted("practitioner_id", TO_OSEI, categories, "NULL", "treatment", from, until, revoked, to);
    }

    private static String grant(Case to, String categories) {
        return grant(to, categories, "2026-11-01Z", "2026-12-01Z", "NULL");
    }

    private static String grant(Case to, String column, String grantee, String purpose) {
        return GRANT.formatted(column, grantee, "all", "NULL", purpose, "2026-11-01Z", "2026-12-01Z", "NULL", to);
    }

    private static String claims(Case to, String categories, String record) {
        return GRANT.formatted(
                "insurer_id",
                "md5('insurer')::uuid",
                categories,
                record,
                "claims",
                "2026-11-01Z",
                "2026-12-01Z",
                "NULL",
                to);
    }

    private static String draftedClaim(Case of) {
        return """
                WITH covered AS (
                  INSERT INTO coverage (id, version, patient_id, insurer_id, number, valid_from, entered_by, entered_at)
                  SELECT md5('coverage')::uuid, 0, p.id, md5('insurer')::uuid, 'M-1', '2020-01-01', 'reception', '2026-11-01Z'
                    FROM patient p WHERE p.family_name = '%s' RETURNING id, patient_id)
                INSERT INTO claim (id, version, patient_id, author_id, appointment_id, served_on, coverage_id, insurer_id, number,
                                   covered_from, currency, remark, reason, state, sealed_version, begun_at)
                SELECT '%s', 0, c.patient_id, d.id, md5('visit VISIT_WITHOUT_GRANT_LAST_WEEK')::uuid, '2026-11-14', c.id,
                       md5('insurer')::uuid, 'M-1', '2020-01-01', 'EUR', '', '', 'draft', 0, '2026-11-20Z'
                  FROM covered c, practitioner d WHERE d.family_name = 'Osei'
                """.formatted(of, of.record());
    }

    private static String oneNote(Case to) {
        return GRANT.formatted(
                "practitioner_id",
                TO_OSEI,
                "demographics,notes",
                "'" + to.record() + "'",
                "treatment",
                "2026-11-01Z",
                "2026-12-01Z",
                "NULL",
                to);
    }

    private static String visit(Case of, String start, String status) {
        return """
                INSERT INTO appointment (id, version, patient_id, practitioner_id, room_id, visit_type_id, starts_at, ends_at,
                                         blocked_until, status, reason, status_reason, booked_by, booked_at, status_since, form_id)
                SELECT md5('visit ' || p.family_name)::uuid, 0, p.id, d.id, r.id, v.id, '%1$s', timestamptz '%1$s' + interval '20 min',
                       timestamptz '%1$s' + interval '20 min', '%2$s', '', CASE WHEN '%2$s' = 'cancelled' THEN 'ill' ELSE '' END, 'reception', '2026-11-01Z', '2026-11-01Z',
                       gen_random_uuid()
                  FROM patient p, practitioner d, room r, visit_type v WHERE p.family_name = '%3$s' AND d.family_name = 'Osei'
                """.formatted(start, status, of);
    }

    private static String request(Case of, String author, String category, String state) {
        return """
                INSERT INTO lab_request (id, version, patient_id, author_id, panel_id, urgency, state, sealed_version, signed_at,
                                         category)
                SELECT md5('request ' || p.family_name)::uuid, 0, p.id, d.id, b.id, 'routine', '%s', 1, '2026-11-20Z', '%s'
                  FROM patient p, practitioner d, lab_panel b WHERE p.family_name = '%s' AND d.family_name = '%s'
                """.formatted(state, category, of, author);
    }

    private static String emergency(Case of, String openedAt, String openUntil, String anchoring) {
        return """
                INSERT INTO emergency_access (id, version, patient_id, practitioner_id, department_id, reason, reason_salt, minutes,
                                              opened_at, open_until, anchoring)
                SELECT gen_random_uuid(), 0, p.id, d.id, d.department_id, 'Found unconscious.', decode(repeat('00', 32), 'hex'),
                       30, '%s', '%s', '%s'
                  FROM patient p, practitioner d WHERE p.family_name = '%s' AND d.family_name = 'Osei'
                """.formatted(openedAt, openUntil, anchoring, of);
    }

    private static String finding(Case of, String resolvedAt) {
        return """
                WITH sealed AS (
                  INSERT INTO record_version (record_id, version, type, patient_id, author_id, signed_at, header, signature,
                                              commitment, object)
                  SELECT '%s', 1, 'note', p.id, d.id, '2026-11-10Z', '{}', '', repeat('0', 64), 'sha256:' || repeat('0', 64)
                    FROM patient p, practitioner d WHERE p.family_name = '%s' AND d.family_name = 'Haas' RETURNING record_id)
                INSERT INTO integrity_finding (found_at, seal, check_failed, detail, resolved_at)
                SELECT '2026-11-20Z', record_id || '.1', 'working-rows-match', '', %s FROM sealed
                """.formatted(of.record(), of, resolvedAt);
    }

    private static final String OBJECT_KEY = """
            INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at)
            SELECT 'sha256:' || repeat('0', 64), id, id, 1, repeat('0', 64), '2026-11-10Z' FROM patient LIMIT 1
            """;

    private static final List<String> CASES = List.of(
            OBJECT_KEY,
            grant(Case.GRANT_ALL, "all"),
            grant(Case.GRANT_NOTES, "notes"),
            grant(Case.GRANT_MENTAL_HEALTH, "mental-health"),
            "INSERT INTO insurer VALUES (md5('insurer')::uuid, 'Aid'), (md5('insurer2')::uuid, 'Other Aid')",
            "INSERT INTO insurer_member VALUES ('insurer', md5('insurer')::uuid), ('insurer2', md5('insurer2')::uuid)",
            """
            INSERT INTO study VALUES (md5('study')::uuid, 'Hearts', 'University', 'EC 1', '2027-01-01'),
                                     (md5('study2')::uuid, 'Lungs', 'University', 'EC 2', '2027-01-01')
            """,
            "INSERT INTO study_member VALUES ('researcher', md5('study')::uuid), ('researcher2', md5('study2')::uuid)",
            grant(
                    Case.GRANT_TO_DEPARTMENT,
                    "department_id",
                    "(SELECT department_id FROM practitioner WHERE family_name = 'Osei')",
                    "treatment"),
            grant(Case.GRANT_TO_INSURER, "insurer_id", "md5('insurer')::uuid", "claims"),
            claims(Case.GRANT_CLAIMS_TO_INSURER, "claims", "NULL"),
            claims(Case.GRANT_OF_ONE_CLAIM, "claims,demographics", "'" + Case.GRANT_OF_ONE_CLAIM.record() + "'"),
            grant(Case.GRANT_CLAIMS_TO_DOCTOR, "claims"),
            grant(Case.GRANT_TO_STUDY, "study_id", "md5('study')::uuid", "research"),
            grant(
                    Case.GRANT_TO_PROXY,
                    "proxy_id",
                    "(SELECT q.id FROM patient q WHERE q.family_name = 'Proxy')",
                    "treatment"),
            oneNote(Case.GRANT_OF_ONE_NOTE),
            grant(Case.GRANT_NOT_ON_LEDGER, "all"),
            "DELETE FROM ledger_grant WHERE id = md5('ledger GRANT_NOT_ON_LEDGER')::uuid",
            grant(Case.GRANT_RUN_OUT, "all", "2026-11-01Z", "2026-11-21T09:00:00Z", "NULL"),
            grant(Case.GRANT_NOT_YET, "all", "2026-11-21T09:00:00.001Z", "2026-12-01Z", "NULL"),
            grant(Case.GRANT_REVOKED, "all", "2026-11-01Z", "2026-12-01Z", "'2026-11-20Z'"),
            grant(Case.GRANT_REVOKED_ON_LEDGER, "all"),
            """
            UPDATE ledger_grant SET revoked_block = 2, revoked_transaction = 't2', changes = 2
             WHERE id = md5('ledger GRANT_REVOKED_ON_LEDGER')::uuid
            """,
            "INSERT INTO room SELECT gen_random_uuid(), id, 'Room 1' FROM department LIMIT 1",
            "INSERT INTO visit_type VALUES (gen_random_uuid(), 'fu', 'Follow-up', 20, 0, false, true)",
            visit(Case.VISIT, "2026-11-25T10:00:00Z", "booked"),
            visit(Case.VISIT_WITHOUT_GRANT, "2026-11-25T11:00:00Z", "booked"),
            visit(Case.VISIT_WITHOUT_GRANT_LAST_WEEK, "2026-11-14T11:00:00Z", "fulfilled"),
            visit(Case.VISIT_CANCELLED, "2026-11-25T12:00:00Z", "cancelled"),
            grant(Case.VISIT, "all"),
            "UPDATE access_grant SET appointment_id = md5('visit VISIT')::uuid WHERE id = md5('grant VISIT')::uuid",
            """
            INSERT INTO record_version (record_id, version, type, patient_id, author_id, signed_at, header, signature, commitment,
                                        object)
            SELECT '%s', 1, 'note', p.id, d.id, '2026-11-10Z', '{}', '', repeat('0', 64), 'sha256:' || repeat('0', 64)
              FROM patient p, practitioner d WHERE p.family_name = 'AUTHORED' AND d.family_name = 'Osei'
            """.formatted(Case.AUTHORED.record()),
            draftedClaim(Case.CLAIM_DRAFTED),
            finding(Case.FOUND_WRONG, "NULL"),
            finding(Case.FOUND_RIGHT_AGAIN, "'2026-11-20Z'"),
            "INSERT INTO lab_panel (id, code, name, specimen) VALUES (gen_random_uuid(), 'CRP', 'CRP', 'serum')",
            request(Case.ASKED, "Osei", "laboratory", "released"),
            """
            INSERT INTO lab_report (id, version, request_id, patient_id, state, entered_by, entered_at)
            SELECT '%s', 0, q.id, q.patient_id, 'entered', d.id, '2026-11-20Z'
              FROM lab_request q, practitioner d WHERE d.family_name = 'Haas'
            """.formatted(Case.ASKED.record()),
            request(Case.LAB_REQUEST, "Haas", "laboratory", "requested"),
            request(Case.LAB_REQUEST_GENETICS, "Haas", "genetics", "requested"),
            request(Case.LAB_REQUEST_CANCELLED, "Haas", "laboratory", "cancelled"),
            emergency(Case.EMERGENCY, "2026-11-21T08:50:00Z", "2026-11-21T09:20:00Z", "before"),
            emergency(Case.EMERGENCY_OVER, "2026-11-21T08:30:00Z", "2026-11-21T09:00:00Z", "before"),
            emergency(Case.EMERGENCY_NOT_ANCHORED, "2026-11-21T08:50:00Z", "2026-11-21T09:20:00Z", "waiting"),
            """
            INSERT INTO access_grant (id, version, patient_id, practitioner_id, categories, purpose, valid_from, valid_until,
                                      given_by, given_at, ledger_id)
            SELECT gen_random_uuid(), 0, p.id, d.id, 'all', 'treatment', '2026-11-01Z', '2026-12-01Z', 'patient', '2026-11-01Z',
                   gen_random_uuid()
              FROM patient p, practitioner d WHERE p.given_name = 'Foreign' AND d.family_name = 'Haas'
            """);
}
