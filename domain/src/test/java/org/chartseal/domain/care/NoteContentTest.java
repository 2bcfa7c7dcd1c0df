package org.chartseal.domain.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.testing.FhirRules;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class NoteContentTest {

    private static final NoteText TEXT = new NoteText(
            "Cough for <3 weeks>", "No fever & no weight loss.\nNever smoked.", "Clear lungs", "Viral", "Come again");
    private static final Optional<UUID> VISIT = Optional.of(TestPeople.id("visit"));

    @Test
    void aNoteIsOneComposition() throws IOException {
        GoldenContent.isKept("note", content(note("patient", RecordCategory.NOTES, VISIT, TEXT, TestPeople.NOW)));
    }

    @Test
    void anAmendedNoteSaysWhy() throws IOException {
        GoldenContent.isKept("note-amended", content(amended("Misheard")));
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        variants.put("nothing", content(note("patient", RecordCategory.NOTES, VISIT, TEXT, TestPeople.NOW)));
        variants.put("patient", content(note("other", RecordCategory.NOTES, VISIT, TEXT, TestPeople.NOW)));
        variants.put("category", content(note("patient", RecordCategory.MENTAL_HEALTH, VISIT, TEXT, TestPeople.NOW)));
        variants.put("visit", content(note("patient", RecordCategory.NOTES, Optional.empty(), TEXT, TestPeople.NOW)));
        variants.put("time", content(note("patient", RecordCategory.NOTES, VISIT, TEXT, TestPeople.NOW.plusMillis(1))));
        Map<String, NoteText> texts = Map.of(
                "reason", new NoteText("Cough", TEXT.history(), TEXT.findings(), TEXT.assessment(), TEXT.plan()),
                "history", new NoteText(TEXT.reason(), "", TEXT.findings(), TEXT.assessment(), TEXT.plan()),
                "findings", new NoteText(TEXT.reason(), TEXT.history(), "Rales", TEXT.assessment(), TEXT.plan()),
                "assessment", new NoteText(TEXT.reason(), TEXT.history(), TEXT.findings(), "Asthma", TEXT.plan()),
                "plan", new NoteText(TEXT.reason(), TEXT.history(), TEXT.findings(), TEXT.assessment(), "X-ray"));
        texts.forEach((field, text) ->
                variants.put(field, content(note("patient", RecordCategory.NOTES, VISIT, text, TestPeople.NOW))));
        variants.put("amendment", content(amended("Misheard")));
        variants.put("its reason", content(amended("Mistyped")));
        GoldenContent.allDiffer(variants);
    }

    @Property(tries = 60)
    void equalNotesAreEqualBytesAndOthersAreNot(@ForAll("texts") NoteText one, @ForAll("texts") NoteText other) {
        CanonicalContent first = canonical(one);
        assertThat(canonical(one)).isEqualTo(first);
        assertThat(CanonicalContent.of(first.resource())).isEqualTo(first);
        assertThat(canonical(other).equals(first)).isEqualTo(other.equals(one));
        assertThat(FhirRules.broken(first)).isEmpty();
    }

    @Provide
    Arbitrary<NoteText> texts() {
        Arbitrary<String> section = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', 'é', 'ß', 'Ж', 'λ', '磊', 'ا', '\u00a0', '\u2028')
                .ofMaxLength(40);
        return Combinators.combine(section, section, section, section, section)
                .as(NoteText::new)
                .filter(text -> !text.isEmpty());
    }

    private static CanonicalContent canonical(NoteText text) {
        return CanonicalContent.of(content(note("patient", RecordCategory.NOTES, VISIT, text, TestPeople.NOW)));
    }

    private static Resource content(ConsultationNote note) {
        return NoteContent.of(note);
    }

    private static ConsultationNote amended(String why) {
        ConsultationNote note = note("patient", RecordCategory.NOTES, VISIT, TEXT, TestPeople.NOW);
        note.amend(
                new NoteText(TEXT.reason(), TEXT.history(), TEXT.findings(), "Bacterial", TEXT.plan()),
                why,
                TestPeople.NOW.plusSeconds(60));
        return note;
    }

    private static ConsultationNote note(
            String patient, RecordCategory category, Optional<UUID> visit, NoteText text, Instant signedAt) {
        ConsultationNote note = new ConsultationNote(
                new NoteId(TestPeople.id("note")),
                new PatientId(TestPeople.id(patient)),
                new PractitionerId(TestPeople.id("doctor")),
                visit,
                category,
                text,
                TestPeople.NOW);
        note.sign(signedAt);
        return note;
    }
}
