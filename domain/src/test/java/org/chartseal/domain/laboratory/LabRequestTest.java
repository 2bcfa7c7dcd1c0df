package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.laboratory.LabRequest.State;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

class LabRequestTest {

    @Test
    void theStateMovesOnlyAsTheLaboratoryWorks() {
        LabRequest request = request("Anaemia?");

        assertThatThrownBy(() -> request.moveTo(State.VERIFIED))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("lab-request-state"));
        request.moveTo(State.COLLECTED);
        request.moveTo(State.ENTERED);
        request.moveTo(State.VERIFIED);
        assertThatThrownBy(() -> request.cancel("no longer needed")).isInstanceOf(Refused.class);
        request.moveTo(State.RELEASED);

        assertThat(request.state()).isEqualTo(State.RELEASED);
    }

    @Test
    void aRequestIsCancelledOnlyWithAReason() {
        LabRequest request = request("");

        assertThatThrownBy(() -> request.cancel("  ")).hasMessage("lab-cancel-needs-reason");
        request.cancel("taken twice");

        assertThat(request.state()).isEqualTo(State.CANCELLED);
        assertThat(request.stateReason()).isEqualTo("taken twice");
    }

    @Test
    void aQuestionHasALimit() {
        assertThatThrownBy(() -> request("x".repeat(LabRequest.LONGEST_QUESTION + 1)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo("question"));
    }

    private static LabRequest request(String question) {
        return new LabRequest(
                new LabRequestId(TestPeople.id("request")),
                new PatientId(TestPeople.id("patient")),
                new PractitionerId(TestPeople.id("doctor")),
                Optional.empty(),
                new LabPanel(
                        new LabPanelId(TestPeople.id("panel")),
                        "CBC",
                        "Blood count",
                        "blood",
                        RecordCategory.LABORATORY,
                        List.of()),
                Urgency.ROUTINE,
                question,
                TestPeople.NOW);
    }
}
