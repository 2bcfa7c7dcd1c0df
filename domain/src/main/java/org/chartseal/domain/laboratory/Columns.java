package org.chartseal.domain.laboratory;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Columns of native queries, in whichever class the driver and the persistence provider answer them. */
final class Columns {

    private Columns() {}

    static @Nullable Instant instant(@Nullable Object column) {
        if (column == null || column instanceof Instant) {
            return (Instant) column;
        }
        if (column instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (column instanceof Timestamp moment) {
            return moment.toInstant();
        }
        throw new IllegalStateException("no moment: " + column.getClass());
    }

    static LocalDate date(@Nullable Object column) {
        if (column instanceof LocalDate date) {
            return date;
        }
        if (column instanceof Date date) {
            return date.toLocalDate();
        }
        throw new IllegalStateException("no date: " + column);
    }
}
