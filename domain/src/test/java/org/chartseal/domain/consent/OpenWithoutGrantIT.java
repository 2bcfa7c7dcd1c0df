package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessCases.Case;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.OpenWithoutGrant.Author;
import org.chartseal.domain.consent.OpenWithoutGrant.Rules;
import org.chartseal.domain.consent.OpenWithoutGrant.Visited;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenWithoutGrantIT {

    private static final String OSEI = "Dr. Ama Osei";
    private static final Actor DOCTOR =
            Actor.practitioner("osei", Role.DOCTOR, new PractitionerId(TestPeople.id("practitioner Osei")));

    private static TestDatabase database;
    private static final Map<Case, Rules> RULES = new EnumMap<>(Case.class);

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.transact(AccessCases::fill);
        for (Case each : Case.values()) {
            RULES.put(each, of(Actor.patient("self", new PatientId(each.patient()))));
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Rules of(Actor actor) {
        return database.inTransaction(entities -> new OpenWithoutGrant(
                        entities, new AccessPolicy(entities, TestPeople.CLOCK), TestPeople.CLOCK)
                .of(actor));
    }

    private static Set<Case> where(Predicate<Rules> holds) {
        return RULES.entrySet().stream()
                .filter(each -> holds.test(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Case.class)));
    }

    @Test
    void theFrontDeskAndAuditorsSeeWhatEveryPatientIsToldOf() {
        assertThat(RULES.values()).allSatisfy(rules -> {
            assertThat(rules.frontDesk())
                    .containsExactlyInAnyOrder(RecordCategory.DEMOGRAPHICS, RecordCategory.APPOINTMENTS);
            assertThat(rules.auditors()).containsExactly(RecordCategory.DEMOGRAPHICS);
        });
    }

    @Test
    void theLaboratorySeesWhileARequestStands() {
        assertThat(where(rules -> !rules.laboratory().isEmpty()))
                .containsExactlyInAnyOrder(Case.ASKED, Case.LAB_REQUEST, Case.LAB_REQUEST_GENETICS);
        assertThat(where(rules -> rules.laboratory().contains(RecordCategory.GENETICS)))
                .containsExactly(Case.LAB_REQUEST_GENETICS);
        assertThat(where(rules -> rules.laboratory().contains(RecordCategory.NOTES)))
                .isEmpty();
    }

    @Test
    void aDoctorSeesWhatTheySignedOrAskedFor() {
        assertThat(where(rules -> rules.authors().contains(new Author(OSEI, 1))))
                .containsExactlyInAnyOrder(Case.AUTHORED, Case.ASKED);
        assertThat(where(rules -> rules.authors().stream()
                        .anyMatch(author -> author.name().equals(OSEI))))
                .as("as the policy decides, but for a draft, which is no record of the patient's yet")
                .isEqualTo(Arrays.stream(Case.values())
                        .filter(each -> each != Case.CLAIM_DRAFTED)
                        .filter(each -> isOpenWithoutGrant(each, RecordCategory.NOTES, Optional.of(each.record())))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whomAVisitIsToSeesWhoComesUntilTheDayAfter() {
        assertThat(where(rules -> !rules.visits().isEmpty()))
                .containsExactlyInAnyOrder(Case.VISIT, Case.VISIT_WITHOUT_GRANT);
        assertThat(Objects.requireNonNull(RULES.get(Case.VISIT_WITHOUT_GRANT)).visits())
                .containsExactly(new Visited(
                        OSEI, Instant.parse("2026-11-25T11:00:00Z"), Instant.parse("2026-11-26T11:20:00Z")));
        assertThat(isOpenWithoutGrant(Case.VISIT_WITHOUT_GRANT, RecordCategory.APPOINTMENTS, Optional.empty()))
                .as("as the policy decides")
                .isTrue();
        assertThat(isOpenWithoutGrant(Case.VISIT_CANCELLED, RecordCategory.APPOINTMENTS, Optional.empty()))
                .isFalse();
    }

    @Test
    void thePatientAloneIsTold() {
        assertThatThrownBy(() -> of(DOCTOR)).isInstanceOf(Refused.class);
    }

    private static boolean isOpenWithoutGrant(Case of, RecordCategory category, Optional<java.util.UUID> record) {
        AccessDecision decision = database.inTransaction(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                .decide(DOCTOR, new PatientId(of.patient()), category, record, Purpose.TREATMENT, TestPeople.NOW));
        return decision instanceof Allowed allowed && allowed.basis() == AccessDecision.Basis.AUTHOR;
    }
}
