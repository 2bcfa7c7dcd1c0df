package org.chartseal.domain.passkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.AwaitedStatements.Awaited;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestPasskeys;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasskeysIT {

    private static final Actor JANE = Actor.patient("jane", new PatientId(TestPeople.id("jane")));
    private static final Actor JOHN = Actor.patient("john", new PatientId(TestPeople.id("john")));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final PasskeyOwner.Kind AS_PATIENT = PasskeyOwner.Kind.PATIENT;
    private static final PasskeyName PHONE = new PasskeyName(" My phone ");

    private final PasskeyDesk desk = new PasskeyDesk();
    private final TestClock clock = desk.clock;
    private final TestKeys keys = desk.keys;
    private final TestPasskeys devices = desk.devices;
    private TestDatabase database;
    private Actor doctor;

    @BeforeEach
    void people() {
        database = TestDatabase.fresh();
        PractitionerId osei = database.inTransaction(entities -> {
            desk.persist(entities, JANE);
            desk.persist(entities, JOHN);
            return TestPeople.physician(entities, TestPeople.department(entities, "cardiology"), "Osei")
                    .id();
        });
        doctor = Actor.practitioner("osei", Role.DOCTOR, osei);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewPasskeyTakesOverAndTheKeyBeforeItSignsThat() {
        String before = thumbprint(JANE);
        register(JANE);

        SignedText change = ((ChangeSubjectKey) PasskeyDesk.commands(database).get(0)).statement();
        assertThat(change.text())
                .contains("\"key\":\"" + before + "\"", "\"relyingParty\":\"localhost\"", "http://localhost:8080");
        assertThat(change.signature()).doesNotContain("webauthn");
        assertThat(thumbprint(JANE)).isNotEqualTo(before);
        assertThat(passkeys(JANE)).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("My phone");
            assertThat(key.inUse()).isTrue();
            assertThat(key.lastUsedAt()).isEmpty();
        });
        assertRefused("passkey-exists", () -> register(JANE));
    }

    @Test
    void aGrantHoldsOnceThePasskeyHasSignedIt() {
        register(JANE);
        GrantId grant = give(JANE);
        assertThat(mayRead()).isFalse();
        assertThat(PasskeyDesk.commands(database)).hasSize(1);
        assertThat(awaited(JANE)).singleElement().satisfies(waiting -> {
            assertThat(waiting.kind()).isEqualTo(Kind.GIVE_ACCESS);
            assertThat(waiting.grantee().name()).isEqualTo("Dr. Ama Osei");
        });

        sign(JANE, Kind.GIVE_ACCESS, grant);

        assertThat(mayRead()).isTrue();
        assertThat(awaited(JANE)).isEmpty();
        SignedText statement =
                ((LedgerCommand.GiveAccess) PasskeyDesk.commands(database).get(1)).statement();
        assertThat(statement.signature()).startsWith("webauthn.");
        assertThat(statement.text())
                .contains("\"key\":\"" + thumbprint(JANE) + "\"")
                .doesNotContain(grant.toString());
        assertThat(passkeys(JANE).get(0).lastUsedAt()).contains(TestPeople.NOW);
    }

    @Test
    void takingAwayCountsAtOnceAndItsStatementWaits() {
        register(JANE);
        GrantId grant = give(JANE);
        sign(JANE, Kind.GIVE_ACCESS, grant);

        revoke(JANE, grant);

        assertThat(mayRead()).isFalse();
        assertThat(PasskeyDesk.commands(database)).hasSize(2);
        assertThat(awaited(JANE)).extracting(Awaited::kind).containsExactly(Kind.REVOKE_ACCESS);
        sign(JANE, Kind.REVOKE_ACCESS, grant);
        assertThat(awaited(JANE)).isEmpty();
        assertThat(((LedgerCommand.RevokeAccess) PasskeyDesk.commands(database).get(2))
                        .statement()
                        .signature())
                .startsWith("webauthn.");
    }

    @Test
    void whoActsForAPatientSignsWithTheirOwnPasskey() {
        GrantId grant = give(JANE);
        database.transact(entities -> entities.createNativeQuery("""
                        INSERT INTO access_grant (id, version, patient_id, proxy_id, relationship, categories, purpose, valid_from,
                                                  valid_until, given_by, given_at, ledger_id)
                        VALUES (gen_random_uuid(), 0, ?1, ?2, 'carer', 'all', 'treatment', '2026-11-01Z', '2026-12-24Z', 'jane',
                                '2026-11-01Z', gen_random_uuid())
                        """)
                .setParameter(1, JANE.requirePatient().value())
                .setParameter(2, JOHN.requirePatient().value())
                .executeUpdate());
        register(JOHN);

        revoke(JOHN, grant);

        assertThat(mayRead()).isFalse();
        assertThat(awaited(JANE)).isEmpty();
        assertThat(awaited(JOHN))
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.actingFor()).isPresent());
        register(JANE);
        assertThatThrownBy(() -> prepare(JANE, Kind.REVOKE_ACCESS, grant)).isInstanceOf(NotFound.class);
        sign(JOHN, Kind.REVOKE_ACCESS, grant);
        List<LedgerCommand> commands = PasskeyDesk.commands(database);
        SignedText ended = ((LedgerCommand.RevokeAccess) commands.get(commands.size() - 1)).statement();
        assertThat(ended.signature()).startsWith("webauthn.");
        assertThat(ended.text()).contains("\"key\":\"" + thumbprint(JOHN) + "\"", "\"proxyGrant\"");
    }

    @Test
    void anAnswerCountsOnce() {
        register(JANE);
        GrantId grant = give(JANE);
        OpenQuestion question = prepare(JANE, Kind.GIVE_ACCESS, grant);
        String answer = devices.sign(question.options());
        complete(JANE, question.id(), answer);

        assertRefused("passkey-question-answered", () -> complete(JANE, question.id(), answer));
        assertThat(PasskeyDesk.commands(database)).hasSize(2);
    }

    @Test
    void ofTwoAnswersAtOnceOneCounts() throws Exception {
        register(JANE);
        OpenQuestion question = prepare(JANE, Kind.GIVE_ACCESS, give(JANE));
        String answer = devices.sign(question.options());
        Callable<Boolean> once = () -> {
            try {
                complete(JANE, question.id(), answer);
                return true;
            } catch (Refused second) {
                return false;
            }
        };
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> counted = new ArrayList<>();
            for (Future<Boolean> each : two.invokeAll(List.of(once, once))) {
                counted.add(each.get());
            }
            assertThat(counted).containsExactlyInAnyOrder(true, false);
        } finally {
            two.shutdown();
        }
        assertThat(PasskeyDesk.commands(database)).hasSize(2);
    }

    @Test
    void anAnswerAfterTenMinutesIsTooLate() {
        register(JANE);
        GrantId grant = give(JANE);
        OpenQuestion question = prepare(JANE, Kind.GIVE_ACCESS, grant);
        String answer = devices.sign(question.options());
        clock.advance(Duration.ofMinutes(10));

        assertRefused("passkey-question-expired", () -> complete(JANE, question.id(), answer));
        assertThat(mayRead()).isFalse();
        sign(JANE, Kind.GIVE_ACCESS, grant);
        assertThat(mayRead()).isTrue();
    }

    @Test
    void nobodyAnswersForAnother() {
        register(JANE);
        register(JOHN);
        GrantId grant = give(JANE);
        OpenQuestion question = prepare(JANE, Kind.GIVE_ACCESS, grant);
        String answer = devices.sign(question.options());

        assertThatThrownBy(() -> complete(JOHN, question.id(), answer)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> prepare(JOHN, Kind.GIVE_ACCESS, grant)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> inTransaction(e -> {
                    desk.awaited(e).decline(JOHN, grant);
                    return true;
                }))
                .isInstanceOf(NotFound.class);
        assertRefused("role-missing", () -> complete(doctor, question.id(), answer));
        complete(JANE, question.id(), answer);
    }

    /** Whoever changes the text after the device was asked has no signature over what they made of it. */
    @ParameterizedTest
    @CsvSource({"treatment, research", "2026-11, 2026-10"})
    void anAlteredTextIsNotWhatWasSigned(String before, String after) {
        register(JANE);
        OpenQuestion question = prepare(JANE, Kind.GIVE_ACCESS, give(JANE));
        String answer = devices.sign(question.options());
        database.transact(entities -> entities.createNativeQuery(
                        "UPDATE passkey_question SET payload = replace(payload, ?1, ?2) WHERE purpose = 'give-access'")
                .setParameter(1, before)
                .setParameter(2, after)
                .executeUpdate());

        assertRefused("passkey-answer-wrong", () -> complete(JANE, question.id(), answer));
        assertThat(PasskeyDesk.commands(database)).hasSize(1);
        assertThat(mayRead()).isFalse();
    }

    @Test
    void anAnswerToOneQuestionIsNoneToAnother() {
        register(JANE);
        GrantId grant = give(JANE);
        OpenQuestion first = prepare(JANE, Kind.GIVE_ACCESS, grant);
        sign(JANE, Kind.GIVE_ACCESS, grant);
        revoke(JANE, grant);
        OpenQuestion second = prepare(JANE, Kind.REVOKE_ACCESS, grant);

        assertRefused("passkey-answer-wrong", () -> complete(JANE, second.id(), devices.sign(first.options())));
        OpenQuestion removal = inTransaction(entities -> desk.removing(entities).prepare(JANE, AS_PATIENT));
        assertThatThrownBy(() -> complete(JANE, removal.id(), devices.sign(removal.options())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> complete(JANE, first.id(), devices.sign(first.options())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatNobodyWantsToSignGoes() {
        register(JANE);
        GrantId grant = give(JANE);
        inTransaction(entities -> {
            desk.awaited(entities).decline(JANE, grant);
            return true;
        });

        assertThat(awaited(JANE)).isEmpty();
        assertThatThrownBy(() -> prepare(JANE, Kind.GIVE_ACCESS, grant)).isInstanceOf(NotFound.class);
    }

    @Test
    void aPasskeyIsGivenUpWithItsOwnSignatureAndAllThatWaitsIsSigned() {
        register(JANE);
        String own = thumbprint(JANE);
        GrantId signed = give(JANE);
        sign(JANE, Kind.GIVE_ACCESS, signed);
        revoke(JANE, signed);
        give(JANE);
        OpenQuestion left = prepare(JANE, Kind.REVOKE_ACCESS, signed);
        OpenQuestion removal = inTransaction(entities -> desk.removing(entities).prepare(JANE, AS_PATIENT));

        inTransaction(entities -> {
            desk.removing(entities).complete(JANE, AS_PATIENT, removal.id(), devices.sign(removal.options()));
            return true;
        });

        List<LedgerCommand> commands = PasskeyDesk.commands(database);
        SignedText change = ((ChangeSubjectKey) commands.get(2)).statement();
        assertThat(change.signature()).startsWith("webauthn.");
        assertThat(change.text()).contains("\"key\":\"" + own + "\"").doesNotContain("passkey");
        assertThat(commands.subList(3, 5))
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("RevokeAccess", "GiveAccess");
        SignedText given = ((LedgerCommand.GiveAccess) commands.get(4)).statement();
        String publicKey =
                inTransaction(entities -> patient(entities, JANE).signing().publicKey());
        assertThat(keys.verify(publicKey, given.text(), given.signature())).isTrue();
        assertThat(awaited(JANE)).isEmpty();
        assertThat(mayRead()).isTrue();
        assertThat(passkeys(JANE))
                .singleElement()
                .satisfies(key -> assertThat(key.inUse()).isFalse());
        assertRefused("passkey-missing", () -> complete(JANE, left.id(), devices.sign(left.options())));
        register(JANE);
        assertThatThrownBy(() -> complete(JANE, left.id(), devices.sign(left.options())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aRegistrationIsAnsweredByWhoWasAskedOnceAndSoon() {
        OpenQuestion question =
                inTransaction(entities -> desk.registering(entities).prepare(JANE, AS_PATIENT));
        String answer = devices.make(question.options());
        OpenQuestion another =
                inTransaction(entities -> desk.registering(entities).prepare(JANE, AS_PATIENT));

        assertThatThrownBy(() -> finish(JOHN, question.id(), answer)).isInstanceOf(NotFound.class);
        assertRefused("passkey-answer-wrong", () -> finish(JANE, another.id(), answer));
        clock.advance(Duration.ofMinutes(10));
        assertRefused("passkey-question-expired", () -> finish(JANE, question.id(), answer));
        assertThat(passkeys(JANE)).isEmpty();
        assertThat(PasskeyDesk.commands(database)).isEmpty();
    }

    private void register(Actor actor) {
        OpenQuestion question =
                inTransaction(entities -> desk.registering(entities).prepare(actor, AS_PATIENT));
        finish(actor, question.id(), devices.make(question.options()));
    }

    private void finish(Actor actor, QuestionId question, String answer) {
        inTransaction(entities -> desk.registering(entities).complete(actor, AS_PATIENT, question, PHONE, answer));
    }

    private GrantId give(Actor actor) {
        Set<RecordCategory> notes = EnumSet.of(RecordCategory.NOTES);
        return inTransaction(entities -> new GiveAccess(entities, desk.door(entities), desk.issue(entities), clock)
                .give(
                        actor,
                        new GiveAccess.Command(
                                Grantee.of(doctor.requirePractitioner()), What.of(notes), TODAY.plusDays(10))));
    }

    private void revoke(Actor actor, GrantId grant) {
        inTransaction(entities -> {
            desk.revoking(entities).revoke(actor, grant);
            return true;
        });
    }

    private void sign(Actor actor, Kind kind, GrantId grant) {
        OpenQuestion question = prepare(actor, kind, grant);
        complete(actor, question.id(), devices.sign(question.options()));
    }

    private OpenQuestion prepare(Actor actor, Kind kind, GrantId grant) {
        return inTransaction(entities -> desk.signing(entities).prepare(actor, kind, grant));
    }

    private void complete(Actor actor, QuestionId question, String answer) {
        inTransaction(entities -> desk.signing(entities).complete(actor, question, answer));
    }

    private List<Awaited> awaited(Actor actor) {
        return inTransaction(entities -> desk.awaited(entities).of(actor));
    }

    private List<MyPasskeys.View> passkeys(Actor actor) {
        return inTransaction(entities -> new MyPasskeys(entities).list(actor, AS_PATIENT));
    }

    private String thumbprint(Actor actor) {
        return inTransaction(entities -> patient(entities, actor).signing().thumbprint());
    }

    private boolean mayRead() {
        return inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                        .decide(
                                doctor,
                                JANE.requirePatient(),
                                RecordCategory.NOTES,
                                Purpose.TREATMENT,
                                clock.instant()))
                instanceof AccessDecision.Allowed;
    }

    private <T> T inTransaction(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    private static Patient patient(EntityManager entities, Actor actor) {
        return entities.find(Patient.class, actor.requirePatient().value());
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
