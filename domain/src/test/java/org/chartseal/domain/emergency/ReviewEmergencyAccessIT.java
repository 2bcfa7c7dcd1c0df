package org.chartseal.domain.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chartseal.domain.emergency.EmergencyFixture.AUDITOR;
import static org.chartseal.domain.emergency.EmergencyFixture.assertRefused;

import java.time.Duration;
import java.util.List;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewEmergencyAccessIT {

    private EmergencyFixture hospital;
    private Actor lind;
    private Actor osei;

    @BeforeEach
    void open() {
        hospital = new EmergencyFixture();
        lind = hospital.clinic.lind;
        osei = hospital.clinic.osei;
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    @Test
    void aColleagueReviewsWhatIsOverAndThePatientIsTold() {
        EmergencyId id = over();

        assertThat(waiting(osei)).isEqualTo(1);
        assertThat(waiting(lind)).isZero();
        hospital.review(osei, id, Review.Outcome.JUSTIFIED, "");

        assertThat(waiting(osei)).isZero();
        assertThat(hospital.news())
                .extracting(MyEmergencies.News::kind)
                .containsExactlyInAnyOrder("emergency-opened", "emergency-reviewed");
        assertThat(hospital.emergencies()).singleElement().satisfies(access -> {
            assertThat(access.state()).isEqualTo(EmergencyView.State.REVIEWED);
            assertThat(access.review().orElseThrow().reviewer()).isEqualTo("Dr. Ama Osei");
            assertThat(access.notJustified()).isFalse();
        });
        List<LedgerCommand> commands = hospital.commands();
        SignedText signed = ((LedgerCommand.ReviewEmergency) commands.get(commands.size() - 1)).statement();
        assertThat(hospital.keys.verify(hospital.publicKey(osei), signed.text(), signed.signature()))
                .isTrue();
        assertThat(signed.text()).contains("\"outcome\":\"justified\"", id.toString());
    }

    @Test
    void theReviewerSeesWhatWasOpenedByIt() {
        EmergencyId id = hospital.open(lind).id();
        hospital.read(lind, RecordCategory.NOTES);
        hospital.read(lind, RecordCategory.LABORATORY);
        hospital.clock.advance(Duration.ofMinutes(15));

        assertThat(hospital.reviewing(use -> use.look(osei, id)).openings())
                .extracting(ReviewEmergencyAccess.Opening::category)
                .containsExactly("notes", "laboratory");
        assertThat(
                        hospital.clinic.count(
                                "access_log WHERE basis = 'emergency-review' AND account = 'Osei' AND category = 'demographics'"))
                .isEqualTo(1);
    }

    @Test
    void nobodyReviewsTheirOwnHereOrInTheDatabase() {
        EmergencyId id = over();

        assertRefused("emergency-own-review", () -> hospital.review(lind, id, Review.Outcome.JUSTIFIED, ""));
        assertThatThrownBy(() -> hospital.reviewing(use -> use.look(lind, id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> hospital.clinic.database.transact(
                        entities -> entities.createNativeQuery("""
                        UPDATE emergency_access SET reviewer_id = practitioner_id, reviewed_at = open_until,
                          outcome = 'justified', note = '', note_salt = reason_salt""").executeUpdate()))
                .hasStackTraceContaining("emergency_access_reviewed_by_another");
        assertThat(waiting(osei)).isEqualTo(1);
    }

    @Test
    void onlyADoctorWithinTheirLicenceReviews() {
        EmergencyId id = over();

        assertRefused(
                "practitioner-not-verified",
                () -> hospital.review(hospital.clinic.haas, id, Review.Outcome.JUSTIFIED, ""));
        assertRefused(
                "role-missing",
                () -> hospital.review(
                        Actor.practitioner("lab", Role.LAB_SCIENTIST, osei.requirePractitioner()),
                        id,
                        Review.Outcome.JUSTIFIED,
                        ""));
        assertThat(waiting(AUDITOR)).isZero();
        assertRefused("role-missing", () -> hospital.reviewing(use -> use.toReview(AUDITOR)));
    }

    @Test
    void aReviewComesOnceAndNotWhileTheRecordIsOpen() {
        EmergencyId id = hospital.open(lind).id();
        assertRefused("emergency-still-open", () -> hospital.review(osei, id, Review.Outcome.JUSTIFIED, ""));
        hospital.clock.advance(Duration.ofMinutes(15));
        hospital.review(osei, id, Review.Outcome.NOT_JUSTIFIED, "There was no emergency.");

        assertRefused("emergency-reviewed-already", () -> hospital.review(osei, id, Review.Outcome.JUSTIFIED, ""));
        assertThat(hospital.clinic.count("emergency_access WHERE outcome = 'not-justified'"))
                .isEqualTo(1);
    }

    @Test
    void whoFindsItNotJustifiedSaysWhy() {
        assertRefused("emergency-note-short", () -> new Review(Review.Outcome.NOT_JUSTIFIED, " short "));
        assertRefused("emergency-note-long", () -> new Review(Review.Outcome.JUSTIFIED, "x".repeat(501)));
        assertRefused("emergency-outcome-missing", () -> Review.Outcome.ofCode(""));
    }

    @Test
    void afterThreeDaysAReviewIsOverdueAndStillCanBeMade() {
        EmergencyId id = over();
        assertThat(state()).isEqualTo(EmergencyView.State.TO_REVIEW);
        hospital.clock.advance(Duration.between(hospital.clock.instant(), TestPeople.NOW.plus(Duration.ofDays(3))));
        assertThat(state()).isEqualTo(EmergencyView.State.TO_REVIEW);
        hospital.clock.advance(Duration.ofMillis(1));
        assertThat(state()).isEqualTo(EmergencyView.State.OVERDUE);
        assertThat(figures()).extracting(EmergencyFigures.Figure::overdue).containsExactly(1L);

        hospital.review(osei, id, Review.Outcome.JUSTIFIED, "");

        assertThat(state()).isEqualTo(EmergencyView.State.REVIEWED);
        assertThat(figures()).extracting(EmergencyFigures.Figure::overdue).containsExactly(0L);
    }

    @Test
    void figuresTellWhoTakesHowMany() {
        EmergencyId first = over();
        over();
        hospital.open(osei);
        hospital.clock.advance(Duration.ofMinutes(15));
        hospital.review(osei, first, Review.Outcome.NOT_JUSTIFIED, "There was no emergency.");

        assertThat(figures())
                .containsExactly(
                        new EmergencyFigures.Figure("Dr. Ama Lind", 2, 1, 0, 1),
                        new EmergencyFigures.Figure("Dr. Ama Osei", 1, 0, 0, 0));
        assertThat(report().byDepartment()).containsExactly(new EmergencyFigures.Figure("cardiology", 3, 1, 0, 1));
        assertThat(report().accesses()).hasSize(3);
        assertRefused(
                "role-missing",
                () -> hospital.clinic.database.transact(entities -> new EmergencyFigures(
                                entities,
                                new OpenList(
                                        new AccessPolicy(entities, TestPeople.CLOCK),
                                        new AccessLog(entities),
                                        hospital.clock),
                                hospital.clock)
                        .of(lind, TestPeople.NOW, TestPeople.NOW.plusSeconds(1))));
    }

    /** One that Dr. Lind opened, and that is over. */
    private EmergencyId over() {
        EmergencyId id = hospital.open(lind).id();
        hospital.clock.advance(Duration.ofMinutes(15));
        return id;
    }

    private long waiting(Actor actor) {
        return hospital.reviewing(use -> use.waiting(actor));
    }

    private EmergencyView.State state() {
        return hospital.emergencies().get(0).state();
    }

    private List<EmergencyFigures.Figure> figures() {
        return report().byPerson();
    }

    private EmergencyFigures.Report report() {
        return hospital.clinic.database.inTransaction(entities -> new EmergencyFigures(
                        entities,
                        new OpenList(
                                new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), hospital.clock),
                        hospital.clock)
                .of(AUDITOR, TestPeople.NOW, TestPeople.NOW.plus(Duration.ofDays(30))));
    }
}
