package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.research.StudyId;
import org.chartseal.domain.testing.FhirRules;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

class ConsentContentTest {

    private static final PatientId PATIENT = new PatientId(TestPeople.id("patient"));
    private static final Grantee DOCTOR = Grantee.of(new PractitionerId(TestPeople.id("doctor")));
    private static final Grantee INSURER = Grantee.of(new InsurerId(TestPeople.id("insurer")));
    private static final Instant UNTIL = TestPeople.NOW.plus(Duration.ofDays(30));
    private static final What MENTAL = What.of(Set.of(RecordCategory.NOTES, RecordCategory.MENTAL_HEALTH));

    @Test
    void aGrantIsOneConsent() throws IOException {
        GoldenContent.isKept("consent", ConsentContent.of(grant(permission(DOCTOR, What.everything(), UNTIL))));
    }

    @Test
    void aGrantOfAVisitNamesIt() throws IOException {
        GoldenContent.isKept("consent-visit", ConsentContent.of(grant(forVisit())));
    }

    @Test
    void aGrantOfOneRecordNamesIt() throws IOException {
        GoldenContent.isKept("consent-record", ConsentContent.of(grant(permission(INSURER, one("report"), UNTIL))));
    }

    @Test
    void whoActsForThePatientHasARole() throws IOException {
        GoldenContent.isKept("consent-proxy", ConsentContent.of(grant(proxy(Relationship.CARER))));
    }

    @Test
    void aGrantThatWasTakenAwayIsInactive() throws IOException {
        GoldenContent.isKept("consent-inactive", revoked(TestPeople.NOW.plusSeconds(60)));
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        Consumer<Permission> add =
                permission -> variants.put("variant " + variants.size(), ConsentContent.of(grant(permission)));
        add.accept(permission(DOCTOR, What.everything(), UNTIL));
        add.accept(permission(DOCTOR, MENTAL, UNTIL));
        add.accept(permission(DOCTOR, What.everything(), UNTIL.plusMillis(1)));
        add.accept(permission(Grantee.of(new PractitionerId(TestPeople.id("other"))), What.everything(), UNTIL));
        add.accept(permission(Grantee.of(new DepartmentId(TestPeople.id("doctor"))), What.everything(), UNTIL));
        add.accept(permission(INSURER, What.everything(), UNTIL));
        add.accept(permission(Grantee.of(new StudyId(TestPeople.id("study"))), What.everything(), UNTIL));
        add.accept(permission(INSURER, one("report"), UNTIL));
        add.accept(permission(INSURER, one("other report"), UNTIL));
        add.accept(forVisit());
        for (Relationship relationship : Relationship.values()) {
            add.accept(proxy(relationship));
        }
        variants.put("taken away", revoked(TestPeople.NOW.plusSeconds(60)));
        variants.put("taken away later", revoked(TestPeople.NOW.plusSeconds(61)));
        GoldenContent.allDiffer(variants);
    }

    @Property(tries = 40)
    void equalGrantsAreEqualBytesAndOthersAreNot(@ForAll("grants") Permission one, @ForAll("grants") Permission other) {
        CanonicalContent first = CanonicalContent.of(ConsentContent.of(grant(one)));
        assertThat(CanonicalContent.of(ConsentContent.of(grant(one)))).isEqualTo(first);
        assertThat(CanonicalContent.of(first.resource())).isEqualTo(first);
        assertThat(CanonicalContent.of(ConsentContent.of(grant(other))).equals(first))
                .isEqualTo(one.categories().equals(other.categories())
                        && one.period().equals(other.period()));
        assertThat(FhirRules.broken(first)).isEmpty();
    }

    @Provide
    Arbitrary<Permission> grants() {
        Arbitrary<Set<RecordCategory>> categories =
                Arbitraries.of(RecordCategory.class).set().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(categories, Arbitraries.integers().between(1, 3))
                .as((some, days) ->
                        permission(DOCTOR, What.of(EnumSet.copyOf(some)), TestPeople.NOW.plus(Duration.ofDays(days))));
    }

    private static Resource revoked(Instant at) {
        AccessGrant grant = grant(permission(DOCTOR, What.everything(), UNTIL));
        grant.revoke(AccessGrant.End.TAKEN_AWAY, at);
        return ConsentContent.of(grant);
    }

    private static Permission permission(Grantee grantee, What what, Instant until) {
        return Permission.of(PATIENT, grantee, what, new Permission.Period(TestPeople.NOW, until));
    }

    private static Permission forVisit() {
        return Permission.forVisit(
                PATIENT,
                DOCTOR,
                What.everything(),
                TestPeople.id("visit"),
                new Permission.Period(TestPeople.NOW, UNTIL));
    }

    private static Permission proxy(Relationship relationship) {
        return Permission.toProxy(
                PATIENT,
                new PatientId(TestPeople.id("carer")),
                What.everything(),
                Mandate.byPatient(relationship),
                new Permission.Period(TestPeople.NOW, UNTIL));
    }

    private static What one(String record) {
        return What.one(RecordCategory.LABORATORY, TestPeople.id(record));
    }

    private static AccessGrant grant(Permission permission) {
        return new AccessGrant(
                new GrantId(TestPeople.id("grant")),
                new LedgerGrantId(TestPeople.id("grant on the ledger")),
                permission,
                new Account("jane"),
                TestPeople.NOW);
    }
}
