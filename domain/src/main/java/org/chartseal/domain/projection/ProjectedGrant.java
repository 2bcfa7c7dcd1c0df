package org.chartseal.domain.projection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A grant of access as the ledger told it, for queries to be compared with. Only the projection writes it. */
@Entity
@Table(name = "ledger_grant")
public class ProjectedGrant {

    @Id
    private UUID id;

    @Column(name = "given_block")
    private long givenBlock;

    @Column(name = "revoked_block")
    private @Nullable Long revokedBlock;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected ProjectedGrant() {}

    /** By which the ledger knows it; the working row has it beside its own. */
    public UUID id() {
        return id;
    }

    /** The block in which it was given. */
    public long givenBlock() {
        return givenBlock;
    }

    /** The block in which it was taken away. */
    public OptionalLong revokedBlock() {
        return revokedBlock == null ? OptionalLong.empty() : OptionalLong.of(revokedBlock);
    }
}
