package org.chartseal.domain.filing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.FileType;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.testing.FhirRules;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class DocumentContentTest {

    private static final LocalDate DATED = LocalDate.of(2026, 11, 20);
    private static final Description SAID = new Description(
            DocumentKind.DISCHARGE_SUMMARY, "Discharge from St. Mary's", DATED, "Sent by fax & read <once>");
    private static final String HASH = "ab".repeat(32);

    @Test
    void aDocumentIsOneDocumentReference() throws IOException {
        GoldenContent.isKept("document", content(signed(RecordCategory.DOCUMENTS, SAID), file("file", HASH)));
    }

    @Test
    void aWithdrawnOneSaysSoAndWhy() throws IOException {
        GoldenContent.isKept("document-withdrawn", content(withdrawn("Another patient's"), file("file", HASH)));
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        FiledFile file = file("file", HASH);
        variants.put("nothing", content(signed(RecordCategory.DOCUMENTS, SAID), file));
        variants.put("category", content(signed(RecordCategory.IMAGING, SAID), file));
        variants.put("sensitive", content(signed(RecordCategory.MENTAL_HEALTH, SAID), file));
        variants.put("kind", said(new Description(DocumentKind.REFERRAL, SAID.title(), DATED, SAID.note())));
        variants.put("title", said(new Description(SAID.kind(), "Discharge", DATED, SAID.note())));
        variants.put("dated", said(new Description(SAID.kind(), SAID.title(), DATED.minusDays(1), SAID.note())));
        variants.put("note", said(new Description(SAID.kind(), SAID.title(), DATED, "Read twice")));
        variants.put("no note", said(new Description(SAID.kind(), SAID.title(), DATED, "")));
        variants.put("hash", content(signed(RecordCategory.DOCUMENTS, SAID), file("file", "cd".repeat(32))));
        variants.put("file", content(signed(RecordCategory.DOCUMENTS, SAID), file("other", HASH)));
        variants.put("withdrawn", content(withdrawn("Another patient's"), file));
        variants.put("why", content(withdrawn("Twice"), file));
        variants.put("amended", content(amended("Mistyped"), file));
        GoldenContent.allDiffer(variants);
    }

    @Property(tries = 60)
    void equalDocumentsAreEqualBytesAndOthersAreNot(
            @ForAll("descriptions") Description one, @ForAll("descriptions") Description other) {
        CanonicalContent first = CanonicalContent.of(said(one));
        assertThat(CanonicalContent.of(said(one))).isEqualTo(first);
        assertThat(CanonicalContent.of(first.resource())).isEqualTo(first);
        assertThat(CanonicalContent.of(said(other)).equals(first)).isEqualTo(other.equals(one));
        assertThat(FhirRules.broken(first)).isEmpty();
    }

    @Provide
    Arbitrary<Description> descriptions() {
        Arbitrary<String> text = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '\t', 'é', 'ß', 'Ж', 'λ', '磊', 'ا')
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(drawn -> !drawn.isBlank());
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 60_000).map(Description.EARLIEST::plusDays);
        return Combinators.combine(Arbitraries.of(DocumentKind.class), text, days, text)
                .as(Description::new);
    }

    @Test
    void peopleReadAllOfIt() {
        assertThat(new DocumentFields().of(content(withdrawn("Another patient's"), file("file", HASH))))
                .extracting(field -> field.label() + ": " + field.words().orElse(field.text()))
                .containsExactly(
                        "document.state: document.withdrawn",
                        "document.title: Discharge from St. Mary's",
                        "document.kind: document.kind.discharge-summary",
                        "document.category: category.documents",
                        "document.dated: 2026-11-20",
                        "document.note: Sent by fax & read <once>",
                        "versions.file: scan of file.pdf",
                        "document.sha256: " + HASH,
                        ContentField.WHY + ": Another patient's");
    }

    private static Resource said(Description description) {
        return content(signed(RecordCategory.DOCUMENTS, description), file("file", HASH));
    }

    private static DocumentReference content(FiledDocument document, FiledFile file) {
        return DocumentContent.of(document, file);
    }

    private static FiledDocument signed(RecordCategory category, Description description) {
        FiledDocument document = new FiledDocument(
                new DocumentId(TestPeople.id("document")),
                new Filing(new PatientId(TestPeople.id("patient")), category, description),
                new PractitionerId(TestPeople.id("doctor")),
                new FiledFileId(TestPeople.id("file")),
                TestPeople.NOW);
        document.sign(TestPeople.NOW);
        return document;
    }

    private static FiledDocument withdrawn(String why) {
        FiledDocument document = signed(RecordCategory.DOCUMENTS, SAID);
        document.withdraw(why, TestPeople.NOW.plusSeconds(60));
        return document;
    }

    private static FiledDocument amended(String why) {
        FiledDocument document = signed(RecordCategory.DOCUMENTS, SAID);
        document.amend(
                new Description(DocumentKind.OTHER, SAID.title(), DATED, SAID.note()),
                document.file(),
                why,
                TestPeople.NOW.plusSeconds(60));
        return document;
    }

    private static FiledFile file(String name, String sha256) {
        return new FiledFile(
                new FiledFileId(TestPeople.id(name)),
                new DocumentId(TestPeople.id("document")),
                "scan of " + name + ".pdf",
                FileType.PDF,
                new SealedObject(ObjectAddress.parse("sha256:" + "ef".repeat(32)), 1234, sha256),
                TestPeople.NOW);
    }
}
