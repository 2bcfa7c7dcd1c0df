package org.chartseal.domain.consent;

import java.util.Arrays;
import java.util.Optional;

/** Parts of a record that are opened, granted and logged separately. */
public enum RecordCategory {
    /** Name, birth date, contacts, identifiers. */
    DEMOGRAPHICS("demographics"),
    APPOINTMENTS("appointments"),
    /** Problems and allergies. */
    SUMMARY("summary"),
    NOTES("notes"),
    MEDICATION("medication"),
    LABORATORY("laboratory"),
    DOCUMENTS("documents");

    private final String code;

    RecordCategory(String code) {
        this.code = code;
    }

    /** As it stands in grants, logs and message keys. */
    public String code() {
        return code;
    }

    /** The category of that code. */
    public static Optional<RecordCategory> ofCode(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }
}
