package org.chartseal.domain.audit.tree;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLogEntry.Opened;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LoggedRead;
import org.chartseal.domain.audit.LoggedRead.Ground;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;

/**
 * Finds out what a changed row said before, where one field was changed and its old value still stands in other rows: the
 * leaf proves which value it was.
 */
final class FormerValue {

    /** Rows before and after. */
    private static final long NEAR = 2500;

    private static final List<Field> FIELDS = List.of(
            new Field(
                    "account",
                    read -> read.reader().account(),
                    (read, value) -> with(
                            read,
                            new Reader(
                                    value, read.reader().role(), read.reader().practitioner()))),
            new Field(
                    "role",
                    read -> read.reader().role(),
                    (read, value) -> with(
                            read,
                            new Reader(
                                    read.reader().account(),
                                    value,
                                    read.reader().practitioner()))),
            new Field(
                    "practitioner_id",
                    read -> text(read.reader().practitioner()),
                    (read, value) -> with(
                            read,
                            new Reader(
                                    read.reader().account(),
                                    read.reader().role(),
                                    uuid(value).map(PractitionerId::new)))),
            new Field(
                    "patient_id",
                    read -> read.opened().patient().toString(),
                    (read, value) -> with(
                            read,
                            new Opened(
                                    new PatientId(UUID.fromString(value)),
                                    read.opened().category(),
                                    read.opened().what(),
                                    read.opened().record()))),
            new Field(
                    "category",
                    read -> read.opened().category(),
                    (read, value) -> with(
                            read,
                            new Opened(
                                    read.opened().patient(),
                                    value,
                                    read.opened().what(),
                                    read.opened().record()))),
            new Field(
                    "what",
                    read -> read.opened().what(),
                    (read, value) -> with(
                            read,
                            new Opened(
                                    read.opened().patient(),
                                    read.opened().category(),
                                    value,
                                    read.opened().record()))),
            new Field(
                    "record_id",
                    read -> text(read.opened().record()),
                    (read, value) -> with(
                            read,
                            new Opened(
                                    read.opened().patient(),
                                    read.opened().category(),
                                    read.opened().what(),
                                    uuid(value)))),
            new Field(
                    "record_version",
                    read -> read.version().isPresent()
                            ? Integer.toString(read.version().getAsInt())
                            : "",
                    (read, value) -> new LoggedRead(
                            read.entry(),
                            read.at(),
                            read.reader(),
                            read.opened(),
                            value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value)),
                            read.ground(),
                            read.origin())),
            new Field(
                    "purpose",
                    read -> read.ground().purpose(),
                    (read, value) -> with(
                            read,
                            new Ground(
                                    value,
                                    read.ground().basis(),
                                    read.ground().basisId(),
                                    read.ground().allowed()))),
            new Field(
                    "basis",
                    read -> read.ground().basis(),
                    (read, value) -> with(
                            read,
                            new Ground(
                                    read.ground().purpose(),
                                    value,
                                    read.ground().basisId(),
                                    read.ground().allowed()))),
            new Field(
                    "basis_id",
                    read -> text(read.ground().basisId()),
                    (read, value) -> with(
                            read,
                            new Ground(
                                    read.ground().purpose(),
                                    read.ground().basis(),
                                    uuid(value),
                                    read.ground().allowed()))),
            new Field(
                    "allowed",
                    read -> Boolean.toString(read.ground().allowed()),
                    (read, value) -> with(
                            read,
                            new Ground(
                                    read.ground().purpose(),
                                    read.ground().basis(),
                                    read.ground().basisId(),
                                    Boolean.parseBoolean(value)))),
            new Field(
                    "organisation",
                    read -> read.origin().organisation(),
                    (read, value) -> with(read, new Origin(value, read.origin().address()))),
            new Field(
                    "origin",
                    read -> read.origin().address(),
                    (read, value) -> with(read, new Origin(read.origin().organisation(), value))));

    private final EntityManager entities;

    FormerValue(EntityManager entities) {
        this.entities = entities;
    }

    /** A field that can be put back. An empty text stands for none. */
    private record Field(
            String column, Function<LoggedRead, String> value, BiFunction<LoggedRead, String, LoggedRead> back) {}

    /** What was changed, as far as that can be known. */
    String told(LogRow row, TreeHash leaf) {
        for (Field field : FIELDS) {
            for (String candidate : candidates(field, row)) {
                if (row.leaf(field.back.apply(row.read(), candidate)).equals(leaf)) {
                    return field.column + " was \"" + candidate + "\", is \"" + field.value.apply(row.read()) + "\"; ";
                }
            }
        }
        return "";
    }

    /** What stands in that column of the rows around. */
    private List<String> candidates(Field field, LogRow row) {
        if (field.column.equals("allowed")) {
            return List.of("true", "false");
        }
        List<?> values = entities.createNativeQuery("SELECT DISTINCT coalesce(CAST(" + field.column
                        + " AS text), '') FROM access_log WHERE id BETWEEN ?1 AND ?2")
                .setParameter(1, row.id() - NEAR)
                .setParameter(2, row.id() + NEAR)
                .getResultList();
        return values.stream().map(String::valueOf).toList();
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static Optional<UUID> uuid(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    }

    private static LoggedRead with(LoggedRead read, Reader reader) {
        return new LoggedRead(
                read.entry(), read.at(), reader, read.opened(), read.version(), read.ground(), read.origin());
    }

    private static LoggedRead with(LoggedRead read, Opened opened) {
        return new LoggedRead(
                read.entry(), read.at(), read.reader(), opened, read.version(), read.ground(), read.origin());
    }

    private static LoggedRead with(LoggedRead read, Ground ground) {
        return new LoggedRead(
                read.entry(), read.at(), read.reader(), read.opened(), read.version(), ground, read.origin());
    }

    private static LoggedRead with(LoggedRead read, Origin origin) {
        return new LoggedRead(
                read.entry(), read.at(), read.reader(), read.opened(), read.version(), read.ground(), origin);
    }
}
