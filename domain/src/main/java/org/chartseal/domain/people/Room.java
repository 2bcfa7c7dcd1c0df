package org.chartseal.domain.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A room in which patients are seen; it can be booked once at a time. */
@Entity
public class Room {

    @Id
    private UUID id;

    @Column(name = "department_id")
    private UUID departmentId;

    private String name;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Room() {}

    /** A new room of that department. */
    public Room(RoomId id, DepartmentId department, String name) {
        this.id = id.value();
        this.departmentId = department.value();
        this.name = name;
    }

    public RoomId id() {
        return new RoomId(id);
    }

    public DepartmentId department() {
        return new DepartmentId(departmentId);
    }

    public String name() {
        return name;
    }
}
