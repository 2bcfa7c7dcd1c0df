package org.chartseal.domain.records;

import java.util.Arrays;
import org.chartseal.domain.shared.Refused;

/** What kinds of records are sealed. */
public enum RecordType {
    NOTE("note"),
    PRESCRIPTION("prescription"),
    LAB_REQUEST("lab-request"),
    LAB_REPORT("lab-report"),
    DOCUMENT("document"),
    CLAIM("claim");

    private final String code;

    RecordType(String code) {
        this.code = code;
    }

    /** As it stands in seals, in the database and in message keys. */
    public String code() {
        return code;
    }

    /**
     * The type of that code.
     *
     * @throws Refused {@code record-type-unknown}
     */
    public static RecordType ofCode(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("record-type-unknown"));
    }
}
