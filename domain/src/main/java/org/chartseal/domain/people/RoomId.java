package org.chartseal.domain.people;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a room.
 *
 * @param value the identifier
 */
public record RoomId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static RoomId parse(String text) {
        return new RoomId(Ids.parse("room", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
