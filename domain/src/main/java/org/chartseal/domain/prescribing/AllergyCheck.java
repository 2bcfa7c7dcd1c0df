package org.chartseal.domain.prescribing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.prescribing.CheckResult.Gap;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;

/**
 * Holds a medicine against the patient's recorded allergies: by class (the allergy's ATC prefix) and by the substance's
 * name. An allergy without a class is compared by name only, and the result says so; a patient without recorded allergies
 * was not checked at all.
 */
final class AllergyCheck {

    static final String CODE = "allergy";

    private AllergyCheck() {}

    /**
     * What a patient is allergic to.
     *
     * @param atcPrefix empty when no class is known
     */
    record KnownAllergy(String substance, String atcPrefix, String reaction) {}

    static CheckResult check(Medicine medicine, List<KnownAllergy> known) {
        if (known.isEmpty()) {
            return CheckResult.notChecked(CODE, "no-allergies-recorded");
        }
        List<Alert> alerts = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        for (KnownAllergy allergy : known) {
            if (sameName(medicine, allergy)) {
                alerts.add(alert("allergy-substance", medicine, allergy));
            } else if (allergy.atcPrefix().isEmpty()) {
                gaps.add(new Gap("allergy-by-name-only", Map.of("substance", allergy.substance())));
            } else if (medicine.atc().startsWith(allergy.atcPrefix())) {
                alerts.add(alert("allergy-class", medicine, allergy));
            }
        }
        return new CheckResult(CODE, alerts, gaps);
    }

    private static boolean sameName(Medicine medicine, KnownAllergy allergy) {
        String substance = PersonName.fold(allergy.substance());
        String name = PersonName.fold(medicine.name());
        return name.contains(substance) || substance.contains(name);
    }

    private static Alert alert(String code, Medicine medicine, KnownAllergy allergy) {
        return new Alert(
                code,
                Map.of("medicine", medicine.name(), "substance", allergy.substance(), "reaction", allergy.reaction()));
    }
}
