package org.chartseal.domain.care;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.chartseal.domain.shared.Refused;

/** Where an entry of the problem or allergy list stands. */
public enum ListState {
    ACTIVE,
    RESOLVED,
    ENTERED_IN_ERROR;

    /** As it is stored and named in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code entry-state-unknown}
     */
    public static ListState ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("entry-state-unknown").at("state"));
    }

    /**
     * The state after ending; only what is active can end.
     *
     * @throws Refused {@code entry-already-ended} or {@code entry-state-unknown}
     */
    ListState endedAs(ListState end) {
        if (this != ACTIVE) {
            throw Refused.because("entry-already-ended", Map.of("state", code()));
        }
        if (end == ACTIVE) {
            throw Refused.because("entry-state-unknown").at("state");
        }
        return end;
    }
}
