package org.chartseal.domain.records;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that did not verify, for the auditor. */
@Entity
@Table(name = "integrity_finding")
public class IntegrityFinding {

    @Id
    private long id;

    @Column(name = "found_at")
    private Instant foundAt;

    private String seal;

    @Column(name = "check_failed")
    private String checkFailed;

    private String detail;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected IntegrityFinding() {}

    public long id() {
        return id;
    }

    public Instant foundAt() {
        return foundAt;
    }

    /** The seal's id; for a message that the ledger refused, what that was about. */
    public String seal() {
        return seal;
    }

    /** Code of the {@link SealCheck}. */
    public String checkFailed() {
        return checkFailed;
    }

    /** A reason's code, then what differs. */
    public String detail() {
        return detail;
    }

    /** When the check passed again. */
    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
    }
}
