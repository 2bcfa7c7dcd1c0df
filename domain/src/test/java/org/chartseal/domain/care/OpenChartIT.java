package org.chartseal.domain.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.care.Chart.TimelineRow;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenChartIT {

    private TestClinic clinic;

    @BeforeEach
    void open() {
        clinic = new TestClinic();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void anEmptyChartSaysThatNobodyAskedForAllergies() {
        Chart chart = chart(clinic.osei);

        assertThat(chart.open()).containsExactlyInAnyOrderElementsOf(RecordCategory.ordinary());
        assertThat(chart.allergiesKnown()).isFalse();
        assertThat(chart.timeline()).isEmpty();
        assertThat(chart.head().basis().until()).isPresent();
        assertThat(clinic.count("access_log WHERE what = 'chart' AND allowed")).isEqualTo(1);
    }

    @Test
    void withoutAGrantTheChartStaysShutAndTheTryIsLogged() {
        assertThatThrownBy(() -> chart(clinic.lind))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("access-not-granted"));
    }

    @Test
    void inAnEmergencyTheWholeChartIsOpenAndSaysUntilWhen() {
        clinic.database.transact(entities -> entities.createNativeQuery("""
                        INSERT INTO emergency_access (id, version, patient_id, practitioner_id, department_id, reason,
                          reason_salt, minutes, opened_at, open_until, anchoring)
                        SELECT gen_random_uuid(), 0, p.id, d.id, d.department_id, 'Found unconscious.',
                          decode(repeat('00', 32), 'hex'), 15, '2026-11-21T08:50:00Z', '2026-11-21T09:05:00Z', 'before'
                        FROM patient p, practitioner d WHERE d.family_name = 'Lind'
                        """).executeUpdate());

        Chart chart = chart(clinic.lind);

        assertThat(chart.open())
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(RecordCategory.CLAIMS)));
        assertThat(chart.head().basis().basis()).isEqualTo(AccessDecision.Basis.EMERGENCY);
        assertThat(chart.head().emergency().orElseThrow().until()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(clinic.count("access_log WHERE what = 'chart' AND basis = 'emergency'"))
                .isEqualTo(1);
    }

    @Test
    void aBannerAloneIsOneReadAndAroundAnOpenedPageItIsNone() {
        assertThat(withChart(charts -> charts.banner(clinic.osei, clinic.patient))
                        .head()
                        .number())
                .isEqualTo("N-Jane-Doe");
        assertThat(clinic.count("access_log")).isEqualTo(1);

        withChart(charts -> charts.bannerAround(clinic.osei, clinic.patient));
        assertThat(clinic.count("access_log")).isEqualTo(1);
    }

    @Test
    void aBannerThatMayNotBeSeenIsRefusedAndTheTryIsKept() {
        assertThatThrownBy(() -> withChart(charts -> charts.bannerAround(clinic.lind, clinic.patient)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("access-not-granted"));
    }

    @Test
    void theLatestResultOfATestStandsWithWhatWasBeforeIt() {
        clinic.database.transact(entities -> List.of(
                        "INSERT INTO lab_test VALUES (gen_random_uuid(), '2823-3', 'Potassium', 'mmol/L', 1)",
                        "INSERT INTO lab_panel VALUES (gen_random_uuid(), 'LYTES', 'Electrolytes', 'serum')",
                        report("2026-11-01", "4.1", "N", "released"),
                        report("2026-11-10", "5.9", "H", "verified"),
                        notMeasured("2026-11-12"),
                        report("2026-11-20", "6.6", "HH", "entered"))
                .forEach(sql -> entities.createNativeQuery(sql).executeUpdate()));

        Chart chart = chart(clinic.osei);

        assertThat(chart.results()).singleElement().satisfies(row -> {
            assertThat(row.value()).isEqualTo("5.9");
            assertThat(row.flag()).isEqualTo("H");
            assertThat(row.change()).contains(new BigDecimal("1.8000"));
            assertThat(row.history()).hasSize(2);
        });
        assertThat(chart.timeline()).extracting(TimelineRow::kind).contains("lab-report", "lab-request");
    }

    @Test
    void theDayShowsOwnVisitsOnly() {
        clinic.database.transact(entities -> List.of(
                        "INSERT INTO room SELECT gen_random_uuid(), id, 'Room 1' FROM department",
                        "INSERT INTO visit_type VALUES (gen_random_uuid(), 'fu', 'Follow-up', 20, 0, false, true)",
                        """
                        INSERT INTO appointment (id, version, patient_id, practitioner_id, room_id, visit_type_id,
                          starts_at, ends_at, blocked_until, status, reason, status_reason, booked_by,
                          booked_at, status_since, form_id)
                        SELECT gen_random_uuid(), 0, p.id, d.id, r.id, v.id,
                          '2026-11-21T10:00:00Z', '2026-11-21T10:20:00Z', '2026-11-21T10:20:00Z', 'booked', 'Check', '', 'reception',
                          '2026-11-01T10:00:00Z', '2026-11-01T10:00:00Z', gen_random_uuid()
                        FROM patient p, practitioner d, room r, visit_type v WHERE d.family_name = 'Osei'
                        """)
                .forEach(sql -> entities.createNativeQuery(sql).executeUpdate()));
        LocalDate today = LocalDate.now(TestClinic.CLOCK);

        assertThat(day(clinic.osei, today)).singleElement().satisfies(visit -> {
            assertThat(visit.person().orElseThrow().name().full()).isEqualTo("Jane Doe");
            assertThat(visit.visitType()).isEqualTo("Follow-up");
        });
        assertThat(day(clinic.osei, today.plusDays(1))).isEmpty();
        assertThat(day(clinic.lind, today)).isEmpty();
    }

    private List<DoctorsDay.Visit> day(Actor actor, LocalDate day) {
        return clinic.database.inTransaction(entities -> new DoctorsDay(
                        entities,
                        new OpenList(
                                new AccessPolicy(entities, TestPeople.CLOCK),
                                new AccessLog(entities),
                                TestClinic.CLOCK),
                        TestClinic.CLOCK)
                .of(actor, day));
    }

    private String report(String day, String value, String flag, String state) {
        return """
                WITH q AS (
                  INSERT INTO lab_request SELECT gen_random_uuid(), 0, p.id, d.id, NULL, b.id, 'routine', '', '%3$s', '', 1,
                    '%1$sT08:00:00Z' FROM patient p, practitioner d, lab_panel b WHERE d.family_name = 'Osei' RETURNING *),
                s AS (
                  INSERT INTO specimen SELECT gen_random_uuid(), q.id, 'A%1$s', 'serum', '%1$sT09:00:00Z', 'labtech' FROM q),
                l AS (
                  INSERT INTO lab_report (id, version, request_id, patient_id, state, entered_by, entered_at, verified_by,
                                          verified_at, released_at, sealed_version)
                  SELECT gen_random_uuid(), 0, q.id, q.patient_id, '%3$s', e.id, '%1$sT10:00:00Z',
                         CASE WHEN '%3$s' <> 'entered' THEN v.id END,
                         CASE WHEN '%3$s' <> 'entered' THEN CAST('%1$sT11:00:00Z' AS timestamptz) END,
                         CASE WHEN '%3$s' = 'released' THEN CAST('%1$sT12:00:00Z' AS timestamptz) END, 1
                  FROM q, practitioner e, practitioner v WHERE e.family_name = 'Haas' AND v.family_name = 'Lind' RETURNING *)
                INSERT INTO lab_result SELECT gen_random_uuid(), l.id, t.id, 0, %2$s, t.unit, 3.5, 5.1, '%4$s', '', l.entered_by
                FROM l, lab_test t
                """.formatted(day, value, state, flag);
    }

    private String notMeasured(String day) {
        return report(day, "NULL", "NA", "released").replace("'NA', '',", "'NA', 'haemolysed',");
    }

    private Chart chart(Actor actor) {
        return withChart(charts -> charts.open(actor, clinic.patient));
    }

    private <T> T withChart(Function<OpenChart, T> use) {
        return clinic.database.inTransaction(entities -> use.apply(new OpenChart(
                entities,
                clinic.door(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                new ReadPrescriptions(entities, clinic.door(entities), TestClinic.CLOCK),
                new ChartQueries(entities),
                TestClinic.CLOCK)));
    }
}
