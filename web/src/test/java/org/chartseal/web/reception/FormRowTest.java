package org.chartseal.web.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormRowTest {

    private static final FormRow PASSPORT = new FormRow("passport", "X1", "");
    private static final FormRow INSURANCE = new FormRow("insurance", "777", "");

    @Test
    void what_a_browser_sends_becomes_rows_in_their_order() {
        assertThat(FormRow.of(List.of("passport", "insurance"), List.of(" X1 ", "777"), List.of()))
                .containsExactly(PASSPORT, INSURANCE);
        assertThat(FormRow.of(List.of("phone"), List.of("1"), List.of("daughter")))
                .containsExactly(new FormRow("phone", "1", "daughter"));
    }

    @Test
    void one_row_goes_and_the_others_keep_what_was_typed() {
        assertThat(FormRow.without(List.of(PASSPORT, INSURANCE), "0")).containsExactly(INSURANCE);
        assertThat(FormRow.without(List.of(PASSPORT, INSURANCE), "nonsense")).containsExactly(PASSPORT, INSURANCE);
    }

    @Test
    void one_row_more_is_empty() {
        assertThat(FormRow.oneMore(List.of(PASSPORT))).containsExactly(PASSPORT, new FormRow("", "", ""));
        assertThat(FormRow.atLeastOne(List.of())).hasSize(1);
        assertThat(FormRow.atLeastOne(List.of(INSURANCE))).containsExactly(INSURANCE);
    }
}
