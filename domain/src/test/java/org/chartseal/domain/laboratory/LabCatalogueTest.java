package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.people.Sex;
import org.junit.jupiter.api.Test;

class LabCatalogueTest {

    private static final Set<String> UCUM = Set.of(
            "10*3/uL",
            "10*6/uL",
            "g/dL",
            "%",
            "fL",
            "pg",
            "mg/dL",
            "mL/min/{1.73_m2}",
            "mmol/L",
            "U/L",
            "m[IU]/L",
            "ng/dL",
            "pg/mL",
            "mg/L",
            "1",
            "[pH]",
            "/[HPF]",
            "[IU]/L",
            "{repeats}");

    private final List<LabCatalogue.Panel> panels = LabCatalogue.read().panels();

    @Test
    void everyLoincCodeHasItsCheckDigit() {
        assertThat(tests())
                .hasSizeGreaterThan(40)
                .allSatisfy(test ->
                        assertThat(checkDigit(test.loinc())).as(test.loinc()).isEqualTo(0));
    }

    @Test
    void everyUnitIsAUcumUnitThatTheLaboratoryUses() {
        assertThat(tests()).allSatisfy(test -> assertThat(UCUM).contains(test.unit()));
    }

    @Test
    void namesAreUniqueSoThatNobodyMistakesUrineForBlood() {
        assertThat(tests()).extracting(LabCatalogue.Test::name).doesNotHaveDuplicates();
    }

    @Test
    void adultsOfBothSexesHaveLimitsForEveryTest() {
        assertThat(tests()).allSatisfy(test -> {
            assertThat(limits(test, Sex.FEMALE, 40).none()).as(test.name()).isFalse();
            assertThat(limits(test, Sex.MALE, 40).none()).as(test.name()).isFalse();
        });
    }

    @Test
    void limitsFollowSexAndAgeAtCollection() {
        LabCatalogue.Test haemoglobin = test("718-7");
        assertThat(limits(haemoglobin, Sex.FEMALE, 40).low()).isEqualByComparingTo("12.0");
        assertThat(limits(haemoglobin, Sex.MALE, 40).low()).isEqualByComparingTo("13.5");
        assertThat(limits(haemoglobin, Sex.MALE, 15).low()).isEqualByComparingTo("13.0");
        assertThat(limits(haemoglobin, Sex.FEMALE, 5).low()).isEqualByComparingTo("11.5");
        assertThat(limits(haemoglobin, Sex.UNKNOWN, 40)).isEqualTo(Limits.NONE);
    }

    @Test
    void onTheEighteenthBirthdayTheAdultRangeHolds() {
        LabCatalogue.Test whiteCells = test("6690-2");
        LocalDate birth = LocalDate.of(2001, 3, 1);
        List<ReferenceRange> ranges = ranges(whiteCells);
        assertThat(ReferenceRange.limitsFor(
                                ranges, Sex.MALE, birth, birth.plusYears(18).minusDays(1))
                        .high())
                .isEqualByComparingTo("13.5");
        assertThat(ReferenceRange.limitsFor(ranges, Sex.MALE, birth, birth.plusYears(18))
                        .high())
                .isEqualByComparingTo("11.0");
    }

    private List<LabCatalogue.Test> tests() {
        return panels.stream().flatMap(panel -> panel.tests().stream()).toList();
    }

    private LabCatalogue.Test test(String loinc) {
        return tests().stream()
                .filter(test -> test.loinc().equals(loinc))
                .findFirst()
                .orElseThrow();
    }

    private static Limits limits(LabCatalogue.Test test, Sex sex, int years) {
        LocalDate today = LocalDate.of(2026, 11, 21);
        return ReferenceRange.limitsFor(ranges(test), sex, today.minusYears(years), today);
    }

    private static List<ReferenceRange> ranges(LabCatalogue.Test test) {
        LabTestId id = new LabTestId(new UUID(0, 1));
        return test.ranges().stream()
                .map(range -> new ReferenceRange(new UUID(0, 2), id, range.people(), range.limits()))
                .toList();
    }

    /** Zero when the last digit is the Luhn check digit of those before it. */
    private static int checkDigit(String loinc) {
        String digits = loinc.replace("-", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10;
    }
}
