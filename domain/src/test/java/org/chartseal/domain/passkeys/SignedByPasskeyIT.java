package org.chartseal.domain.passkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.care.ConsultationNote;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.NoteText;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.PasskeyAssertion;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.PostedForm.Presented;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.SigningIdentity;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.records.SignatureNeeded;
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

/** Doctors sign notes with passkeys of their own: a form is posted, its text is signed, and it is posted again. */
class SignedByPasskeyIT {

    private static final NoteId NOTE = new NoteId(TestPeople.id("note"));
    private static final String FORM = "ab".repeat(32);

    private final TestClinic clinic = new TestClinic();
    private final PasskeyDesk desk = new PasskeyDesk();
    private final TestClock clock = desk.clock;
    private final TestKeys keys = desk.keys;
    private final TestPasskeys devices = desk.devices;
    private final IdGenerator ids = desk.ids;

    @BeforeEach
    void aDoctorWithAPasskeyHasADraft() {
        register(clinic.osei);
        draft();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void aNoteIsSealedWithTheSignatureOfItsAuthorsPasskey() {
        Asked asked = ask();
        assertThat(clinic.count("record_version")).isZero();
        assertThat(noteState()).isEqualTo(ConsultationNote.State.DRAFT);
        clock.advance(Duration.ofMinutes(9));

        SealId seal = post(answered(asked));

        assertThat(seal.version()).isOne();
        SignedText header = header();
        assertThat(header.text())
                .isEqualTo(asked.text())
                .contains("\"key\":\"" + oseisKey().thumbprint() + "\"");
        assertThat(PasskeyAssertion.read(header.signature()).orElseThrow())
                .matches(assertion -> assertion.signs(
                        header.text(), devices.scope(), oseisKey().publicKey()));
        assertThat(((AnchorSeals) PasskeyDesk.commands(clinic.database).get(1)).seals())
                .containsExactly(header);
        assertThat(clinic.count("passkey_question WHERE drawn LIKE '%\"salts\":[]%'"))
                .isOne();
    }

    @Test
    void nothingIsLeftOfAFormThatWaitsForItsSignature() {
        ask();

        assertThat(clinic.count("record_version")).isZero();
        assertThat(clinic.objects.stored()).isZero();
        assertThat(PasskeyDesk.commands(clinic.database)).singleElement().isInstanceOf(ChangePractitionerKey.class);
        assertThat(noteState()).isEqualTo(ConsultationNote.State.DRAFT);
    }

    @Test
    void anAssertionCountsOnce() {
        Asked asked = ask();
        PostedForm again = answered(asked);
        post(again);

        assertRefused("passkey-question-answered", () -> amend(form(FORM, again.presented())));
        assertThat(clinic.count("record_version")).isOne();
    }

    @Test
    void anAssertionOverAnotherTextSealsNothing() {
        Asked asked = ask();
        Asked other = ask();
        assertThat(other.text()).isNotEqualTo(asked.text());
        String overOther = devices.sign(other.question().options());

        assertRefused(
                "passkey-answer-wrong",
                () -> post(form(FORM, Optional.of(new Presented(asked.question().id(), overOther)))));
        assertThat(clinic.count("record_version")).isZero();
    }

    @Test
    void anAssertionOfAnUnverifiedPersonOrForAnotherAddressSealsNothing() {
        Asked asked = ask();

        assertRefused("passkey-answer-wrong", () -> post(answered(asked, devices::signUnverified)));
        assertRefused("passkey-answer-wrong", () -> post(answered(asked, devices::signElsewhere)));
        assertThat(clinic.count("record_version")).isZero();
        post(answered(asked));
        assertThat(clinic.count("record_version")).isOne();
    }

    @Test
    void whatChangedAfterItWasAskedIsNotWhatWasSigned() {
        Asked asked = ask();
        clinic.database.transact(
                entities -> entities.createNativeQuery("UPDATE consultation_note SET plan = 'Another plan'")
                        .executeUpdate());

        assertRefused("signature-of-another-text", () -> post(answered(asked)));
        assertThat(clinic.count("record_version")).isZero();
    }

    @Test
    void theAnswerBelongsToTheFormThatAsked() {
        Asked asked = ask();
        Optional<Presented> answer = answered(asked).presented();

        assertRefused("signature-of-another-text", () -> post(form("cd".repeat(32), answer)));
        assertThat(clinic.count("record_version")).isZero();
    }

    @Test
    void anAnswerAfterTenMinutesIsTooLate() {
        Asked asked = ask();
        clock.advance(Duration.ofMinutes(10));

        assertRefused("passkey-question-expired", () -> post(answered(asked)));
    }

    @Test
    void whoIsSuspendedMeanwhileSignsNothing() {
        Asked asked = ask();
        clinic.database.transact(entities -> osei(entities).suspend());

        assertRefused("access-suspended", () -> post(answered(asked)));
        assertThat(clinic.count("record_version")).isZero();
    }

    @Test
    void aLicenceThatRunsOutMeanwhileHasRunOut() {
        Asked asked = ask();
        clinic.database.transact(
                entities -> entities.createNativeQuery("UPDATE practitioner SET licensed_until = DATE '2026-11-20'")
                        .executeUpdate());

        assertRefused("licence-run-out", () -> post(answered(asked)));
    }

    @Test
    void nobodyAsksForAnothersSignature() {
        PostedForm form = form(FORM, Optional.empty());
        SignatureNeeded needed = needed(form);

        assertThatThrownBy(() -> clinic.database.inTransaction(
                        entities -> asking(entities, form).prepare(clinic.lind, needed)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aQuestionUnderAFormerPasskeyIsNotAnsweredAnyMore() {
        Asked asked = ask();
        PostedForm late = answered(asked);
        OpenQuestion removal = clinic.database.inTransaction(
                entities -> desk.removing(entities).prepare(clinic.osei, Kind.PRACTITIONER));
        clinic.database.transact(entities -> desk.removing(entities)
                .complete(clinic.osei, Kind.PRACTITIONER, removal.id(), devices.sign(removal.options())));
        register(clinic.osei);

        assertRefused("passkey-question-expired", () -> post(late));
        assertThat(PasskeyDesk.commands(clinic.database))
                .hasSize(3)
                .allSatisfy(command -> assertThat(command).isInstanceOf(ChangePractitionerKey.class));
    }

    @Test
    void theSameFormIsSignedByThePortalOnceThePasskeyIsGivenUp() {
        OpenQuestion removal = clinic.database.inTransaction(
                entities -> desk.removing(entities).prepare(clinic.osei, Kind.PRACTITIONER));
        clinic.database.transact(entities -> desk.removing(entities)
                .complete(clinic.osei, Kind.PRACTITIONER, removal.id(), devices.sign(removal.options())));

        post(form(FORM, Optional.empty()));

        SignedText header = header();
        assertThat(keys.verify(oseisKey().publicKey(), header.text(), header.signature()))
                .isTrue();
    }

    /** What was asked, and of which text. */
    private record Asked(OpenQuestion question, String text) {}

    private Asked ask() {
        PostedForm form = form(FORM, Optional.empty());
        SignatureNeeded needed = needed(form);
        OpenQuestion question =
                clinic.database.inTransaction(entities -> asking(entities, form).prepare(clinic.osei, needed));
        return new Asked(question, needed.text());
    }

    private SignatureNeeded needed(PostedForm form) {
        return catchThrowableOfType(SignatureNeeded.class, () -> post(form));
    }

    private PostedForm answered(Asked asked) {
        return answered(asked, devices::sign);
    }

    private static PostedForm answered(Asked asked, UnaryOperator<String> device) {
        String answer = device.apply(asked.question().options());
        return form(FORM, Optional.of(new Presented(asked.question().id(), answer)));
    }

    private static PostedForm form(String fingerprint, Optional<Presented> presented) {
        return new PostedForm(fingerprint, presented);
    }

    private SealId post(PostedForm form) {
        return clinic.database.inTransaction(
                entities -> writing(entities, form).sign(clinic.osei, clinic.patient, NOTE, 0));
    }

    private SealId amend(PostedForm form) {
        return clinic.database.inTransaction(entities -> writing(entities, form)
                .amend(clinic.osei, clinic.patient, NOTE, 1, text("Chest pain, since Monday"), "More was said"));
    }

    private void draft() {
        clinic.database.transact(entities -> writing(entities, PostedForm.none())
                .saveDraft(
                        clinic.osei,
                        new WriteNote.Draft(
                                NOTE, clinic.patient, Optional.empty(), RecordCategory.NOTES, 0, text("Chest pain"))));
    }

    private static NoteText text(String reason) {
        return new NoteText(reason, "", "", "", "Rest");
    }

    private WriteNote writing(EntityManager entities, PostedForm form) {
        PractitionersHand hand = new PractitionersHand(
                entities, desk.questions(entities), devices, keys, () -> form, new SecureSalts(), ids, clock);
        return new WriteNote(
                entities,
                clinic.door(entities),
                clinic.maySign(entities),
                new SealRecord(entities, clinic.objects.keys(entities), hand, clock),
                hand,
                clock);
    }

    private AskForSignature asking(EntityManager entities, PostedForm form) {
        return new AskForSignature(entities, desk.questions(entities), devices, () -> form, ids, clock);
    }

    private void register(Actor doctor) {
        OpenQuestion question = clinic.database.inTransaction(
                entities -> desk.registering(entities).prepare(doctor, Kind.PRACTITIONER));
        clinic.database.inTransaction(entities -> desk.registering(entities)
                .complete(
                        doctor,
                        Kind.PRACTITIONER,
                        question.id(),
                        new PasskeyName("Key ring"),
                        devices.make(question.options())));
    }

    private Practitioner osei(EntityManager entities) {
        return entities.find(
                Practitioner.class, clinic.osei.requirePractitioner().value());
    }

    private SigningIdentity oseisKey() {
        return clinic.database.inTransaction(entities -> osei(entities).signing());
    }

    private ConsultationNote.State noteState() {
        return clinic.database.inTransaction(
                entities -> entities.find(ConsultationNote.class, NOTE.value()).state());
    }

    private SignedText header() {
        return clinic.database.inTransaction(entities -> {
            Object[] row = (Object[]) entities.createNativeQuery("SELECT header, signature FROM record_version")
                    .getSingleResult();
            return new SignedText((String) row[0], (String) row[1]);
        });
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
