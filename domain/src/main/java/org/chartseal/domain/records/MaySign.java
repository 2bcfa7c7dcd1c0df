package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** What every doctor's signature needs: the role, a verified practitioner within their licence, and the patient's grant. */
@ApplicationScoped
public class MaySign {

    private final EntityManager entities;
    private final OpenRecord door;
    private final Clock clock;

    @Inject
    public MaySign(EntityManager entities, OpenRecord door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /**
     * Insists that the actor may sign something of that category for that patient now, and logs that the record was opened
     * for it.
     *
     * @param what code of what is signed, for example {@code sign-note}
     * @param record the record to be signed
     * @return who signs
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}, {@code practitioner-not-verified},
     *     {@code licence-run-out}, {@code access-not-granted}
     */
    public Practitioner require(Actor actor, PatientId patient, RecordCategory category, String what, UUID record) {
        actor.require(Role.DOCTOR);
        PractitionerId id = actor.requirePractitioner();
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        door.open(actor, patient, category, what, Optional.of(record));
        practitioner.requireMaySign(LocalDate.now(clock));
        return practitioner;
    }
}
