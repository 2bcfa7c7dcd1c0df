package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/**
 * Someone who has lost their passkey stands before a practitioner, with an identity document: the practitioner writes down that
 * they need another key. Nothing changes by that; two witnesses have to sign it.
 */
@ApplicationScoped
public class OpenRestoration {

    private static final String LOOKED_UP = "restore-key";
    private static final Set<String> ONE_OPEN =
            Set.of("key_restoration_one_open_of_patient", "key_restoration_one_open_of_practitioner");

    private final EntityManager entities;
    private final PasskeyQuestions people;
    private final Witnesses witnesses;
    private final SigningKeys keys;
    private final AccessLog accessLog;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public OpenRestoration(
            EntityManager entities,
            PasskeyQuestions people,
            Witnesses witnesses,
            SigningKeys keys,
            AccessLog accessLog,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.people = people;
        this.witnesses = witnesses;
        this.keys = keys;
        this.accessLog = accessLog;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /** A colleague who has a passkey that they could lose. */
    public record Colleague(PractitionerId id, String name) {}

    /**
     * All others who sign with a passkey, by name.
     *
     * @throws Refused why the actor cannot be a witness
     */
    @Transactional
    public List<Colleague> colleagues(Actor actor) {
        Practitioner self = witnesses.require(actor);
        return entities.createQuery("""
                        SELECT p FROM Practitioner p WHERE p.passkeyId IS NOT NULL AND p.id <> :self
                        ORDER BY p.familyName, p.givenName, p.id
                        """, Practitioner.class)
                .setParameter("self", self.id().value())
                .getResultStream()
                .map(each -> new Colleague(each.id(), each.displayName()))
                .toList();
    }

    /**
     * For the patient with exactly that number of the hospital and birth date, as their identity document has it. That the
     * actor learnt that there is such a patient is kept in the access log.
     *
     * @throws Refused {@code restoration-nobody} when no patient has both; {@code restoration-own}, {@code restoration-no-passkey}
     *     or {@code restoration-exists}; {@code restoration-needs-reason}; or why the actor cannot be a witness
     */
    @Transactional
    public RestorationId forPatient(Actor actor, String number, LocalDate born, RestorationReason reason) {
        Practitioner self = witnesses.require(actor);
        PatientId patient = entities.createQuery(
                        "SELECT p FROM Patient p WHERE p.number = :number AND p.birthDate = :born", Patient.class)
                .setParameter("number", number.strip())
                .setParameter("born", born)
                .getResultStream()
                .findFirst()
                .map(Patient::id)
                .orElseThrow(() -> Refused.because("restoration-nobody").at("number"));
        accessLog.keep(lookedUp(actor, patient, clock.instant()));
        return open(actor, self, people.owner(PasskeyOwner.of(patient)), reason);
    }

    /** A patient whose key they need is found as in {@link org.chartseal.domain.emergency.FindInEmergency}, and kept alike. */
    static AccessLogEntry lookedUp(Actor actor, PatientId patient, Instant at) {
        return new AccessLogEntry(
                at,
                AccessLogEntry.Reader.of(actor),
                new AccessLogEntry.Opened(patient, RecordCategory.DEMOGRAPHICS.code(), LOOKED_UP, Optional.empty()),
                Purpose.ADMINISTRATION.code(),
                LOOKED_UP,
                Optional.empty(),
                true);
    }

    /**
     * For a colleague.
     *
     * @throws Refused {@code restoration-own}, {@code restoration-no-passkey} or {@code restoration-exists};
     *     {@code restoration-needs-reason}; or why the actor cannot be a witness
     */
    @Transactional
    public RestorationId forColleague(Actor actor, PractitionerId colleague, RestorationReason reason) {
        Practitioner self = witnesses.require(actor);
        if (colleague.equals(self.id())) {
            throw Refused.because("restoration-own");
        }
        return open(actor, self, people.owner(PasskeyOwner.of(colleague)), reason);
    }

    private RestorationId open(Actor actor, Practitioner self, KeyOwner holder, RestorationReason reason) {
        requireOther(self, holder);
        if (holder.person().passkey().isEmpty()) {
            throw Refused.because("restoration-no-passkey");
        }
        Instant now = clock.instant();
        dropExpired(holder.id(), now);
        KeyRestoration restoration =
                new KeyRestoration(new RestorationId(ids.next()), holder, reason, keys.create(), self.id(), now);
        entities.persist(restoration);
        flush();
        activities.keep(actor.account(), "restoration-opened", restoration.id(), reason.text());
        return restoration.id();
    }

    /**
     * Nobody is a witness of their own loss, as a patient neither.
     *
     * @throws Refused {@code restoration-own}
     */
    static void requireOther(Practitioner witness, KeyOwner holder) {
        boolean own = holder.person() instanceof Patient patient
                ? patient.account().isPresent() && patient.account().equals(witness.account())
                : holder.id().equals(PasskeyOwner.of(witness.id()));
        if (own) {
            throw Refused.because("restoration-own");
        }
    }

    private void dropExpired(PasskeyOwner holder, Instant now) {
        entities.createQuery("UPDATE KeyRestoration r SET r.droppedAt = :now WHERE r."
                        + holder.kind().attribute()
                        + " = :holder AND r.secondAt IS NULL AND r.droppedAt IS NULL AND r.expiresAt <= :now")
                .setParameter("now", now)
                .setParameter("holder", holder.id())
                .executeUpdate();
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter(ONE_OPEN::contains)
                    .<RuntimeException>map(
                            another -> Refused.because("restoration-exists").causedBy(failure))
                    .orElse(failure);
        }
    }
}
