package org.chartseal.web.print;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.bundle.ReadableRecord;
import org.chartseal.domain.bundle.ReadableRecord.AttachedFile;
import org.chartseal.domain.bundle.ReadableRecord.Author;
import org.chartseal.domain.bundle.ReadableRecord.Entry;
import org.chartseal.domain.bundle.ReadableRecord.Ledger;
import org.chartseal.domain.bundle.ReadableRecord.Standing;
import org.chartseal.domain.bundle.ReadableRecord.Version;
import org.chartseal.domain.bundle.ReadableRecord.Whose;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.PageEngine;
import org.chartseal.web.page.Words;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** Records of all kinds to print, and a printer for them. */
final class PrintedRecords {

    static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    static final Author OSEI =
            new Author("Dr. Ama Osei", Optional.of(new Licence("L-4711", "Medical Council", LocalDate.of(2030, 1, 1))));

    private static final int VERSIONS = 3;

    private final List<Entry> entries = new ArrayList<>();
    private String name = "Jane Doe";
    private Optional<String> proxy = Optional.empty();

    static PdfRecordPrinter printer() {
        Dates dates = new Dates(Clock.fixed(NOW, ZoneId.of("Europe/Paris")));
        Words words = new Words(dates);
        FileTemplateResolver templates = new FileTemplateResolver();
        templates.setPrefix(Path.of("src", "main", "webapp", "WEB-INF", "templates") + "/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        TemplateEngine engine = PageEngine.withTexts(words);
        engine.setTemplateResolver(templates);
        return new PdfRecordPrinter(
                engine, words, dates, "Hospital of the Two Rivers", "https://portal.example/verify/bundle");
    }

    PrintedRecords of(String person) {
        this.name = person;
        return this;
    }

    PrintedRecords takenBy(String person) {
        this.proxy = Optional.of(person);
        return this;
    }

    /** One of each kind, one of them amended. */
    PrintedRecords ofEachKind() {
        note("Cough for two weeks", "Breath sounds clear.\nNo fever.", Standing.SEALED);
        add(
                RecordType.PRESCRIPTION,
                List.of(
                        ContentField.coded("rx.state", "", "rx.active"),
                        ContentField.written("rx.medicine", "Amoxicillin 500 mg capsule"),
                        ContentField.coded("rx.frequency", "", "frequency.TID")),
                List.of(),
                Standing.PENDING);
        add(
                RecordType.LAB_REQUEST,
                List.of(ContentField.written("lab.column.panel", "Complete blood count")),
                List.of(),
                Standing.SEALED);
        add(
                RecordType.LAB_REPORT,
                List.of(
                        ContentField.written("lab.column.panel", "Complete blood count"),
                        ContentField.named("lab.column.value", "Haemoglobin", "7.1 g/dL"),
                        ContentField.coded("versions.lab.flag", "Haemoglobin", "flag.LL"),
                        ContentField.named("lab.column.range", "Haemoglobin", "12\u201316 g/dL"),
                        ContentField.named("versions.file", "smear.png", "smear.png")),
                List.of(new AttachedFile("smear.png", Optional.of("files/" + "ab".repeat(32) + "/smear.png"))),
                Standing.SEALED);
        add(
                RecordType.DOCUMENT,
                List.of(ContentField.written("document.title", "Referral to cardiology")),
                List.of(new AttachedFile("referral.pdf", Optional.empty())),
                Standing.BROKEN);
        return this;
    }

    PrintedRecords note(String reason, String findings, Standing standing) {
        return add(
                RecordType.NOTE,
                List.of(ContentField.written("note.reason", reason), ContentField.written("note.findings", findings)),
                List.of(),
                standing);
    }

    PrintedRecords add(RecordType type, List<ContentField> fields, List<AttachedFile> files, Standing standing) {
        UUID id = new UUID(0x4000L, 0x8000_0000_0000_0000L | entries.size());
        Optional<Long> block = standing == Standing.PENDING ? Optional.empty() : Optional.of(1204L + entries.size());
        Optional<List<ContentField>> said = standing == Standing.LOST ? Optional.empty() : Optional.of(fields);
        entries.add(new Entry(
                new RecordId(id),
                type,
                List.of(new Version(
                        new SealId(id, 1),
                        OSEI,
                        NOW.minusSeconds(3600L * entries.size()),
                        said,
                        files,
                        standing,
                        block))));
        return this;
    }

    /** A note whose versions each say something else. */
    PrintedRecords amended() {
        UUID id = new UUID(0x4000L, 0x8000_0000_0000_0000L | entries.size());
        List<Version> versions = new ArrayList<>();
        for (int number = 1; number <= VERSIONS; number++) {
            List<ContentField> fields = new ArrayList<>();
            fields.add(ContentField.written("note.reason", "Headache"));
            fields.add(ContentField.written("note.plan", "Plan number " + number));
            if (number > 1) {
                fields.add(ContentField.written(ContentField.WHY, "Reason number " + number));
            }
            versions.add(new Version(
                    new SealId(id, number),
                    OSEI,
                    NOW.plusSeconds(number),
                    Optional.of(fields),
                    List.of(),
                    Standing.SEALED,
                    Optional.of((long) number)));
        }
        Collections.reverse(versions);
        entries.add(new Entry(new RecordId(id), RecordType.NOTE, versions));
        return this;
    }

    ReadableRecord record() {
        return new ReadableRecord(
                new Whose(name, "MRN-004711", LocalDate.of(1961, 3, 3)),
                proxy,
                NOW,
                new Ledger("emr", 1204),
                entries,
                7);
    }

    /** Prints so many notes, and ends; whoever starts this decides how much memory there is. */
    public static void main(String[] arguments) throws java.io.IOException {
        PrintedRecords records = new PrintedRecords();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            records.note("Reason " + i, "What was found, at some length. ".repeat(20), Standing.SEALED);
        }
        try (java.io.OutputStream out = java.nio.file.Files.newOutputStream(Path.of(arguments[1]))) {
            printer().print(records.record(), out);
        }
    }
}
