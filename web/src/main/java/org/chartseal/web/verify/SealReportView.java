package org.chartseal.web.verify;

import java.time.Instant;
import java.util.List;
import org.chartseal.domain.records.SealReport;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a seal's report.
 *
 * @param result code: passed, failed, unknown
 * @param block where it is anchored, or nothing
 */
record SealReportView(
        String seal,
        String type,
        Instant signedAt,
        String commitment,
        @Nullable Long block,
        @Nullable String transaction,
        String result,
        List<Check> checks) {

    SealReportView {
        checks = List.copyOf(checks);
    }

    /**
     * One check.
     *
     * @param code of the check
     * @param result code: passed, failed, unknown
     * @param reason code, or an empty text
     */
    record Check(String code, String result, String reason, List<String> changed) {

        Check {
            changed = List.copyOf(changed);
        }
    }

    static SealReportView of(SealReport report) {
        return new SealReportView(
                report.seal().toString(),
                report.type().code(),
                report.signedAt(),
                report.commitment().hex(),
                report.place().map(SealReport.Place::block).orElse(null),
                report.place().map(place -> place.transaction().hex()).orElse(null),
                report.result().code(),
                report.lines().stream()
                        .map(line ->
                                new Check(line.check().code(), line.result().code(), line.reason(), line.changed()))
                        .toList());
    }
}
