package org.chartseal.domain.laboratory;

import java.util.List;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/** One request with all that the laboratory has for it. */
record LabCase(
        LabRequest request,
        LabPanel panel,
        Optional<Specimen> specimen,
        Optional<LabReport> report,
        List<LabResult> results,
        List<Attachment> attachments) {

    /** The specimen; without one nothing can be entered. */
    Specimen requireSpecimen() {
        return specimen.orElseThrow(() -> Refused.because("lab-no-specimen"));
    }

    /** The report; without one nothing can be verified. */
    LabReport requireReport() {
        return report.orElseThrow(() -> Refused.because("lab-no-report"));
    }

    Optional<LabResult> resultOf(LabTest test) {
        return results.stream()
                .filter(result -> result.test().equals(test.id()))
                .findFirst();
    }

    /** The report's version as a form keeps it; -1 while there is none. */
    int reportVersion() {
        return report.map(LabReport::version).orElse(-1);
    }

    /** Refuses what was decided on an older state of the report. */
    void requireVersion(int seen) {
        if (reportVersion() != seen) {
            throw Refused.because("changed-meanwhile");
        }
    }
}
