package org.chartseal.domain.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chartseal.domain.emergency.EmergencyFixture.REASON;
import static org.chartseal.domain.emergency.EmergencyFixture.assertRefused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.EmergencyStatement;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenEmergencyAccessIT {

    private EmergencyFixture hospital;
    private Actor lind;

    @BeforeEach
    void open() {
        hospital = new EmergencyFixture();
        lind = hospital.clinic.lind;
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    @Test
    void theWholeRecordIsOpenOnceTheLedgerHoldsItAndNotBefore() {
        List<Boolean> readWhileWaiting = new ArrayList<>();
        OpenEmergencyAccess opening = hospital.opening(() -> {
            readWhileWaiting.add(hospital.reads(lind));
            hospital.anchoring.step();
        });

        OpenEmergencyAccess.Opened opened = opening.open(lind, hospital.command(15));

        assertThat(readWhileWaiting).containsExactly(false);
        assertThat(opened.anchoring()).isEqualTo(Anchoring.BEFORE);
        assertThat(opened.until()).isEqualTo(TestPeople.NOW.plus(Duration.ofMinutes(15)));
        assertThat(hospital.reads(lind)).isTrue();
        assertThat(hospital.clinic.count("access_log WHERE basis = 'emergency' AND allowed AND basis_id = '"
                        + opened.id() + "' AND practitioner_id = '" + lind.requirePractitioner() + "'"))
                .isEqualTo(RecordCategory.values().length - 1); // no emergency opens claims
        assertThat(hospital.reads(hospital.clinic.haas)).isFalse(); // a grant opens no sensitive part
        assertThat(hospital.ledger.writes(opened.id().toString())).isEqualTo(1);
    }

    @Test
    void whatGoesToTheLedgerIsSignedAndSaysNothingOfThePerson() {
        EmergencyId id = hospital.open(lind).id();

        SignedText signed = ((LedgerCommand.OpenEmergency) hospital.commands().get(0)).statement();
        EmergencyStatement statement = EmergencyStatement.parse(signed.text());
        assertThat(hospital.keys.verify(hospital.publicKey(lind), signed.text(), signed.signature()))
                .isTrue();
        assertThat(statement.access().value()).isEqualTo(id.value());
        assertThat(statement.subject().value()).isEqualTo(TestPeople.id("subject Jane Doe"));
        assertThat(statement.minutes()).isEqualTo(15);
        assertThat(signed.text()).doesNotContain(REASON, hospital.clinic.patient.toString(), "Jane", "Doe");
        byte[] salt = hospital.clinic.database.inTransaction(entities ->
                (byte[]) entities.createNativeQuery("SELECT reason_salt FROM emergency_access", byte[].class)
                        .getSingleResult());
        assertThat(new Salt(salt).commitTo(REASON)).isEqualTo(statement.reason());
        assertThat(salt).isNotEqualTo(new byte[Salt.LENGTH]);
    }

    @Test
    void whileTheLedgerIsAwayTheRecordOpensAllTheSameAndIsMarkedAndAnchoredLater() {
        hospital.ledger.setAway(true);
        AtomicInteger moments = new AtomicInteger();
        OpenEmergencyAccess opening = hospital.opening(() -> {
            moments.incrementAndGet();
            hospital.anchoring.step();
        });

        OpenEmergencyAccess.Opened opened = opening.open(lind, hospital.command(15));

        assertThat(moments).hasValue(OpenEmergencyAccess.LOOKS - 1);
        assertThat(opened.anchoring()).isEqualTo(Anchoring.LATER);
        assertThat(hospital.reads(lind)).isTrue();
        assertThat(hospital.ledger.endorsements()).isZero();
        hospital.ledger.setAway(false);
        hospital.clock.advance(Duration.ofMinutes(1));
        hospital.anchoring.step();
        assertThat(hospital.ledger.writes(opened.id().toString())).isEqualTo(1);
        assertThat(hospital.emergencies()).singleElement().satisfies(access -> {
            assertThat(access.anchoredLater()).isTrue();
            assertThat(access.block()).contains(1L);
        });
    }

    @Test
    void whatTheContractRefusesOpensNothing() {
        OpenEmergencyAccess opening = hospital.opening(() -> {
            hospital.commands()
                    .forEach(command -> hospital.ledger.refuse(
                            EmergencyStatement.parse(((LedgerCommand.OpenEmergency) command)
                                            .statement()
                                            .text())
                                    .access()
                                    .toString(),
                            "PRACTITIONER_SUSPENDED"));
            hospital.anchoring.step();
        });

        assertRefused("emergency-not-accepted", () -> opening.open(lind, hospital.command(15)));
        assertThat(hospital.reads(lind)).isFalse();
        assertThat(hospital.emergencies())
                .singleElement()
                .satisfies(access -> assertThat(access.state()).isEqualTo(EmergencyView.State.REFUSED));
    }

    @Test
    void whoWasCutOffBeforeContentOpenedFinishesTheSameAccess() {
        OpenEmergencyAccess cutOff = hospital.opening(() -> {
            throw new IllegalStateException("cut off");
        });
        assertThatThrownBy(() -> cutOff.open(lind, hospital.command(15))).hasMessage("cut off");
        assertThat(hospital.reads(lind)).isFalse();

        hospital.open(lind);

        assertThat(hospital.reads(lind)).isTrue();
        assertThat(hospital.clinic.count("emergency_access")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 240})
    void afterItsMinutesNothingOpens(int minutes) {
        hospital.opening().open(lind, hospital.command(minutes));
        hospital.clock.advance(Duration.ofMinutes(minutes).minusMillis(1));
        assertThat(hospital.reads(lind)).isTrue();

        hospital.clock.advance(Duration.ofMillis(1));

        assertRefused("access-not-granted", () -> hospital.read(lind, RecordCategory.NOTES));
        hospital.open(lind); // and again needs a new reason
        assertThat(hospital.clinic.count("emergency_access")).isEqualTo(2);
    }

    @Test
    void itsEndStopsReadingAtOnceAndGoesToTheLedger() {
        EmergencyId id = hospital.open(lind).id();
        hospital.clock.advance(Duration.ofMinutes(3));

        assertThat(hospital.end(lind, id)).isEqualTo(hospital.clinic.patient);

        assertThat(hospital.reads(lind)).isFalse();
        assertThat(hospital.commands().get(1)).isInstanceOf(LedgerCommand.EndEmergency.class);
        assertRefused("emergency-over", () -> hospital.end(lind, id));
    }

    @Test
    void aTryToEndAColleaguesIsKeptAndAnsweredAsOfNone() {
        EmergencyId id = hospital.open(lind).id();

        assertThat(hospital.refusedEnd(hospital.clinic.osei, id).what()).isEqualTo("emergency-end");
        assertThat(hospital.refusedEnd(hospital.clinic.osei, new EmergencyId(TestPeople.id("none")))
                        .what())
                .isEqualTo("emergency-end");

        assertThat(hospital.reads(lind)).as("it goes on").isTrue();
        String kept = hospital.clinic.database.inTransaction(
                entities -> String.valueOf(entities.createNativeQuery("""
                        SELECT string_agg(concat_ws(' ', account, basis, patient_id, record_id), ';') FROM access_log
                         WHERE what = 'emergency-end' AND NOT allowed
                        """).getSingleResult()));
        assertThat(kept).isEqualTo("Osei access-not-yours " + hospital.clinic.patient + " " + id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 241, Integer.MAX_VALUE})
    void itLastsNeitherLessNorMore(int minutes) {
        assertRefused("emergency-minutes-invalid", () -> hospital.command(minutes));
    }

    @Test
    void theDatabaseHoldsTheBoundsToo() {
        hospital.open(lind);
        for (String change : List.of(
                "minutes = 241, open_until = opened_at + INTERVAL '241 minutes'",
                "minutes = 0, open_until = opened_at",
                "open_until = opened_at + INTERVAL '240 minutes'",
                "reason = 'too short'",
                "reason = repeat('x', 501)")) {
            assertThatThrownBy(() -> hospital.clinic.database.transact(
                            entities -> entities.createNativeQuery("UPDATE emergency_access SET " + change)
                                    .executeUpdate()))
                    .as(change)
                    .hasStackTraceContaining("violates check constraint");
        }
    }

    @Test
    void aReasonHasTenToFiveHundredCharacters() {
        assertRefused("emergency-reason-short", () -> new EmergencyReason("  too short  ".substring(0, 11)));
        assertRefused("emergency-reason-long", () -> new EmergencyReason("x".repeat(501)));
        assertThat(new EmergencyReason(" " + "𝒳".repeat(500) + " ").text()).hasSize(1000);
    }

    @Test
    void onlyADoctorWithinTheirLicenceOpensOne() {
        assertRefused("practitioner-not-verified", () -> hospital.open(hospital.clinic.haas));
        assertRefused("role-missing", () -> hospital.open(Actor.staff("reception", Role.RECEPTIONIST)));
        assertRefused("role-missing", () -> hospital.open(hospital.patient));
        hospital.clock.advance(Duration.ofDays(365 * 5));
        assertRefused("licence-run-out", () -> hospital.open(lind));
        assertThatThrownBy(() -> hospital.opening()
                        .open(
                                hospital.clinic.osei,
                                new OpenEmergencyAccess.Command(
                                        new PatientId(TestPeople.id("nobody")),
                                        new EmergencyReason(REASON),
                                        new EmergencyMinutes(1))))
                .isInstanceOfAny(NotFound.class, Refused.class);
        assertThat(hospital.clinic.count("emergency_access")).isZero();
    }

    @Test
    void aSecondOneForTheSamePatientIsRefusedWhileTheFirstIsOpen() {
        hospital.open(lind);

        assertRefused("emergency-open-already", () -> hospital.open(lind));
        hospital.open(hospital.clinic.osei);
        assertThat(hospital.clinic.count("emergency_access")).isEqualTo(2);
    }

    @Test
    void manyAtOnceOpenOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> call = () -> {
                try {
                    return hospital.opening(() -> {})
                            .open(lind, hospital.command(15))
                            .id()
                            .toString();
                } catch (Refused refused) {
                    return refused.code();
                }
            };
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(java.util.Collections.nCopies(16, call))) {
                answers.add(answer.get());
            }
            assertThat(hospital.clinic.count("emergency_access")).isEqualTo(1);
            assertThat(hospital.clinic.count("patient_notice")).isEqualTo(1);
            assertThat(answers).contains("emergency-open-already");
            assertThat(answers.stream().distinct()).hasSize(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theDatabaseRefusesTwoThatOverlapWhateverTheApplicationDoes() {
        hospital.open(lind);

        assertThatThrownBy(() -> hospital.clinic.database.transact(
                        entities -> entities.createNativeQuery("""
                        INSERT INTO emergency_access (id, version, patient_id, practitioner_id, department_id, reason,
                          reason_salt, minutes, opened_at, open_until, anchoring)
                        SELECT gen_random_uuid(), 0, patient_id, practitioner_id, department_id, reason, reason_salt, minutes,
                          opened_at + INTERVAL '14 minutes', open_until + INTERVAL '14 minutes', anchoring
                        FROM emergency_access""").executeUpdate()))
                .hasStackTraceContaining("emergency_access_one_open");
    }

    @Test
    void thePatientIsToldAtOnceUntilTheyHaveSeenIt() {
        EmergencyId id = hospital.open(lind).id();

        assertThat(hospital.news()).singleElement().satisfies(news -> {
            assertThat(news.kind()).isEqualTo("emergency-opened");
            assertThat(news.access().practitioner().name()).isEqualTo("Dr. Ama Lind");
            assertThat(news.access().reason()).isEqualTo(REASON);
            assertThat(news.access().state()).isEqualTo(EmergencyView.State.OPEN);
        });
        hospital.seen(Actor.patient("other", new PatientId(TestPeople.id("other"))), id);
        assertThat(hospital.news()).hasSize(1);
        hospital.seen(hospital.patient, id);
        assertThat(hospital.news()).isEmpty();
        assertThat(hospital.emergencies()).hasSize(1);
        assertRefused("role-missing", () -> hospital.seen(lind, id));
    }
}
