package org.chartseal.web.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Come on Monday|Come on Tuesday|Come on [Monday]|Come on [Tuesday]",
                "5.4 mmol/L|5.1 mmol/L|[5.4] mmol/L|[5.1] mmol/L",
                "Angina?|Angina|Angina[?]|Angina",
                "a b c|a x y c|a [b] c|a [x y] c",
                "the same|the same|the same|the same",
                "nichts übrig|etwas|[nichts übrig]|[etwas]",
                "胸の痛み|胸の痛み、強い|胸の痛み|胸の痛み[、強い]"
            })
    void whatIsNotInTheOtherIsMarkedWordForWord(String before, String after, String old, String now) {
        MarkedText marked = MarkedText.of(before, after);
        assertThat(text(marked.before())).isEqualTo(old);
        assertThat(text(marked.after())).isEqualTo(now);
    }

    @Test
    void ofNothingNothingIsLeft() {
        assertThat(MarkedText.of("", "new").before()).isEmpty();
        assertThat(text(MarkedText.of("", "new").after())).isEqualTo("[new]");
        assertThat(text(MarkedText.of("old", "").before())).isEqualTo("[old]");
        assertThat(MarkedText.of("", "").after()).isEmpty();
    }

    @Test
    void linesAndSpacesStayAsTheyWere() {
        String before = "Since two days.\n  Worse\tat night";
        MarkedText marked = MarkedText.of(before, "Since three days.\n\n  Worse at night");
        assertThat(marked.before().stream().map(MarkedText.Piece::text).collect(Collectors.joining()))
                .isEqualTo(before);
    }

    /** The longest section of a note, every word another. */
    @Test
    @Timeout(20)
    void theLongestTextsAreComparedInTheTimeOfAPage() {
        String one = words("a");
        String other = words("b");
        long start = System.nanoTime();
        MarkedText marked = MarkedText.of(one, other);
        assertThat(marked.before()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static String words(String beginning) {
        return IntStream.range(0, 3_300)
                .mapToObj(each -> beginning + Integer.toString(each, 36))
                .collect(Collectors.joining(" "));
    }

    private static String text(List<MarkedText.Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.marked() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }
}
