package org.chartseal.web.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.bundle.ReadableRecord;
import org.chartseal.domain.bundle.ReadableRecord.AttachedFile;
import org.chartseal.domain.bundle.ReadableRecord.Entry;
import org.chartseal.domain.bundle.ReadableRecord.Version;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.RecordType;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Words;

/**
 * A record as its pages show it: everything as text that can be printed.
 *
 * @param wrong records that do not verify
 * @param coded whether characters stand as their codes
 */
record RecordSheet(Cover cover, List<Chapter> chapters, List<Item> wrong, boolean coded) {

    private static final int LONGEST_TITLE = 90;

    RecordSheet {
        chapters = List.copyOf(chapters);
        wrong = List.copyOf(wrong);
    }

    /**
     * Whose record it is, and of when.
     *
     * @param proxy who took it, acting for the patient; empty when the patient did
     * @param address of the page that verifies a bundle in the browser
     */
    record Cover(
            String hospital,
            String name,
            String number,
            String born,
            String takenAt,
            String proxy,
            String zone,
            int files,
            int beside,
            String channel,
            String head,
            String address) {}

    /** All records of a kind, newest first. */
    record Chapter(String code, List<Item> items) {}

    /**
     * A record.
     *
     * @param id of its place in the file
     * @param title what tells it from others of its kind
     * @param rows what its newest version says; none when that cannot be shown
     * @param versions newest first
     */
    record Item(
            String id,
            String code,
            String title,
            Signed newest,
            List<Row> rows,
            List<File> files,
            List<Signed> versions) {

        /** Whether a version of it does not verify. */
        public boolean isWrong() {
            return versions.stream().anyMatch(Signed::isWrong);
        }

        /** Whether the newest version can be shown. */
        public boolean isShown() {
            return newest.shown();
        }
    }

    /**
     * A version.
     *
     * @param licence number and issuer; empty when none is known
     * @param reason why it replaced the one before; may be empty
     * @param standing code of what is known of its seal
     * @param seal that in words
     * @param otherwise what it says otherwise than the newest
     * @param shown whether what it says can be shown
     */
    record Signed(
            String id,
            int number,
            String at,
            String author,
            String licence,
            String reason,
            String standing,
            String seal,
            List<Row> otherwise,
            boolean shown,
            boolean isWrong) {}

    /** A line of a table: one thing, or several of what it is named after. */
    record Row(String label, List<Part> parts) {}

    /**
     * What is said of it.
     *
     * @param label empty where the line's own says what it is
     */
    record Part(String label, String text) {}

    /**
     * A file.
     *
     * @param path where it lies in the bundle; empty when it could not be opened
     */
    record File(String name, String path) {}

    /** Makes sheets. */
    static final class Maker {

        private final Words words;
        private final Dates dates;
        private final PrintableText text;

        Maker(Words words, Dates dates, PrintableText text) {
            this.words = words;
            this.dates = dates;
            this.text = text;
        }

        RecordSheet of(ReadableRecord record, String hospital, String address) {
            List<Chapter> chapters = new ArrayList<>();
            for (RecordType type : RecordType.values()) {
                List<Item> items = record.entries().stream()
                        .filter(entry -> entry.type() == type)
                        .sorted(Comparator.comparing(
                                        (Entry entry) -> entry.newest().signedAt())
                                .reversed())
                        .map(this::item)
                        .toList();
                if (!items.isEmpty()) {
                    chapters.add(new Chapter(type.code(), items));
                }
            }
            List<Item> wrong = chapters.stream()
                    .flatMap(chapter -> chapter.items().stream())
                    .filter(Item::isWrong)
                    .toList();
            Cover cover = cover(record, hospital, address);
            return new RecordSheet(cover, chapters, wrong, text.isCoded());
        }

        private Cover cover(ReadableRecord record, String hospital, String address) {
            long files = record.entries().stream()
                    .flatMap(entry -> entry.newest().files().stream())
                    .flatMap(file -> file.path().stream())
                    .distinct()
                    .count();
            return new Cover(
                    text.of(hospital),
                    text.of(record.whose().name()),
                    text.of(record.whose().number()),
                    dates.born(record.whose().birthDate()),
                    dates.at(record.takenAt()),
                    record.proxy().map(text::of).orElse(""),
                    dates.zone().toString(),
                    Math.toIntExact(files),
                    record.beside(),
                    text.of(record.ledger().channel()),
                    text.of(words.number(record.ledger().head())),
                    text.of(address));
        }

        private Item item(Entry entry) {
            Version newest = entry.newest();
            List<Signed> versions = entry.versions().stream()
                    .map(version -> signed(version, newest))
                    .toList();
            return new Item(
                    "r-" + entry.record(),
                    entry.type().code(),
                    title(newest),
                    versions.get(0),
                    rows(newest.said()),
                    newest.files().stream().map(this::file).toList(),
                    versions);
        }

        /** The first thing that somebody wrote. */
        private String title(Version newest) {
            String title = newest.said().stream()
                    .filter(field -> field.words().isEmpty() && !field.text().isBlank())
                    .map(field -> text.of(field.text()).replace('\n', ' ').strip())
                    .findFirst()
                    .orElse("");
            return title.codePointCount(0, title.length()) <= LONGEST_TITLE
                    ? title
                    : title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
        }

        private File file(AttachedFile file) {
            return new File(text.of(file.name()), file.path().map(text::of).orElse(""));
        }

        private Signed signed(Version version, Version newest) {
            List<ContentField> now = newest.said();
            List<ContentField> otherwise = version.said().stream()
                    .filter(field -> !now.contains(field))
                    .toList();
            return new Signed(
                    version.seal().toString(),
                    version.seal().version(),
                    dates.at(version.signedAt()),
                    text.of(version.author().name()),
                    version.author().licence().map(this::licence).orElse(""),
                    text.of(version.reason().orElse("")),
                    version.standing().code(),
                    seal(version),
                    rows(otherwise),
                    version.fields().isPresent(),
                    version.standing().isWrong());
        }

        private String licence(Licence licence) {
            return text.of(words.text("print.licence", licence.number(), licence.issuer()));
        }

        private String seal(Version version) {
            String standing = words.text("print.seal." + version.standing().code());
            Optional<String> block = version.block().map(number -> words.text("print.block", number));
            return text.of(block.map(held -> standing + " · " + held).orElse(standing));
        }

        /** Fields that are named after the same thing stand in one line, in the order in which they are read. */
        private List<Row> rows(List<ContentField> fields) {
            Map<String, Row> rows = new LinkedHashMap<>();
            for (ContentField field : fields) {
                String said = text.of(field.words().map(words::text).orElse(field.text()));
                String label = text.of(words.text(field.label()));
                boolean named = !field.name().isEmpty() && !field.name().equals(field.text());
                String line = named ? text.of(field.name()) : label;
                rows.computeIfAbsent(line, key -> new Row(line, new ArrayList<>()))
                        .parts()
                        .add(new Part(named ? label : "", said));
            }
            return List.copyOf(rows.values());
        }
    }
}
