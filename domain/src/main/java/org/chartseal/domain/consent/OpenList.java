package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/**
 * The door to lists of several patients: a calendar, a queue, a search. Answers for which of them the actor may see the
 * category, and keeps those reads in the access log before the list is shown.
 */
@ApplicationScoped
public class OpenList {

    private final AccessPolicy policy;
    private final AccessLog log;
    private final Clock clock;

    @Inject
    public OpenList(AccessPolicy policy, AccessLog log, Clock clock) {
        this.policy = policy;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens a list, for what the actor's roles are there for.
     *
     * @param category what it shows of each
     * @param what code of the list, for example {@code day-calendar}
     * @return those of the patients that may be shown
     */
    public Set<PatientId> open(Actor actor, Collection<PatientId> patients, RecordCategory category, String what) {
        Instant now = clock.instant();
        Set<PatientId> open = new HashSet<>();
        for (Purpose purpose : Purpose.of(actor)) {
            Set<PatientId> left = new HashSet<>(patients);
            left.removeAll(open);
            byBasis(policy.decideAll(actor, left, category, purpose, now)).forEach((basis, shown) -> {
                log.keepListed(
                        AccessLogEntry.Reader.of(actor),
                        shown,
                        new AccessLog.Listed(category.code(), what, purpose.code(), basis.code()),
                        now);
                open.addAll(shown.keySet());
            });
        }
        return open;
    }

    /** Those who may be shown, with what it rests on. */
    private static Map<Basis, Map<PatientId, Optional<UUID>>> byBasis(Map<PatientId, AccessDecision> decisions) {
        Map<Basis, Map<PatientId, Optional<UUID>>> byBasis = new EnumMap<>(Basis.class);
        decisions.forEach((patient, decision) -> {
            if (decision instanceof Allowed allowed) {
                byBasis.computeIfAbsent(allowed.basis(), basis -> new HashMap<>())
                        .put(patient, allowed.basisId());
            }
        });
        return byBasis;
    }
}
