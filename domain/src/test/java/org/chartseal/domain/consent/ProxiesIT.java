package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chartseal.domain.consent.ProxyPeople.BORN;
import static org.chartseal.domain.consent.ProxyPeople.CHILD_BORN;
import static org.chartseal.domain.consent.ProxyPeople.RECEPTION;
import static org.chartseal.domain.consent.ProxyPeople.TODAY;
import static org.chartseal.domain.consent.ProxyPeople.number;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxiesIT {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Set<RecordCategory> RESULTS = EnumSet.of(RecordCategory.LABORATORY);
    private static final Instant OF_AGE =
            CHILD_BORN.plusYears(18).atStartOfDay(ZONE).toInstant();

    private final TestClock clock = new TestClock(TestPeople.NOW, ZONE);
    private final ProxyPeople people = new ProxyPeople(clock);

    @AfterEach
    void close() {
        people.close();
    }

    @Test
    void aParentActsForTheirChildUntilItComesOfAge() {
        people.confirm(people.parent, Relationship.PARENT, Optional.empty());

        assertThat(people.actsFor(people.parent)).singleElement().satisfies(one -> {
            assertThat(one.name().given()).isEqualTo("child");
            assertThat(one.relationship()).isEqualTo(Relationship.PARENT);
            assertThat(one.until()).isEqualTo(OF_AGE);
            assertThat(one.open()).isEqualTo(RecordCategory.ordinary());
        });
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.GENETICS))
                .isFalse();
        clock.set(OF_AGE.minusMillis(1));
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.LABORATORY))
                .isTrue();
        clock.set(OF_AGE);
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.LABORATORY))
                .isFalse();
        assertThat(people.actsFor(people.parent)).isEmpty();
        assertThat(people.grants(people.child, people.child)).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(GrantView.State.RUN_OUT);
            assertThat(view.acting().orElseThrow().forMinor()).isTrue();
        });
    }

    @Test
    void theChildsKeptKeySignsAndWhatWasSeenIsKept() {
        people.confirm(people.parent, Relationship.PARENT, Optional.empty());

        LedgerCommand.GiveAccess given =
                (LedgerCommand.GiveAccess) people.commands().get(0);
        SignedText statement = given.statement();
        assertThat(people.keys.verify(people.publicKey(people.child), statement.text(), statement.signature()))
                .isTrue();
        assertThat(given.scope().terms().grantee())
                .isEqualTo(new GrantTerms.Grantee(GrantTerms.GranteeKind.PROXY, TestPeople.id("subject parent")));
        assertThat(people.seenAtDesk().rows()).singleElement().satisfies(row -> {
            assertThat(row.holds()).isTrue();
            assertThat(row.mandate().confirmed()).hasValueSatisfying(confirmed -> {
                assertThat(confirmed.by()).isEqualTo(RECEPTION.account());
                assertThat(confirmed.document()).isEqualTo(ProxyPeople.CERTIFICATE);
            });
        });
    }

    @Test
    void aBirthDateThatIsCorrectedLaterMovesTheEnd() {
        people.confirm(people.parent, Relationship.PARENT, Optional.empty());
        people.correctBirthDate(people.child, LocalDate.of(2009, 1, 10));
        clock.set(Instant.parse("2027-01-09T22:59:59Z"));
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.NOTES))
                .isTrue();
        clock.set(Instant.parse("2027-01-09T23:00:00Z"));
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.NOTES))
                .isFalse();

        people.correctBirthDate(people.child, LocalDate.of(1990, 1, 10));
        clock.set(TestPeople.NOW);
        assertThat(people.mayRead(people.parent, people.child, RecordCategory.NOTES))
                .as("who was of age all along")
                .isFalse();
        people.revoke(
                people.child, people.grants(people.child, people.child).get(0).id());
    }

    @Test
    void theDatabaseKeepsAProxyOfAMinorFromOutlivingTheirMajority() {
        GrantId grant = people.confirm(people.parent, Relationship.PARENT, Optional.of(TODAY.plusDays(1)));
        String update = "UPDATE access_grant SET valid_until = '%s' WHERE id = '" + grant + "'";

        people.sql(update.formatted("2037-03-01T23:00:00Z"));
        assertThatThrownBy(() -> people.sql(update.formatted("2037-03-02T12:00:00.001Z")))
                .hasMessageContaining("come of age");
        assertThatThrownBy(() -> people.sql("UPDATE access_grant SET relationship = NULL"))
                .hasMessageContaining("access_grant_relationship_of_proxy");
        assertThatThrownBy(() -> people.sql("UPDATE access_grant SET confirmed_by = NULL"))
                .hasMessageContaining("access_grant_document_whole");
        assertThatThrownBy(() -> people.sql("UPDATE access_grant SET confirmed_by = 'parent'"))
                .hasMessageContaining("makes themselves");
        assertThatThrownBy(() -> people.sql("UPDATE access_grant SET proxy_id = patient_id"))
                .hasMessageContaining("access_grant_not_to_oneself");
        people.sql("UPDATE hospital_rule SET age_of_majority = 21");
        people.sql(update.formatted("2040-03-01T23:00:00Z"));
    }

    @Test
    void receptionConfirmsNobodyElse() {
        Optional<LocalDate> always = Optional.empty();
        assertRefused(
                "proxy-patient-of-age",
                () -> people.confirm(RECEPTION, people.adult, number("parent"), Relationship.REPRESENTATIVE, always));
        assertRefused("proxy-carer-by-patient", () -> people.confirm(people.parent, Relationship.CARER, always));
        assertRefused("proxy-oneself", () -> people.confirm(people.child, Relationship.PARENT, always));
        assertRefused(
                "proxy-number-unknown",
                () -> people.confirm(RECEPTION, people.child, "N-nobody", Relationship.PARENT, always));
        assertRefused(
                "proxy-beyond-majority",
                () -> people.confirm(people.parent, Relationship.PARENT, Optional.of(CHILD_BORN.plusYears(18))));
        assertRefused(
                "grant-until-past",
                () -> people.confirm(people.parent, Relationship.PARENT, Optional.of(TODAY.minusDays(1))));
        Actor atTheDesk = new Actor(
                people.parent.account(),
                Set.of(Role.RECEPTIONIST, Role.PATIENT),
                people.parent.patient(),
                Optional.empty());
        assertRefused(
                "proxy-is-you",
                () -> people.confirm(atTheDesk, people.child, number("parent"), Relationship.PARENT, always));
        assertRefused(
                "role-missing",
                () -> people.confirm(people.parent, people.child, number("parent"), Relationship.PARENT, always));
        people.confirm(people.parent, Relationship.PARENT, always);
        assertRefused("grant-exists", () -> people.confirm(people.parent, Relationship.PARENT, always));
    }

    @Test
    void anAdultNamesSomeoneByNumberAndBirthDate() {
        people.name(people.adult, number("parent"), BORN, RESULTS);

        assertThat(people.opens(people.parent, people.adult).open())
                .containsExactlyInAnyOrder(RecordCategory.DEMOGRAPHICS, RecordCategory.LABORATORY);
        assertThat(people.mayRead(people.parent, people.adult, RecordCategory.NOTES))
                .isFalse();
        assertThat(people.mayRead(people.adult, people.parent, RecordCategory.LABORATORY))
                .as("not the other way round")
                .isFalse();
        assertRefused("proxy-oneself", () -> people.name(people.adult, number("adult"), BORN, RESULTS));
        assertRefused("proxy-named-by-minor", () -> people.name(people.child, number("parent"), BORN, RESULTS));
    }

    @Test
    void aWrongPairSaysNothingAndOnlySoManyAreAnswered() {
        assertRefused("proxy-not-found", () -> people.name(people.adult, number("parent"), CHILD_BORN, RESULTS));
        assertRefused("proxy-not-found", () -> people.name(people.adult, "N-nobody", BORN, RESULTS));
        for (int i = 0; i < ProxyTries.MOST; i++) {
            assertThat(people.tryPair(people.adult, number("parent"), BORN.plusDays(i + 1L)))
                    .isEmpty();
        }
        assertRefused("proxy-too-many-tries", () -> people.name(people.adult, number("parent"), BORN, RESULTS));
        assertThat(people.tryPair(people.stranger, number("parent"), BORN)).isPresent();
        clock.set(TestPeople.NOW.plus(ProxyTries.WITHIN));
        assertThat(people.tryPair(people.adult, number("parent"), BORN)).isPresent();
        assertThatThrownBy(() -> people.sql("DELETE FROM proxy_try")).hasMessageContaining("append-only");
    }

    @Test
    void aProxyOfAProxyActsForNobodyElse() {
        people.confirm(people.parent, Relationship.PARENT, Optional.empty());
        people.name(people.parent, number("stranger"), BORN, RecordCategory.ordinary());

        assertThat(people.actsFor(people.stranger))
                .singleElement()
                .satisfies(one -> assertThat(one.patient()).isEqualTo(people.parent.requirePatient()));
        assertThatThrownBy(() -> people.opens(people.stranger, people.child)).isInstanceOf(NotFound.class);
        assertThat(people.mayRead(people.stranger, people.child, RecordCategory.DEMOGRAPHICS))
                .isFalse();
    }

    @Test
    void aProxyTakesAccessAwayUnderTheirOwnKeyAndThePatientSeesIt() {
        GrantId proxy = people.confirm(people.parent, Relationship.PARENT, Optional.empty());
        GrantId toDoctor = people.giveToDoctor(people.child);
        assertThat(people.mayRead(people.doctor, people.child, RecordCategory.NOTES))
                .isTrue();

        people.revoke(people.parent, toDoctor);

        assertThat(people.mayRead(people.doctor, people.child, RecordCategory.NOTES))
                .isFalse();
        SignedText ended = ((LedgerCommand.RevokeAccess) people.commands().get(2)).statement();
        assertThat(people.keys.verify(people.publicKey(people.parent), ended.text(), ended.signature()))
                .isTrue();
        RevocationStatement statement = RevocationStatement.parse(ended.text());
        assertThat(statement.subject()).isEqualTo(new LedgerSubjectId(TestPeople.id("subject child")));
        assertThat(statement.proxy())
                .hasValueSatisfying(acting ->
                        assertThat(acting.subject()).isEqualTo(new LedgerSubjectId(TestPeople.id("subject parent"))));
        assertThat(people.grants(people.child, people.child))
                .filteredOn(view -> view.id().equals(toDoctor))
                .singleElement()
                .satisfies(view -> assertThat(view.endedBy()).contains("parent Okafor"));
        people.revoke(people.parent, proxy);
        assertThat(people.actsFor(people.parent)).as("given back").isEmpty();
    }

    @Test
    void nobodyElseTakesAccessAway() {
        GrantId toDoctor = people.giveToDoctor(people.child);
        assertThatThrownBy(() -> people.revoke(people.parent, toDoctor)).isInstanceOf(NotFound.class);
        GrantId proxy = people.confirm(people.parent, Relationship.PARENT, Optional.empty());
        Actor doctorAndPatient = new Actor(
                people.doctor.account(),
                Set.of(Role.DOCTOR, Role.PATIENT),
                people.stranger.patient(),
                people.doctor.practitioner());
        assertThatThrownBy(() -> people.revoke(doctorAndPatient, proxy))
                .as("who reads by a grant of their own")
                .isInstanceOf(NotFound.class);
        people.revoke(people.child, proxy);
        assertThatThrownBy(() -> people.revoke(people.parent, toDoctor))
                .as("a proxy no more")
                .isInstanceOf(NotFound.class);
        assertThat(people.mayRead(people.doctor, people.child, RecordCategory.NOTES))
                .isTrue();
    }

    @Test
    void thePatientReadsWhoActedAndWhoTriedTo() {
        people.confirm(people.parent, Relationship.PARENT, Optional.empty());
        people.opens(people.parent, people.child);
        assertThatThrownBy(() -> people.opens(people.stranger, people.child)).isInstanceOf(NotFound.class);

        assertThat(people.reads(people.child))
                .filteredOn(read -> read.what().equals("acting-for") && read.allowed())
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.reader()).contains("parent Okafor");
                    assertThat(read.basis()).isEqualTo("proxy");
                    assertThat(read.context().unusual()).isEmpty();
                });
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
