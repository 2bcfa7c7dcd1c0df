package org.chartseal.domain.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Composition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteNoteIT {

    private static final NoteId NOTE = new NoteId(TestPeople.id("note"));
    private static final NoteText TEXT = new NoteText(
            "Chest pain", "Since two days.\r\n  Worse at night & <at rest>.", "BP 150/95", "Angina?", "ECG");

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
    void aDraftIsKeptAndSignedAndItsRowsMapToWhatWasSealed() {
        WriteNote.Saved saved = save(NOTE, 0, NoteText.EMPTY);
        saved = save(NOTE, saved.version(), TEXT);
        int version = saved.version();

        SealId seal = write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version));

        assertThat(seal).isEqualTo(new SealId(NOTE.value(), 1));
        clinic.database.transact(entities -> {
            Composition content = (Composition) new NoteContent(entities).currentContent(new RecordId(NOTE.value()));
            assertThat(TestClinic.commitmentOf(content)).isEqualTo(clinic.commitment(NOTE.value(), 1));
            assertThat(content.getSection()).hasSize(5);
            assertThat(content.getSection().get(1).getText().getDivAsString())
                    .contains("Since two days.\n  Worse at night &amp; &lt;at rest&gt;.");
        });
    }

    @Test
    void aStaleDraftIsRefusedAndTheNewerOneStays() {
        int version = save(NOTE, 0, new NoteText("a", "", "", "", "")).version();
        save(NOTE, version, new NoteText("b", "", "", "", ""));

        assertRefused("note-draft-stale", () -> save(NOTE, version, new NoteText("c", "", "", "", "")));
        assertRefused("note-draft-stale", () -> write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version)));
        assertThat(read(clinic.osei).text().reason()).isEqualTo("b");
    }

    @Test
    void aFormThatIsSentTwiceMakesOneDraftAndOneSeal() {
        save(NOTE, 0, TEXT);
        int version = save(NOTE, 0, TEXT).version();

        SealId first = write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version));
        SealId second = write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version));

        assertThat(second).isEqualTo(first);
        assertThat(clinic.count("consultation_note")).isEqualTo(1);
        assertThat(clinic.count("record_version")).isEqualTo(1);
        assertThat(clinic.count("ledger_outbox")).isEqualTo(1);
    }

    @Test
    void anAuthorHasOneDraftForAPatient() {
        save(NOTE, 0, TEXT);

        assertRefused("note-draft-exists", () -> save(new NoteId(TestPeople.id("other")), 0, TEXT));
    }

    @Test
    void anAmendmentIsANewSealedVersionBesideTheOld() {
        sign();
        NoteText amended = new NoteText("Chest pain", "Since three days", "", "Angina", "ECG");

        SealId seal = write(note -> note.amend(clinic.osei, clinic.patient, NOTE, 1, amended, "Wrong duration"));
        SealId again = write(note -> note.amend(clinic.osei, clinic.patient, NOTE, 1, amended, "Wrong duration"));

        assertThat(seal).isEqualTo(new SealId(NOTE.value(), 2)).isEqualTo(again);
        assertThat(read(clinic.osei).versions())
                .extracting(v -> v.seal().version(), ReadNotes.SignedVersion::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, amended), org.assertj.core.groups.Tuple.tuple(1, TEXT));
        clinic.database.transact(entities -> assertThat(
                        TestClinic.commitmentOf(new NoteContent(entities).currentContent(new RecordId(NOTE.value()))))
                .isEqualTo(clinic.commitment(NOTE.value(), 2)));
    }

    @Test
    void anAmendmentNeedsAReasonAChangeAndTheNewestVersion() {
        sign();
        NoteText amended = new NoteText("x", "", "", "", "");

        assertRefused("amendment-needs-reason", () -> amend(1, amended, " "));
        assertRefused("note-unchanged", () -> amend(1, TEXT, "why"));
        amend(1, amended, "first");
        assertRefused("note-amended-meanwhile", () -> amend(1, new NoteText("y", "", "", "", ""), "second"));
    }

    @Test
    void anUnverifiedDoctorDraftsButSignsNothing() {
        int version = clinic.database
                .inTransaction(entities -> writing(entities)
                        .saveDraft(
                                clinic.haas,
                                new WriteNote.Draft(
                                        NOTE, clinic.patient, Optional.empty(), RecordCategory.NOTES, 0, TEXT)))
                .version();

        assertRefused(
                "practitioner-not-verified",
                () -> write(note -> note.sign(clinic.haas, clinic.patient, NOTE, version)));
        assertThat(clinic.count("record_version")).isZero();
    }

    @Test
    void withoutTheGrantNothingIsDraftedSignedOrRead() {
        sign();

        assertRefused("access-not-granted", () -> write(note -> note.sign(clinic.lind, clinic.patient, NOTE, 1)));
        assertRefused("access-not-granted", () -> read(clinic.lind));
    }

    @Test
    void aDraftIsItsAuthorsAlone() {
        save(NOTE, 0, TEXT);

        assertThatThrownBy(() -> read(clinic.haas)).isInstanceOf(NotFound.class);
        assertThat(notes(clinic.haas)).isEmpty();
        assertThatThrownBy(() -> read(self())).isInstanceOf(NotFound.class);
    }

    @Test
    void thePatientReadsWhatWasSignedAboutThemAndTheReadIsKept() {
        sign();
        amend(1, new NoteText("Chest pain", "Since three days", "", "Angina", "ECG"), "Wrong duration");

        assertThat(notes(self())).singleElement().satisfies(note -> {
            assertThat(note.seal()).isEqualTo(new SealId(NOTE.value(), 2));
            assertThat(note.author()).isEqualTo("Dr. Ama Osei");
            assertThat(note.amended()).isTrue();
        });
        assertThat(read(self()).versions()).hasSize(2);
        assertThat(clinic.count("access_log WHERE basis = 'self' AND what IN ('note', 'notes')"))
                .isEqualTo(2);
    }

    @Test
    void anotherPatientSeesNoNoteAndDoesNotLearnThatThereIsOne() {
        sign();
        Actor stranger = Actor.patient("patient2", new PatientId(TestPeople.id("stranger")));

        assertThatThrownBy(() -> read(stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> notes(stranger)).isInstanceOf(NotFound.class);
    }

    private Actor self() {
        return Actor.patient("patient", clinic.patient);
    }

    private List<ReadNotes.Summary> notes(Actor actor) {
        return clinic.database.inTransaction(entities -> new ReadNotes(
                        entities, clinic.door(entities), new AccessPolicy(entities, TestPeople.CLOCK), TestClinic.CLOCK)
                .signed(actor, clinic.patient));
    }

    @Test
    void anEmptyNoteIsNotSigned() {
        int version = save(NOTE, 0, NoteText.EMPTY).version();

        assertRefused("note-empty", () -> write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version)));
    }

    private void sign() {
        int version = save(NOTE, 0, TEXT).version();
        write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version));
    }

    private SealId amend(int sealedVersion, NoteText text, String reason) {
        return write(note -> note.amend(clinic.osei, clinic.patient, NOTE, sealedVersion, text, reason));
    }

    private WriteNote.Saved save(NoteId id, int version, NoteText text) {
        return write(note -> note.saveDraft(
                clinic.osei,
                new WriteNote.Draft(id, clinic.patient, Optional.<UUID>empty(), RecordCategory.NOTES, version, text)));
    }

    private ReadNotes.View read(Actor actor) {
        return clinic.database.inTransaction(entities -> new ReadNotes(
                        entities, clinic.door(entities), new AccessPolicy(entities, TestPeople.CLOCK), TestClinic.CLOCK)
                .read(actor, clinic.patient, NOTE));
    }

    private <T> T write(Function<WriteNote, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(writing(entities)));
    }

    private WriteNote writing(jakarta.persistence.EntityManager entities) {
        return new WriteNote(
                entities,
                clinic.door(entities),
                clinic.maySign(entities),
                clinic.seals(entities),
                clinic.hand(),
                TestClinic.CLOCK);
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
