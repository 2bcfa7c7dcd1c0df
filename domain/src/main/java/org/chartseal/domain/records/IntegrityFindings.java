package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;

/** What was found broken, kept for the auditor. Every method runs in the caller's transaction. */
public final class IntegrityFindings {

    private final EntityManager entities;

    /** Findings of that database. */
    public IntegrityFindings(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a finding, unless the same is open already. */
    public void report(String seal, String check, String detail, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO integrity_finding (found_at, seal, check_failed, detail) VALUES (?1, ?2, ?3, ?4)
                        ON CONFLICT (seal, check_failed) WHERE resolved_at IS NULL DO NOTHING
                        """)
                .setParameter(1, Timestamp.from(now))
                .setParameter(2, seal)
                .setParameter(3, check)
                .setParameter(4, detail)
                .executeUpdate();
    }

    /** Keeps what failed, and closes what was found earlier and passes now. What is unknown stays as it was. */
    void keep(SealReport report, Instant now) {
        String seal = report.seal().toString();
        List<String> passed = new ArrayList<>();
        Map<SealCheck, List<Line>> byCheck =
                report.lines().stream().collect(Collectors.groupingBy(Line::check, TreeMap::new, Collectors.toList()));
        byCheck.forEach((check, lines) -> {
            if (lines.stream().allMatch(line -> line.result() == Result.PASSED)) {
                passed.add(check.code());
            }
            String wrong = lines.stream()
                    .filter(line -> line.result() == Result.FAILED)
                    .map(IntegrityFindings::detail)
                    .collect(Collectors.joining("; "));
            if (!wrong.isEmpty()) {
                report(seal, check.code(), wrong, now);
            }
        });
        resolve(List.of(seal), passed, now);
    }

    private static String detail(Line line) {
        Stream<String> file = line.file().map(one -> "file " + one.number()).stream();
        return Stream.of(Stream.of(line.reason()), file, line.changed().stream())
                .flatMap(Function.identity())
                .collect(Collectors.joining(" "));
    }

    /** Closes the open findings of these checks. */
    public void resolve(Collection<String> seals, Collection<String> checks, Instant now) {
        if (seals.isEmpty() || checks.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        UPDATE integrity_finding SET resolved_at = ?1
                        WHERE seal IN (?2) AND check_failed IN (?3) AND resolved_at IS NULL
                        """)
                .setParameter(1, Timestamp.from(now))
                .setParameter(2, seals)
                .setParameter(3, checks)
                .executeUpdate();
    }
}
