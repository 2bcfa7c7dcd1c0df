package org.chartseal.domain.prescribing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.BlockChain;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.CheckPaper;
import org.chartseal.domain.records.CheckPaper.Checked;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.records.SealedSources;
import org.chartseal.domain.records.VerifySeal;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who holds a printed prescription learns whether it is good, and not whose it is; who only knows its seal learns nothing. */
class CheckPaperIT {

    private static final PrescriptionId PRESCRIPTION = new PrescriptionId(TestPeople.id("rx"));
    private static final LocalDate TODAY = LocalDate.ofInstant(TestPeople.NOW, TestClinic.CLOCK.getZone());

    private final TestClinic clinic = new TestClinic();
    private SealId seal = new SealId(PRESCRIPTION.value(), 1);
    private String code = "";

    @BeforeEach
    void prescribe() {
        clinic.database.transact(entities -> new LoadFormulary(entities).load());
        PrescribeMedicine.Command command = clinic.database.inTransaction(entities -> new PrescribeMedicine.Command(
                PRESCRIPTION,
                clinic.patient,
                Optional.empty(),
                new SearchFormulary(entities)
                        .search(clinic.osei, "amoxicillin")
                        .get(0)
                        .id(),
                new Regimen(
                        new Dose(new BigDecimal("1.5"), "{capsule}"),
                        Route.ORAL,
                        Frequency.TID,
                        Optional.of(7),
                        21,
                        1,
                        "With water, dear Ada"),
                Set.of(),
                ""));
        seal = prescribing(it -> it.sign(clinic.osei, command));
        code = with(papers -> papers.code(seal)).orElseThrow();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void theHolderLearnsWhatItSaysByWhomAndNotForWhom() {
        Checked checked = with(papers -> papers.check(seal, code));

        assertThat(checked.result()).isNotEqualTo(Result.FAILED);
        assertThat(checked.type()).isEqualTo(RecordType.PRESCRIPTION);
        assertThat(checked.author()).contains("Osei");
        assertThat(checked.licence()).isPresent();
        assertThat(checked.signedAt()).isEqualTo(TestPeople.NOW);
        assertThat(checked.replacedAt()).isEmpty();
        assertThat(checked.prescribed().orElseThrow()).satisfies(rx -> {
            assertThat(rx.medicine()).contains("amoxicillin");
            assertThat(rx.dose()).isEqualByComparingTo("1.5");
            assertThat(rx.quantity()).isEqualByComparingTo("21");
            assertThat(rx.unit()).isEqualTo("capsule");
            assertThat(rx.refills()).isEqualTo(1);
            assertThat(rx.until()).contains(TODAY.plusDays(14));
            assertThat(rx.stopped()).isFalse();
        });
        assertThat(checked.toString())
                .doesNotContain("Ada", clinic.patient.toString())
                .doesNotContain("With water");
    }

    @Test
    void thePatientSeesThatItWasChecked() {
        with(papers -> papers.check(seal, code));

        assertThat(reads()).containsExactly("paper paper paper " + clinic.patient + " " + PRESCRIPTION.value());
    }

    @Test
    void withoutTheCodeItIsAsIfThereWereNoSuchSeal() {
        String other = code.startsWith("A") ? "B" + code.substring(1) : "A" + code.substring(1);
        for (String wrong : List.of(other, "", "x", code + "A", code.toLowerCase(java.util.Locale.ROOT) + "=")) {
            assertThatThrownBy(() -> with(papers -> papers.check(seal, wrong)))
                    .as(wrong)
                    .isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> with(papers -> papers.check(new SealId(PRESCRIPTION.value(), 2), code)))
                .isInstanceOf(NotFound.class);
        assertThat(reads()).isEmpty();
    }

    @Test
    void theCodeOfOneVersionIsNotThatOfTheNext() {
        SealId stopped = prescribing(it -> it.discontinue(clinic.osei, clinic.patient, PRESCRIPTION, "Rash"));

        Optional<String> next = with(papers -> papers.code(stopped));
        assertThat(next.orElseThrow()).isNotEqualTo(code);
        assertThatThrownBy(() -> with(papers -> papers.check(stopped, code))).isInstanceOf(NotFound.class);
    }

    @Test
    void aStoppedPrescriptionIsNoLongerGood() {
        prescribing(it -> it.discontinue(clinic.osei, clinic.patient, PRESCRIPTION, "Rash"));

        Checked checked = with(papers -> papers.check(seal, code));

        assertThat(checked.replacedAt()).contains(TestPeople.NOW);
        assertThat(checked.prescribed().orElseThrow().stopped()).isTrue();
        assertThat(checked.good(TODAY)).isFalse();
    }

    @Test
    void rowsThatWereChangedMakeThePaperWorthless() {
        clinic.database.transact(entities -> entities.createNativeQuery("UPDATE prescription SET quantity = 210")
                .executeUpdate());

        Checked checked = with(papers -> papers.check(seal, code));

        assertThat(checked.result()).isEqualTo(Result.FAILED);
        assertThat(checked.good(TODAY)).isFalse();
        assertThat(checked.prescribed().orElseThrow().quantity()).isEqualByComparingTo("21");
    }

    @Test
    void whatIsOverIsNotGood() {
        Checked checked = with(papers -> papers.check(seal, code));
        Checked verified = new Checked(
                checked.seal(),
                checked.type(),
                Result.PASSED,
                checked.author(),
                checked.licence(),
                checked.signedAt(),
                checked.replacedAt(),
                checked.prescribed());

        assertThat(verified.good(TODAY.plusDays(14))).isTrue();
        assertThat(verified.good(TODAY.plusDays(15))).isFalse();
    }

    @Test
    void withoutTheObjectNoPaperCanBeChecked() {
        String object = clinic.database.inTransaction(
                entities -> (String) entities.createNativeQuery("SELECT object FROM record_version", String.class)
                        .getSingleResult());
        clinic.objects.damage(ObjectAddress.parse(object), ObjectDamage.MISSING);

        Optional<String> none = with(papers -> papers.code(seal));
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> with(papers -> papers.check(seal, code)))
                .isInstanceOf(Refused.class)
                .hasMessage("paper-not-checkable");
    }

    private List<String> reads() {
        List<?> rows = clinic.database.inTransaction(entities -> entities.createNativeQuery(
                        "SELECT account || ' ' || role || ' ' || basis || ' ' || patient_id || ' ' || record_id"
                                + " FROM access_log WHERE what = 'paper-check'",
                        String.class)
                .getResultList());
        return rows.stream().map(Object::toString).toList();
    }

    private SealId prescribing(Function<PrescribeMedicine, SealId> work) {
        return clinic.database.inTransaction(entities -> work.apply(new PrescribeMedicine(
                entities,
                clinic.maySign(entities),
                new CheckPrescription(entities, clinic.door(entities), TestClinic.CLOCK),
                clinic.seals(entities),
                clinic.hand(),
                TestClinic.CLOCK)));
    }

    private <T> T with(Function<CheckPaper, T> work) {
        TestLedger ledger = new TestLedger();
        Clock clock = Clock.offset(TestClinic.CLOCK, Duration.ZERO);
        NewTransaction transaction = clinic.database.transactions();
        VerifySeal verify = new VerifySeal(
                transaction,
                clinic.objects,
                new TestKeys(),
                ledger,
                new BlockChain(ledger, clock),
                SealedSources.of(List.of(new Prescriptions())),
                clock);
        return clinic.database.inTransaction(entities -> work.apply(new CheckPaper(
                transaction, clinic.objects, verify, new CategoryOfRecord(entities), new AccessLog(entities), clock)));
    }

    /** The mapping over a persistence context of its own at each call. */
    private final class Prescriptions implements SealedSource {

        @Override
        public RecordType type() {
            return RecordType.PRESCRIPTION;
        }

        @Override
        public Resource currentContent(RecordId id) {
            return clinic.database.inTransaction(entities -> new PrescriptionContent(entities).currentContent(id));
        }
    }
}
