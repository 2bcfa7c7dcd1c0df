package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.ShowFinding;
import org.chartseal.domain.records.ShowFinding.Change;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What someone writes beside the portal into a signed record is found at once, and shown to an auditor. */
class ChangedRecordsIT {

    private static final Actor AUDITOR = Actor.staff("auditor", Role.AUDITOR);

    private final LaboratoryFixture lab = new LaboratoryFixture();
    private final LabSeals seals = new LabSeals(lab);
    private final MonitorSeals monitor = new MonitorSeals(seals.transactions(), seals.verifying(), TestPeople.CLOCK);
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
        assertThat(waiting()).isZero();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void nothingThatThePortalWritesItselfIsAFinding() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void anAlteredFigureIsShownWithWhatWasSigned() {
        edit("UPDATE lab_result SET value = 99.5");

        MonitorSeals.Progress progress = monitor.changed(100);

        assertThat(progress.failed()).containsExactly(seal);
        assertThat(waiting()).isZero();
        ShowFinding.Shown shown = show(AUDITOR, onlyFinding());
        assertThat(shown.seal()).isEqualTo(seal);
        assertThat(shown.patient()).isEqualTo(lab.patient);
        assertThat(shown.name()).isNotBlank();
        assertThat(shown.type()).isEqualTo(RecordType.LAB_REPORT);
        assertThat(shown.check()).isEqualTo("working-rows-match");
        assertThat(shown.changes())
                .extracting(Change::pointer, Change::signed, Change::now)
                .containsExactly(tuple("/contained/0/valueQuantity/value", "3.5", "99.5"));
        assertThat(shown.changes().get(0).name()).containsIgnoringCase("C-reactive protein");
    }

    @Test
    void whatWasAddedToASignedReportIsFound() {
        edit("UPDATE lab_result SET position = position + 1");
        edit(
                "INSERT INTO lab_result SELECT gen_random_uuid(), report_id, t.id, 0, 7, 'mg/L', NULL, NULL, 'NA', 'x', r.entered_by"
                        + " FROM lab_result r, lab_test t WHERE t.id <> r.test_id LIMIT 1");

        assertThat(monitor.changed(100).failed()).containsExactly(seal);
    }

    @Test
    void deletedRowsAreMissed() {
        edit("DELETE FROM lab_result");

        assertThat(monitor.changed(100).failed()).containsExactly(seal);
        ShowFinding.Shown shown = show(AUDITOR, onlyFinding());
        assertThat(shown.readable()).isTrue();
        assertThat(shown.changes())
                .extracting(Change::pointer, Change::signed, Change::now)
                .contains(tuple("/contained/0/valueQuantity/value", "3.5", ""));
    }

    @Test
    void whatIsPutRightAgainIsClosedAndOpensNothingAnyMore() {
        edit("UPDATE lab_report SET remark = 'all is well'");
        monitor.changed(100);
        long finding = onlyFinding();
        assertThat(show(AUDITOR, finding).changes())
                .extracting(Change::signed, Change::now)
                .containsExactly(tuple("", "all is well"));

        edit("UPDATE lab_report SET remark = ''");
        assertThat(monitor.changed(100).failed()).isEmpty();

        assertThat(findings()).isEmpty();
        assertThatThrownBy(() -> show(AUDITOR, finding)).isInstanceOf(NotFound.class);
    }

    @Test
    void aRemovedSealIsMissedThoughTriggersOfTheTableWereTurnedOff() {
        edit("ALTER TABLE record_version DISABLE TRIGGER record_version_immutable");
        edit("DELETE FROM record_version");

        monitor.changed(100);

        assertThat(findings()).singleElement().isEqualTo(seal + " sealed-row-matches sealed-row-gone");
    }

    @Test
    void auditorsAloneSeeWhatWasChangedAndThePatientIsToldThatTheyLooked() {
        edit("UPDATE lab_result SET value = 99.5");
        monitor.changed(100);
        long finding = onlyFinding();

        for (Actor other : List.of(
                Actor.staff("admin", Role.ADMINISTRATOR),
                Actor.staff("reception", Role.RECEPTIONIST),
                Actor.patient("patient", lab.patient),
                lab.technician)) {
            assertThatThrownBy(() -> show(other, finding))
                    .isInstanceOf(Refused.class)
                    .hasMessage("role-missing");
        }
        show(AUDITOR, finding);

        assertThat(lab.database.<Object>inTransaction(entities -> entities.createNativeQuery(
                                "SELECT account || ' ' || basis || ' ' || patient_id || ' ' || record_id FROM access_log"
                                        + " WHERE what = 'integrity-finding'",
                                String.class)
                        .getSingleResult()))
                .isEqualTo("auditor integrity " + lab.patient + " " + seal.record());
    }

    @Test
    void aDraftOrAnUnsignedReportIsNotLookedAt() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, false, "4.5");
        edit("UPDATE lab_result SET value = 5.5 WHERE value = 4.5");

        assertThat(waiting()).isZero();
    }

    private ShowFinding.Shown show(Actor actor, long finding) {
        return lab.database.inTransaction(entities -> new ShowFinding(
                        seals.transactions(),
                        lab.openRecord(entities),
                        new CategoryOfRecord(entities),
                        lab.objects,
                        seals.sources())
                .show(actor, finding));
    }

    private long onlyFinding() {
        return lab.database.inTransaction(entities -> (Long)
                entities.createNativeQuery("SELECT id FROM integrity_finding WHERE resolved_at IS NULL", Long.class)
                        .getSingleResult());
    }

    private List<?> findings() {
        return lab.database.inTransaction(entities -> entities.createNativeQuery(
                        "SELECT seal || ' ' || check_failed || ' ' || detail FROM integrity_finding"
                                + " WHERE resolved_at IS NULL",
                        String.class)
                .getResultList());
    }

    private long waiting() {
        return lab.database.inTransaction(
                entities -> (Long) entities.createNativeQuery("SELECT count(*) FROM changed_record", Long.class)
                        .getSingleResult());
    }

    private void edit(String sql) {
        lab.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }
}
