package org.chartseal.domain.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.Mail;
import org.chartseal.domain.audit.tree.ProveRead.Proven;
import org.chartseal.domain.audit.tree.ProveRead.Stage;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.AskAboutRead;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.ReadView;
import org.chartseal.domain.consent.UnusualRead;
import org.chartseal.domain.consent.WhoReadMyRecord;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProveReadIT {

    private static final Actor AUDITOR = Actor.staff("audit", Role.AUDITOR);

    private final TestLog log = new TestLog();
    private Actor self;
    private Actor stranger;
    private UUID entry;

    @BeforeEach
    void oneRead() {
        PatientId jane = log.database.inTransaction(
                entities -> TestPeople.patient(entities, "Jane", "Doe").id());
        self = Actor.patient("patient", jane);
        stranger = Actor.patient("stranger", new PatientId(TestPeople.id("stranger")));
        log.database.transact(entities -> {
            var read = TestLog.entry("osei", "chart", log.clock);
            log.log(entities)
                    .keep(new org.chartseal.domain.audit.AccessLogEntry(
                            read.at(),
                            read.reader(),
                            new org.chartseal.domain.audit.AccessLogEntry.Opened(
                                    jane, "notes", "chart", java.util.Optional.empty()),
                            "treatment",
                            "grant",
                            java.util.Optional.empty(),
                            true));
        });
        entry = log.database.inTransaction(entities -> (UUID)
                entities.createNativeQuery("SELECT entry FROM access_log").getSingleResult());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private OpenRecord door(jakarta.persistence.EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), log.clock);
    }

    private Proven prove(Actor actor) {
        return log.database.inTransaction(
                entities -> new ProveRead(log.transactions(), door(entities), log.seal, log.ledger).of(actor, entry));
    }

    private WhoReadMyRecord reads(jakarta.persistence.EntityManager entities) {
        return new WhoReadMyRecord(entities, door(entities), log.clock);
    }

    @Test
    void aReadIsProvenStepByStep() {
        assertThat(prove(AUDITOR).stage()).isEqualTo(Stage.WAITING);
        log.head();
        assertThat(prove(AUDITOR).stage()).isEqualTo(Stage.SIGNED);
        log.anchor();
        Proven proven = prove(self);
        assertThat(proven.stage()).isEqualTo(Stage.PROVEN);
        assertThat(proven.position()).hasValue(0);
        assertThat(proven.block()).hasValue(7);
        ReadProof kept = ReadProof.parse(proven.proof().orElseThrow().canonicalText());
        assertThat(kept.proves(
                        log.ledger.findRoot(kept.stated().batch()).orElseThrow().root()))
                .isTrue();
        assertThat(log.seal.verifies(kept.head())).isTrue();
        log.ledger.setAway(true);
        assertThat(prove(AUDITOR).stage()).isEqualTo(Stage.LEDGER_AWAY);
        log.ledger.setAway(false);
        log.tamper("UPDATE access_log SET account = 'nobody' WHERE id = 1");
        assertThat(prove(AUDITOR).stage()).isEqualTo(Stage.BROKEN);
    }

    @Test
    void nobodyElseSeesTheProof() {
        assertThatThrownBy(() -> prove(stranger)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> prove(Actor.staff("reception", Role.RECEPTIONIST)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void thePatientAsksOnceAndReadsTheAnswer() {
        ask(self, "Why?");
        ask(self, " Why? ");
        assertThatThrownBy(() -> ask(self, "Another")).hasMessageContaining("question-asked");
        assertThatThrownBy(() -> ask(self, " ")).hasMessageContaining("question-empty");
        assertThatThrownBy(() -> ask(self, "x".repeat(1001))).hasMessageContaining("question-too-long");
        assertThatThrownBy(() -> ask(stranger, "Why?")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> answer(self, "Because")).hasMessageContaining("role-missing");
        answer(AUDITOR, "Because");
        answer(AUDITOR, "Because");
        assertThatThrownBy(() -> answer(AUDITOR, "No")).hasMessageContaining("answer-given");
        ReadView.Context around = log.database
                .inTransaction(entities -> reads(entities).one(self, entry))
                .context();
        assertThat(around.question()).contains("Why?");
        assertThat(around.answer()).contains("Because");
        assertThat(log.<List<AskAboutRead.Question>>with(entities -> new AskAboutRead(
                                entities,
                                reads(entities),
                                new OpenList(
                                        new AccessPolicy(entities, TestPeople.CLOCK),
                                        new AccessLog(entities),
                                        log.clock),
                                log.clock)
                        .all(AUDITOR)))
                .singleElement()
                .satisfies(question -> assertThat(question.account()).isEqualTo("osei"));
    }

    @Test
    void whatStandsRoundAReadIsFound() {
        log.tamper("UPDATE patient SET account = 'osei2'");
        log.database.transact(entities -> {
            TestPeople.patient(entities, "Ama", "Doe");
            entities.flush();
            entities.createNativeQuery("UPDATE patient SET account = 'osei' WHERE given_name = 'Ama'")
                    .executeUpdate();
        });
        ReadView read = log.database.inTransaction(entities -> reads(entities).one(self, entry));
        assertThat(read.context().unusual()).contains(UnusualRead.NO_VISIT_NEAR, UnusualRead.NAMESAKE);
        assertThat(read.from()).isEqualTo("192.0.2.7");
        var nobody = new WhoReadMyRecord.Filter(
                true, "nobody", "", false, false, java.time.Instant.EPOCH, TestPeople.NOW.plusSeconds(60));
        assertThat(log.<List<ReadView>>with(
                        entities -> reads(entities).page(self, nobody, 0).reads()))
                .isEmpty();
    }

    @Test
    void theAdministratorIsToldOnceOfEachFindingAndAgainWhenTheServerWasAway() {
        List<String> letters = new ArrayList<>();
        boolean[] away = {true};
        Mail mail = new Mail() {
            @Override
            public boolean isOn() {
                return true;
            }

            @Override
            public void toAdministrator(String subject, String text) {
                if (away[0]) {
                    throw new Unavailable("mail", java.time.Duration.ZERO, new IllegalStateException("away"));
                }
                letters.add(text);
            }
        };
        TellAdministrator tell = new TellAdministrator(log.transactions(), mail, log.clock);
        assertThat(tell.step()).isZero();
        log.head();
        log.tamper("UPDATE access_log SET account = 'nobody' WHERE id = 1");
        log.monitor().step(10);
        assertThatThrownBy(tell::step).isInstanceOf(Unavailable.class);
        away[0] = false;
        assertThat(tell.step()).isEqualTo(1);
        assertThat(tell.step()).isZero();
        assertThat(letters).singleElement().asString().contains("log-row-changed", "access-log:row-1");
        assertThat(letters.get(0))
                .as("mail is read on the way")
                .doesNotContain(self.requirePatient().toString());
    }

    private void ask(Actor actor, String text) {
        log.database.transact(entities -> new AskAboutRead(
                        entities,
                        reads(entities),
                        new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), log.clock),
                        log.clock)
                .ask(actor, entry, text));
    }

    private void answer(Actor actor, String text) {
        log.database.transact(entities -> new AskAboutRead(
                        entities,
                        reads(entities),
                        new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), log.clock),
                        log.clock)
                .answer(actor, entry, text));
    }
}
