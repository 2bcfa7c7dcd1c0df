package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.care.NoteContent;
import org.chartseal.domain.care.NoteFields;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.NoteText;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.ReadVersions.Chain;
import org.chartseal.domain.records.ReadVersions.Choice;
import org.chartseal.domain.records.ReadVersions.Version;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadVersionsIT {

    private static final NoteId NOTE = new NoteId(TestPeople.id("note"));
    private static final RecordId RECORD = new RecordId(NOTE.value());
    private static final Actor AUDITOR = Actor.staff("auditor", Role.AUDITOR);

    /** Who owns the database takes this away first. */
    private static final String APPENDS_ONLY = "ALTER TABLE consultation_note_version DISABLE TRIGGER USER";

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
    void everyVersionSaysWhatWasSignedByWhomAndWhy() {
        amendedTwice(RecordCategory.NOTES);

        Chain chain = read(clinic.osei, Choice.NEWEST);

        assertThat(chain.versions())
                .extracting(version -> version.seal().version(), Version::author, Version::reason, this::plan)
                .containsExactly(
                        tuple(3, "Dr. Ama Osei", "Wrong day", "Come on Tuesday & <early>"),
                        tuple(2, "Dr. Ama Osei", "Forgotten", "Come on Monday"),
                        tuple(1, "Dr. Ama Osei", "", ""));
        assertThat(chain.versions()).allMatch(version -> version.faults().isEmpty());
        assertThat(chain.type()).isEqualTo(RecordType.NOTE);
        assertThat(chain.before().orElseThrow().seal().version()).isEqualTo(2);
        assertThat(chain.after().orElseThrow().seal().version()).isEqualTo(3);
    }

    @Test
    void anyTwoAreComparedAndOneThatThereIsNotIsNone() {
        amendedTwice(RecordCategory.NOTES);

        Chain chosen = read(clinic.osei, new Choice(Optional.of(1), Optional.of(3)));
        assertThat(chosen.before().orElseThrow().seal().version()).isEqualTo(1);
        assertThat(chosen.after().orElseThrow().seal().version()).isEqualTo(3);
        Chain beyond = read(clinic.osei, new Choice(Optional.of(2), Optional.of(9)));
        assertThat(beyond.before()).isPresent();
        assertThat(beyond.after()).isEmpty();
    }

    @Test
    void whatWasWrittenIntoTheWorkingRowsIsNotShownAndTold() {
        amendedTwice(RecordCategory.NOTES);
        edit("UPDATE consultation_note SET plan = 'Go home'");
        edit(APPENDS_ONLY);
        edit("UPDATE consultation_note_version SET plan = 'Go home'");

        Chain chain = read(clinic.osei, Choice.NEWEST);

        assertThat(chain.versions())
                .extracting(this::plan)
                .containsExactly("Come on Tuesday & <early>", "Come on Monday", "");
        assertThat(chain.versions())
                .extracting(Version::faults)
                .containsExactly(List.of(SealCheck.WORKING_ROWS_MATCH), List.of(), List.of());
    }

    @Test
    void aVersionWhoseObjectIsDamagedShowsNothingAndSaysSo() {
        amendedTwice(RecordCategory.NOTES);
        damage(1, ObjectDamage.MISSING);
        damage(3, ObjectDamage.ALTERED);

        Chain chain = read(clinic.osei, Choice.NEWEST);

        assertThat(chain.versions())
                .extracting(version -> version.fields().isPresent())
                .containsExactly(false, true, false);
        assertThat(chain.versions())
                .extracting(Version::faults)
                .containsExactly(List.of(SealCheck.CIPHERTEXT_INTACT), List.of(), List.of(SealCheck.OBJECT_FOUND));
        assertThat(chain.versions().get(0).reason()).isEmpty();
    }

    @Test
    void aVersionOpensByTheKeyOfWhoWasGivenAccess() {
        amendedTwice(RecordCategory.NOTES);
        damage(2, ObjectDamage.ALTERED);

        Chain before = readByKeys(clinic.osei);
        assertThat(before.versions()).allMatch(version -> version.fields().isEmpty());
        assertThat(before.versions().get(0).faults()).containsExactly(SealCheck.DECRYPTS);
        assertThat(readByKeys(self()).versions())
                .as("the hospital's own key, and the patient's own record")
                .extracting(version -> version.fields().isPresent())
                .containsExactly(true, false, true);

        clinic.database.transact(entities -> clinic.objects
                .granted(entities)
                .given(TestPeople.id("grant " + clinic.osei.account()), clinic.patient.value()));

        assertThat(readByKeys(clinic.osei).versions())
                .extracting(version -> version.fields().isPresent())
                .containsExactly(true, false, true);
    }

    private Chain readByKeys(Actor actor) {
        return clinic.database.inTransaction(entities ->
                versions(entities, clinic.objects.keys(entities)).read(actor, clinic.patient, RECORD, Choice.NEWEST));
    }

    @Test
    void theReadIsKeptWithItsVersion() {
        amendedTwice(RecordCategory.NOTES);

        read(clinic.osei, Choice.NEWEST);
        read(self(), Choice.NEWEST);

        assertThat(log()).containsExactly("Osei grant 3 true", "patient self 3 true");
    }

    @Test
    void othersSeeNothingAndTheirTriesAreKept() {
        amendedTwice(RecordCategory.NOTES);
        PatientId other = clinic.database.inTransaction(
                entities -> TestPeople.patient(entities, "Ann", "Other").id());
        Actor stranger = Actor.patient("stranger", other);

        clinic.database.transact(entities -> {
            ReadVersions versions = versions(entities);
            assertThatThrownBy(() -> versions.read(clinic.lind, clinic.patient, RECORD, Choice.NEWEST))
                    .isInstanceOf(Refused.class)
                    .hasMessage("access-not-granted");
            assertThatThrownBy(() -> versions.read(stranger, other, RECORD, Choice.NEWEST))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> versions.read(stranger, clinic.patient, RECORD, Choice.NEWEST))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> versions.read(clinic.osei, other, RECORD, Choice.NEWEST))
                    .isInstanceOf(NotFound.class);
            RecordId nobodys = new RecordId(TestPeople.id("nobody's"));
            assertThatThrownBy(() -> versions.read(self(), clinic.patient, nobodys, Choice.NEWEST))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> versions.audit(clinic.osei, RECORD, Choice.NEWEST))
                    .hasMessage("role-missing");
            assertThatThrownBy(() -> versions.audit(AUDITOR, RECORD, Choice.NEWEST))
                    .isInstanceOf(NotFound.class);
        });

        assertThat(log())
                .containsExactly(
                        "Lind access-not-granted 3 false",
                        "stranger access-not-yours 3 false",
                        "stranger access-not-yours 3 false",
                        "Osei access-not-granted 3 false",
                        "auditor access-not-yours 3 false");
    }

    @Test
    void anAuditorReadsWhatDoesNotVerify() {
        amendedTwice(RecordCategory.NOTES);
        edit("UPDATE consultation_note SET plan = 'Go home'");
        verifying().verify(new SealId(NOTE.value(), 3));

        Chain chain =
                clinic.database.inTransaction(entities -> versions(entities).audit(AUDITOR, RECORD, Choice.NEWEST));

        assertThat(chain.patientName()).isEqualTo("Jane Doe");
        assertThat(this.plan(chain.versions().get(0))).isEqualTo("Come on Tuesday & <early>");
        assertThat(log()).containsExactly("auditor integrity 3 true");
    }

    @Test
    void aSensitiveNoteStaysSoWhateverItsWorkingRowSays() {
        amendedTwice(RecordCategory.MENTAL_HEALTH);
        assertThat(read(self(), Choice.NEWEST).category()).isEqualTo(RecordCategory.MENTAL_HEALTH);
        closedTo(clinic.haas);

        edit("UPDATE consultation_note SET category = 'notes'");
        closedTo(clinic.haas);
        edit(APPENDS_ONLY);
        edit("DELETE FROM consultation_note_version");
        edit("DELETE FROM consultation_note");
        closedTo(clinic.haas);
    }

    @Test
    void aNoteWithoutItsWorkingRowIsStillANote() {
        amendedTwice(RecordCategory.NOTES);
        edit(APPENDS_ONLY);
        edit("DELETE FROM consultation_note_version");
        edit("DELETE FROM consultation_note");

        Chain chain = read(clinic.osei, Choice.NEWEST);

        assertThat(chain.category()).isEqualTo(RecordCategory.NOTES);
        assertThat(chain.versions()).hasSize(3);
        assertThat(chain.versions().get(0).faults()).containsExactly(SealCheck.WORKING_ROWS_MATCH);
    }

    private void closedTo(Actor doctor) {
        assertThatThrownBy(() -> read(doctor, Choice.NEWEST))
                .isInstanceOf(Refused.class)
                .hasMessage("access-sensitive-not-named");
    }

    private String plan(Version version) {
        return version.fields().orElse(List.of()).stream()
                .filter(field -> field.label().equals("note.plan"))
                .map(ContentField::text)
                .findFirst()
                .orElse("");
    }

    private Actor self() {
        return Actor.patient("patient", clinic.patient);
    }

    private Chain read(Actor actor, Choice choice) {
        return clinic.database.inTransaction(
                entities -> versions(entities).read(actor, clinic.patient, RECORD, choice));
    }

    private ReadVersions versions(EntityManager entities) {
        return versions(entities, clinic.objects);
    }

    private ReadVersions versions(EntityManager entities, SealedObjects objects) {
        return new ReadVersions(
                clinic.database.transactions(),
                clinic.door(entities),
                new AccessPolicy(entities, TestPeople.CLOCK),
                new CategoryOfRecord(entities),
                objects,
                verifying(),
                SealedFields.of(List.of(new NoteFields())),
                TestClinic.CLOCK);
    }

    private VerifySeal verifying() {
        TestLedger ledger = new TestLedger();
        return new VerifySeal(
                clinic.database.transactions(),
                clinic.objects,
                clinic.keys,
                ledger,
                new BlockChain(ledger, TestClinic.CLOCK),
                SealedSources.of(List.of(new Notes())),
                TestClinic.CLOCK);
    }

    private final class Notes implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.NOTE;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return clinic.database.inTransaction(entities -> new NoteContent(entities).currentContent(id));
        }
    }

    private void amendedTwice(RecordCategory category) {
        NoteText first = new NoteText("Chest pain", "Since two days", "", "Angina?", "");
        int version = write(note -> note.saveDraft(
                        clinic.osei, new WriteNote.Draft(NOTE, clinic.patient, Optional.empty(), category, 0, first)))
                .version();
        write(note -> note.sign(clinic.osei, clinic.patient, NOTE, version));
        amend(1, "Come on Monday", "Forgotten");
        amend(2, "Come on Tuesday & <early>", "Wrong day");
    }

    private void amend(int version, String plan, String reason) {
        NoteText text = new NoteText("Chest pain", "Since two days", "", "Angina?", plan);
        write(note -> note.amend(clinic.osei, clinic.patient, NOTE, version, text, reason));
    }

    private <T> T write(Function<WriteNote, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new WriteNote(
                entities,
                clinic.door(entities),
                clinic.maySign(entities),
                clinic.seals(entities),
                clinic.hand(),
                TestClinic.CLOCK)));
    }

    private void damage(int version, ObjectDamage damage) {
        RecordVersion row = clinic.database.inTransaction(entities ->
                entities.find(RecordVersion.class, new RecordVersion.Key(new SealId(NOTE.value(), version))));
        clinic.objects.damage(row.object(), damage);
    }

    private void edit(String sql) {
        clinic.database.transact(entities -> entities.createNativeQuery(sql).executeUpdate());
    }

    private List<String> log() {
        List<?> rows = clinic.database.inTransaction(
                entities -> entities.createNativeQuery("""
                        SELECT account || ' ' || basis || ' ' || coalesce(CAST(record_version AS text), '-') || ' ' || allowed
                          FROM access_log WHERE what = 'versions' ORDER BY id
                        """, String.class).getResultList());
        return rows.stream().map(Object::toString).toList();
    }
}
