package org.chartseal.web.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<Check> checks,
        List<File> files) {

    SealReportView {
        checks = List.copyOf(checks);
        files = List.copyOf(files);
    }

    /**
     * A file that belongs to the record, with its checks.
     *
     * @param name nothing towards who may not read the record
     */
    record File(int number, @Nullable String name, String mediaType, List<Check> checks) {

        File {
            checks = List.copyOf(checks);
        }
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
                        .filter(line -> line.file().isEmpty())
                        .map(SealReportView::check)
                        .toList(),
                files(report));
    }

    private static List<File> files(SealReport report) {
        Map<SealReport.File, List<Check>> files = new LinkedHashMap<>();
        report.lines()
                .forEach(line -> line.file()
                        .ifPresent(file -> files.computeIfAbsent(file, first -> new ArrayList<>())
                                .add(check(line))));
        return files.entrySet().stream()
                .map(each -> new File(
                        each.getKey().number(),
                        each.getKey().name().orElse(null),
                        each.getKey().mediaType(),
                        each.getValue()))
                .toList();
    }

    private static Check check(SealReport.Line line) {
        return new Check(line.check().code(), line.result().code(), line.reason(), line.changed());
    }
}
