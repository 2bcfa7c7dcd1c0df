package org.chartseal.domain.scheduling;

import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;

/** A free slot with the names that a page shows. */
public record SlotView(
        PractitionerId practitioner,
        String practitionerName,
        String speciality,
        RoomId room,
        String roomName,
        TimeSpan time) {}
