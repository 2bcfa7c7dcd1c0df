package org.chartseal.domain.insurance;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** An insurer: to whom patients can release what a claim needs. */
@Entity
public class Insurer {

    @Id
    private UUID id;

    private String name;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Insurer() {}

    /** A new insurer. */
    public Insurer(InsurerId id, String name) {
        this.id = id.value();
        this.name = name;
    }

    public InsurerId id() {
        return new InsurerId(id);
    }

    public String name() {
        return name;
    }
}
