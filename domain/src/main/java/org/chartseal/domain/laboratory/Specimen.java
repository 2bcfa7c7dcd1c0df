package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.chartseal.domain.people.Account;

/** What was taken from the patient for one request, under its own number. */
@Entity
public class Specimen {

    @Id
    private UUID id;

    @Column(name = "request_id")
    private UUID requestId;

    private String accession;
    private String kind;

    @Column(name = "collected_at")
    private Instant collectedAt;

    @Column(name = "collected_by")
    private String collectedBy;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Specimen() {}

    /**
     * A specimen as it is taken.
     *
     * @param kind {@code blood}, {@code serum}, {@code urine}
     */
    public Specimen(UUID id, LabRequestId request, AccessionNumber accession, String kind, Instant at, Account by) {
        this.id = id;
        this.requestId = request.value();
        this.accession = accession.text();
        this.kind = kind;
        this.collectedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.collectedBy = by.name();
    }

    public LabRequestId request() {
        return new LabRequestId(requestId);
    }

    public AccessionNumber accession() {
        return new AccessionNumber(accession);
    }

    /** Kind of specimen. */
    public String kind() {
        return kind;
    }

    public Instant collectedAt() {
        return collectedAt;
    }

    public Account collectedBy() {
        return new Account(collectedBy);
    }
}
