package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

class FlagTest {

    private static final Limits POTASSIUM = limits("3.5", "5.1", "2.8", "6.2");

    @Example
    void limitsThemselvesAreUsual() {
        assertThat(Flag.of(new BigDecimal("3.5"), POTASSIUM)).isEqualTo(Flag.N);
        assertThat(Flag.of(new BigDecimal("5.10"), POTASSIUM)).isEqualTo(Flag.N);
        assertThat(Flag.of(new BigDecimal("3.4"), POTASSIUM)).isEqualTo(Flag.L);
        assertThat(Flag.of(new BigDecimal("5.2"), POTASSIUM)).isEqualTo(Flag.H);
        assertThat(Flag.of(new BigDecimal("2.7"), POTASSIUM)).isEqualTo(Flag.LL);
        assertThat(Flag.of(new BigDecimal("6.3"), POTASSIUM)).isEqualTo(Flag.HH);
    }

    @Property
    void aHigherValueNeverGetsALowerFlag(
            @ForAll("values") BigDecimal one, @ForAll("values") BigDecimal other, @ForAll("ascending") Limits limits) {
        BigDecimal lower = one.min(other);
        BigDecimal higher = one.max(other);
        assertThat(rank(Flag.of(lower, limits))).isLessThanOrEqualTo(rank(Flag.of(higher, limits)));
    }

    @Property
    void aFlagSaysExactlyWhichLimitIsCrossed(@ForAll("values") BigDecimal value, @ForAll("ascending") Limits limits) {
        Flag flag = Flag.of(value, limits);
        assertThat(flag == Flag.LL).isEqualTo(below(value, limits.criticalLow()));
        assertThat(flag == Flag.HH).isEqualTo(above(value, limits.criticalHigh()));
        assertThat(flag == Flag.LL || flag == Flag.L)
                .isEqualTo(below(value, limits.low()) || below(value, limits.criticalLow()));
        assertThat(flag == Flag.HH || flag == Flag.H)
                .isEqualTo(above(value, limits.high()) || above(value, limits.criticalHigh()));
    }

    @Property
    void howManyDecimalsAreWrittenDoesNotMatter(
            @ForAll("values") BigDecimal value, @ForAll("ascending") Limits limits) {
        assertThat(Flag.of(value.setScale(4), limits)).isEqualTo(Flag.of(value, limits));
    }

    @Property
    void withoutLimitsThereIsNoFlag(@ForAll("values") BigDecimal value) {
        assertThat(Flag.of(value, Limits.NONE)).isEqualTo(Flag.NA);
    }

    @Example
    void limitsThatDescendAreRefused() {
        assertThatThrownBy(() -> limits("5.1", "3.5", null, null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> limits("3.5", null, "3.6", null)).isInstanceOf(Refused.class);
    }

    @Provide
    Arbitrary<BigDecimal> values() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(1);
    }

    @Provide
    Arbitrary<Limits> ascending() {
        return values().list()
                .ofSize(4)
                .flatMap(four -> Arbitraries.integers().between(1, 15).map(present -> ascending(four, present)));
    }

    private static Limits ascending(List<BigDecimal> four, int present) {
        BigDecimal[] sorted = four.toArray(new BigDecimal[0]);
        Arrays.sort(sorted);
        return new Limits(
                (present & 1) == 0 ? null : sorted[1],
                (present & 2) == 0 ? null : sorted[2],
                (present & 4) == 0 ? null : sorted[0],
                (present & 8) == 0 ? null : sorted[3]);
    }

    private static Limits limits(
            @Nullable String low, @Nullable String high, @Nullable String criticalLow, @Nullable String criticalHigh) {
        return new Limits(figure(low), figure(high), figure(criticalLow), figure(criticalHigh));
    }

    private static @Nullable BigDecimal figure(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static boolean below(BigDecimal value, @Nullable BigDecimal limit) {
        return limit != null && value.compareTo(limit) < 0;
    }

    private static boolean above(BigDecimal value, @Nullable BigDecimal limit) {
        return limit != null && value.compareTo(limit) > 0;
    }

    private static int rank(Flag flag) {
        return List.of(Flag.LL, Flag.L, Flag.N, Flag.H, Flag.HH).indexOf(flag);
    }
}
