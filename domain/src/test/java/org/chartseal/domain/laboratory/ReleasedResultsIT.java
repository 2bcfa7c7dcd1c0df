package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.care.ReadSummary;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.insurance.InsurerMember;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.released.OpenReleased;
import org.chartseal.domain.released.Participants;
import org.chartseal.domain.released.ReleasedRecord;
import org.chartseal.domain.released.ReleasedRecords;
import org.chartseal.domain.research.Study;
import org.chartseal.domain.research.StudyId;
import org.chartseal.domain.research.StudyMember;
import org.chartseal.domain.scheduling.TestAppointments;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was given one result, or results without who the patient is, reads that and nothing around it. */
class ReleasedResultsIT {

    private static final InsurerId AID = new InsurerId(TestPeople.id("insurer"));
    private static final StudyId HEARTS = new StudyId(TestPeople.id("study"));
    private static final Actor OF_INSURER = Actor.staff("insurer", Role.INSURER);
    private static final Actor OF_ANOTHER = Actor.staff("insurer2", Role.INSURER);
    private static final Actor OF_STUDY = Actor.staff("researcher", Role.RESEARCHER);

    private LaboratoryFixture lab;
    private LabReportId earlier;
    private LabReportId shared;

    @BeforeEach
    void twoResults() {
        lab = new LaboratoryFixture();
        lab.database.transact(entities -> {
            entities.persist(new Insurer(AID, "Aid"));
            entities.persist(new InsurerMember(OF_INSURER.account(), AID));
            InsurerId other = new InsurerId(TestPeople.id("insurer2"));
            entities.persist(new Insurer(other, "Other Aid"));
            entities.persist(new InsurerMember(OF_ANOTHER.account(), other));
            entities.persist(new Study(HEARTS, "Hearts", "University", "EC 1", LocalDate.of(2027, 1, 1)));
            entities.persist(new StudyMember(OF_STUDY.account(), HEARTS));
        });
        earlier = release("HBA1C", "6.4", "137");
        lab.advance(Duration.ofDays(20));
        shared = release("HBA1C", "5.9", "123");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void whoWasGivenOneResultSeesNoEarlierValueAndNoOtherRecord() {
        GrantId grant = grant(Grantee.of(AID), What.one(RecordCategory.LABORATORY, shared.value()));

        ReleasedReports.Report report = show(OF_INSURER, shared);
        assertThat(report.results()).allSatisfy(row -> {
            assertThat(row.trend()).hasSize(1);
            assertThat(row.previous()).isEmpty();
            assertThat(row.change()).isEmpty();
        });
        assertThatThrownBy(() -> show(OF_INSURER, earlier)).isInstanceOf(NotFound.class);

        ReleasedRecord record = open(OF_INSURER, grant);
        assertThat(record.person())
                .hasValueSatisfying(person -> assertThat(person.number()).isEqualTo("N-1"));
        assertThat(record.reports()).isEmpty();
        assertThat(record.prescriptions()).isEmpty();
        assertThat(record.notes()).isEmpty();
        assertThat(record.summary()).isEmpty();
        assertThat(record.alone()).singleElement().satisfies(one -> {
            assertThat(one.single().record()).isEqualTo(shared.value());
            assertThat(one.single().kind()).isEqualTo("report");
        });
    }

    @Test
    void aDoctorWhoWasGivenOneResultSeesNothingAroundIt() {
        Actor stranger = Actor.practitioner(
                "stranger",
                Role.DOCTOR,
                lab.database
                        .<org.chartseal.domain.people.Practitioner>inTransaction(entities -> TestPeople.physician(
                                entities, TestPeople.department(entities, "cardiology"), "Stranger"))
                        .id());
        grant(Grantee.of(stranger.requirePractitioner()), What.one(RecordCategory.LABORATORY, shared.value()));
        assertThat(show(stranger, shared).results())
                .allSatisfy(row -> assertThat(row.trend()).hasSize(1));
        assertThatThrownBy(() -> show(stranger, earlier)).isInstanceOf(Refused.class);
    }

    @Test
    void aStudyWithoutDemographicsKnowsACodeAndNobody() {
        GrantId grant =
                grant(Grantee.of(HEARTS), What.of(EnumSet.of(RecordCategory.LABORATORY, RecordCategory.MEDICATION)));

        List<ReleasedRecords.Row> rows = list(OF_STUDY);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.person()).isEmpty();
            assertThat(row.code()).matches("[0-9A-F]{4}-[0-9A-F]{4}");
        });
        ReleasedRecord record = open(OF_STUDY, grant);
        assertThat(record.person()).isEmpty();
        assertThat(record.code()).isEqualTo(rows.get(0).code());
        assertThat(record.reports()).extracting(ReleasedReports.Summary::id).containsExactly(shared, earlier);
        assertThat(record.toString()).doesNotContain("Jane", "Doe", "N-1", "1980");
        assertThat(show(OF_STUDY, shared).results())
                .anySatisfy(row -> assertThat(row.trend()).hasSize(2));
    }

    @Test
    void everyPartIsKeptWithTheGrantAndAnothersGrantIsNotFoundAndKept() {
        GrantId grant = grant(Grantee.of(AID), What.everything());
        open(OF_INSURER, grant);
        assertThat(rows("SELECT DISTINCT category || ' ' || basis || ' ' || basis_id FROM access_log"
                        + " WHERE account = 'insurer' AND allowed"))
                .contains(
                        "laboratory grant " + grant,
                        "medication grant " + grant,
                        "notes grant " + grant,
                        "summary grant " + grant,
                        "demographics grant " + grant);
        assertThat(list(OF_ANOTHER)).isEmpty();
        assertThatThrownBy(() -> lab.database.inTransaction(entities -> {
                    try {
                        return released(entities).open(OF_ANOTHER, grant);
                    } catch (NotFound asIfNotThere) {
                        // The log writes in a transaction of its own in the portal; here it is the same one.
                        entities.getTransaction().commit();
                        throw asIfNotThere;
                    }
                }))
                .isInstanceOf(NotFound.class);
        assertThat(rows("SELECT what FROM access_log WHERE account = 'insurer2' AND NOT allowed"))
                .containsExactly("released");
    }

    @Test
    void whatIsNotOnTheLedgerOrTakenAwayIsNotListed() {
        GrantId grant = grant(Grantee.of(AID), What.everything());
        lab.database.transact(entities ->
                entities.createNativeQuery("DELETE FROM ledger_grant").executeUpdate());
        assertThat(list(OF_INSURER)).isEmpty();
        assertThatThrownBy(() -> open(OF_INSURER, grant)).isInstanceOf(NotFound.class);
    }

    private LabReportId release(String panel, String... figures) {
        LabRequestId request = lab.request(panel);
        lab.collect(request);
        lab.enter(lab.technician, request, true, figures);
        lab.verify(lab.scientist, request);
        lab.release(lab.scientist, request);
        return lab.now(request, LabCase::requireReport).id();
    }

    private GrantId grant(Grantee grantee, What what) {
        GrantId id = new GrantId(lab.ids.next());
        Permission.Period month =
                new Permission.Period(LaboratoryFixture.NOW, LaboratoryFixture.NOW.plus(Duration.ofDays(60)));
        lab.database.transact(entities -> entities.persist(new AccessGrant(
                id,
                new LedgerGrantId(
                        UUID.nameUUIDFromBytes(id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                Permission.of(lab.patient, grantee, what, month),
                new Account("patient"),
                LaboratoryFixture.NOW)));
        return id;
    }

    private ReleasedReports.Report show(Actor actor, LabReportId id) {
        return with(entities -> reports(entities).show(actor, id));
    }

    private ReleasedRecord open(Actor actor, GrantId grant) {
        return with(entities -> released(entities).open(actor, grant));
    }

    private List<ReleasedRecords.Row> list(Actor actor) {
        return with(entities -> new ReleasedRecords(
                        entities,
                        new GrantsHeld(entities, lab.clock),
                        lists(entities),
                        new Participants(entities, lab.ids))
                .list(actor));
    }

    private <T> T with(Function<EntityManager, T> work) {
        return lab.database.inTransaction(work);
    }

    private OpenList lists(EntityManager entities) {
        return new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), lab.clock);
    }

    private ReleasedReports reports(EntityManager entities) {
        return new ReleasedReports(
                entities,
                lab.openRecord(entities),
                lab.cases(entities),
                new PastResults(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                lab.clock);
    }

    private OpenReleased released(EntityManager entities) {
        return new OpenReleased(
                entities,
                new GrantsHeld(entities, lab.clock),
                new AccessPolicy(entities, TestPeople.CLOCK),
                lab.openRecord(entities),
                new Participants(entities, lab.ids),
                new OpenReleased.Parts(
                        new ReadNotes(
                                entities,
                                lab.openRecord(entities),
                                new AccessPolicy(entities, TestPeople.CLOCK),
                                lab.clock),
                        new ReadPrescriptions(entities, lab.openRecord(entities), lab.clock),
                        reports(entities),
                        new ReadDocuments(
                                entities,
                                lab.openRecord(entities),
                                new AccessPolicy(entities, TestPeople.CLOCK),
                                lab.objects,
                                lab.clock),
                        new ReadClaims(
                                entities,
                                lab.openRecord(entities),
                                new AccessPolicy(entities, TestPeople.CLOCK),
                                lab.clock),
                        new ReadSummary(entities, lab.openRecord(entities)),
                        TestAppointments.of(entities, lab.clock)),
                lab.clock);
    }

    private List<String> rows(String query) {
        return with(entities -> {
            List<?> found = entities.createNativeQuery(query, String.class).getResultList();
            return found.stream().map(String::valueOf).toList();
        });
    }
}
