package org.chartseal.domain.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.care.ReadSummary;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealReport;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A clinic whose patient was with Dr. Osei yesterday, two insurers, and what is done there with claims. */
abstract class ClaimFixture {

    static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    static final AppointmentId VISIT = new AppointmentId(TestPeople.id("visit"));
    static final AppointmentId COMING = new AppointmentId(TestPeople.id("coming"));
    static final InsurerId AID = new InsurerId(TestPeople.id("Aid"));
    static final InsurerId OTHER_AID = new InsurerId(TestPeople.id("Other Aid"));
    static final Actor RECEPTION = Actor.staff("reception", Role.RECEPTIONIST);
    static final Actor INSURER = Actor.staff("insurer", Role.INSURER);
    static final Actor OTHER_INSURER = Actor.staff("insurer2", Role.INSURER);
    static final ClaimDiagnosis HYPERTENSION = new ClaimDiagnosis("I10", "Essential hypertension");
    static final Claimed CLAIMED = claimed("80", List.of());

    TestClinic clinic;
    private int drawn;

    /** As in the container: whoever asks within a transaction sees what that sees. */
    final NewTransaction joined = new NewTransaction() {
        private Optional<EntityManager> open = Optional.empty();

        @Override
        public <T> T call(Function<EntityManager, T> work) {
            if (open.isPresent()) {
                return work.apply(open.get());
            }
            return clinic.database.inTransaction(entities -> {
                open = Optional.of(entities);
                try {
                    return work.apply(entities);
                } finally {
                    open = Optional.empty();
                }
            });
        }
    };

    @BeforeEach
    void open() {
        clinic = new TestClinic();
        sql("INSERT INTO insurer VALUES ('%s', 'Aid'), ('%s', 'Other Aid')".formatted(AID, OTHER_AID));
        sql("INSERT INTO insurer_member VALUES ('insurer', '%s'), ('insurer2', '%s')".formatted(AID, OTHER_AID));
        sql("INSERT INTO room SELECT '%s', id, 'R1' FROM department LIMIT 1".formatted(TestPeople.id("room")));
        sql("INSERT INTO visit_type (id, code, name, minutes) VALUES ('%s', 'fu', 'Follow-up visit', 20)"
                .formatted(TestPeople.id("type")));
        visit(VISIT, "2026-11-20T10:00:00Z", "fulfilled");
        visit(COMING, "2026-11-25T10:00:00Z", "booked");
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    private void visit(AppointmentId id, String at, String status) {
        sql("""
                INSERT INTO appointment (id, version, patient_id, practitioner_id, room_id, visit_type_id, starts_at, ends_at,
                  blocked_until, status, reason, booked_by, booked_at, status_since, form_id)
                VALUES ('%s', 0, '%s', '%s', '%s', '%s', '%s', timestamptz '%6$s' + interval '20 min',
                  timestamptz '%6$s' + interval '20 min', '%7$s', 'Cough', 'reception', '%6$s', '%6$s', gen_random_uuid())
                """.formatted(
                        id,
                        clinic.patient,
                        clinic.osei.requirePractitioner(),
                        TestPeople.id("room"),
                        TestPeople.id("type"),
                        at,
                        status));
    }

    void sql(String sql) {
        clinic.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }

    static Claimed claimed(String price, List<ClaimSupport> support) {
        return new Claimed(
                List.of(HYPERTENSION),
                List.of(
                        new ClaimItem("Follow-up visit", "fu", BigDecimal.ONE, new BigDecimal(price)),
                        new ClaimItem("ECG", "", new BigDecimal("1.5"), new BigDecimal("33.33"))),
                support,
                "By hand");
    }

    static Cover cover(InsurerId insurer, String number, String from, String until) {
        return new Cover(
                insurer,
                number,
                new CoverPeriod(
                        LocalDate.parse(from),
                        until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until))));
    }

    CoverageId covered() {
        return covered(cover(AID, "M-1", "2026-01-01", "2026-12-31"));
    }

    CoverageId covered(Cover cover) {
        return covering(coverages -> coverages.add(RECEPTION, clinic.patient, cover));
    }

    <T> T covering(Function<KeepCoverages, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new KeepCoverages(
                entities,
                clinic.door(entities),
                new ActivityLog(entities, TestClinic.CLOCK),
                () -> TestPeople.id("drawn " + drawn++),
                TestClinic.CLOCK)));
    }

    List<KeepCoverages.View> coverages(Actor actor) {
        return covering(coverages -> coverages.list(actor, clinic.patient));
    }

    boolean hasDesk(Actor actor) {
        return reading(claims -> claims.hasDesk(actor, clinic.patient));
    }

    ClaimId draft(CoverageId coverage) {
        return making(make -> make.draft(clinic.osei, clinic.patient, VISIT, coverage, CLAIMED));
    }

    /** A claim that is signed. */
    ClaimId signed() {
        ClaimId id = draft(covered());
        sign(id);
        return id;
    }

    SealId sign(ClaimId id) {
        return signing(signs -> signs.sign(
                clinic.osei, clinic.patient, id, read(clinic.osei, id).version()));
    }

    SealId amend(ClaimId id, int replaced, Claimed claimed, String why) {
        return signing(
                signs -> signs.amend(clinic.osei, clinic.patient, id, new SignClaim.Amendment(replaced, claimed, why)));
    }

    SealId withdraw(ClaimId id, int replaced, String why) {
        return signing(signs -> signs.withdraw(clinic.osei, clinic.patient, id, replaced, why));
    }

    <T> T making(Function<MakeClaim, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(make(entities)));
    }

    private MakeClaim make(EntityManager entities) {
        return new MakeClaim(
                entities,
                clinic.door(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                new ReadSummary(entities, clinic.door(entities)),
                Currency.getInstance("EUR"),
                () -> TestPeople.id("drawn " + drawn++),
                TestClinic.CLOCK);
    }

    <T> T signing(Function<SignClaim, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new SignClaim(
                entities,
                clinic.door(entities),
                clinic.maySign(entities),
                make(entities),
                clinic.seals(entities),
                clinic.hand())));
    }

    Actor self() {
        return Actor.patient("patient", clinic.patient);
    }

    ReadClaims.View read(Actor actor, ClaimId id) {
        return reading(claims -> claims.read(actor, clinic.patient, id));
    }

    List<ReadClaims.View> list(Actor actor) {
        return reading(claims -> claims.list(actor, clinic.patient));
    }

    <T> T reading(Function<ReadClaims, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new ReadClaims(
                entities, clinic.door(entities), new AccessPolicy(entities, TestPeople.CLOCK), TestClinic.CLOCK)));
    }

    /** The patient gives that to the insurer. */
    void release(InsurerId insurer, What what) {
        give(new Grantee(GranteeKind.INSURER, insurer.value()), what);
    }

    void give(Grantee grantee, What what) {
        clinic.database.transact(entities -> entities.persist(new AccessGrant(
                new GrantId(UUID.randomUUID()),
                new LedgerGrantId(UUID.randomUUID()),
                Permission.of(
                        clinic.patient,
                        grantee,
                        what,
                        new Permission.Period(TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(1)))),
                new Account("patient"),
                TestPeople.NOW)));
    }

    VerifySeal verifying() {
        TestLedger ledger = new TestLedger();
        return new VerifySeal(
                clinic.database.transactions(),
                clinic.objects,
                clinic.keys,
                ledger,
                new BlockChain(ledger, TestClinic.CLOCK),
                SealedSources.of(List.of(new Claims())),
                TestClinic.CLOCK);
    }

    static List<Line> failed(SealReport report) {
        return report.lines().stream()
                .filter(line -> line.result() == Result.FAILED)
                .toList();
    }

    final class Claims implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.CLAIM;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return joined.call(entities -> new ClaimContent(entities).currentContent(id));
        }
    }

    static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
