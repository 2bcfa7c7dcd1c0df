package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
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
 * case that shows something of a patient calls it first.
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
     * Opens something of a patient's record for treatment.
     *
     * @param what code of what is opened, for example {@code chart} or {@code lab-report}
     * @param record the single record, if it is one
     * @return on which basis
     * @throws Refused {@code access-not-granted} to a practitioner without the patient's grant
     * @throws NotFound to everyone else who may not read it: it answers as if there were no such patient
     */
    public Allowed open(Actor actor, PatientId patient, RecordCategory category, String what, Optional<UUID> record) {
        Instant now = clock.instant();
        AccessDecision decision = policy.decide(actor, patient, category, Purpose.TREATMENT, now);
        log.keep(entry(actor, patient, category, what, record, decision, now));
        if (decision instanceof Allowed allowed) {
            return allowed;
        }
        if (actor.is(Role.DOCTOR)) {
            throw Refused.because(((Denied) decision).code());
        }
        throw new NotFound("patient", patient);
    }

    private static AccessLogEntry entry(
            Actor actor,
            PatientId patient,
            RecordCategory category,
            String what,
            Optional<UUID> record,
            AccessDecision decision,
            Instant at) {
        var reader = new AccessLogEntry.Reader(actor.account().name(), roleOf(actor), actor.practitioner());
        var opened = new AccessLogEntry.Opened(patient, category.code(), what, record);
        String purpose = Purpose.TREATMENT.code();
        if (decision instanceof Allowed allowed) {
            return new AccessLogEntry(
                    at, reader, opened, purpose, allowed.basis().code(), allowed.basisId(), true);
        }
        return new AccessLogEntry(at, reader, opened, purpose, ((Denied) decision).code(), Optional.empty(), false);
    }

    private static String roleOf(Actor actor) {
        return actor.roles().stream()
                .min(Comparator.naturalOrder())
                .map(Role::code)
                .orElse("none");
    }
}
