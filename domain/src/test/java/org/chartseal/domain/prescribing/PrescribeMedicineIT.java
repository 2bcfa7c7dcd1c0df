package org.chartseal.domain.prescribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.domain.care.Allergy;
import org.chartseal.domain.care.AllergyId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrescribeMedicineIT {

    private TestClinic clinic;

    @BeforeEach
    void open() {
        clinic = new TestClinic();
        clinic.database.transact(entities -> new LoadFormulary(entities).load());
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void theFormularyIsLoadedOnceAndFoundByNameCodeAndMistype() {
        assertThat(clinic.database.<Integer>inTransaction(entities -> new LoadFormulary(entities).load()))
                .isZero();
        assertThat(names("amox")).first().isEqualTo("amoxicillin");
        assertThat(names("amoxicilin")).contains("amoxicillin");
        assertThat(names("J01CA04")).containsExactly("amoxicillin");
        assertThat(names("metf 1000")).first().isEqualTo("metformin");
        assertThat(names("zz%")).isEmpty();
        assertThat(names("a")).isEmpty();
    }

    @Test
    void whatIsSignedMapsToWhatWasSealed() {
        PrescriptionId id = new PrescriptionId(TestPeople.id("rx"));
        SealId seal = sign(clinic.osei, command(id, "amoxicillin", Set.of(), ""));

        assertThat(seal).isEqualTo(new SealId(id.value(), 1));
        clinic.database.transact(entities -> {
            MedicationRequest content = content(entities, id);
            assertThat(TestClinic.commitmentOf(content)).isEqualTo(clinic.commitment(id.value(), 1));
            assertThat(content.getMedicationCodeableConcept()
                            .getCodingFirstRep()
                            .getCode())
                    .isEqualTo("J01CA04");
            assertThat(content.getDosageInstructionFirstRep()
                            .getTiming()
                            .getRepeat()
                            .getFrequency())
                    .isEqualTo(3);
            assertThat(content.getDispenseRequest().getQuantity().getValue()).isEqualTo("21");
        });
    }

    @Test
    void anAlertNeedsAReasonAndTheReasonIsSealedWithIt() {
        allergicTo("Penicillins", "J01C");
        PrescriptionId id = new PrescriptionId(TestPeople.id("rx"));

        assertRefused("alerts-changed", () -> sign(clinic.osei, command(id, "amoxicillin", Set.of(), "seen")));
        assertRefused(
                "override-needs-reason",
                () -> sign(clinic.osei, command(id, "amoxicillin", Set.of("allergy-class"), "  ")));
        sign(clinic.osei, command(id, "amoxicillin", Set.of("allergy-class"), "Tolerated in 2025"));

        clinic.database.transact(entities -> {
            MedicationRequest content = content(entities, id);
            DetectedIssue issue = (DetectedIssue) content.getContained().get(0);
            assertThat(issue.getMitigationFirstRep().getAction().getText()).isEqualTo("Tolerated in 2025");
            assertThat(TestClinic.commitmentOf(content)).isEqualTo(clinic.commitment(id.value(), 1));
        });
    }

    @Test
    void theDatabaseKeepsAnOverrideWithoutReasonOutToo() {
        sign(clinic.osei, command(new PrescriptionId(TestPeople.id("rx")), "amoxicillin", Set.of(), ""));

        assertThatThrownBy(() -> clinic.database.transact(
                        entities -> entities.createNativeQuery("UPDATE prescription SET alerts = 'allergy-class'")
                                .executeUpdate()))
                .satisfies(failure ->
                        assertThat(Constraints.violated(failure)).contains("prescription_override_has_reason"));
    }

    @Test
    void theSameMedicineTwiceIsADuplicateUntilTheFirstIsDiscontinued() {
        PrescriptionId first = new PrescriptionId(TestPeople.id("rx1"));
        PrescriptionId second = new PrescriptionId(TestPeople.id("rx2"));
        sign(clinic.osei, command(first, "amoxicillin", Set.of(), ""));
        assertRefused("alerts-changed", () -> sign(clinic.osei, command(second, "amoxicillin", Set.of(), "")));

        SealId stopped = prescribe(it -> it.discontinue(clinic.osei, clinic.patient, first, "Rash"));
        SealId again = prescribe(it -> it.discontinue(clinic.osei, clinic.patient, first, "Rash"));
        sign(clinic.osei, command(second, "amoxicillin", Set.of(), ""));

        assertThat(stopped).isEqualTo(new SealId(first.value(), 2)).isEqualTo(again);
        clinic.database.transact(entities -> assertThat(TestClinic.commitmentOf(content(entities, first)))
                .isEqualTo(clinic.commitment(first.value(), 2)));
    }

    @Test
    void aFormThatIsSentTwicePrescribesOnce() {
        PrescriptionId id = new PrescriptionId(TestPeople.id("rx"));
        SealId first = sign(clinic.osei, command(id, "amoxicillin", Set.of(), ""));

        assertThat(sign(clinic.osei, command(id, "amoxicillin", Set.of(), ""))).isEqualTo(first);
        assertThat(clinic.count("prescription")).isEqualTo(1);
        assertThat(clinic.count("record_version")).isEqualTo(1);
    }

    @Test
    void onlyAVerifiedDoctorWithTheGrantSigns() {
        PrescriptionId id = new PrescriptionId(TestPeople.id("rx"));

        assertRefused("practitioner-not-verified", () -> sign(clinic.haas, command(id, "amoxicillin", Set.of(), "")));
        assertRefused("access-not-granted", () -> sign(clinic.lind, command(id, "amoxicillin", Set.of(), "")));
        assertThat(clinic.count("prescription")).isZero();
    }

    @Test
    void theChecksSayWhatTheyDidNotCheck() {
        List<CheckResult> results = clinic.database.inTransaction(
                entities -> checks(entities).check(clinic.osei, clinic.patient, item(entities, "amoxicillin")));

        assertThat(results)
                .flatExtracting(CheckResult::gaps)
                .extracting(CheckResult.Gap::code)
                .containsExactly("no-allergies-recorded", "interaction-not-checked", "dose-range-not-checked");
    }

    private void allergicTo(String substance, String atc) {
        clinic.database.transact(entities -> entities.persist(new Allergy(
                new AllergyId(TestPeople.id(substance)),
                clinic.patient,
                new Allergy.Details(substance, atc, "rash", Allergy.Criticality.HIGH),
                clinic.osei.requirePractitioner(),
                TestPeople.NOW)));
    }

    private PrescribeMedicine.Command command(
            PrescriptionId id, String medicine, Set<String> seen, String overrideReason) {
        return clinic.database.inTransaction(entities -> new PrescribeMedicine.Command(
                id,
                clinic.patient,
                Optional.empty(),
                item(entities, medicine),
                new Regimen(
                        new Dose(BigDecimal.ONE, "{capsule}"),
                        Route.ORAL,
                        Frequency.TID,
                        Optional.of(7),
                        21,
                        0,
                        "With water"),
                seen,
                overrideReason));
    }

    private SealId sign(Actor actor, PrescribeMedicine.Command command) {
        return prescribe(it -> it.sign(actor, command));
    }

    private <T> T prescribe(Function<PrescribeMedicine, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new PrescribeMedicine(
                entities,
                clinic.maySign(entities),
                checks(entities),
                clinic.seals(entities),
                clinic.hand(),
                TestClinic.CLOCK)));
    }

    private CheckPrescription checks(EntityManager entities) {
        return new CheckPrescription(entities, clinic.door(entities), TestClinic.CLOCK);
    }

    private static MedicationRequest content(EntityManager entities, PrescriptionId id) {
        return (MedicationRequest) new PrescriptionContent(entities).currentContent(new RecordId(id.value()));
    }

    private FormularyItemId item(EntityManager entities, String name) {
        return new SearchFormulary(entities).search(clinic.osei, name).get(0).id();
    }

    private List<String> names(String text) {
        return clinic.database.inTransaction(entities -> new SearchFormulary(entities)
                .search(clinic.osei, text).stream()
                        .map(found -> found.medicine().name())
                        .distinct()
                        .toList());
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
