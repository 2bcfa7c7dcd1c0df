package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.documents.KeyHolder;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;

/**
 * By whose key content is opened that someone may read. What rests on a grant opens by its grantee's key alone, so that a grant which
 * somebody only wrote into the database opens nothing that is encrypted; everything else is the hospital's own work.
 */
public final class OpenedBy {

    private OpenedBy() {}

    /** By whose, for a read that was allowed so. */
    public static Opener of(Allowed allowed, EntityManager entities) {
        return switch (allowed.basis()) {
            case GRANT, APPOINTMENT, PROXY -> grantee(allowed.basisId().orElseThrow(), entities);
            case SELF, AUTHOR, EMERGENCY, LABORATORY, RECEPTION, AUDIT, INTEGRITY -> Opener.HOSPITAL;
        };
    }

    private static Opener grantee(UUID grant, EntityManager entities) {
        Grantee grantee = entities.find(AccessGrant.class, grant).permission().grantee();
        return Opener.grantee(holder(grantee.kind()), grantee.id());
    }

    private static KeyHolder holder(GranteeKind kind) {
        return switch (kind) {
            case PRACTITIONER -> KeyHolder.PRACTITIONER;
            case DEPARTMENT -> KeyHolder.DEPARTMENT;
            case INSURER -> KeyHolder.INSURER;
            case STUDY -> KeyHolder.STUDY;
            case PROXY -> KeyHolder.PROXY;
        };
    }
}
