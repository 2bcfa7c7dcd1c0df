package org.chartseal.domain.prescribing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chartseal.domain.prescribing.AllergyCheck.KnownAllergy;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static final Medicine AMOXICILLIN = new Medicine("J01CA04", "amoxicillin", "capsule", "500 mg");
    private static final Medicine FLUCLOXACILLIN = new Medicine("J01CF05", "flucloxacillin", "capsule", "500 mg");
    private static final Medicine LISINOPRIL = new Medicine("C09AA03", "lisinopril", "tablet", "10 mg");
    private static final Medicine RAMIPRIL = new Medicine("C09AA05", "ramipril", "capsule", "5 mg");

    @Test
    void anAllergyToAClassForbidsEveryMedicineOfIt() {
        CheckResult result = AllergyCheck.check(AMOXICILLIN, List.of(new KnownAllergy("Penicillins", "J01C", "rash")));

        assertThat(result.alerts()).extracting(Alert::code).containsExactly("allergy-class");
        assertThat(result.alerts().get(0).facts()).containsEntry("reaction", "rash");
        assertThat(AllergyCheck.check(LISINOPRIL, List.of(new KnownAllergy("Penicillins", "J01C", "")))
                        .clear())
                .isTrue();
    }

    @Test
    void anAllergyToTheSubstanceIsFoundByName() {
        assertThat(AllergyCheck.check(AMOXICILLIN, List.of(new KnownAllergy("Amoxicillín", "", "")))
                        .alerts())
                .extracting(Alert::code)
                .containsExactly("allergy-substance");
    }

    @Test
    void anAllergyWithoutAClassIsSaidToBeComparedByNameOnly() {
        CheckResult result = AllergyCheck.check(AMOXICILLIN, List.of(new KnownAllergy("Latex", "", "")));

        assertThat(result.alerts()).isEmpty();
        assertThat(result.gaps()).extracting(CheckResult.Gap::code).containsExactly("allergy-by-name-only");
    }

    @Test
    void noRecordedAllergiesIsNotNoAllergies() {
        CheckResult result = AllergyCheck.check(AMOXICILLIN, List.of());

        assertThat(result.clear()).isFalse();
        assertThat(result.gaps()).extracting(CheckResult.Gap::code).containsExactly("no-allergies-recorded");
    }

    @Test
    void theSameMedicineInAnotherStrengthIsADuplicate() {
        Medicine other = new Medicine("J01CA04", "amoxicillin", "capsule", "250 mg");

        assertThat(DuplicateTherapyCheck.check(AMOXICILLIN, List.of(other)).alerts())
                .extracting(Alert::code)
                .containsExactly("duplicate-medicine");
    }

    @Test
    void theSameFourthLevelIsADuplicateAndTheThirdIsNot() {
        assertThat(DuplicateTherapyCheck.check(LISINOPRIL, List.of(RAMIPRIL)).alerts())
                .extracting(Alert::code)
                .containsExactly("duplicate-class");
        assertThat(DuplicateTherapyCheck.check(AMOXICILLIN, List.of(FLUCLOXACILLIN))
                        .clear())
                .isTrue();
    }
}
