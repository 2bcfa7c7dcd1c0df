package org.chartseal.domain.prescribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimenTest {

    @ParameterizedTest
    @CsvSource({
        "1, TID, 7, 21",
        "0.5, BID, 7, 7",
        "0.5, QD, 7, 4",
        "2, QID, 5, 40",
        "1, Q6H, 5, 20",
        "1, WK, 28, 4",
        "1, WK, 10, 2",
        "1, QOD, 30, 15",
        "1, ONCE, 7, 1",
        "1.5, Q8H, 1, 5"
    })
    void theQuantityFollowsFromDoseFrequencyAndDays(String dose, String frequency, int days, int units) {
        assertThat(Regimen.suggestedQuantity(dose(dose), Frequency.ofCode(frequency), Optional.of(days)))
                .contains(units);
    }

    @Test
    void nothingIsSuggestedWhereNothingCanBeCalculated() {
        assertThat(Regimen.suggestedQuantity(dose("1"), Frequency.PRN, Optional.of(7)))
                .isEmpty();
        assertThat(Regimen.suggestedQuantity(dose("1"), Frequency.QD, Optional.empty()))
                .isEmpty();
        assertThat(Regimen.suggestedQuantity(dose("9999999"), Frequency.QID, Optional.of(730)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "0.0001", "10000000"})
    void aDoseHasBounds(String value) {
        assertThatThrownBy(() -> dose(value))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo("dose"));
    }

    @Test
    void theSameDoseIsTheSameHoweverItIsWritten() {
        assertThat(dose("500.000")).isEqualTo(dose("500")).isEqualTo(dose("5E+2"));
        assertThat(dose("500.000").amount()).isEqualTo("500");
    }

    @Test
    void refillsAndQuantityHaveBounds() {
        assertThatThrownBy(() -> regimen(0, 0)).hasMessageStartingWith("quantity-out-of-bounds");
        assertThatThrownBy(() -> regimen(1, 13)).hasMessageStartingWith("refills-out-of-bounds");
    }

    @Test
    void theFormularyIsWellFormed() {
        List<FormularyItem> items = LoadFormulary.read();

        assertThat(items).hasSizeGreaterThan(80).allSatisfy(item -> {
            assertThat(item.medicine().atc()).matches("[A-Z]\\d{2}[A-Z]{2}\\d{2}");
            assertThat(item.routes()).isNotEmpty();
            assertThat(item.usualDose()).isPresent();
            assertThat(item.usualDays().orElseThrow()).isBetween(1, Regimen.LONGEST_DAYS);
        });
        Set<UUID> ids = new HashSet<>();
        items.forEach(item -> ids.add(item.id().value()));
        assertThat(ids).hasSameSizeAs(items);
    }

    private static Dose dose(String value) {
        return new Dose(new BigDecimal(value), "{tablet}");
    }

    private static Regimen regimen(int quantity, int refills) {
        return new Regimen(dose("1"), Route.ORAL, Frequency.QD, Optional.empty(), quantity, refills, "");
    }
}
