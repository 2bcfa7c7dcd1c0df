package org.chartseal.domain.laboratory;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.FileType;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.laboratory.LabResult.Finding;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.testing.GoldenContent;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** What is sealed of the laboratory's work: requests and reports. */
class LabContentTest {

    private static final LabTest POTASSIUM =
            new LabTest(new LabTestId(TestPeople.id("potassium")), "2823-3", "Potassium", "mmol/L", 1);
    private static final LabTest SODIUM =
            new LabTest(new LabTestId(TestPeople.id("sodium")), "2951-2", "Sodium", "mmol/L", 0);
    private static final Limits USUAL =
            new Limits(new BigDecimal("3.5"), new BigDecimal("5.1"), new BigDecimal("2.5"), new BigDecimal("6.5"));
    private static final String SHA_256 = "ab".repeat(32);

    @Test
    void aRequestIsOneServiceRequest() throws IOException {
        GoldenContent.isKept("lab-request", content(request(Urgency.STAT, "Cramps?", "visit"), panel("blood")));
    }

    @Test
    void everyFieldOfARequestCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        variants.put("nothing", content(request(Urgency.ROUTINE, "Cramps?", "visit"), panel("blood")));
        variants.put("urgency", content(request(Urgency.STAT, "Cramps?", "visit"), panel("blood")));
        variants.put("question", content(request(Urgency.ROUTINE, "Oedema?", "visit"), panel("blood")));
        variants.put("no question", content(request(Urgency.ROUTINE, "", "visit"), panel("blood")));
        variants.put("visit", content(request(Urgency.ROUTINE, "Cramps?", "other-visit"), panel("blood")));
        variants.put("specimen", content(request(Urgency.ROUTINE, "Cramps?", "visit"), panel("urine")));
        variants.put(
                "tests",
                content(
                        request(Urgency.ROUTINE, "Cramps?", "visit"),
                        panel("blood", RecordCategory.LABORATORY, List.of(POTASSIUM))));
        GoldenContent.allDiffer(variants);
    }

    @Test
    void aReportIsOneDiagnosticReportWithItsObservations() throws IOException {
        GoldenContent.isKept("lab-report", report("5.4", "haemolysed", "Please repeat", List.of(file("scan.pdf"))));
    }

    @Test
    void aReportOfASensitivePartIsLabelled() throws IOException {
        LabPanel genetics = panel("blood", RecordCategory.GENETICS, List.of(POTASSIUM, SODIUM));
        LabRequest request = request(genetics, Urgency.ROUTINE, "", "visit");
        GoldenContent.isKept("lab-report-genetics", report(request, genetics, "4.0", "", "", List.of()));
    }

    @Test
    void everyFieldOfAReportCounts() {
        Map<String, Resource> variants = new LinkedHashMap<>();
        variants.put("nothing", report("5.4", "haemolysed", "Please repeat", List.of()));
        variants.put("value", report("5.5", "haemolysed", "Please repeat", List.of()));
        variants.put("not measured", report("", "haemolysed", "Please repeat", List.of()));
        variants.put("comment", report("5.4", "", "Please repeat", List.of()));
        variants.put("remark", report("5.4", "haemolysed", "", List.of()));
        variants.put("file", report("5.4", "haemolysed", "Please repeat", List.of(file("scan.pdf"))));
        variants.put("name of the file", report("5.4", "haemolysed", "Please repeat", List.of(file("other.pdf"))));
        variants.put("two files", report("5.4", "", "", List.of(file("scan.pdf"), file("other.pdf"))));
        GoldenContent.allDiffer(variants);
    }

    private static Resource content(LabRequest request, LabPanel panel) {
        return LabRequestContent.of(request, panel);
    }

    private record File(String name) {}

    private static File file(String name) {
        return new File(name);
    }

    private static Resource report(String potassium, String comment, String remark, List<File> files) {
        LabPanel panel = panel("blood");
        return report(request(panel, Urgency.ROUTINE, "", "visit"), panel, potassium, comment, remark, files);
    }

    private static Resource report(
            LabRequest request, LabPanel panel, String potassium, String comment, String remark, List<File> files) {
        PractitionerId technician = new PractitionerId(TestPeople.id("technician"));
        LabReport report = new LabReport(
                new LabReportId(TestPeople.id("report")), request, technician, TestPeople.NOW.plusSeconds(60));
        report.enteredBy(technician, TestPeople.NOW.plusSeconds(120), remark);
        report.handOver();
        report.verify(new PractitionerId(TestPeople.id("scientist")), TestPeople.NOW.plusSeconds(180));
        report.release(TestPeople.NOW.plusSeconds(240));
        Finding found = new Finding(
                Optional.of(potassium).filter(text -> !text.isEmpty()).map(BigDecimal::new), USUAL, comment);
        LabResult first = new LabResult(TestPeople.id("first"), report.id(), POTASSIUM, 0, found, technician);
        LabResult second = new LabResult(
                TestPeople.id("second"),
                report.id(),
                SODIUM,
                1,
                new Finding(Optional.of(new BigDecimal("140.00")), Limits.NONE, ""),
                technician);
        Specimen specimen = new Specimen(
                TestPeople.id("specimen"),
                request.id(),
                AccessionNumber.of(2026, 42),
                panel.specimen(),
                TestPeople.NOW.plusSeconds(30),
                new Account("labtech"));
        return LabReportContent.of(new LabCase(
                request,
                panel,
                Optional.of(specimen),
                Optional.of(report),
                List.of(first, second),
                files.stream()
                        .map(file -> attachment(report, file.name(), technician))
                        .toList()));
    }

    private static Attachment attachment(LabReport report, String name, PractitionerId by) {
        return new Attachment(
                new AttachmentId(TestPeople.id(name)),
                report,
                RecordCategory.LABORATORY,
                name,
                FileType.PDF,
                new SealedObject(new ObjectAddress(SHA_256), 4711, SHA_256),
                by,
                TestPeople.NOW.plusSeconds(200));
    }

    private static LabRequest request(Urgency urgency, String question, String visit) {
        return request(panel("blood"), urgency, question, visit);
    }

    private static LabRequest request(LabPanel panel, Urgency urgency, String question, String visit) {
        return new LabRequest(
                new LabRequestId(TestPeople.id("request")),
                new PatientId(TestPeople.id("patient")),
                new PractitionerId(TestPeople.id("doctor")),
                Optional.of(TestPeople.id(visit)),
                panel,
                urgency,
                question,
                TestPeople.NOW);
    }

    private static LabPanel panel(String specimen) {
        return panel(specimen, RecordCategory.LABORATORY, List.of(POTASSIUM, SODIUM));
    }

    private static LabPanel panel(String specimen, RecordCategory category, List<LabTest> tests) {
        return new LabPanel(new LabPanelId(TestPeople.id("panel")), "LYTES", "Electrolytes", specimen, category, tests);
    }
}
