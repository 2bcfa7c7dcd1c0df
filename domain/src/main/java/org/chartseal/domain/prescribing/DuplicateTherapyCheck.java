package org.chartseal.domain.prescribing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;

/** Holds a medicine against the patient's active prescriptions: the same name, or the same ATC subgroup (fourth level). */
final class DuplicateTherapyCheck {

    static final String CODE = "duplicate";

    private DuplicateTherapyCheck() {}

    static CheckResult check(Medicine medicine, List<Medicine> active) {
        List<Alert> alerts = active.stream()
                .distinct()
                .map(other -> duplicate(medicine, other))
                .flatMap(Optional::stream)
                .toList();
        return new CheckResult(CODE, alerts, List.of());
    }

    private static Optional<Alert> duplicate(Medicine medicine, Medicine other) {
        Map<String, String> facts =
                Map.of("medicine", medicine.label(), "other", other.label(), "subgroup", medicine.subgroup());
        if (medicine.name().equals(other.name())) {
            return Optional.of(new Alert("duplicate-medicine", facts));
        }
        return medicine.subgroup().equals(other.subgroup())
                ? Optional.of(new Alert("duplicate-class", facts))
                : Optional.empty();
    }
}
