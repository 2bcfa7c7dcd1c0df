package org.chartseal.domain.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.FindUnusualReads;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.domain.consent.UnusualRead;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindUnusualReadsIT {

    private static final Duration TO_NIGHT = Duration.ofHours(14);

    private final TestLog log = new TestLog();
    private PatientId jane;
    private Actor self;

    @BeforeEach
    void people() {
        jane = patient("Jane");
        self = Actor.patient("patient", jane);
        sql("UPDATE patient SET email = 'jane@example.org'");
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anOrdinaryReadTellsNobody() {
        read("lab", jane, "laboratory");
        find();

        assertThat(news()).isZero();
        assertThat(letters()).isEmpty();
        assertThat(unusual()).isEmpty();
    }

    @Test
    void anUnusualOneIsNewsUntilThePatientIsShownIt() {
        read("lab", jane, "laboratory");
        log.clock.advance(TO_NIGHT);
        read("night", jane, "laboratory");
        find();
        find();

        assertThat(news()).isEqualTo(1);
        assertThat(unusual())
                .singleElement()
                .satisfies(read -> assertThat(read.context().unusual()).containsExactly(UnusualRead.AT_NIGHT));
        assertThat(news()).isZero();
        find();
        assertThat(news()).as("seen is seen").isZero();
        assertThat(unusual()).as("and still listed").hasSize(1);
    }

    @Test
    void toOpenTheOneReadIsToSeeIt() {
        log.clock.advance(TO_NIGHT);
        read("night", jane, "laboratory");
        read("dusk", jane, "laboratory");
        find();
        UUID entry = (UUID) log.database.inTransaction(
                entities -> entities.createNativeQuery("SELECT entry FROM access_log WHERE account = 'night'")
                        .getSingleResult());
        Actor other = Actor.patient("other", patient("Other"));
        assertThatThrownBy(() -> log.with(entities -> reads(entities).one(other, entry)))
                .isInstanceOf(NotFound.class);
        assertThat(news()).as("nobody else sees it").isEqualTo(2);

        log.with(entities -> reads(entities).one(self, entry));

        assertThat(news()).isEqualTo(1);
    }

    @Test
    void aLetterADayAtMostTellsOfIt() {
        log.clock.advance(TO_NIGHT);
        read("night", jane, "laboratory");
        find();
        read("dusk", jane, "laboratory");
        find();
        find();
        assertThat(letters()).containsExactly("unusual-read jane@example.org");
        assertThat(news()).isEqualTo(2);

        log.clock.advance(Duration.ofDays(1));
        find();
        assertThat(letters()).as("of what is known already there is no second").hasSize(1);
        read("night", jane, "laboratory");
        find();
        assertThat(letters()).hasSize(2);
    }

    @Test
    void whatFailsInBetweenIsFoundAgain() {
        log.clock.advance(TO_NIGHT);
        read("night", jane, "laboratory");
        log.head();
        assertThatThrownBy(() -> log.database.transact(entities -> {
                    finder(entities).step();
                    throw new IllegalStateException("power cut");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(letters()).isEmpty();
        find();
        assertThat(letters()).hasSize(1);
        assertThat(news()).isEqualTo(1);
    }

    @Test
    void whatFollowsMakesTheFirstOfManyUnusualToo() {
        read("lab", jane, "laboratory");
        find();
        assertThat(news()).isZero();
        for (int i = 1; i < UnusualRead.MANY; i++) {
            log.clock.advance(Duration.ofSeconds(10));
            read("lab", new PatientId(TestPeople.id("patient " + i)), "laboratory");
        }
        find();
        assertThat(news()).as("not looked at again yet").isZero();
        log.clock.advance(Duration.ofMinutes(11));
        find();

        assertThat(news()).isEqualTo(1);
        assertThat(unusual())
                .singleElement()
                .satisfies(read -> assertThat(read.context().unusual()).containsExactly(UnusualRead.MANY_IN_A_ROW));
    }

    @Test
    void whoReadsTheirOwnAndWhoActsForThemTellNobody() {
        log.clock.advance(TO_NIGHT);
        read("patient", jane, "self");
        read("carer", jane, "proxy");
        find();

        assertThat(news()).isZero();
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatIsLongAgoIsListedAndNoNews() {
        log.clock.advance(TO_NIGHT);
        read("night", jane, "laboratory");
        log.head();
        log.clock.advance(Duration.ofDays(31));
        find();

        assertThat(news()).isZero();
        assertThat(letters()).isEmpty();
        assertThat(unusual()).hasSize(1);
    }

    @Test
    void whatStoodOutThenStillDoes() {
        PatientId namesake = patient("Ama");
        sql("UPDATE patient SET account = 'ama' WHERE id = '" + namesake.value() + "'");
        read("ama", jane, "laboratory");
        find();
        sql("UPDATE patient SET family_name = 'Other' WHERE account = 'ama'");

        assertThat(unusual())
                .singleElement()
                .satisfies(read -> assertThat(read.context().unusual()).contains(UnusualRead.NAMESAKE));
    }

    @Test
    void whoActsForThePatientOrThePatientForThemIsARelative() {
        PatientId ama = patient("Ama");
        sql("UPDATE patient SET account = 'ama', family_name = 'Osei' WHERE id = '" + ama.value() + "'");
        read("ama", jane, "laboratory");
        assertThat(reasons()).containsExactly(UnusualRead.ALSO_PATIENT);

        proxy(jane, ama);
        assertThat(reasons()).containsExactly(UnusualRead.RELATIVE);
        sql("DELETE FROM access_grant");
        proxy(ama, jane);
        assertThat(reasons()).containsExactly(UnusualRead.RELATIVE);
        sql("DELETE FROM access_grant");
        proxy(ama, patient("Third"));
        assertThat(reasons()).as("someone else's").containsExactly(UnusualRead.ALSO_PATIENT);
    }

    private Set<UnusualRead> reasons() {
        return page(false).stream()
                .filter(read -> !read.own())
                .findFirst()
                .orElseThrow()
                .context()
                .unusual();
    }

    private void proxy(PatientId whose, PatientId proxy) {
        sql("""
                INSERT INTO access_grant (id, version, patient_id, proxy_id, relationship, categories, purpose, valid_from,
                                          valid_until, given_by, given_at, ledger_id)
                VALUES (gen_random_uuid(), 0, '%s', '%s', 'carer', 'all', 'treatment', now(), now() + interval '30 days',
                        'giver', now(), gen_random_uuid())
                """.formatted(whose.value(), proxy.value()));
    }

    private PatientId patient(String given) {
        return log.database.inTransaction(
                entities -> TestPeople.patient(entities, given, "Doe").id());
    }

    private void read(String account, PatientId patient, String basis) {
        log.database.transact(entities -> log.log(entities)
                .keep(new AccessLogEntry(
                        log.clock.instant(),
                        new AccessLogEntry.Reader(
                                account, "doctor", Optional.of(new PractitionerId(TestPeople.id("doctor " + account)))),
                        new AccessLogEntry.Opened(patient, "notes", "chart", Optional.empty()),
                        "treatment",
                        basis,
                        Optional.empty(),
                        true)));
    }

    private FindUnusualReads finder(EntityManager entities) {
        return new FindUnusualReads(entities, new Letters(entities, log.ids(), log.clock), log.clock);
    }

    /** As the jobs do: gives reads their places, then looks at them. */
    private void find() {
        log.head();
        assertThat(log.<Boolean>with(entities -> finder(entities).step())).isFalse();
    }

    private WhoReadMyRecord reads(EntityManager entities) {
        return new WhoReadMyRecord(
                entities,
                new OpenRecord(new AccessPolicy(entities, log.clock), new AccessLog(entities), log.clock),
                log.clock);
    }

    private int news() {
        return log.with(entities -> reads(entities).unusualNews(jane));
    }

    private List<ReadView> unusual() {
        return page(true);
    }

    private List<ReadView> page(boolean unusualOnly) {
        var filter = new WhoReadMyRecord.Filter(
                true, "", "", false, unusualOnly, Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        return log.with(entities -> reads(entities).page(self, filter, 0).reads());
    }

    private List<String> letters() {
        return log.with(entities -> {
            List<?> rows = entities.createNativeQuery("SELECT kind || ' ' || address FROM letter ORDER BY written_at")
                    .getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }

    private void sql(String sql) {
        log.tamper(sql);
    }
}
