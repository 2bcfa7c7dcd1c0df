package org.chartseal.web.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.chartseal.domain.bundle.ReadableRecord;
import org.chartseal.domain.bundle.ReadableRecord.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever prints a record can read all that it says, in whatever script that was written. */
class PdfRecordPrinterTest {

    private static final int RED = 0xb3261e;

    @TempDir
    private Path folder;

    private final PdfRecordPrinter printer = PrintedRecords.printer();

    /** What is on the pages, as a reader copies it, with the colours of the letters. */
    private static final class Look extends PDFTextStripper {

        private final Set<String> without = new HashSet<>();
        private final StringBuilder red = new StringBuilder();
        private final String text;

        Look(PDDocument document) throws IOException {
            addOperator(new SetNonStrokingDeviceRGBColor(this));
            text = getText(document).replaceAll("[\\s\\p{Zs}]+", " ");
        }

        @Override
        protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
            if (!(font instanceof PDType0Font set) || set.codeToGID(code) == 0) {
                without.add(font.getName() + " " + code);
            }
            if (getGraphicsState().getNonStrokingColor().toRGB() == RED) {
                red.append(Objects.requireNonNullElse(font.toUnicode(code), ""));
            }
            super.showGlyph(matrix, font, code, displacement);
        }
    }

    private byte[] print(ReadableRecord record) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        printer.print(record, output);
        return output.toByteArray();
    }

    private Look look(PrintedRecords records) throws IOException {
        try (PDDocument document = Loader.loadPDF(print(records.record()))) {
            return new Look(document);
        }
    }

    @Test
    void allThatARecordSaysIsOnThePages() throws IOException {
        Look look = look(new PrintedRecords().ofEachKind());

        assertThat(look.without).isEmpty();
        assertThat(look.text)
                .contains("Hospital of the Two Rivers", "Health record of Jane Doe", "3 Mar 1961 (65)", "MRN-004711")
                .contains("Tue 24 Nov 2026, 10:30", "Europe/Paris", "Channel emr, up to block 1 204")
                .contains("https://portal.example/verify/bundle", "java -jar chartseal-verify.jar")
                .contains("Cough for two weeks", "Breath sounds clear.", "No fever.")
                .contains("Amoxicillin 500 mg capsule", "three times a day", "Seal pending")
                .contains("Haemoglobin Value: 7.1 g/dL", "Usual: 12\u201316 g/dL")
                .contains("smear.png files/abab", "referral.pdf could not be opened")
                .contains("Dr. Ama Osei", "licence L-4711, Medical Council", "Sealed · block 1 204")
                .doesNotContain("rx.", "note.", "print.", "versions.", "[U+");
    }

    @Test
    void theCoverSaysWhoTookItForThePatient() throws IOException {
        assertThat(look(new PrintedRecords().ofEachKind().takenBy("Élodie Marchand")).text)
                .contains("Élodie Marchand, who acts for this person", "Parts of the record may have been left out.");
        assertThat(look(new PrintedRecords().ofEachKind()).text).doesNotContain("acts for", "left out");
    }

    @Test
    void whatDoesNotVerifyIsRed() throws IOException {
        Look look = look(new PrintedRecords().ofEachKind().note("Reason", "What nobody can open", Standing.LOST));

        assertThat(look.red.toString())
                .contains("2 records do not verify")
                .contains("This record does not verify.")
                .contains("What was signed could not be opened")
                .doesNotContain("Cough", "Sealed");
        assertThat(look.text).doesNotContain("What nobody can open");
        assertThat(look(new PrintedRecords().note("Reason", "Findings", Standing.SEALED))
                        .red
                        .toString())
                .isEmpty();
    }

    @Test
    void everyVersionSaysWhoSignedItWhyAndWhatItSaidInstead() throws IOException {
        Look look = look(new PrintedRecords().amended());

        assertThat(look.text)
                .contains("Reason number 3", "Reason number 2", "block 3", "block 2", "block 1")
                .contains("This version said instead: Plan Plan number 2", "Plan Plan number 1")
                .containsOnlyOnce("Plan number 3");
    }

    @Test
    void aPersonWithNothingSignedHasACover() throws IOException {
        try (PDDocument document = Loader.loadPDF(print(new PrintedRecords().record()))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new Look(document).text).contains("Nothing was signed about this person yet.");
        }
    }

    @Test
    void readersForBlindPeopleFindTheirWay() throws IOException {
        try (PDDocument document =
                Loader.loadPDF(print(new PrintedRecords().ofEachKind().record()))) {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getLanguage()).isEqualTo("en");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Health record of Jane Doe");
            List<String> titles = new ArrayList<>();
            for (PDOutlineItem item : catalog.getDocumentOutline().children()) {
                titles.add(item.getTitle());
                item.children().forEach(inner -> titles.add(inner.getTitle()));
            }
            assertThat(titles)
                    .startsWith("Contents", "Consultation notes")
                    .contains("Laboratory reports", "Tue 24 Nov 2026, 10:30: Cough for two weeks");
        }
    }

    @Test
    void everyPageSaysWhoseItIsAndHowManyThereAre() throws IOException {
        PrintedRecords records = new PrintedRecords().of("Ada Nwosu");
        for (int i = 0; i < 60; i++) {
            records.note("Reason " + i, "Findings " + i, Standing.SEALED);
        }
        try (PDDocument document = Loader.loadPDF(print(records.record()))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(10);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper one = new PDFTextStripper();
                one.setStartPage(page);
                one.setEndPage(page);
                String text = one.getText(document).replaceAll("[\\s\\p{Zs}]+", " ");
                assertThat(text).contains("Page " + page + " of " + pages);
                if (page > 1) {
                    assertThat(text).contains("Ada Nwosu · No. MRN-004711", "Hospital of the Two Rivers");
                }
            }
            String text = new Look(document).text;
            for (int i = 0; i < 60; i++) {
                assertThat(text).contains("Findings " + i + " ");
            }
        }
    }

    /** What a person copies from the page is the name, in the order in which it is read. */
    @ParameterizedTest
    @CsvSource({
        "Latin, Élodie Nguyễn Łukasz Šašić İğdır",
        "Greek, Ελένη Παπαδοπούλου",
        "Cyrillic, Оксана Щербакова",
        "Hebrew, דוד כהן",
        "Arabic, محمد بن علي سلامة",
        "Persian, پریسا کیانی",
        "Urdu, گل محمد",
        "Devanagari, अनिल कुमार",
        "Han, 王小明",
        "Japanese, 山田 タロウ さくら",
        "Georgian, ნინო",
        "Armenian, Անահիտ",
        "Thai, สมชาย"
    })
    void namesInManyScriptsCanBeRead(String script, String name) throws IOException {
        PrintedRecords records = new PrintedRecords().of(name).note(name, name + " 12 (abc)", Standing.SEALED);
        Look look = look(records);

        assertThat(look.without).isEmpty();
        // Of a sign that Unicode has twice, a font's glyph may be copied as either.
        assertThat(Normalizer.normalize(look.text, Normalizer.Form.NFKC))
                .as(script)
                .doesNotContain("[U+")
                .contains(name);
    }

    @Test
    void whatNoFontHasStandsAsItsCode() throws IOException {
        Look look = look(new PrintedRecords().note("Gene 🧬", "A control \u0007 and half \ud83e", Standing.SEALED));

        assertThat(look.without).isEmpty();
        assertThat(look.text).contains("Gene [U+1F9EC]", "A control [U+0007] and half [U+D83E]", "stands as its code");
    }

    /** Markup in a record is text. */
    @Test
    void nothingThatIsWrittenIsMarkup() throws IOException {
        String markup = "<img src=\"http://198.51.100.1/x.png\"/>&amp;</td></body>";

        assertThat(look(new PrintedRecords().note(markup, markup, Standing.SEALED)).text)
                .contains(markup);
    }

    /** Hundreds of records on a thousand pages, in a machine that has as little memory as this says. */
    @Test
    void hundredsOfRecordsNeedLittleMemory() throws IOException, InterruptedException {
        Path pages = folder.resolve("record.pdf");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintedRecords.class.getName(),
                        "300",
                        pages.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "out.txt"))
                .start();

        assertThat(process.waitFor()).as(() -> said(folder.resolve("out.txt"))).isZero();
        try (PDDocument document = Loader.loadPDF(pages.toFile())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(100);
        }
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
