package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @Test
    void pointAndCommaBothSeparate() {
        assertThat(Decimals.parse(" 4,7 ", 1)).isEqualTo(new BigDecimal("4.7"));
        assertThat(Decimals.parse("4.7", 2)).isEqualTo(new BigDecimal("4.70"));
        assertThat(Decimals.parse("140", 0)).isEqualTo(new BigDecimal("140"));
    }

    @Test
    void moreDecimalsThanTheTestHasAreRefusedNotRounded() {
        assertThatThrownBy(() -> Decimals.parse("4.71", 1))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("result-too-precise"));
        assertThatThrownBy(() -> Decimals.parse("1,234", 0)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "abc", "1e3", "1.2.3", ".5", "5.", "1 000", "٤", "0x1"})
    void whatIsNoPlainFigureIsRefused(String typed) {
        assertThatThrownBy(() -> Decimals.parse(typed, 2))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("result-not-a-number"));
    }
}
