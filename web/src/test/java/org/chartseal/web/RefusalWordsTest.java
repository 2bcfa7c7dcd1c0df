package org.chartseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectDamage;
import org.junit.jupiter.api.Test;

/** Every rule that can say no has words of its own, and the words' facts come with it. */
class RefusalWordsTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("../domain/src/main/java"), Path.of("../storage-adapter/src/main/java"), Path.of("src/main/java"));

    /** The code, then everything up to the end of the statement: there stand the facts. */
    private static final Pattern LITERAL = Pattern.compile("Refused\\s*\\.because\\(\\s*\"([^\"]+)\"([^;]*)");

    private static final Pattern COMPUTED = Pattern.compile("Refused\\s*\\.because\\(\\s*\\(*(\\w+)");

    /** Where a code is not written out: the expression, and the codes that it can be. */
    private static final Map<String, List<String>> KNOWN_EXPRESSIONS = Map.of(
            "SLOT_TAKEN", List.of("slot-taken"),
            "ROOM_TAKEN", List.of("room-taken"),
            "PATIENT_BUSY", List.of("patient-busy"),
            "FORM_SENT_TWICE", List.of("form-sent-twice"),
            "field", List.of("days-out-of-bounds", "quantity-out-of-bounds", "refills-out-of-bounds"),
            "refusal",
                    List.of(
                            "seal-header-malformed",
                            "emergency-statement-malformed",
                            "erasure-statement-malformed",
                            "grant-statement-malformed",
                            "grant-terms-malformed",
                            "revocation-statement-malformed",
                            "batch-proof-malformed",
                            "access-head-malformed",
                            "access-proof-malformed"),
            // as the access policy says
            "Denied", List.of(),
            "code", Arrays.stream(ObjectDamage.values()).map(ObjectDamage::code).toList(),
            "fileRefused", List.of("attachment-type", "attachment-empty", "attachment-too-large"),
            // one of the codes that are written out where a value is read
            "String", List.of());

    private static final Pattern DENIED = Pattern.compile("new Denied\\([^;]*;");

    private final ResourceBundle texts = ResourceBundle.getBundle("messages", Locale.ENGLISH);

    @Test
    void the_codes_are_found() {
        assertThat(refusals()).hasSizeGreaterThan(130).containsKeys("slot-taken", "object-altered", "note-not-yours");
    }

    @Test
    void every_code_has_words() {
        assertThat(refusals().keySet())
                .filteredOn(code -> !texts.containsKey("refused." + code))
                .isEmpty();
    }

    @Test
    void no_words_are_left_over() {
        assertThat(texts.keySet())
                .filteredOn(key -> key.startsWith("refused.") && !key.equals("refused.other"))
                .allMatch(key -> refusals().containsKey(key.substring("refused.".length())));
    }

    @Test
    void what_the_words_name_comes_with_the_refusal() {
        List<String> missing = new ArrayList<>();
        refusals().forEach((code, statements) -> {
            Matcher places = Pattern.compile("\\{([a-z]\\w*)").matcher(texts.getString("refused." + code));
            while (places.find()) {
                String fact = "\"" + places.group(1) + "\"";
                statements.stream()
                        .filter(statement -> !statement.contains(fact))
                        .forEach(statement -> missing.add(code + " without " + fact));
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_code_that_is_not_written_out_is_known_to_this_test() {
        assertThat(expressions()).isSubsetOf(KNOWN_EXPRESSIONS.keySet());
    }

    /** Each code with the statements that write it out. */
    private static Map<String, List<String>> refusals() {
        Map<String, List<String>> refusals = new TreeMap<>();
        sources()
                .forEach(source -> LITERAL.matcher(source)
                        .results()
                        .forEach(found -> refusals.computeIfAbsent(found.group(1), code -> new ArrayList<>())
                                .add(found.group(2))));
        sources()
                .forEach(source -> DENIED.matcher(source)
                        .results()
                        .forEach(denial -> Pattern.compile("\"([a-z-]+)\"")
                                .matcher(denial.group())
                                .results()
                                .forEach(code -> refusals.putIfAbsent(code.group(1), List.of()))));
        KNOWN_EXPRESSIONS.values().forEach(codes -> codes.forEach(code -> refusals.putIfAbsent(code, List.of())));
        return refusals;
    }

    private static Set<String> expressions() {
        TreeSet<String> expressions = new TreeSet<>();
        sources()
                .forEach(
                        source -> COMPUTED.matcher(source).results().forEach(found -> expressions.add(found.group(1))));
        return expressions;
    }

    private static List<String> sources() {
        return SOURCES.stream().flatMap(RefusalWordsTest::javaFiles).toList();
    }

    private static Stream<String> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(RefusalWordsTest::read)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
