package org.chartseal.web.patient;

import java.time.Instant;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.SlotView;
import org.chartseal.domain.shared.NotFound;

/** A free time as the value of one button. */
record ChosenSlot(PractitionerId practitioner, Instant start) {

    static ChosenSlot of(SlotView slot) {
        return new ChosenSlot(slot.practitioner(), slot.time().start());
    }

    /**
     * Reads the value.
     *
     * @throws NotFound when it is none
     */
    static ChosenSlot parse(String value) {
        int at = value.indexOf('@');
        try {
            return new ChosenSlot(
                    PractitionerId.parse(value.substring(0, Math.max(0, at))),
                    Instant.ofEpochMilli(Long.parseLong(value.substring(at + 1))));
        } catch (NumberFormatException malformed) {
            throw (NotFound) new NotFound("slot", value).initCause(malformed);
        }
    }

    @Override
    public String toString() {
        return practitioner + "@" + start.toEpochMilli();
    }
}
