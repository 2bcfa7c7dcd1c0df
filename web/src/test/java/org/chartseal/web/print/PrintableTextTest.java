package org.chartseal.web.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    private final PrintableText text = new PrintableText(character -> character < 0x250);

    @Test
    void whatAFontHasIsWrittenAsItIs() {
        assertThat(text.of("Élodie \u2013".replace("\u2013", "-"))).isEqualTo("Élodie -");
        assertThat(text.of("e\u0301")).isEqualTo("é");
        assertThat(text.of("one\r\ntwo\tthree")).isEqualTo("one\ntwo three");
        assertThat(text.of("1\u202f204")).isEqualTo("1 204");
        assertThat(text.of("a\u200eb")).isEqualTo("a\u200eb");
        assertThat(text.isCoded()).isFalse();
    }

    @Test
    void whatNoFontHasIsSeenAsItsCode() {
        assertThat(text.of("a\ud83e\uddecb")).isEqualTo("a[U+1F9EC]b");
        assertThat(text.isCoded()).isTrue();
    }

    /** What no page, and no XML, can hold. */
    @Test
    void whatIsNoCharacterIsSeenToo() {
        assertThat(text.of("\u0001\ud800\ufffe\ue000")).isEqualTo("[U+0001][U+D800][U+FFFE][U+E000]");
    }
}
