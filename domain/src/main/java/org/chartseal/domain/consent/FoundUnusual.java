package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** That a read was found unusual; as little of the row as a query over reads needs. */
@Entity
@Table(name = "unusual_read")
class FoundUnusual {

    @Id
    private UUID entry;

    @Column(name = "patient_id")
    private UUID patientId;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected FoundUnusual() {}
}
