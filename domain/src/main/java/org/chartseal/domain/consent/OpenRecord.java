package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Denied;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * The one door to a patient's record: decides, keeps the decision in the access log, and only then lets through. Every use
 * case that shows or changes something of a patient calls it first.
 */
@ApplicationScoped
public class OpenRecord {

    private final AccessPolicy policy;
    private final AccessLog log;
    private final Clock clock;

    @Inject
    public OpenRecord(AccessPolicy policy, AccessLog log, Clock clock) {
        this.policy = policy;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens something of a patient's record, for what the actor's roles are there for.
     *
     * @param what code of what is opened, for example {@code chart} or {@code lab-report}
     * @param record the single record, if it is one
     * @return on which basis
     * @throws Refused {@code access-not-granted} or {@code access-sensitive-not-named} to a practitioner without the
     *     patient's grant
     * @throws NotFound to everyone else who may not read it: it answers as if there were no such patient
     */
    public Allowed open(Actor actor, PatientId patient, RecordCategory category, String what, Optional<UUID> record) {
        Instant now = clock.instant();
        Opening opening = new Opening(actor, patient, category, what, record, now);
        Optional<Refusal> refusal = Optional.empty();
        for (Purpose purpose : Purpose.of(actor)) {
            AccessDecision decision = policy.decide(actor, patient, category, record, purpose, now);
            if (decision instanceof Allowed allowed) {
                log.keep(opening.allowed(purpose, allowed));
                return allowed;
            }
            refusal = refusal.or(() -> Optional.of(new Refusal(purpose, (Denied) decision)));
        }
        throw refused(opening, refusal.orElseThrow());
    }

    private RuntimeException refused(Opening opening, Refusal refusal) {
        log.keepRefused(opening.refused(refusal));
        return opening.actor().is(Role.DOCTOR)
                ? Refused.because(refusal.denied().code())
                : new NotFound("patient", opening.patient());
    }

    private record Refusal(Purpose purpose, Denied denied) {}

    private record Opening(
            Actor actor, PatientId patient, RecordCategory category, String what, Optional<UUID> record, Instant at) {

        AccessLogEntry allowed(Purpose purpose, Allowed allowed) {
            return new AccessLogEntry(
                    at, reader(), opened(), purpose.code(), allowed.basis().code(), allowed.basisId(), true);
        }

        AccessLogEntry refused(Refusal refusal) {
            return new AccessLogEntry(
                    at,
                    reader(),
                    opened(),
                    refusal.purpose().code(),
                    refusal.denied().code(),
                    Optional.empty(),
                    false);
        }

        private AccessLogEntry.Opened opened() {
            return new AccessLogEntry.Opened(patient, category.code(), what, record);
        }

        private AccessLogEntry.Reader reader() {
            return AccessLogEntry.Reader.of(actor);
        }
    }
}
