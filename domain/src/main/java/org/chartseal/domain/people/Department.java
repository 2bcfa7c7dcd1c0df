package org.chartseal.domain.people;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A department of the hospital. */
@Entity
public class Department {

    @Id
    private UUID id;

    private String code;
    private String name;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Department() {}

    /** A new department. */
    public Department(DepartmentId id, String code, String name) {
        this.id = id.value();
        this.code = code;
        this.name = name;
    }

    public DepartmentId id() {
        return new DepartmentId(id);
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }
}
