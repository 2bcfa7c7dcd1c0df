package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessCases.Case;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose licence is suspended reads nothing by it any more, whatever was granted, booked, signed or declared before. */
class SuspendedPractitionerIT {

    private static final PractitionerId OSEI = new PractitionerId(TestPeople.id("practitioner Osei"));
    private static TestDatabase database;

    @BeforeAll
    static void suspend() {
        database = TestDatabase.fresh();
        database.transact(entities -> {
            AccessCases.fill(entities);
            entities.createNativeQuery("UPDATE practitioner SET state = 'suspended' WHERE family_name = 'Osei'")
                    .executeUpdate();
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void nothingOpensInAnyRelation() {
        Set<AccessDecision> decisions = new HashSet<>();
        for (Actor osei : List.of(
                Actor.practitioner("osei", Role.DOCTOR, OSEI), Actor.practitioner("osei", Role.LAB_TECHNICIAN, OSEI))) {
            for (Case one : Case.values()) {
                for (RecordCategory category : RecordCategory.values()) {
                    for (Optional<UUID> record : List.of(Optional.<UUID>empty(), Optional.of(one.record()))) {
                        decisions.add(decide(osei, one, category, record));
                    }
                }
            }
        }
        assertThat(decisions).containsExactly(new AccessDecision.Denied("access-suspended"));
    }

    @Test
    void nobodyIsListed() {
        Set<PatientId> opened = database.inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                .openedTo(
                        Actor.practitioner("osei", Role.DOCTOR, OSEI),
                        RecordCategory.DEMOGRAPHICS,
                        Purpose.TREATMENT,
                        TestPeople.NOW)
                .keySet());

        assertThat(opened).isEmpty();
    }

    @Test
    void theirOwnRecordStaysTheirs() {
        PatientId own = new PatientId(Case.NONE.patient());
        Actor patientToo =
                new Actor(new Account("osei"), Set.of(Role.DOCTOR, Role.PATIENT), Optional.of(own), Optional.of(OSEI));

        assertThat(decide(patientToo, Case.NONE, RecordCategory.NOTES, Optional.empty()))
                .isEqualTo(Allowed.by(Basis.SELF));
    }

    @Test
    void whoeverActsForSomebodyStillDoes() {
        PatientId proxy = new PatientId(TestPeople.id("patient The Proxy"));
        Actor doctorToo = new Actor(
                new Account("osei"), Set.of(Role.DOCTOR, Role.PATIENT), Optional.of(proxy), Optional.of(OSEI));

        AccessDecision decision = decide(doctorToo, Case.GRANT_TO_PROXY, RecordCategory.NOTES, Optional.empty());

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.basis()).isEqualTo(Basis.PROXY));
    }

    private static AccessDecision decide(Actor actor, Case one, RecordCategory category, Optional<UUID> record) {
        return database.inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                .decide(actor, new PatientId(one.patient()), category, record, Purpose.TREATMENT, TestPeople.NOW));
    }
}
