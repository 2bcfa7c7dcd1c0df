package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;

/** A grant that waits for the patient's own signature. It lets nobody read. */
@Entity
@Table(name = "awaited_grant")
public class AwaitedGrant {

    @Id
    private UUID id;

    @Column(name = "ledger_id")
    private UUID ledgerId;

    @Embedded
    private Permission permission;

    @Column(name = "asked_by")
    private String askedBy;

    @Column(name = "asked_at")
    private Instant askedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AwaitedGrant() {}

    /** What that grant would give. */
    AwaitedGrant(AccessGrant grant) {
        this.id = grant.id().value();
        this.ledgerId = grant.ledgerId().value();
        this.permission = grant.permission();
        this.askedBy = grant.givenBy().name();
        this.askedAt = grant.givenAt();
    }

    /** The grant as it counts once it is signed and on the ledger. */
    AccessGrant signed(Instant at) {
        return new AccessGrant(id(), new LedgerGrantId(ledgerId), permission, new Account(askedBy), at);
    }

    public GrantId id() {
        return new GrantId(id);
    }

    /** What it would permit. */
    public Permission permission() {
        return permission;
    }

    public PatientId patient() {
        return permission.patient();
    }
}
