package org.chartseal.domain.scheduling;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies an appointment.
 *
 * @param value the identifier
 */
public record AppointmentId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static AppointmentId parse(String text) {
        return new AppointmentId(Ids.parse("appointment", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
