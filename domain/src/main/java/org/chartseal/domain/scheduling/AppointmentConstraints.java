package org.chartseal.domain.scheduling;

import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.Refused;

/**
 * Writes appointments so that the exclusion constraints decide, and says their verdict in words.
 *
 * <p>Two transactions that insert rows excluding each other wait for each other, and PostgreSQL ends one of them only after
 * its deadlock time-out. So whoever takes a time first takes the locks of practitioner, room and patient, always in the same
 * order: the second then waits, and is refused by the constraint at once when the first has committed.
 */
final class AppointmentConstraints {

    static final String SLOT_TAKEN = "slot-taken";
    static final String ROOM_TAKEN = "room-taken";
    static final String PATIENT_BUSY = "patient-busy";
    static final String FORM_SENT_TWICE = "form-sent-twice";

    private AppointmentConstraints() {}

    static void lock(EntityManager entities, PatientId patient, Slot... slots) {
        Stream<UUID> places = Stream.of(slots)
                .flatMap(slot ->
                        Stream.of(slot.practitioner().value(), slot.room().value()));
        List<Long> keys = Stream.concat(places, Stream.of(patient.value()))
                .map(id -> id.getMostSignificantBits() ^ id.getLeastSignificantBits())
                .distinct()
                .sorted()
                .toList();
        for (Long key : keys) {
            entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(?1)", Integer.class)
                    .setParameter(1, key)
                    .getResultList();
        }
    }

    /**
     * Writes what is pending.
     *
     * @throws Refused {@code slot-taken}, {@code room-taken}, {@code patient-busy}, {@code form-sent-twice} or
     *     {@code changed-meanwhile}; the transaction is dead then
     */
    static void flush(EntityManager entities) {
        try {
            entities.flush();
        } catch (OptimisticLockException stale) {
            throw Refused.because("changed-meanwhile").causedBy(stale);
        } catch (PersistenceException refused) {
            throw translated(refused);
        }
    }

    private static RuntimeException translated(PersistenceException refused) {
        return switch (Constraints.violated(refused).orElse("")) {
            case "appointment_practitioner_free" -> Refused.because(SLOT_TAKEN).causedBy(refused);
            case "appointment_room_free" -> Refused.because(ROOM_TAKEN).causedBy(refused);
            case "appointment_patient_free" -> Refused.because(PATIENT_BUSY).causedBy(refused);
            case "patient_not_erased" -> Refused.because("patient-erased").causedBy(refused);
            case "appointment_form_once" -> Refused.because(FORM_SENT_TWICE).causedBy(refused);
            default -> refused;
        };
    }
}
