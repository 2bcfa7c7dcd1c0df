package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;

/** What was found broken, kept for the auditor. Every method runs in the caller's transaction. */
final class IntegrityFindings {

    private final EntityManager entities;

    IntegrityFindings(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps a finding, unless the same is open already. */
    void report(String seal, String check, String detail, Instant now) {
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
        for (Line line : report.lines()) {
            if (line.result() == Result.FAILED) {
                report(seal, line.check().code(), detail(line), now);
            } else if (line.result() == Result.PASSED) {
                passed.add(line.check().code());
            }
        }
        resolve(List.of(seal), passed, now);
    }

    private static String detail(Line line) {
        return line.changed().isEmpty() ? line.reason() : line.reason() + " " + String.join(" ", line.changed());
    }

    /** Closes the open findings of these checks. */
    void resolve(Collection<String> seals, Collection<String> checks, Instant now) {
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
