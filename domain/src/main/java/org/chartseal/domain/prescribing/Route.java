package org.chartseal.domain.prescribing;

import java.util.Arrays;
import java.util.Locale;
import org.chartseal.domain.shared.Refused;

/** How a medicine is given, with its SNOMED CT code. */
public enum Route {
    ORAL("26643006"),
    SUBLINGUAL("37839007"),
    INTRAVENOUS("47625008"),
    INTRAMUSCULAR("78421000"),
    SUBCUTANEOUS("34206005"),
    INHALATION("447694001"),
    CUTANEOUS("6064005"),
    OCULAR("54485002"),
    RECTAL("37161004"),
    NASAL("46713006");

    private final String snomed;

    Route(String snomed) {
        this.snomed = snomed;
    }

    /** As it is stored and named in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The SNOMED CT code. */
    public String snomed() {
        return snomed;
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code route-unknown}
     */
    public static Route ofCode(String code) {
        return Arrays.stream(values())
                .filter(route -> route.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("route-unknown").at("route"));
    }
}
