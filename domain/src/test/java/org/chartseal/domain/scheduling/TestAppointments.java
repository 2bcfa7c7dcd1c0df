package org.chartseal.domain.scheduling;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.testing.TestPeople;

/** Patients' appointments, for tests of other features. */
public final class TestAppointments {

    private TestAppointments() {}

    /** Over that entity manager. */
    public static PatientAppointments of(EntityManager entities, Clock clock) {
        AccessPolicy policy = new AccessPolicy(entities, TestPeople.CLOCK);
        AccessLog log = new AccessLog(entities);
        return new PatientAppointments(
                new AppointmentViews(entities, new OpenList(policy, log, clock)),
                new OpenRecord(policy, log, clock),
                clock);
    }
}
