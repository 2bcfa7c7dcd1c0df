package org.chartseal.domain.passkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.RestorePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.RestoreSubjectKey;
import org.chartseal.domain.ledger.PasskeyAssertion;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.PostedForm.Presented;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Signer;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.records.SignatureNeeded;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestPasskeys;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jane has lost her phone; Dr. Osei and Dr. Lind have passkeys of their own and see her. */
class RestorationIT {

    private static final RestorationReason STOLEN = new RestorationReason("Phone stolen");
    private static final String FORM = "ab".repeat(32);

    private final TestClinic clinic = new TestClinic();
    private final Actor jane = Actor.patient("jane", clinic.patient);
    private final PasskeyDesk desk = new PasskeyDesk();
    private final TestClock clock = desk.clock;
    private final TestKeys keys = desk.keys;
    private final TestPasskeys devices = desk.devices;
    private final IdGenerator ids = desk.ids;
    private String lost = "";

    @BeforeEach
    void allHavePasskeys() {
        clinic.database.transact(entities -> patient(entities).signWithKeptKey(keys.create()));
        register(jane, Kind.PATIENT);
        register(clinic.osei, Kind.PRACTITIONER);
        register(clinic.lind, Kind.PRACTITIONER);
        lost = person(jane).signing().thumbprint();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void twoWitnessesBringAPatientToAKeyThatThePortalKeeps() {
        give();
        RestorationId id = forJane();
        assertThat(witnesses(clinic.osei, id)).isFalse();
        assertThat(person(jane).passkey()).isPresent();
        assertThat(told()).singleElement().satisfies(each -> {
            assertThat(each.openedBy()).isEqualTo("Dr. Ama Osei");
            assertThat(each.witnesses()).containsExactly("Dr. Ama Osei");
            assertThat(each.doneAt()).isEmpty();
        });

        assertThat(witnesses(clinic.lind, id)).isTrue();

        assertThat(person(jane).signing().isKept()).isTrue();
        assertThat(clinic.count("passkey WHERE patient_id IS NOT NULL AND removed_at IS NOT NULL"))
                .isOne();
        assertThat(told())
                .singleElement()
                .satisfies(each -> assertThat(each.doneAt()).contains(TestPeople.NOW));
        List<SignedText> statements =
                ((RestoreSubjectKey) PasskeyDesk.commands(clinic.database).get(3)).statements();
        assertThat(statements).hasSize(2).allSatisfy(this::isAWitnessesWord);
        assertThat(statements.get(0).text())
                .contains(clinic.osei.requirePractitioner().toString());
        assertThat(statements.get(1).text())
                .contains(clinic.lind.requirePractitioner().toString());
        LedgerCommand.GiveAccess given =
                (LedgerCommand.GiveAccess) PasskeyDesk.commands(clinic.database).get(4);
        assertThat(keys.verify(
                        person(jane).signing().publicKey(),
                        given.statement().text(),
                        given.statement().signature()))
                .isTrue();
        assertThat(clinic.count("activity_log WHERE action LIKE 'restoration-%'"))
                .isEqualTo(3);
        assertThat(clinic.count("access_log WHERE what = 'restore-key' AND allowed"))
                .isPositive();
    }

    private void isAWitnessesWord(SignedText statement) {
        assertThat(statement.text())
                .contains("\"action\":\"restore-subject-key\"", "\"lost\":\"" + lost + "\"")
                .contains("\"publicKey\":\"" + person(jane).signing().publicKey() + "\"")
                .doesNotContain("passkey");
        assertThat(PasskeyAssertion.read(statement.signature())).isPresent();
    }

    @Test
    void aColleagueComesToANewKeyAlike() {
        register(clinic.haas, Kind.PRACTITIONER);
        RestorationId id = run(e -> opening(e).forColleague(clinic.osei, clinic.haas.requirePractitioner(), STOLEN));

        assertRefused("practitioner-not-verified", () -> witnesses(clinic.haas, id));
        witnesses(clinic.lind, id);
        witnesses(clinic.osei, id);

        assertThat(PasskeyDesk.commands(clinic.database).get(4)).isInstanceOf(RestorePractitionerKey.class);
        assertThat(person(clinic.haas).signing().isKept()).isTrue();
    }

    @Test
    void nobodySignsTwiceOrForThemselves() {
        RestorationId janes = forJane();
        witnesses(clinic.osei, janes);
        assertRefused("restoration-signed-already", () -> witnesses(clinic.osei, janes));

        RestorationId linds = run(e -> opening(e).forColleague(clinic.osei, clinic.lind.requirePractitioner(), STOLEN));
        assertRefused("restoration-own", () -> witnesses(clinic.lind, linds));
        assertRefused(
                "restoration-own",
                () -> run(e -> opening(e).forColleague(clinic.osei, clinic.osei.requirePractitioner(), STOLEN)));
        clinic.database.transact(entities -> entities.createNativeQuery("UPDATE patient SET account = 'Lind'")
                .executeUpdate());
        assertRefused("restoration-own", () -> witnesses(clinic.lind, janes));
        assertThat(person(jane).passkey()).isPresent();
    }

    /** Whoever goes around the use case meets the database. */
    @Test
    void theDatabaseInsistsOnTwoOthers() {
        RestorationId id = forJane();
        witnesses(clinic.osei, id);

        assertThatThrownBy(() -> clinic.database.transact(
                        entities -> entities.createNativeQuery("""
                                UPDATE key_restoration SET second_witness_id = first_witness_id, second_text = first_text,
                                  second_signature = first_signature, second_at = first_at
                                """).executeUpdate()))
                .hasStackTraceContaining("key_restoration_two_witnesses");
        assertThatThrownBy(() -> clinic.database.transact(entities -> entities.createNativeQuery(
                                "UPDATE key_restoration SET patient_id = NULL, practitioner_id = first_witness_id")
                        .executeUpdate()))
                .hasStackTraceContaining("key_restoration_not_the_holder");
        assertThatThrownBy(() -> clinic.database.transact(
                        entities -> entities.createNativeQuery("UPDATE key_restoration SET first_at = expires_at")
                                .executeUpdate()))
                .hasStackTraceContaining("key_restoration_in_time");
    }

    @Test
    void oneWitnessesPasskeyIsNotTheOthers() {
        RestorationId id = forJane();
        PostedForm form = new PostedForm(FORM, Optional.empty());
        OpenQuestion question = asked(clinic.osei, id, form);
        PostedForm answered = answered(question);

        assertRefused("passkey-question-expired", () -> sign(clinic.lind, id, answered));
        sign(clinic.osei, id, answered);
        assertRefused("passkey-question-expired", () -> sign(clinic.lind, id, answered));
        assertThat(person(jane).passkey()).isPresent();
    }

    @Test
    void whoLeavesTheirKeyToThePortalIsNoWitness() {
        RestorationId id = forJane();
        clinic.database.transact(entities -> entities.createNativeQuery("""
                        UPDATE practitioner SET passkey_id = NULL, private_key = '\\x01' WHERE account = 'Lind'
                        """).executeUpdate());

        assertRefused("witness-needs-passkey", () -> witnesses(clinic.lind, id));
        assertRefused(
                "witness-needs-passkey",
                () -> run(e -> witnessing(e, PostedForm.none()).waiting(clinic.lind)));
    }

    @Test
    void itEndsAfterADayAndCanBeWrittenDownAnew() {
        RestorationId id = forJane();
        assertRefused("restoration-exists", this::forJane);
        witnesses(clinic.osei, id);
        clock.advance(Duration.ofDays(1));

        assertRefused("restoration-over", () -> witnesses(clinic.lind, id));
        assertThat(told()).isEmpty();
        RestorationId anew = forJane();
        witnesses(clinic.lind, anew);
        assertThat(person(jane).passkey()).isPresent();
        witnesses(clinic.osei, anew);
        assertThat(person(jane).passkey()).isEmpty();
    }

    @Test
    void whatIsDroppedNobodySigns() {
        RestorationId id = forJane();
        clinic.database.transact(
                entities -> witnessing(entities, PostedForm.none()).drop(clinic.lind, id));

        assertRefused("restoration-over", () -> witnesses(clinic.osei, id));
        assertThatThrownBy(() -> run(e -> witnessing(e, PostedForm.none()).look(clinic.osei, id)))
                .isInstanceOf(NotFound.class);
        forJane();
    }

    @Test
    void aKeyThatChangedMeanwhileMakesItVoid() {
        RestorationId id = forJane();
        witnesses(clinic.osei, id);
        OpenQuestion removal = run(e -> desk.removing(e).prepare(clinic.osei, Kind.PRACTITIONER));
        clinic.database.transact(e -> desk.removing(e)
                .complete(clinic.osei, Kind.PRACTITIONER, removal.id(), devices.sign(removal.options())));
        register(clinic.osei, Kind.PRACTITIONER);

        assertRefused("restoration-key-changed", () -> witnesses(clinic.lind, id));
        assertThat(person(jane).passkey()).isPresent();
    }

    @Test
    void onlyWhoKnowsNumberAndBirthDateFindsThePatient() {
        assertRefused(
                "restoration-nobody",
                () -> run(e -> opening(e).forPatient(clinic.osei, number(), LocalDate.of(1900, 1, 1), STOLEN)));
        assertRefused("not-a-practitioner", () -> run(e -> opening(e).forPatient(jane, number(), born(), STOLEN)));
        assertThat(clinic.count("access_log WHERE what = 'restore-key'")).isZero();
    }

    private RestorationId forJane() {
        return run(e -> opening(e).forPatient(clinic.osei, number(), born(), STOLEN));
    }

    private String number() {
        return run(e -> patient(e).number());
    }

    private LocalDate born() {
        return run(e -> patient(e).birthDate());
    }

    /** Posts the form, has the device sign, and posts it again. */
    private boolean witnesses(Actor actor, RestorationId id) {
        PostedForm form = new PostedForm(FORM, Optional.empty());
        return sign(actor, id, answered(asked(actor, id, form)));
    }

    private OpenQuestion asked(Actor actor, RestorationId id, PostedForm form) {
        SignatureNeeded needed = needed(actor, id, form);
        return run(
                e -> new AskForSignature(e, desk.questions(e), devices, () -> form, ids, clock).prepare(actor, needed));
    }

    private SignatureNeeded needed(Actor actor, RestorationId id, PostedForm form) {
        try {
            sign(actor, id, form);
            throw new AssertionError("signed without a signature");
        } catch (SignatureNeeded needed) {
            return needed;
        }
    }

    private PostedForm answered(OpenQuestion question) {
        return new PostedForm(FORM, Optional.of(new Presented(question.id(), devices.sign(question.options()))));
    }

    private boolean sign(Actor actor, RestorationId id, PostedForm form) {
        return run(e -> witnessing(e, form).sign(actor, id));
    }

    private List<MyRestorations.View> told() {
        return run(e -> new MyRestorations(e, clock).list(jane, Kind.PATIENT));
    }

    private void give() {
        clinic.database.transact(e -> new GiveAccess(e, clinic.door(e), desk.issue(e), clock)
                .give(
                        jane,
                        new GiveAccess.Command(
                                Grantee.of(clinic.lind.requirePractitioner()),
                                Permission.What.of(EnumSet.of(RecordCategory.NOTES)),
                                LocalDate.of(2026, 12, 1))));
    }

    private void register(Actor actor, Kind kind) {
        OpenQuestion question = run(e -> desk.registering(e).prepare(actor, kind));
        run(e -> desk.registering(e)
                .complete(actor, kind, question.id(), new PasskeyName("Phone"), devices.make(question.options())));
    }

    private Signer person(Actor actor) {
        return run(e -> actor.patient().isPresent()
                ? patient(e)
                : e.find(Practitioner.class, actor.requirePractitioner().value()));
    }

    private Patient patient(EntityManager entities) {
        return entities.find(Patient.class, clinic.patient.value());
    }

    private <T> T run(Function<EntityManager, T> work) {
        return clinic.database.inTransaction(work);
    }

    private OpenRestoration opening(EntityManager entities) {
        return new OpenRestoration(
                entities,
                desk.questions(entities),
                new Witnesses(entities, clock),
                keys,
                new AccessLog(entities),
                new ActivityLog(entities, clock),
                ids,
                clock);
    }

    private WitnessRestoration witnessing(EntityManager entities, PostedForm form) {
        PasskeyQuestions questions = desk.questions(entities);
        SigningHand hand =
                new PractitionersHand(entities, questions, devices, keys, () -> form, new SecureSalts(), ids, clock);
        return new WitnessRestoration(
                entities,
                questions,
                new Witnesses(entities, clock),
                desk.awaited(entities),
                hand,
                desk.outbox(entities),
                new AccessLog(entities),
                new ActivityLog(entities, clock),
                clock);
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        Refused refused = catchThrowableOfType(Refused.class, work);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.code()).isEqualTo(code);
    }
}
