package org.chartseal.domain.audit.tree;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.Mail;
import org.chartseal.domain.records.NewTransaction;

/**
 * Tells the administrator by mail of each finding once: after a crash perhaps twice, but never not at all. The letter names
 * checks and rows, no patient: mail is read on the way. What differs stands on the auditor's page.
 */
@ApplicationScoped
public class TellAdministrator {

    private static final int MOST = 50;

    private final NewTransaction transaction;
    private final Mail mail;
    private final Clock clock;

    @Inject
    public TellAdministrator(NewTransaction transaction, Mail mail, Clock clock) {
        this.transaction = transaction;
        this.mail = mail;
        this.clock = clock;
    }

    private record Finding(long id, String line) {}

    /**
     * Sends what was not told yet. A timer calls it.
     *
     * @return how many findings the letter named; 0 when none was sent
     * @throws org.chartseal.domain.shared.Unavailable when no server takes it
     */
    public int step() {
        if (!mail.isOn()) {
            return 0;
        }
        List<Finding> untold = transaction.call(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT id, found_at, check_failed, seal FROM integrity_finding WHERE told_at IS NULL ORDER BY id")
                    .setMaxResults(MOST)
                    .getResultList();
            return rows.stream().map(row -> finding((Object[]) row)).toList();
        });
        if (untold.isEmpty()) {
            return 0;
        }
        mail.toAdministrator(
                "Chartseal: " + untold.size() + " integrity finding" + (untold.size() == 1 ? "" : "s"),
                untold.stream().map(Finding::line).collect(Collectors.joining("\n"))
                        + "\n\nWhat differs is on the auditor's page of integrity findings, /audit/integrity.\n");
        transaction.call(entities -> entities.createNativeQuery(
                        "UPDATE integrity_finding SET told_at = ?1 WHERE id IN (?2) AND told_at IS NULL")
                .setParameter(1, Timestamp.from(clock.instant()))
                .setParameter(2, untold.stream().map(Finding::id).toList())
                .executeUpdate());
        return untold.size();
    }

    private static Finding finding(Object[] row) {
        return new Finding(LogRow.number(row[0]), LogRow.moment(row[1]) + "  " + row[2] + "  " + row[3]);
    }
}
