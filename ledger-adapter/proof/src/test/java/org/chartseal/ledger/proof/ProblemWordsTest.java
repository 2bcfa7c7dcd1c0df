package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that the verifier gives has words, and stands in the documentation; no other does. */
class ProblemWordsTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "org", "chartseal", "ledger", "proof");
    private static final Path BROWSER =
            Path.of("..", "..", "web", "src", "main", "webapp", "assets", "js", "bundle", "problem-words.js");
    private static final Pattern ENTRY = Pattern.compile("\"([a-z-]+)\": \"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");
    private static final Pattern TOLD = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    @Test
    void theCodesAreTheSameInCodeWordsAndDocumentation() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(each -> !each.endsWith("ProblemWords.java")).toList()) {
                used.addAll(found(CODE, file));
            }
        }
        Set<String> worded = found(CODE, SOURCES.resolve("ProblemWords.java"));
        Set<String> told = found(TOLD, Path.of("..", "..", "docs", "bundle.md"));
        told.removeIf(each -> !worded.contains(each) && each.startsWith("chartseal"));

        assertThat(used).isNotEmpty().isEqualTo(worded);
        assertThat(told).isEqualTo(worded);
    }

    /** The page that verifies in the browser says the same. */
    @Test
    void theBrowserHasTheSameWords() throws IOException {
        String module = Files.readString(BROWSER);
        Map<String, String> words = ENTRY.matcher(module)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));

        assertThat(words.keySet()).isEqualTo(found(CODE, SOURCES.resolve("ProblemWords.java")));
        words.forEach((code, text) -> assertThat(text).isEqualTo(ProblemWords.of(code)));
    }

    private static Set<String> found(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
