package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderLabPanelIT {

    private static final LabPanelId PANEL = new LabPanelId(TestPeople.id("electrolytes"));
    private static final LabRequestId REQUEST = new LabRequestId(TestPeople.id("request"));

    private TestClinic clinic;

    @BeforeEach
    void open() {
        clinic = new TestClinic();
        clinic.database.transact(entities -> {
            LabTest sodium = new LabTest(new LabTestId(TestPeople.id("sodium")), "2951-2", "Sodium", "mmol/L", 0);
            entities.persist(sodium);
            entities.persist(
                    new LabPanel(PANEL, "LYTES", "Electrolytes", "serum", RecordCategory.LABORATORY, List.of(sodium)));
        });
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void aRequestIsSealedOnceAndItsContentDoesNotMoveWithTheLaboratorysWork() {
        SealId seal = order(it -> it.order(clinic.osei, command(PANEL)));
        SealId again = order(it -> it.order(clinic.osei, command(PANEL)));
        assertThat(again).isEqualTo(seal);
        clinic.database.transact(
                entities -> entities.find(LabRequest.class, REQUEST.value()).moveTo(LabRequest.State.COLLECTED));

        clinic.database.transact(entities -> {
            ServiceRequest content =
                    (ServiceRequest) new LabRequestContent(entities).currentContent(new RecordId(REQUEST.value()));
            assertThat(TestClinic.commitmentOf(content)).isEqualTo(clinic.commitment(REQUEST.value(), 1));
            assertThat(content.getCode().getCodingFirstRep().getCode()).isEqualTo("2951-2");
            assertThat(content.getReasonCodeFirstRep().getText()).isEqualTo("Hyponatraemia?");
        });
        assertThat(clinic.count("lab_request")).isEqualTo(1);
        assertThat(clinic.count("record_version")).isEqualTo(1);
    }

    @Test
    void onlyAVerifiedDoctorWithTheGrantOrders() {
        assertRefused("practitioner-not-verified", clinic.haas);
        assertRefused("access-not-granted", clinic.lind);
        assertThat(clinic.count("lab_request")).isZero();
    }

    @Test
    void anUnknownPanelIsNotFound() {
        LabPanelId unknown = new LabPanelId(TestPeople.id("unknown"));

        assertThatThrownBy(() -> order(it -> it.order(clinic.osei, command(unknown))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void thePanelsAreListedWithTheirTests() {
        List<OrderLabPanel.PanelView> panels = order(it -> it.panels(clinic.osei));

        assertThat(panels)
                .singleElement()
                .satisfies(panel -> assertThat(panel.tests()).containsExactly("Sodium"));
    }

    private OrderLabPanel.Command command(LabPanelId panel) {
        return new OrderLabPanel.Command(
                REQUEST, clinic.patient, Optional.empty(), panel, Urgency.URGENT, "Hyponatraemia?");
    }

    private <T> T order(Function<OrderLabPanel, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(
                new OrderLabPanel(entities, clinic.maySign(entities), clinic.seals(entities), clinic.hand())));
    }

    private void assertRefused(String code, Actor actor) {
        assertThatThrownBy(() -> order(it -> it.order(actor, command(PANEL))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
