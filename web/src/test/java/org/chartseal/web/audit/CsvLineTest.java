package org.chartseal.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLineTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            plain        | "plain"
            a,b          | "a,b"
            a "b" c      | "a ""b"" c"
            =1+1         | "'=1+1"
            +49 30       | "'+49 30"
            -1           | "'-1"
            @SUM(A1)     | "'@SUM(A1)"
            a=1          | "a=1"
            """)
    void no_cell_is_a_formula_and_none_breaks_out(String cell, String written) {
        assertThat(CsvLine.of(cell, "x")).isEqualTo(written + ",\"x\"\r\n");
    }
}
