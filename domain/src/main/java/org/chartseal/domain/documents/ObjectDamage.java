package org.chartseal.domain.documents;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/** What can be wrong with a stored object. Whatever it is, none of its content is shown. */
public enum ObjectDamage {
    /** Nothing lies at its address. */
    MISSING("object-missing"),
    /** Its end is not there. */
    CUT("object-cut"),
    /** Another sound object lies in its place. */
    SWAPPED("object-swapped"),
    /** Bytes of it were changed. */
    ALTERED("object-altered"),
    /** It is sound, but it belongs to another patient, record or version. */
    OF_ANOTHER_RECORD("object-of-another-record"),
    /** There is no key for it, or the vault does not have the master key that protects that. */
    KEY_MISSING("object-key-missing"),
    /** Its key was destroyed on purpose. */
    KEY_DESTROYED("object-key-destroyed"),
    /** Its key was changed, cut, or taken from another object. */
    KEY_DAMAGED("object-key-damaged"),
    /** Its key was wrapped for another patient. */
    KEY_OF_ANOTHER_PATIENT("object-key-of-another-patient"),
    /** There is a key, but not the one that the object commits to. */
    KEY_NOT_COMMITTED("object-key-not-committed"),
    /** Someone has a key of it to whom the patient does not give access. */
    KEY_SUPERFLUOUS("object-key-superfluous");

    private final String code;

    ObjectDamage(String code) {
        this.code = code;
    }

    /** The refusal's code, and the key of its words. */
    public String code() {
        return code;
    }

    /** Whether the object itself may be sound. */
    boolean isOfTheKey() {
        return switch (this) {
            case MISSING, CUT, SWAPPED, ALTERED -> false;
            case OF_ANOTHER_RECORD,
                    KEY_MISSING,
                    KEY_DESTROYED,
                    KEY_DAMAGED,
                    KEY_OF_ANOTHER_PATIENT,
                    KEY_NOT_COMMITTED,
                    KEY_SUPERFLUOUS -> true;
        };
    }

    /** The refusal of reading the object at this address. */
    public Refused at(ObjectAddress address) {
        return Refused.because(code, Map.of("address", address.toString()));
    }

    /** Which damage a refusal names, if it is about a stored object. */
    public static Optional<ObjectDamage> of(Refused refusal) {
        return Arrays.stream(values())
                .filter(damage -> damage.code.equals(refusal.code()))
                .findFirst();
    }
}
