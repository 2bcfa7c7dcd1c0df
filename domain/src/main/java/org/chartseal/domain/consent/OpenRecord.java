package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
        return open(new Opening(actor, patient, category, what, record, clock.instant()), log::keep);
    }

    /**
     * As {@link #open}, for a part of a record: parts that are fetched one after the other are kept as the read of it that they are
     * together. It is decided each time, and each refused try is kept.
     */
    public Allowed openPart(Actor actor, PatientId patient, RecordCategory category, String what, UUID record) {
        return open(new Opening(actor, patient, category, what, Optional.of(record), clock.instant()), log::keepPart);
    }

    private Allowed open(Opening opening, Consumer<AccessLogEntry> keeping) {
        Decided decided = decide(opening);
        if (decided.decision() instanceof Allowed allowed) {
            keeping.accept(opening.allowed(decided.purpose(), allowed));
            return allowed;
        }
        Denied refusal = (Denied) decided.decision();
        log.keepRefused(opening.refused(decided.purpose(), refusal));
        throw opening.actor().is(Role.DOCTOR)
                ? Refused.because(refusal.code())
                : new NotFound("patient", opening.patient());
    }

    /**
     * Keeps that the actor asked, as if it were of another record, for what is of this patient's: in this patient's log, if the
     * actor may not read it there either. Nothing is shown.
     *
     * @return what answers it, as if there were no such thing
     */
    public NotFound strayed(Actor actor, PatientId owner, RecordCategory category, String what, UUID record) {
        Opening opening = new Opening(actor, owner, category, what, Optional.of(record), clock.instant());
        Decided decided = decide(opening);
        if (decided.decision() instanceof Denied denied) {
            log.keepRefused(opening.refused(decided.purpose(), denied));
        }
        return new NotFound(what, record);
    }

    /**
     * Keeps that the actor asked for what is not theirs to read, whatever of that category is otherwise open to them. Nothing is shown.
     *
     * @return what answers it, as if there were no such thing
     */
    public NotFound closed(Actor actor, PatientId owner, RecordCategory category, String what, UUID record) {
        Opening opening = new Opening(actor, owner, category, what, Optional.of(record), clock.instant());
        log.keepRefused(opening.refused(decide(opening).purpose(), new Denied("access-not-yours")));
        return new NotFound(what, record);
    }

    /** On the first purpose for which it is allowed, or else as for the first. */
    private Decided decide(Opening opening) {
        Optional<Decided> first = Optional.empty();
        for (Purpose purpose : Purpose.of(opening.actor())) {
            Decided decided = new Decided(
                    purpose,
                    policy.decide(
                            opening.actor(),
                            opening.patient(),
                            opening.category(),
                            opening.record(),
                            purpose,
                            opening.at()));
            if (decided.decision() instanceof Allowed) {
                return decided;
            }
            first = first.or(() -> Optional.of(decided));
        }
        return first.orElseThrow();
    }

    private record Decided(Purpose purpose, AccessDecision decision) {}

    private record Opening(
            Actor actor, PatientId patient, RecordCategory category, String what, Optional<UUID> record, Instant at) {

        AccessLogEntry allowed(Purpose purpose, Allowed allowed) {
            return new AccessLogEntry(
                    at, reader(), opened(), purpose.code(), allowed.basis().code(), allowed.basisId(), true);
        }

        AccessLogEntry refused(Purpose purpose, Denied denied) {
            return new AccessLogEntry(at, reader(), opened(), purpose.code(), denied.code(), Optional.empty(), false);
        }

        private AccessLogEntry.Opened opened() {
            return new AccessLogEntry.Opened(patient, category.code(), what, record);
        }

        private AccessLogEntry.Reader reader() {
            return AccessLogEntry.Reader.of(actor);
        }
    }
}
