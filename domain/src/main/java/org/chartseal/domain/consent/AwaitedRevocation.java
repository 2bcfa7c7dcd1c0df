package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;

/**
 * The end of a grant, which counts here already and waits for a person's own signature to stand on the ledger: the patient's, or
 * that of who acts for them.
 */
@Entity
@Table(name = "awaited_revocation")
public class AwaitedRevocation {

    @Id
    @Column(name = "grant_id")
    private UUID grantId;

    @Column(name = "patient_id")
    private UUID patientId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AwaitedRevocation() {}

    AwaitedRevocation(AccessGrant grant, PatientId signer) {
        this.grantId = grant.id().value();
        this.patientId = signer.value();
    }

    UUID grant() {
        return grantId;
    }

    /** Who has to sign. */
    public PatientId patient() {
        return new PatientId(patientId);
    }
}
