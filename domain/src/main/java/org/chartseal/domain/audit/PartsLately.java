package org.chartseal.domain.audit;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.OptionalInt;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.people.PractitionerId;

/** Whether the log has a row that differs from a read in nothing but its time. */
final class PartsLately {

    /** A viewer that fetches a file piece by piece counts as one read for so long. */
    private static final Duration ONE_READ = Duration.ofHours(1);

    private static final String SAME = """
            SELECT EXISTS (
              SELECT 1 FROM access_log line
               WHERE line.patient_id = ?1 AND line.at > ?2 AND line.at <= ?3 AND line.allowed
                 AND line.account = ?4 AND line.role = ?5 AND line.what = ?6 AND line.category = ?7
                 AND line.record_id IS NOT DISTINCT FROM CAST(nullif(?8, '') AS uuid)
                 AND line.record_version IS NOT DISTINCT FROM CAST(nullif(?9, '') AS integer)
                 AND line.practitioner_id IS NOT DISTINCT FROM CAST(nullif(?10, '') AS uuid)
                 AND line.purpose = ?11 AND line.basis = ?12
                 AND line.basis_id IS NOT DISTINCT FROM CAST(nullif(?13, '') AS uuid)
                 AND line.organisation = ?14 AND line.origin = ?15)
            """;

    private PartsLately() {}

    static boolean include(EntityManager entities, AccessLogEntry read, OptionalInt version, Origin from) {
        return (Boolean) entities.createNativeQuery(SAME, Boolean.class)
                .setParameter(1, read.opened().patient().value())
                .setParameter(2, Timestamp.from(read.at().minus(ONE_READ)))
                .setParameter(3, Timestamp.from(read.at()))
                .setParameter(4, read.reader().account())
                .setParameter(5, read.reader().role())
                .setParameter(6, read.opened().what())
                .setParameter(7, read.opened().category())
                .setParameter(8, read.opened().record().map(Object::toString).orElse(""))
                .setParameter(9, version.isPresent() ? Integer.toString(version.getAsInt()) : "")
                .setParameter(
                        10,
                        read.reader()
                                .practitioner()
                                .map(PractitionerId::toString)
                                .orElse(""))
                .setParameter(11, read.purpose())
                .setParameter(12, read.basis())
                .setParameter(13, read.basisId().map(Object::toString).orElse(""))
                .setParameter(14, from.organisation())
                .setParameter(15, from.address())
                .getSingleResult();
    }
}
