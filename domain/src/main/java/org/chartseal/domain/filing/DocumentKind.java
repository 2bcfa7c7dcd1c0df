package org.chartseal.domain.filing;

import java.util.Arrays;
import java.util.Locale;
import org.chartseal.domain.shared.Refused;

/** What a document is, with its LOINC code. */
public enum DocumentKind {
    DISCHARGE_SUMMARY("18842-5"),
    REFERRAL("57133-1"),
    CONSULTATION("11488-4"),
    OPERATION("11504-8"),
    IMAGING("18748-4"),
    LABORATORY("11502-2"),
    CONSENT("59284-0"),
    /** LOINC: Note. */
    OTHER("34109-9");

    private final String loinc;

    DocumentKind(String loinc) {
        this.loinc = loinc;
    }

    /** As it is stored and named in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The LOINC code. */
    public String loinc() {
        return loinc;
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code document-kind-unknown}
     */
    public static DocumentKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("document-kind-unknown").at("kind"));
    }
}
