package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.care.NoteFields;
import org.chartseal.domain.claims.ClaimFields;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.DocumentFields;
import org.chartseal.domain.laboratory.LabReportFields;
import org.chartseal.domain.laboratory.LabRequestFields;
import org.chartseal.domain.prescribing.Frequency;
import org.chartseal.domain.prescribing.PrescriptionFields;
import org.chartseal.domain.testing.GoldenContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sealed contents, as they are kept beside {@link GoldenContent}, say to people. */
class ContentFieldsTest {

    private static final List<ContentFields> ALL = List.of(
            new NoteFields(),
            new PrescriptionFields(),
            new LabRequestFields(),
            new LabReportFields(),
            new DocumentFields(),
            new ClaimFields());

    @Test
    void everyTypeThatIsSignedHasItsFieldsOnce() {
        assertThat(ALL).extracting(ContentFields::type).doesNotHaveDuplicates();
        Set<RecordType> known = ALL.stream().map(ContentFields::type).collect(Collectors.toSet());
        assertThat(known).isEqualTo(EnumSet.allOf(RecordType.class));
    }

    @Test
    void aNoteSaysItsSectionsAsTheyWereWritten() throws IOException {
        assertThat(lines(RecordType.NOTE, "note"))
                .containsExactly(
                        "note.reason: Cough for <3 weeks>",
                        "note.history: No fever & no weight loss.\nNever smoked.",
                        "note.findings: Clear lungs",
                        "note.assessment: Viral",
                        "note.plan: Come again");
        assertThat(lines(RecordType.NOTE, "note-amended"))
                .contains("note.assessment: Bacterial", ContentField.WHY + ": Misheard");
    }

    @Test
    void aPrescriptionSaysTheMedicineAndHowItIsTaken() throws IOException {
        assertThat(lines(RecordType.PRESCRIPTION, "prescription"))
                .containsExactly(
                        "rx.state: =rx.active",
                        "rx.medicine: amoxicillin 500 mg capsule",
                        "rx.dose: 1 capsule",
                        "rx.route: =route.oral",
                        "rx.frequency: =frequency.TID",
                        "versions.rx.days: 7",
                        "rx.quantity: 21 capsule",
                        "rx.refills: 1",
                        "rx.instructions: with water");
        assertThat(lines(RecordType.PRESCRIPTION, "prescription-stopped"))
                .contains("rx.state: =prescription.discontinued", ContentField.WHY + ": Rash");
        assertThat(lines(RecordType.PRESCRIPTION, "prescription-overridden"))
                .contains(
                        "versions.rx.alert allergy: =alert.allergy",
                        "versions.rx.alert duplicate: =alert.duplicate",
                        "rx.override: Tolerated in 2025");
    }

    @ParameterizedTest
    @EnumSource(Frequency.class)
    void everyFrequencyIsReadBack(Frequency frequency) throws IOException {
        String name = "prescription-" + frequency.code().toLowerCase(java.util.Locale.ROOT);
        assertThat(lines(RecordType.PRESCRIPTION, name)).contains("rx.frequency: =frequency." + frequency.code());
    }

    @Test
    void aReportSaysEachValueWithItsFlagRangeAndComment() throws IOException {
        assertThat(lines(RecordType.LAB_REPORT, "lab-report"))
                .contains(
                        "lab.column.panel: Electrolytes",
                        "lab.column.value Potassium: 5.4 mmol/L",
                        "versions.lab.flag Potassium: =flag.H",
                        "lab.column.range Potassium: 3.5–5.1 mmol/L",
                        "lab.column.comment Potassium: haemolysed",
                        "lab.column.value Sodium: 140 mmol/L",
                        "versions.lab.remark: Please repeat");
    }

    @Test
    void aFileOfAnOrdinaryReportIsNamedToWhoMayOpenItsPart() throws IOException {
        assertThat(fields(RecordType.LAB_REPORT, "lab-report"))
                .filteredOn(field -> field.label().equals("versions.file"))
                .isNotEmpty()
                .allMatch(field -> field.apart()
                        .filter(EnumSet.of(RecordCategory.IMAGING, RecordCategory.DOCUMENTS)::contains)
                        .isPresent());
    }

    @Test
    void aRequestSaysWhatIsAsked() throws IOException {
        assertThat(fields(RecordType.LAB_REQUEST, "lab-request"))
                .extracting(ContentField::label)
                .contains("lab.column.panel", "lab.column.urgency");
    }

    private static List<String> lines(RecordType type, String golden) throws IOException {
        return fields(type, golden).stream()
                .map(field -> field.label()
                        + (field.name().isEmpty() ? "" : " " + field.name())
                        + ": "
                        + field.words().map(key -> "=" + key).orElse(field.text()))
                .toList();
    }

    private static List<ContentField> fields(RecordType type, String golden) throws IOException {
        Optional<ContentFields> fields =
                ALL.stream().filter(each -> each.type() == type).findFirst();
        try (InputStream in =
                Objects.requireNonNull(GoldenContent.class.getResourceAsStream("golden/" + golden + ".json"))) {
            CanonicalContent content = new CanonicalContent(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return fields.orElseThrow().of(content.resource());
        }
    }
}
