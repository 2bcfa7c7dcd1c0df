package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.ReadFindings;
import org.chartseal.domain.records.RecordVersion;
import org.chartseal.domain.records.RepairRecord;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was written into a signed record's rows is taken back at a click, if then they say what was signed. */
class RepairRecordIT {

    private static final Actor ADMINISTRATOR = Actor.staff("admin", Role.ADMINISTRATOR);

    private final LaboratoryFixture lab = new LaboratoryFixture();
    private final LabSeals seals = new LabSeals(lab);
    private final MonitorSeals monitor = new MonitorSeals(seals.transactions(), seals.verifying(), TestPeople.CLOCK);
    private final RepairRecord repairing = new RepairRecord(
            seals.transactions(),
            lab.objects,
            seals.sources(),
            seals.verifying(),
            lab.objects,
            lab.objects.vault(),
            lab.ids,
            TestPeople.CLOCK);
    private SealId seal = new SealId(TestPeople.id("none"), 1);

    @BeforeEach
    void release() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.5");
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        seal = lab.now(request, labCase -> labCase.requireReport().record().version(1));
        monitor.changed(100);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whatThePortalWritesItselfIsNotKept() {
        assertThat(kept()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE lab_result SET value = 99.5, comment = 'Ünïcode \u2019'",
                "UPDATE lab_report SET remark = 'all is well'",
                "DELETE FROM lab_result",
                "UPDATE specimen SET collected_at = collected_at - interval '1 day'"
            })
    void itIsPutBack(String sql) {
        String before = rows();
        edit(sql);
        monitor.changed(100);
        long finding = onlyFinding();

        repairing.repair(ADMINISTRATOR, finding);

        assertThat(rows()).isEqualTo(before);
        assertThat(open()).isEmpty();
        assertThat(kept()).isZero();
        assertThat(repairs(finding)).singleElement().satisfies(repair -> {
            assertThat(repair.account()).isEqualTo("admin");
            assertThat(repair.at()).isEqualTo(TestPeople.NOW);
        });
        assertThatThrownBy(() -> repairing.repair(ADMINISTRATOR, finding)).isInstanceOf(NotFound.class);
    }

    @Test
    void manyWritesAreTakenBackTogether() {
        String before = rows();
        edit("UPDATE lab_result SET value = 1");
        monitor.changed(100);
        edit("UPDATE lab_result SET value = 2, position = 7");
        edit("UPDATE lab_report SET remark = 'x'");
        edit("DELETE FROM lab_result");
        monitor.changed(100);

        repairing.repair(ADMINISTRATOR, onlyFinding());

        assertThat(rows()).isEqualTo(before);
        assertThat(open()).isEmpty();
    }

    @Test
    void whatWasAddedIsTakenOut() {
        String before = rows();
        edit("UPDATE lab_result SET position = position + 1");
        edit("INSERT INTO lab_result SELECT gen_random_uuid(), report_id, t.id, 0, 7, 'mg/L', NULL, NULL, 'NA', 'x',"
                + " r.entered_by FROM lab_result r, lab_test t WHERE t.id <> r.test_id LIMIT 1");
        monitor.changed(100);

        repairing.repair(ADMINISTRATOR, onlyFinding());

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whoAltersWhatWasKeptAsWellGainsNothing() {
        edit("UPDATE lab_result SET value = 99.5");
        edit("UPDATE changed_row SET stood = jsonb_set(stood, '{value}', '98.5')");
        monitor.changed(100);
        String before = rows();

        refused("repair-not-known", onlyFinding());
        assertThat(rows()).isEqualTo(before);
        assertThat(open()).isEqualTo("working-rows-match");
    }

    @Test
    void withoutWhatWasKeptThereIsNothingToPutBack() {
        edit("ALTER TABLE lab_result DISABLE TRIGGER lab_result_noted");
        edit("UPDATE lab_result SET value = 99.5");
        monitor.step(100);

        refused("repair-not-known", onlyFinding());
    }

    @Test
    void withoutWhatWasSignedNothingIsPutBack() {
        edit("UPDATE lab_result SET value = 99.5");
        monitor.changed(100);
        long finding = onlyFinding();
        RecordVersion version =
                lab.database.inTransaction(entities -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)));
        lab.objects.damage(version.object(), ObjectDamage.MISSING);
        String before = rows();

        refused("repair-without-original", finding);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aDamagedKeyIsMadeAgainAndThatIsKept() {
        RecordVersion version =
                lab.database.inTransaction(entities -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)));
        edit("INSERT INTO integrity_finding (found_at, seal, check_failed, detail) VALUES (now(), '" + seal
                + "', 'decrypts', 'object-key-damaged')");
        long finding = Long.parseLong(text("SELECT id::text FROM integrity_finding WHERE check_failed = 'decrypts'"));
        refused("repair-needless", finding);
        lab.database.transact(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            entities.createNativeQuery("UPDATE object_wrap SET wrap = decode(repeat('00', 80), 'hex') WHERE address = '"
                            + version.object()
                            + "' AND recipient_id = (SELECT id FROM key_recipient WHERE holder = 'organisation')")
                    .executeUpdate();
        });

        repairing.repair(ADMINISTRATOR, finding);

        lab.database.transact(entities -> lab.objects.keys(entities).requireKeys(version.context(), version.object()));
        assertThat(repairs(finding))
                .singleElement()
                .satisfies(repair -> assertThat(repair.account()).isEqualTo("admin"));
    }

    @Test
    void administratorsAloneRepair() {
        edit("UPDATE lab_result SET value = 99.5");
        monitor.changed(100);
        long finding = onlyFinding();

        for (Actor other :
                List.of(Actor.staff("auditor", Role.AUDITOR), Actor.patient("patient", lab.patient), lab.technician)) {
            assertThatThrownBy(() -> repairing.repair(other, finding))
                    .isInstanceOf(Refused.class)
                    .hasMessage("role-missing");
        }
    }

    private void refused(String code, long finding) {
        assertThatThrownBy(() -> repairing.repair(ADMINISTRATOR, finding))
                .isInstanceOf(Refused.class)
                .hasMessage(code);
        assertThat(repairs(finding)).isEmpty();
    }

    private String rows() {
        return text(
                "SELECT string_agg(line, '; ' ORDER BY line) FROM (SELECT to_jsonb(r)::text AS line FROM lab_result r"
                        + " UNION ALL SELECT to_jsonb(r)::text FROM lab_report r UNION ALL SELECT to_jsonb(r)::text FROM lab_request r"
                        + " UNION ALL SELECT to_jsonb(r)::text FROM specimen r) AS all_rows");
    }

    private long kept() {
        return Long.parseLong(text("SELECT count(*)::text FROM changed_row"));
    }

    private long onlyFinding() {
        return Long.parseLong(text("SELECT id::text FROM integrity_finding WHERE resolved_at IS NULL"
                + " AND check_failed = 'working-rows-match'"));
    }

    private String open() {
        return text(
                "SELECT coalesce(string_agg(check_failed, ' '), '') FROM integrity_finding WHERE resolved_at IS NULL");
    }

    private String text(String sql) {
        return lab.database.inTransaction(entities ->
                String.valueOf(entities.createNativeQuery(sql, String.class).getSingleResult()));
    }

    private List<ReadFindings.Repair> repairs(long finding) {
        return lab.database.inTransaction(
                entities -> new ReadFindings(entities).repairs(ADMINISTRATOR, List.of(finding)));
    }

    private void edit(String sql) {
        lab.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }
}
