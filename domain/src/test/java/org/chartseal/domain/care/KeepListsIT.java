package org.chartseal.domain.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepListsIT {

    private static final Allergy.Details PENICILLIN =
            new Allergy.Details("Penicillin", "J01C", "rash", Allergy.Criticality.HIGH);

    private final AtomicInteger drawn = new AtomicInteger();
    private final IdGenerator ids = this::nextId;
    private TestClinic clinic;

    @BeforeEach
    void open() {
        clinic = new TestClinic();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void anAllergyIsActiveOnceAndEndsOnce() {
        AllergyId id = record(clinic.osei, PENICILLIN);

        assertRefused(
                "allergy-already-recorded",
                () -> record(
                        clinic.osei, new Allergy.Details("penicillin", "", "", Allergy.Criticality.UNABLE_TO_ASSESS)));
        end(id, ListState.ENTERED_IN_ERROR);
        assertRefused("entry-already-ended", () -> end(id, ListState.RESOLVED));
        record(clinic.osei, PENICILLIN);

        assertThat(clinic.count("allergy WHERE status = 'active'")).isEqualTo(1);
    }

    @Test
    void onlyAVerifiedDoctorWithTheGrantRecords() {
        assertRefused("practitioner-not-verified", () -> record(clinic.haas, PENICILLIN));
        assertRefused("access-not-granted", () -> record(clinic.lind, PENICILLIN));
        assertThat(clinic.count("allergy")).isZero();
    }

    @Test
    void aProblemIsActiveOnce() {
        Problem.Details hypertension = new Problem.Details("i10", "Essential hypertension", Optional.empty());
        clinic.database.transact(entities -> problems(entities).record(clinic.osei, clinic.patient, hypertension));

        assertThat(hypertension.code()).isEqualTo("I10");
        assertRefused(
                "problem-already-recorded",
                () -> clinic.database.transact(
                        entities -> problems(entities).record(clinic.osei, clinic.patient, hypertension)));
    }

    @Test
    void codesHaveTheirForm() {
        assertRefused("problem-code-malformed", () -> new Problem.Details("hyper", "x", Optional.empty()));
        assertRefused("allergy-atc-malformed", () -> new Allergy.Details("x", "J1", "", Allergy.Criticality.LOW));
        assertRefused("allergy-substance-missing", () -> new Allergy.Details(" ", "", "", Allergy.Criticality.LOW));
    }

    private AllergyId record(Actor actor, Allergy.Details details) {
        return clinic.database.inTransaction(
                entities -> new KeepAllergies(lists(entities), ids).record(actor, clinic.patient, details));
    }

    private void end(AllergyId id, ListState as) {
        clinic.database.transact(
                entities -> new KeepAllergies(lists(entities), ids).end(clinic.osei, clinic.patient, id, as));
    }

    private KeepProblems problems(jakarta.persistence.EntityManager entities) {
        return new KeepProblems(lists(entities), ids);
    }

    private ListEntries lists(jakarta.persistence.EntityManager entities) {
        return new ListEntries(entities, clinic.maySign(entities), TestClinic.CLOCK);
    }

    private UUID nextId() {
        return TestPeople.id("drawn " + drawn.incrementAndGet());
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
