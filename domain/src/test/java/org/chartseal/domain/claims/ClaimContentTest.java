package org.chartseal.domain.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.FhirRules;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a claim is mapped, and what it may say. */
class ClaimContentTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final ClaimDiagnosis HYPERTENSION = new ClaimDiagnosis("i10", "Essential hypertension");
    private static final ClaimDiagnosis COUGH = new ClaimDiagnosis("", "Cough <3 weeks>");
    private static final ClaimItem VISIT = item("Follow-up visit", "fu", "1", "80");
    private static final ClaimItem ECG = item("ECG & report", "", "1.5", "33.33");
    private static final ClaimSupport NOTE = new ClaimSupport(ClaimSupport.NOTE, TestPeople.id("note"));
    private static final ClaimSupport REPORT = new ClaimSupport(ClaimSupport.LAB_REPORT, TestPeople.id("report"));
    private static final Claimed CLAIMED =
            new Claimed(List.of(HYPERTENSION, COUGH), List.of(VISIT, ECG), List.of(NOTE, REPORT), "By hand\r\n");
    private static final Cover COVER = new Cover(
            new InsurerId(TestPeople.id("insurer")),
            " M-77 12 ",
            new CoverPeriod(LocalDate.of(2026, 1, 1), Optional.of(LocalDate.of(2026, 12, 31))));

    @Test
    void aClaimIsOneClaimThatContainsItsCoverage() throws IOException {
        GoldenContent.isKept("claim", content(signed(CLAIMED)));
    }

    @Test
    void aWithdrawnOneSaysSoAndWhy() throws IOException {
        GoldenContent.isKept("claim-withdrawn", content(withdrawn("Another visit")));
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        variants.put("nothing", content(signed(CLAIMED)));
        variants.put("one diagnosis less", with(List.of(HYPERTENSION), CLAIMED.items(), CLAIMED.support()));
        variants.put("diagnoses swapped", with(List.of(COUGH, HYPERTENSION), CLAIMED.items(), CLAIMED.support()));
        variants.put(
                "code",
                with(
                        List.of(new ClaimDiagnosis("I11.9", HYPERTENSION.description()), COUGH),
                        CLAIMED.items(),
                        CLAIMED.support()));
        variants.put("items swapped", items(ECG, VISIT));
        variants.put("service", items(item("First visit", "fu", "1", "80"), ECG));
        variants.put("service code", items(item("Follow-up visit", "", "1", "80"), ECG));
        variants.put("quantity", items(item("Follow-up visit", "fu", "2", "80"), ECG));
        variants.put("price", items(item("Follow-up visit", "fu", "1", "80.01"), ECG));
        variants.put("support", with(CLAIMED.diagnoses(), CLAIMED.items(), List.of(NOTE)));
        variants.put("no support", with(CLAIMED.diagnoses(), CLAIMED.items(), List.of()));
        variants.put(
                "remark",
                content(signed(new Claimed(CLAIMED.diagnoses(), CLAIMED.items(), CLAIMED.support(), "By phone"))));
        variants.put("currency", content(signed(COVER, "coverage", Currency.getInstance("CHF"), "visit", DAY)));
        variants.put("coverage", content(signed(COVER, "other coverage", EUR, "visit", DAY)));
        variants.put(
                "insurer",
                content(signed(
                        new Cover(new InsurerId(TestPeople.id("other")), COVER.number(), COVER.period()),
                        "coverage",
                        EUR,
                        "visit",
                        DAY)));
        variants.put(
                "number",
                content(signed(new Cover(COVER.insurer(), "M-78", COVER.period()), "coverage", EUR, "visit", DAY)));
        variants.put(
                "open end",
                content(signed(
                        new Cover(
                                COVER.insurer(),
                                COVER.number(),
                                new CoverPeriod(COVER.period().from(), Optional.empty())),
                        "coverage",
                        EUR,
                        "visit",
                        DAY)));
        variants.put("visit", content(signed(COVER, "coverage", EUR, "other visit", DAY)));
        variants.put("day", content(signed(COVER, "coverage", EUR, "visit", DAY.minusDays(1))));
        variants.put("withdrawn", content(withdrawn("Another visit")));
        variants.put("why", content(withdrawn("Twice")));
        GoldenContent.allDiffer(variants);
    }

    @Property(tries = 60)
    void equalClaimsAreEqualBytesAndOthersAreNot(@ForAll("claims") Claimed one, @ForAll("claims") Claimed other) {
        CanonicalContent first = CanonicalContent.of(content(signed(one)));
        assertThat(CanonicalContent.of(content(signed(asStored(one))))).isEqualTo(first);
        assertThat(CanonicalContent.of(first.resource())).isEqualTo(first);
        assertThat(CanonicalContent.of(content(signed(other))).equals(first)).isEqualTo(other.equals(one));
        assertThat(FhirRules.broken(first)).isEmpty();
    }

    /** With the decimals that the database has of each number. */
    private static Claimed asStored(Claimed claimed) {
        return new Claimed(
                claimed.diagnoses(),
                claimed.items().stream()
                        .map(item -> new ClaimItem(
                                item.service(),
                                item.code(),
                                item.quantity().setScale(3),
                                item.price().setScale(4)))
                        .toList(),
                claimed.support(),
                claimed.remark());
    }

    @Provide
    Arbitrary<Claimed> claims() {
        Arbitrary<String> text = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('é', 'ß', 'Ж', 'λ', '磊', 'ا')
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(drawn -> !drawn.isBlank());
        Arbitrary<ClaimDiagnosis> diagnoses =
                Combinators.combine(Arbitraries.of("", "I10", "E11.9"), text).as(ClaimDiagnosis::new);
        Arbitrary<BigDecimal> quantities = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("9999.999"))
                .ofScale(3);
        Arbitrary<BigDecimal> prices = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("9999999.99"))
                .ofScale(2);
        Arbitrary<ClaimItem> items = Combinators.combine(text, Arbitraries.of("", "fu"), quantities, prices)
                .as(ClaimItem::new);
        return Combinators.combine(
                        diagnoses.list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                        items.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.subsetOf(NOTE, REPORT),
                        text)
                .as((some, more, support, remark) -> new Claimed(some, more, List.copyOf(support), remark));
    }

    @Test
    void whatItComesToIsRoundedItemByItemToWhatCanBePaid() {
        assertThat(ECG.net(EUR)).isEqualTo("50.00"); // 49.995
        assertThat(CLAIMED.total(EUR)).isEqualTo("130.00");
        assertThat(item("Visit", "", "0.125", "100").net(Currency.getInstance("JPY")))
                .isEqualTo("13");
        assertThat(item("Visit", "", "1", "1.2345").net(Currency.getInstance("KWD")))
                .isEqualTo("1.235");
    }

    @Test
    void peopleReadAllOfIt() {
        assertThat(new ClaimFields().of(content(withdrawn("Another visit"))))
                .extracting(field -> field.label()
                        + (field.name().isEmpty() ? "" : " " + field.name())
                        + ": "
                        + field.words().orElse(field.text()))
                .containsExactly(
                        "claim.state: claim.state.withdrawn",
                        "claim.visit-day: 2026-11-20",
                        "claim.coverage: M-77 12, 2026-01-01–2026-12-31",
                        "claim.diagnosis 1: I10 Essential hypertension",
                        "claim.diagnosis 2: Cough <3 weeks>",
                        "claim.item 1: fu Follow-up visit: 1 × 80.00 EUR = 80.00 EUR",
                        "claim.item 2: ECG & report: 1.5 × 33.33 EUR = 50.00 EUR",
                        "claim.total: 130.00 EUR",
                        "claim.support 1: Composition/" + NOTE.record(),
                        "claim.support 2: DiagnosticReport/" + REPORT.record(),
                        "claim.remark: By hand",
                        ContentField.WHY + ": Another visit");
    }

    @ParameterizedTest
    @CsvSource({
        "claim-quantity-wrong, 0, 1",
        "claim-quantity-wrong, -1, 1",
        "claim-quantity-wrong, 1.0001, 1",
        "claim-quantity-wrong, 10000, 1",
        "claim-price-wrong, 1, -0.01",
        "claim-price-wrong, 1, 10000000",
        "claim-price-wrong, 1, 1.001"
    })
    void anItemIsSomethingThatCanBePaid(String code, String quantity, String price) {
        refused(code, () -> item("Visit", "", quantity, price).requirePayable(EUR));
    }

    @Test
    void aClaimIsForSomethingAndBecauseOfSomething() {
        refused("claim-items-missing", () -> new Claimed(List.of(COUGH), List.of(), List.of(), ""));
        refused("claim-diagnoses-missing", () -> new Claimed(List.of(), List.of(VISIT), List.of(), ""));
        refused("claim-diagnosis-twice", () -> new Claimed(List.of(COUGH, COUGH), List.of(VISIT), List.of(), ""));
        refused("claim-diagnosis-code", () -> new ClaimDiagnosis("Cough", "Cough"));
        refused("claim-diagnosis-undescribed", () -> new ClaimDiagnosis("R05", " "));
        refused("claim-service-missing", () -> item(" ", "", "1", "1"));
        refused("claim-service-code", () -> item("Visit", "f u", "1", "1"));
        List<ClaimItem> many = new ArrayList<>();
        IntStream.rangeClosed(0, Claimed.MOST_ITEMS).forEach(each -> many.add(VISIT));
        refused("claim-too-many", () -> new Claimed(List.of(COUGH), many, List.of(), ""));
    }

    @Test
    void aCoverageEndsAfterItBegan() {
        refused("coverage-ends-before", () -> new CoverPeriod(DAY, Optional.of(DAY.minusDays(1))));
        refused("coverage-from-wrong", () -> new CoverPeriod(LocalDate.of(1899, 12, 31), Optional.empty()));
        refused("coverage-number-missing", () -> new Cover(COVER.insurer(), " \t", COVER.period()));
        assertThat(COVER.period().contains(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(COVER.period().contains(LocalDate.of(2027, 1, 1))).isFalse();
        assertThat(COVER.period().contains(LocalDate.of(2025, 12, 31))).isFalse();
        assertThat(new CoverPeriod(DAY, Optional.empty()).contains(DAY.plusYears(50)))
                .isTrue();
        refused("claim-coverage-not-in-force", () -> signed(COVER, "coverage", EUR, "visit", LocalDate.of(2027, 1, 1)));
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static ClaimItem item(String service, String code, String quantity, String price) {
        return new ClaimItem(service, code, new BigDecimal(quantity), new BigDecimal(price));
    }

    private static Resource items(ClaimItem... items) {
        return with(CLAIMED.diagnoses(), List.of(items), CLAIMED.support());
    }

    private static Resource with(List<ClaimDiagnosis> diagnoses, List<ClaimItem> items, List<ClaimSupport> support) {
        return content(signed(new Claimed(diagnoses, items, support, CLAIMED.remark())));
    }

    private static Resource content(Claim claim) {
        return ClaimContent.of(claim);
    }

    private static Claim signed(Claimed claimed) {
        return signed(COVER, "coverage", EUR, "visit", DAY, claimed);
    }

    private static Claim signed(Cover cover, String coverage, Currency currency, String visit, LocalDate day) {
        return signed(cover, coverage, currency, visit, day, CLAIMED);
    }

    private static Claim signed(
            Cover cover, String coverage, Currency currency, String visit, LocalDate day, Claimed claimed) {
        Claim claim = new Claim(
                new ClaimId(TestPeople.id("claim")),
                new ClaimedVisit(
                        new AppointmentId(TestPeople.id(visit)),
                        new PatientId(TestPeople.id("patient")),
                        new PractitionerId(TestPeople.id("doctor")),
                        day),
                new CoverageId(TestPeople.id(coverage)),
                cover,
                currency,
                claimed,
                TestPeople.NOW);
        claim.sign(TestPeople.NOW);
        return claim;
    }

    private static Claim withdrawn(String why) {
        Claim claim = signed(CLAIMED);
        claim.withdraw(why, TestPeople.NOW.plusSeconds(60));
        return claim;
    }
}
