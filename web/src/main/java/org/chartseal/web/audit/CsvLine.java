package org.chartseal.web.audit;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A line of comma-separated values (RFC 4180) of which no cell is a formula to a spreadsheet. */
final class CsvLine {

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private CsvLine() {}

    /** The line with its end. */
    static String of(Object... cells) {
        return Arrays.stream(cells).map(cell -> cell(cell.toString())).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A text that a spreadsheet would compute gets an apostrophe in front, which makes it text. */
    private static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
