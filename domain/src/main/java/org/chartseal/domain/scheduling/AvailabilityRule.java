package org.chartseal.domain.scheduling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** Each week on that day, between those wall clock times, a practitioner sees patients in that room. */
@Entity
@Table(name = "availability_rule")
public class AvailabilityRule {

    @Id
    private UUID id;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "room_id")
    private UUID roomId;

    @Column(name = "day_of_week")
    private int dayOfWeek;

    private LocalTime starts;
    private LocalTime ends;

    @Column(name = "valid_from")
    private LocalDate validFrom;

    @Column(name = "valid_until")
    private @Nullable LocalDate validUntil;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AvailabilityRule() {}

    /**
     * A new rule, without an end.
     *
     * @throws Refused {@code availability-empty} when it ends before it starts
     */
    public AvailabilityRule(
            UUID id,
            PractitionerId practitioner,
            RoomId room,
            DayOfWeek day,
            LocalTime starts,
            LocalTime ends,
            LocalDate validFrom) {
        if (!starts.isBefore(ends)) {
            throw Refused.because("availability-empty").at("ends");
        }
        this.id = id;
        this.practitionerId = practitioner.value();
        this.roomId = room.value();
        this.dayOfWeek = day.getValue();
        this.starts = starts;
        this.ends = ends;
        this.validFrom = validFrom;
    }

    /** Ends the rule: that day is the last on which it holds. */
    public void endOn(LocalDate lastDay) {
        this.validUntil = lastDay;
    }

    /** Whether it holds on that day. */
    public boolean holdsOn(LocalDate day) {
        return day.getDayOfWeek().getValue() == dayOfWeek
                && !day.isBefore(validFrom)
                && (validUntil == null || !day.isAfter(validUntil));
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    public RoomId room() {
        return new RoomId(roomId);
    }

    public LocalTime starts() {
        return starts;
    }

    public LocalTime ends() {
        return ends;
    }
}
