package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.chartseal.domain.shared.Refused;

class AccessionNumberTest {

    @Example
    void saysYearRunAndCheckDigit() {
        assertThat(AccessionNumber.of(2026, 123).text()).matches("26-000123-\\d");
    }

    @Property
    void everyNumberReadsBack(
            @ForAll @IntRange(min = 2000, max = 2199) int year,
            @ForAll @LongRange(min = 1, max = 999_999_999) long run) {
        AccessionNumber number = AccessionNumber.of(year, run);
        assertThat(new AccessionNumber(number.text())).isEqualTo(number);
    }

    @Property
    void oneWrongDigitIsFound(
            @ForAll @LongRange(min = 1, max = 999_999) long run,
            @ForAll @IntRange(min = 0, max = 10) int place,
            @ForAll @IntRange(min = 1, max = 9) int change) {
        StringBuilder text = new StringBuilder(AccessionNumber.of(2026, run).text());
        if (text.charAt(place) == '-') {
            return;
        }
        int digit = (text.charAt(place) - '0' + change) % 10;
        text.setCharAt(place, (char) ('0' + digit));
        assertThatThrownBy(() -> new AccessionNumber(text.toString())).isInstanceOf(Refused.class);
    }
}
