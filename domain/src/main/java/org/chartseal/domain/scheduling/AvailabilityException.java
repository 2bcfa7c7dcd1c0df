package org.chartseal.domain.scheduling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;

/** A time in which a practitioner sees nobody, whatever the rules say: leave, a conference, theatre. */
@Entity
@Table(name = "availability_exception")
public class AvailabilityException {

    @Id
    private UUID id;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    private String reason;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AvailabilityException() {}

    /**
     * A new exception.
     *
     * @throws Refused {@code reason-missing}
     */
    public AvailabilityException(UUID id, PractitionerId practitioner, TimeSpan time, String reason) {
        if (reason.isBlank()) {
            throw Refused.because("reason-missing").at("reason");
        }
        this.id = id;
        this.practitionerId = practitioner.value();
        this.startsAt = time.start();
        this.endsAt = time.end();
        this.reason = reason.strip();
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    public TimeSpan time() {
        return new TimeSpan(startsAt, endsAt);
    }

    public String reason() {
        return reason;
    }
}
