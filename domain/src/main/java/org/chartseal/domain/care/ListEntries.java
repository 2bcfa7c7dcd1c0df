package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** What keeping any list about a patient takes: the right to, one active entry of a kind, an end. */
@ApplicationScoped
class ListEntries {

    private final EntityManager entities;
    private final MaySign maySign;
    private final Clock clock;

    @Inject
    ListEntries(EntityManager entities, MaySign maySign, Clock clock) {
        this.entities = entities;
        this.maySign = maySign;
        this.clock = clock;
    }

    /**
     * One kind of list.
     *
     * @param name of an entry, as codes have it
     * @param activeOnce the constraint that lets one entry be active once
     * @param field of the form that says what it is
     */
    record Kind<E extends ListEntry>(Class<E> type, String name, String activeOnce, String field) {}

    /** Records the entry that the author's id and the moment make; {@code twice} when the like is active already. */
    void record(
            Actor actor,
            PatientId patient,
            Kind<?> kind,
            UUID id,
            BiFunction<PractitionerId, Instant, ? extends ListEntry> entry,
            Refused twice) {
        PractitionerId by = author(actor, patient, "record-" + kind.name(), id);
        entities.persist(entry.apply(by, clock.instant()));
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter(kind.activeOnce()::equals)
                    .<RuntimeException>map(known -> twice.at(kind.field()).causedBy(failure))
                    .orElse(failure);
        }
    }

    void end(Actor actor, PatientId patient, Kind<?> kind, UUID id, ListState as) {
        PractitionerId by = author(actor, patient, "end-" + kind.name(), id);
        ListEntry entry = entities.find(kind.type(), id);
        if (entry == null || !entry.patient().equals(patient)) {
            throw new NotFound(kind.name(), id);
        }
        entry.end(as, by, clock.instant());
    }

    private PractitionerId author(Actor actor, PatientId patient, String what, UUID id) {
        return maySign.require(actor, patient, RecordCategory.SUMMARY, what, id).id();
    }
}
