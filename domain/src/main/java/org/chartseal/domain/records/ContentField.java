package org.chartseal.domain.records;

import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;

/**
 * A part of a sealed content, as people read it.
 *
 * @param label key of the words for what it is
 * @param name tells it from others of that label, for example the test that was done; empty where there is one alone
 * @param text as it was written; empty when {@code words} say it
 * @param words key of the words for what stands there, when that is a code
 * @param apart the part of the patient's record that must be open to the reader for this field, when it is another than the
 *     record's own
 */
public record ContentField(
        String label, String name, String text, Optional<String> words, Optional<RecordCategory> apart) {

    /** Label of why a version replaced the one before. */
    public static final String WHY = "versions.why";

    /** A field with what was written. */
    public static ContentField written(String label, String text) {
        return named(label, "", text);
    }

    /** One of several fields of that label. */
    public static ContentField named(String label, String name, String text) {
        return new ContentField(label, name, text, Optional.empty(), Optional.empty());
    }

    /** A field with a code that has words. */
    public static ContentField coded(String label, String name, String words) {
        return new ContentField(label, name, "", Optional.of(words), Optional.empty());
    }

    /** The same, for who may open that part of the patient's record too. */
    public ContentField only(RecordCategory other) {
        return new ContentField(label, name, text, words, Optional.of(other));
    }
}
