package org.chartseal.domain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

class LabCatalogueIT {

    @Test
    void aPanelKeepsItsTestsInOrderAndARequestNamesIt() {
        try (TestDatabase database = TestDatabase.fresh()) {
            LabTest potassium =
                    new LabTest(new LabTestId(TestPeople.id("potassium")), "2823-3", "Potassium", "mmol/L", 1);
            LabTest sodium = new LabTest(new LabTestId(TestPeople.id("sodium")), "2951-2", "Sodium", "mmol/L", 0);
            LabPanel panel = new LabPanel(
                    new LabPanelId(TestPeople.id("electrolytes")),
                    "LYTES",
                    "Electrolytes",
                    "serum",
                    RecordCategory.LABORATORY,
                    List.of(sodium, potassium));
            LabRequestId request = new LabRequestId(TestPeople.id("request"));
            database.transact(entities -> {
                Practitioner doctor = TestPeople.physician(entities, TestPeople.department(entities, "renal"), "Osei");
                Patient patient = TestPeople.patient(entities, "Jane", "Doe");
                entities.persist(potassium);
                entities.persist(sodium);
                entities.persist(panel);
                entities.flush();
                entities.persist(new LabRequest(
                        request,
                        patient.id(),
                        doctor.id(),
                        Optional.empty(),
                        panel,
                        Urgency.STAT,
                        "K?",
                        TestPeople.NOW));
            });

            database.transact(entities -> {
                LabRequest kept = entities.find(LabRequest.class, request.value());
                assertThat(kept.urgency()).isEqualTo(Urgency.STAT);
                assertThat(kept.signedAt()).isEqualTo(TestPeople.NOW);
                assertThat(entities.find(LabPanel.class, kept.panel().value()).tests())
                        .extracting(LabTest::name)
                        .containsExactly("Sodium", "Potassium");
            });
        }
    }
}
