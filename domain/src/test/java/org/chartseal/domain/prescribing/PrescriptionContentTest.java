package org.chartseal.domain.prescribing;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.prescribing.Prescription.OverriddenAlerts;
import org.chartseal.domain.prescribing.Prescription.Parties;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrescriptionContentTest {

    private static final Medicine AMOXICILLIN = new Medicine("J01CA04", "amoxicillin", "capsule", "500 mg");
    private static final OverriddenAlerts NO_ALERTS = new OverriddenAlerts(List.of(), "");
    private static final Parties PARTIES = parties("patient", "visit");

    @Test
    void aPrescriptionIsOneMedicationRequest() throws IOException {
        GoldenContent.isKept("prescription", content(prescription(regimen("1", Frequency.TID, "with water"))));
    }

    @Test
    void anOverriddenAlertIsContainedInIt() throws IOException {
        GoldenContent.isKept(
                "prescription-overridden",
                content(prescription(
                        AMOXICILLIN,
                        PARTIES,
                        regimen("1", Frequency.TID, ""),
                        new OverriddenAlerts(List.of("allergy", "duplicate"), "Tolerated in 2025"),
                        TestPeople.NOW)));
    }

    @Test
    void aStoppedPrescriptionSaysWhyByWhomAndWhen() throws IOException {
        GoldenContent.isKept("prescription-stopped", content(stopped("Rash")));
    }

    @ParameterizedTest
    @EnumSource(Frequency.class)
    void everyFrequencyIsSaidInFhirsWords(Frequency frequency) throws IOException {
        GoldenContent.isKept(
                "prescription-" + frequency.code().toLowerCase(java.util.Locale.ROOT),
                content(prescription(new Regimen(
                        new Dose(BigDecimal.ONE, "{capsule}"),
                        Route.ORAL,
                        frequency,
                        frequency == Frequency.PRN ? Optional.empty() : Optional.of(7),
                        21,
                        0,
                        ""))));
    }

    @Test
    void everyFieldCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        variants.put("nothing", content(prescription(regimen("1", Frequency.TID, "with water"))));
        variants.put("dose", content(prescription(regimen("1.5", Frequency.TID, "with water"))));
        variants.put("frequency", content(prescription(regimen("1", Frequency.BID, "with water"))));
        variants.put("instructions", content(prescription(regimen("1", Frequency.TID, "with milk"))));
        variants.put("route", content(prescription(regimen(Route.SUBLINGUAL, Optional.of(7), 21, 1))));
        variants.put("days", content(prescription(regimen(Route.ORAL, Optional.of(8), 21, 1))));
        variants.put("no end", content(prescription(regimen(Route.ORAL, Optional.empty(), 21, 1))));
        variants.put("quantity", content(prescription(regimen(Route.ORAL, Optional.of(7), 22, 1))));
        variants.put("refills", content(prescription(regimen(Route.ORAL, Optional.of(7), 21, 2))));
        Regimen regimen = regimen("1", Frequency.TID, "with water");
        variants.put(
                "medicine",
                PrescriptionContent.of(
                        prescription(regimen), new Medicine("J01CA04", "amoxicillin", "capsule", "250 mg")));
        variants.put(
                "patient",
                content(prescription(AMOXICILLIN, parties("other", "visit"), regimen, NO_ALERTS, TestPeople.NOW)));
        variants.put(
                "visit",
                content(prescription(
                        AMOXICILLIN, parties("patient", "other-visit"), regimen, NO_ALERTS, TestPeople.NOW)));
        variants.put(
                "time", content(prescription(AMOXICILLIN, PARTIES, regimen, NO_ALERTS, TestPeople.NOW.plusMillis(1))));
        variants.put("alert", content(overridden("allergy", "Tolerated")));
        variants.put("another alert", content(overridden("duplicate", "Tolerated")));
        variants.put("reason of the override", content(overridden("allergy", "Mild")));
        variants.put("stopped", content(stopped("Rash")));
        variants.put("reason of the stop", content(stopped("Cured")));
        GoldenContent.allDiffer(variants);
    }

    private static Prescription overridden(String alert, String reason) {
        return prescription(
                AMOXICILLIN,
                PARTIES,
                regimen("1", Frequency.TID, "with water"),
                new OverriddenAlerts(List.of(alert), reason),
                TestPeople.NOW);
    }

    private static Prescription stopped(String reason) {
        Prescription prescription = prescription(regimen("1", Frequency.TID, "with water"));
        prescription.discontinue(
                new PractitionerId(TestPeople.id("other-doctor")), reason, TestPeople.NOW.plusSeconds(3600));
        return prescription;
    }

    private static Regimen regimen(String dose, Frequency frequency, String instructions) {
        return new Regimen(
                new Dose(new BigDecimal(dose), "{capsule}"),
                Route.ORAL,
                frequency,
                Optional.of(7),
                21,
                1,
                instructions);
    }

    private static Regimen regimen(Route route, Optional<Integer> days, int quantity, int refills) {
        return new Regimen(
                new Dose(BigDecimal.ONE, "{capsule}"), route, Frequency.TID, days, quantity, refills, "with water");
    }

    private static Resource content(Prescription prescription) {
        return PrescriptionContent.of(prescription, AMOXICILLIN);
    }

    private static Prescription prescription(Regimen regimen) {
        return prescription(AMOXICILLIN, PARTIES, regimen, NO_ALERTS, TestPeople.NOW);
    }

    private static Prescription prescription(
            Medicine medicine, Parties parties, Regimen regimen, OverriddenAlerts alerts, Instant signedAt) {
        FormularyItem item = new FormularyItem(
                medicine,
                new FormularyItem.Usual(
                        "{capsule}", List.of(Route.ORAL, Route.SUBLINGUAL), BigDecimal.ONE, Frequency.TID, 7));
        return new Prescription(
                new PrescriptionId(TestPeople.id("prescription")),
                parties,
                item,
                regimen,
                alerts,
                signedAt,
                ZoneOffset.UTC);
    }

    private static Parties parties(String patient, String visit) {
        return new Parties(
                new PatientId(TestPeople.id(patient)),
                new PractitionerId(TestPeople.id("doctor")),
                Optional.of(TestPeople.id(visit)));
    }
}
