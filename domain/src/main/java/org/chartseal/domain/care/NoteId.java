package org.chartseal.domain.care;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a consultation note; also the record that is sealed.
 *
 * @param value the identifier
 */
public record NoteId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static NoteId parse(String text) {
        return new NoteId(Ids.parse("note", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
