package org.chartseal.web.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A row of a form that has several of its kind; one without a value says nothing.
 *
 * @param system kind of the value
 * @param whose words that go with it; empty where the kind has none
 */
public record FormRow(String system, String value, String whose) {

    private static final FormRow EMPTY = new FormRow("", "", "");

    /** What browsers send: as many systems as values. */
    static List<FormRow> of(List<String> systems, List<String> values, List<String> whose) {
        return IntStream.range(0, values.size())
                .mapToObj(row -> new FormRow(
                        at(systems, row),
                        values.get(row).strip(),
                        at(whose, row).strip()))
                .toList();
    }

    private static String at(List<String> texts, int row) {
        return row < texts.size() ? texts.get(row) : "";
    }

    /** With an empty row at the end. */
    static List<FormRow> oneMore(List<FormRow> rows) {
        List<FormRow> more = new ArrayList<>(rows);
        more.add(EMPTY);
        return more;
    }

    /** Without the row of that number; all of them when there is no such row. */
    static List<FormRow> without(List<FormRow> rows, String number) {
        return IntStream.range(0, rows.size())
                .filter(row -> !Integer.toString(row).equals(number))
                .mapToObj(rows::get)
                .toList();
    }

    /** With a row to type in, where there is none. */
    static List<FormRow> atLeastOne(List<FormRow> rows) {
        return rows.isEmpty() ? List.of(EMPTY) : rows;
    }
}
