package org.chartseal.web.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.domain.records.ContentField;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Words;
import org.junit.jupiter.api.Test;

class ComparedFieldTest {

    private static final Words WORDS = new Words(new Dates(Clock.systemUTC()));
    private static final Pattern LABEL = Pattern.compile("\"((?:note|rx|lab|versions)\\.[a-z.-]+[a-z])\"");

    @Test
    void fieldsStandInTheNewersOrderAndWhatIsGoneWhereItWas() {
        List<ContentField> before = List.of(
                ContentField.written("note.reason", "Pain"),
                ContentField.written("note.history", "Two days"),
                ContentField.written("note.plan", "ECG"));
        List<ContentField> after = List.of(
                ContentField.written("note.reason", "Pain"),
                ContentField.written("note.findings", "None"),
                ContentField.written("note.plan", "ECG today"));

        List<ComparedField> fields = ComparedField.of(before, after, WORDS);

        assertThat(fields)
                .extracting(ComparedField::label, ComparedField::same)
                .containsExactly(
                        tuple("Reason for visit", true),
                        tuple("History", false),
                        tuple("Findings", false),
                        tuple("Plan", false));
        assertThat(fields.get(1).after()).isEmpty();
        assertThat(fields.get(2).before()).isEmpty();
    }

    @Test
    void codesAreReadInWordsAndFieldsOfManyByTheirName() {
        List<ComparedField> fields = ComparedField.of(
                List.of(
                        ContentField.coded("rx.frequency", "", "frequency.BID"),
                        ContentField.named("lab.column.value", "Potassium", "5.4 mmol/L")),
                List.of(
                        ContentField.coded("rx.frequency", "", "frequency.TID"),
                        ContentField.named("lab.column.value", "Potassium", "5.4 mmol/L")),
                WORDS);

        assertThat(fields).extracting(ComparedField::label).containsExactly("Frequency", "Potassium: Value");
        assertThat(fields.get(0).after())
                .containsExactly(new MarkedText.Piece("three times", true), new MarkedText.Piece(" a day", false));
    }

    /** As the domain's classes name them: there the words are not known. */
    @Test
    void everyLabelHasWords() throws IOException {
        List<String> labels = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("../domain/src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith("Fields.java"))
                    .toList()) {
                Matcher found = LABEL.matcher(Files.readString(file));
                while (found.find()) {
                    labels.add(found.group(1));
                }
            }
        }
        assertThat(labels).hasSizeGreaterThan(20).allMatch(WORDS::has);
    }
}
