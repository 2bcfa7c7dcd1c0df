package org.chartseal.domain.scheduling;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Where an appointment stands, and where it may go from there. */
public enum AppointmentStatus {
    /** A patient asked for it; reception confirms. The time is kept. */
    PROPOSED("proposed"),
    BOOKED("booked"),
    /** Checked in, waiting. */
    ARRIVED("arrived"),
    IN_ROOM("in-room"),
    FULFILLED("fulfilled"),
    CANCELLED("cancelled"),
    NO_SHOW("noshow");

    private final String code;

    AppointmentStatus(String code) {
        this.code = code;
    }

    /** As it is stored and named in message keys. */
    public String code() {
        return code;
    }

    static AppointmentStatus ofCode(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unknown status " + code));
    }

    /** The allowed moves stand here and nowhere else; undoing the last one is always a move back. */
    public Set<AppointmentStatus> next() {
        return switch (this) {
            case PROPOSED -> EnumSet.of(BOOKED, CANCELLED);
            case BOOKED -> EnumSet.of(ARRIVED, CANCELLED, NO_SHOW);
            case ARRIVED -> EnumSet.of(IN_ROOM, CANCELLED, NO_SHOW);
            case IN_ROOM -> EnumSet.of(FULFILLED);
            case FULFILLED, CANCELLED, NO_SHOW -> EnumSet.noneOf(AppointmentStatus.class);
        };
    }

    /** Whether the appointment may still be given another time. */
    public boolean movable() {
        return this == PROPOSED || this == BOOKED;
    }

    /** Whether it keeps practitioner, patient and room from being booked again; as the exclusion constraints have it. */
    public boolean takesTime() {
        return this != CANCELLED && this != NO_SHOW;
    }
}
