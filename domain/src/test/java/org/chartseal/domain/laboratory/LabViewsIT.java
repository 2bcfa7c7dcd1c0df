package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabViewsIT {

    private LaboratoryFixture lab;

    @BeforeEach
    void open() {
        lab = new LaboratoryFixture();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void theWorklistShowsWhatIsOpenUntilItIsReleased() {
        LabRequestId request = lab.request("HBA1C");
        lab.request("CRP");
        assertThat(worklist(Set.of(), "").rows()).hasSize(2);
        String accession = lab.collect(request).text();

        LabWorklist.Page collected = worklist(Set.of(LabRequest.State.COLLECTED), "");
        assertThat(collected.rows()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(request);
            assertThat(row.patient()).isEqualTo("Doe, Jane");
            assertThat(row.accession()).contains(accession);
        });
        assertThat(collected.open())
                .containsEntry(LabRequest.State.COLLECTED, 1L)
                .containsEntry(LabRequest.State.REQUESTED, 1L);
        assertThat(worklist(Set.of(), accession).rows()).hasSize(1);

        lab.enter(lab.technician, request, true, "6.1", "128");
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        assertThat(worklist(Set.of(), "").rows()).hasSize(1);
        assertThat(worklist(Set.of(LabRequest.State.RELEASED), "").rows()).hasSize(1);
    }

    @Test
    void theRequestShowsRangesOfTheSexAndTheChangeSinceLastTime() {
        release("CBC", "6.1", "4.40", "13.1", "39.5", "89.0", "30.0", "33.5", "13.0", "250");
        lab.advance(java.time.Duration.ofDays(30));
        LabRequestId request = lab.request("CBC");
        lab.collect(request);
        lab.enter(lab.technician, request, false, "6.1", "4.40", "6.8");

        LabRequestView view = show(lab.scientist, request);
        ResultRow haemoglobin = view.results().get(2);
        assertThat(haemoglobin.range()).isEqualTo("12.0–15.5");
        assertThat(haemoglobin.flag()).isEqualTo(Flag.LL);
        assertThat(haemoglobin.change()).isEqualTo("−6.3");
        assertThat(haemoglobin.previous())
                .hasValueSatisfying(before -> assertThat(before.value()).isEqualTo("13.1"));
        assertThat(view.mayVerify()).isTrue();
        assertThat(show(lab.technician, request).enteredOwn()).isTrue();
        assertThat(view.critical()).isEqualTo(1);
    }

    @Test
    void aPreviewFlagsWithoutKeeping() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        LabTestId crp =
                lab.now(request, labCase -> labCase.panel().tests().get(0).id());
        assertThat(preview(request, crp, "210").flag()).isEqualTo(Flag.HH);
        assertThat(preview(request, crp, "4,9").flag()).isEqualTo(Flag.N);
        assertThat(preview(request, crp, "4.99").problem()).isEqualTo("result-too-precise");
        assertThat(lab.now(request, LabCase::report)).isEmpty();
    }

    @Test
    void thePatientSeesReleasedReportsWithTheirTrend() {
        LabReportId first = release("HBA1C", "6.4", "137");
        lab.advance(java.time.Duration.ofDays(90));
        LabReportId second = release("HBA1C", "5.9", "123");
        Actor patient = Actor.patient("patient", lab.patient);

        java.util.List<ReleasedReports.Summary> reports =
                lab.database.inTransaction(entities -> reports(entities).list(patient, lab.patient));
        assertThat(reports).extracting(ReleasedReports.Summary::id).containsExactly(second, first);
        assertThat(reports).allMatch(ReleasedReports.Summary::unseen);
        ReleasedReports.Report report =
                lab.database.inTransaction(entities -> reports(entities).show(patient, second));
        assertThat(lab.database.<java.util.List<ReleasedReports.Summary>>inTransaction(
                        entities -> reports(entities).list(patient, lab.patient)))
                .extracting(ReleasedReports.Summary::unseen)
                .containsExactly(false, true);
        ResultRow a1c = report.results().get(0);
        assertThat(a1c.trend()).extracting(ResultRow.Point::value).containsExactly("6.4", "5.9");
        assertThat(a1c.change()).isEqualTo("−0.5");
        assertThat(a1c.flag()).isEqualTo(Flag.H);
    }

    @Test
    void aDoctorSeesAReportOnceItIsVerifiedAndThePatientOnceItIsReleased() {
        LabRequestId request = lab.request("CRP");
        lab.collect(request);
        lab.enter(lab.technician, request, true, "3.0");
        LabReportId report = lab.now(request, LabCase::requireReport).id();
        Actor patient = Actor.patient("patient", lab.patient);
        Actor doctor = lab.doctorWithAccess();
        assertThatThrownBy(() -> shown(doctor, report)).isInstanceOf(NotFound.class);

        lab.verify(lab.scientist, request);
        assertThat(shown(doctor, report).seal()).isEmpty();
        assertThatThrownBy(() -> shown(patient, report)).isInstanceOf(NotFound.class);

        lab.release(lab.scientist, request);
        assertThat(shown(doctor, report).seal()).isPresent();
        assertThat(shown(patient, report).seal()).isPresent();
    }

    private ReleasedReports.Report shown(Actor actor, LabReportId report) {
        return lab.database.inTransaction(entities -> reports(entities).show(actor, report));
    }

    @Test
    void anotherPatientsReportIsNotThereAndTheTryIsInTheLog() {
        LabReportId report = release("CRP", "3.0");
        Actor stranger = Actor.patient("patient2", new PatientId(lab.ids.next()));
        assertThatThrownBy(() -> lab.database.inTransaction(entities -> {
                    try {
                        return reports(entities).show(stranger, report);
                    } catch (NotFound asIfNotThere) {
                        // The log writes in a transaction of its own in the portal; here it is the same one.
                        entities.getTransaction().commit();
                        throw asIfNotThere;
                    }
                }))
                .isInstanceOf(NotFound.class);
        assertThat(lab.database.<Long>inTransaction(entities -> entities.createQuery(
                                "SELECT count(e) FROM AccessLogEntry e WHERE e.account = 'patient2' AND e.allowed = false",
                                Long.class)
                        .getSingleResult()))
                .isEqualTo(1);
    }

    private LabReportId release(String panel, String... figures) {
        LabRequestId request = lab.request(panel);
        lab.collect(request);
        lab.enter(lab.technician, request, true, figures);
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        return lab.now(request, LabCase::requireReport).id();
    }

    private ReleasedReports reports(jakarta.persistence.EntityManager entities) {
        return new ReleasedReports(
                entities,
                lab.openRecord(entities),
                lab.cases(entities),
                new PastResults(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                lab.clock);
    }

    private LabWorklist.Page worklist(Set<LabRequest.State> states, String number) {
        return lab.database.inTransaction(entities -> new LabWorklist(
                        entities,
                        new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), lab.clock),
                        lab.clock)
                .list(lab.technician, new LabWorklist.Filter(states, Set.of(), number)));
    }

    private LabRequestView show(Actor actor, LabRequestId request) {
        return lab.database.inTransaction(entities -> new ShowLabRequest(
                        entities,
                        lab.cases(entities),
                        new LabRanges(entities, lab.clock),
                        new PastResults(entities),
                        lab.clock)
                .show(actor, request));
    }

    private PreviewResult.Preview preview(LabRequestId request, LabTestId test, String typed) {
        return lab.database.inTransaction(entities -> new PreviewResult(
                        entities,
                        new AccessPolicy(entities, TestPeople.CLOCK),
                        lab.cases(entities),
                        new LabRanges(entities, lab.clock),
                        new PastResults(entities),
                        lab.clock)
                .preview(lab.technician, request, test, typed));
    }
}
