package org.chartseal.domain.consent;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Parts of a record that are opened, granted and logged separately. */
public enum RecordCategory {
    /** Name, birth date, contacts, identifiers. */
    DEMOGRAPHICS("demographics"),
    APPOINTMENTS("appointments"),
    /** Problems and allergies. */
    SUMMARY("summary"),
    NOTES("notes"),
    /** All medicines, whatever they treat: who prescribes without seeing them endangers the patient. */
    MEDICATION("medication"),
    LABORATORY("laboratory"),
    /** Pictures and scans. */
    IMAGING("imaging"),
    /** Files that are no pictures. */
    DOCUMENTS("documents"),
    /** What was claimed of insurers: it says why somebody came and what that cost, and nobody needs it to treat them. */
    CLAIMS("claims", true),
    MENTAL_HEALTH("mental-health", true),
    REPRODUCTIVE_HEALTH("reproductive-health", true),
    GENETICS("genetics", true);

    private final String code;
    private final boolean sensitive;

    RecordCategory(String code) {
        this(code, false);
    }

    RecordCategory(String code, boolean sensitive) {
        this.code = code;
        this.sensitive = sensitive;
    }

    /** As it stands in grants, logs and message keys. */
    public String code() {
        return code;
    }

    /** Whether only a grant that names it opens it: one for everything does not. */
    public boolean sensitive() {
        return sensitive;
    }

    /** What a grant for everything opens. */
    public static Set<RecordCategory> ordinary() {
        Set<RecordCategory> ordinary = EnumSet.allOf(RecordCategory.class);
        ordinary.removeIf(RecordCategory::sensitive);
        return ordinary;
    }

    /** The category of that code. */
    public static Optional<RecordCategory> ofCode(String code) {
        return Arrays.stream(values())
                .filter(category -> category.code.equals(code))
                .findFirst();
    }

    /**
     * The category of a code that a constraint of the database holds to those there are.
     *
     * @throws IllegalArgumentException for any other
     */
    public static RecordCategory stored(String code) {
        return ofCode(code).orElseThrow(() -> new IllegalArgumentException("no category: " + code));
    }
}
