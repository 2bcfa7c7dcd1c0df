package org.chartseal.domain.scheduling;

import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;

/**
 * A free time with a practitioner in a room.
 *
 * @param time of the visit, without the buffer after it
 */
public record Slot(PractitionerId practitioner, RoomId room, TimeSpan time) {}
