package org.chartseal.domain.emergency;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** Keeps that someone learnt who a patient is without access to the record: to open it in an emergency, or to review that. */
final class EmergencyLog {

    /** Someone looked for a patient by exact facts, or came from the record that refused them. */
    static final String SEARCH = "emergency-search";

    /** Someone reviews what a colleague opened. */
    static final String REVIEW = "emergency-review";

    /** The list of what one has open. */
    static final String OPEN = "emergency-open";

    private final AccessLog log;

    EmergencyLog(AccessLog log) {
        this.log = log;
    }

    void searched(Actor actor, PatientId patient, Instant at) {
        log.keep(new AccessLogEntry(
                at,
                AccessLogEntry.Reader.of(actor),
                new AccessLogEntry.Opened(patient, RecordCategory.DEMOGRAPHICS.code(), SEARCH, Optional.empty()),
                Purpose.TREATMENT.code(),
                SEARCH,
                Optional.empty(),
                true));
    }

    void open(Actor actor, Collection<PatientId> patients, Instant at) {
        listed(actor, patients, OPEN, AccessDecision.Basis.EMERGENCY.code(), at);
    }

    void reviewed(Actor actor, Collection<PatientId> patients, Instant at) {
        listed(actor, patients, REVIEW, REVIEW, at);
    }

    private void listed(Actor actor, Collection<PatientId> patients, String what, String basis, Instant at) {
        log.keepListed(
                AccessLogEntry.Reader.of(actor),
                patients.stream()
                        .distinct()
                        .collect(Collectors.toMap(Function.identity(), patient -> Optional.empty())),
                new AccessLog.Listed(RecordCategory.DEMOGRAPHICS.code(), what, Purpose.TREATMENT.code(), basis),
                at);
    }
}
