package org.chartseal.web.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArabicFormsTest {

    /** By Unicode's rules of joining; some letters join the one before alone, marks do not part what joins. */
    @ParameterizedTest
    @CsvSource({
        "\u0645\u062d\u0645\u062f, \ufee3\ufea4\ufee4\ufeaa", // initial, medial, medial, final
        "\u062f\u0627\u0631, \ufea9\ufe8d\ufead", // none of them joins the next
        "\u0628, \ufe8f",
        "\u0628\u064e\u0628, \ufe91\u064e\ufe90", // a mark between
        "\u0628\u200c\u0628, \ufe8f\u200c\ufe8f", // kept apart
        "\u0628\u200d, \ufe91\u200d", // as if it joined
        "\u0633\u0644\u0627\u0645, \ufeb3\ufefc\ufee1", // lam and alef are drawn as one, joined to the letter before
        "\u0644\u0627, \ufefb",
        "\u0644\u064e\u0627, \ufefb\u064e",
        "\u067e\u06cc, \ufb58\ufbfd", // Persian
        "\u0628\u0627\u0628 \u0628, \ufe91\ufe8e\ufe8f \ufe8f", // a space parts
        "\u0628\u0640\u0628, \ufe91\u0640\ufe90" // drawn out
    })
    void lettersHaveTheFormOfTheirPlace(String text, String shaped) {
        assertThat(ArabicForms.shape(text)).isEqualTo(shaped);
        assertThat(ArabicForms.plain(shaped).replace("\u064e", "")).isEqualTo(text.replace("\u064e", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Haemoglobin", "\u05d3\u05d5\u05d3", "\u0660\u0661", "\ud83e\uddec"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(ArabicForms.shape(text)).isEqualTo(text);
    }
}
