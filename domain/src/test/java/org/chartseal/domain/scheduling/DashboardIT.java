package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.chartseal.domain.scheduling.TestDesk.CLOCK;
import static org.chartseal.domain.scheduling.TestDesk.CONSULTATION;
import static org.chartseal.domain.scheduling.TestDesk.RECEPTION;
import static org.chartseal.domain.scheduling.TestDesk.monday;
import static org.chartseal.domain.scheduling.TestDesk.wish;

import java.time.Duration;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.care.OpenDashboard;
import org.chartseal.domain.care.OpenDashboard.Dashboard;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.MyGrants;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.domain.laboratory.LabCases;
import org.chartseal.domain.laboratory.PastResults;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardIT {

    private TestDatabase database;
    private TestDesk desk;
    private PatientId jane;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        desk = new TestDesk(database);
        jane = desk.patient("Jane", "Doe");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPatientSeesWhatComesNextWhoMayReadAndWhoDid() {
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(11, 0)));
        desk.book().book(RECEPTION, wish(jane, desk.osei, CONSULTATION, monday(9, 0)));
        desk.with(one -> one.appointments().of(RECEPTION, jane));

        Dashboard dashboard = dashboard(Actor.patient("patient", jane));

        assertThat(dashboard.next().orElseThrow().time().start()).isEqualTo(monday(9, 0));
        assertThat(dashboard.readers()).singleElement().satisfies(reader -> {
            assertThat(reader.name()).isEqualTo("Dr. Ama Osei");
            assertThat(reader.until()).isEqualTo(monday(11, 30).plus(Duration.ofDays(VisitAccess.LONGEST_DAYS)));
        });
        assertThat(dashboard.reads()).extracting(ReadView::what).contains("appointments");
        assertThat(dashboard.reads()).noneMatch(ReadView::own);
    }

    @Test
    void itIsOneReadWhateverItShows() {
        dashboard(Actor.patient("patient", jane));

        assertThat(desk.<Object>with(one -> one.entities()
                        .createNativeQuery("SELECT string_agg(what, ',') FROM access_log", String.class)
                        .getSingleResult()))
                .isEqualTo("dashboard");
    }

    @Test
    void onlyPatientsHaveOne() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> dashboard(Actor.staff("reception", Role.RECEPTIONIST)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("role-missing"));
    }

    private Dashboard dashboard(Actor actor) {
        return desk.with(one -> {
            var door = new OpenRecord(
                    new AccessPolicy(one.entities(), TestPeople.CLOCK), new AccessLog(one.entities()), CLOCK);
            return new OpenDashboard(
                            door,
                            one.appointments(),
                            new ReadPrescriptions(one.entities(), door, CLOCK),
                            new ReleasedReports(
                                    one.entities(),
                                    door,
                                    new LabCases(one.entities(), door),
                                    new PastResults(one.entities()),
                                    new AccessPolicy(one.entities(), TestPeople.CLOCK),
                                    CLOCK),
                            new MyGrants(one.entities(), door, CLOCK),
                            new WhoReadMyRecord(one.entities(), door, CLOCK))
                    .open(actor);
        });
    }
}
