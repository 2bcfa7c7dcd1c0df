package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** The hospital's departments and their rooms. */
@ApplicationScoped
public class Departments {

    private final EntityManager entities;
    private final ActivityLog activities;
    private final IdGenerator ids;

    @Inject
    public Departments(EntityManager entities, ActivityLog activities, IdGenerator ids) {
        this.entities = entities;
        this.activities = activities;
        this.ids = ids;
    }

    /** A department in a list. */
    public record DepartmentRow(DepartmentId id, String code, String name) {}

    /** A room in a list. */
    public record RoomRow(RoomId id, DepartmentId department, String name) {}

    /** All departments, by name. Not secret: every role may know them. */
    @Transactional
    public List<DepartmentRow> all() {
        return entities.createQuery("SELECT d FROM Department d ORDER BY d.name", Department.class)
                .getResultStream()
                .map(department -> new DepartmentRow(department.id(), department.code(), department.name()))
                .toList();
    }

    /** All rooms, by name. */
    @Transactional
    public List<RoomRow> rooms() {
        return entities.createQuery("SELECT r FROM Room r ORDER BY r.name", Room.class)
                .getResultStream()
                .map(room -> new RoomRow(room.id(), room.department(), room.name()))
                .toList();
    }

    /**
     * Opens a department.
     *
     * @throws Refused {@code department-code-missing}, {@code name-missing} or {@code department-code-taken}
     */
    @Transactional
    public DepartmentId open(Actor actor, String code, String name) {
        actor.require(Role.ADMINISTRATOR);
        if (code.isBlank()) {
            throw Refused.because("department-code-missing").at("code");
        }
        Department department = new Department(new DepartmentId(ids.next()), code.strip(), filled(name));
        entities.persist(department);
        PersonConstraints.flush(entities);
        activities.keep(actor.account(), "department-opened", department.id());
        return department.id();
    }

    /**
     * Adds a room to a department.
     *
     * @throws Refused {@code name-missing} or {@code room-name-taken}
     */
    @Transactional
    public RoomId addRoom(Actor actor, DepartmentId department, String name) {
        actor.require(Role.ADMINISTRATOR);
        Room room = new Room(new RoomId(ids.next()), department, filled(name));
        entities.persist(room);
        PersonConstraints.flush(entities);
        activities.keep(actor.account(), "room-added", room.id());
        return room.id();
    }

    private static String filled(String name) {
        if (name.isBlank()) {
            throw Refused.because("name-missing").at("name");
        }
        return name.strip();
    }
}
