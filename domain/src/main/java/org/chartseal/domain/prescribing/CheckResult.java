package org.chartseal.domain.prescribing;

import java.util.List;
import java.util.Map;

/**
 * What one check says about a prescription before it is signed.
 *
 * @param check its code: {@code allergy}, {@code duplicate}, {@code interaction}, {@code dose-range}
 * @param alerts what it found; a signature then needs a reason
 * @param gaps what it could not check, and why: shown as loudly as an alert
 */
public record CheckResult(String check, List<Alert> alerts, List<Gap> gaps) {

    public CheckResult {
        alerts = List.copyOf(alerts);
        gaps = List.copyOf(gaps);
    }

    /**
     * Something that was not checked.
     *
     * @param code why, and the key of its words ({@code gap.<code>})
     */
    public record Gap(String code, Map<String, String> facts) {
        public Gap {
            facts = Map.copyOf(facts);
        }
    }

    /** Whether everything was checked and nothing was found. */
    public boolean clear() {
        return alerts.isEmpty() && gaps.isEmpty();
    }

    static CheckResult notChecked(String check, String why) {
        return new CheckResult(check, List.of(), List.of(new Gap(why, Map.of())));
    }
}
