package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A patient's permission to read, for a purpose and a time. It opens nothing before the ledger has it. */
@Entity
@Table(name = "access_grant")
public class AccessGrant {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "ledger_id")
    private UUID ledgerId;

    @Embedded
    private Permission permission;

    @Column(name = "given_by")
    private String givenBy;

    @Column(name = "given_at")
    private Instant givenAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "revoked_because")
    private @Nullable String revokedBecause;

    @Column(name = "revoked_under")
    private @Nullable UUID revokedUnder;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AccessGrant() {}

    /** A new grant. */
    public AccessGrant(GrantId id, LedgerGrantId ledgerId, Permission permission, Account givenBy, Instant givenAt) {
        this.id = id.value();
        this.ledgerId = ledgerId.value();
        this.permission = permission;
        this.givenBy = givenBy.name();
        this.givenAt = givenAt;
    }

    /** Why a grant ends before its time. */
    public enum End {
        /** The patient took it away, or someone who acts for them. */
        TAKEN_AWAY,
        /** The visit that it came with was cancelled. */
        VISIT_CANCELLED,
        /** The visit that it came with has another time now, and with it another grant. */
        VISIT_MOVED;

        /** As it stands in the database. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Ends the permission, from that moment on. */
    public void revoke(End why, Instant at) {
        if (revokedAt != null) {
            throw Refused.because("grant-already-revoked");
        }
        this.revokedAt = at;
        this.revokedBecause = why.code();
    }

    /**
     * The same by someone who acts for the patient and takes it away.
     *
     * @param under the grant by which they do
     */
    void revoke(Instant at, GrantId under) {
        revoke(End.TAKEN_AWAY, at);
        this.revokedUnder = under.value();
    }

    public GrantId id() {
        return new GrantId(id);
    }

    /** By which the ledger knows it. */
    public LedgerGrantId ledgerId() {
        return new LedgerGrantId(ledgerId);
    }

    /** What it permits, unless it was taken away. */
    public Permission permission() {
        return permission;
    }

    /** Whose record it opens. */
    public PatientId patient() {
        return permission.patient();
    }

    public Account givenBy() {
        return new Account(givenBy);
    }

    public Instant givenAt() {
        return givenAt;
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }

    /** By which grant someone acted for the patient who took it away; empty when the patient did. */
    public Optional<GrantId> revokedUnder() {
        return Optional.ofNullable(revokedUnder).map(GrantId::new);
    }
}
