package org.chartseal.domain.audit.tree;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLogEntry.Opened;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.LoggedRead;
import org.chartseal.domain.audit.LoggedRead.Ground;
import org.chartseal.domain.audit.RowSalt;
import org.chartseal.domain.ledger.BatchProof;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/**
 * A row of the access log as it stands in the database now.
 *
 * @param id its identity there
 * @param mark the portal's; empty on rows from before there were marks
 */
@SuppressWarnings("ArrayRecordComponent") // from the driver, and read only
record LogRow(long id, LoggedRead read, RowSalt salt, byte[] mark) {

    /** Of a query, in the order in which {@link #of} reads them. */
    static final String COLUMNS = """
             l.id, l.entry, l.at, l.account, l.role, l.practitioner_id, l.patient_id, l.category, l.what, l.record_id,
             l.record_version, l.purpose, l.basis, l.basis_id, l.allowed, l.organisation, l.origin, l.salt, l.mark
            """;

    /** Reads the columns from the one at the offset on; nothing when there is no such row. */
    static Optional<LogRow> of(@Nullable Object[] row, int offset) {
        if (row[offset] == null) {
            return Optional.empty();
        }
        LoggedRead read = new LoggedRead(
                uuid(row[offset + 1]).orElseThrow(),
                moment(row[offset + 2]),
                new Reader(
                        text(row[offset + 3]),
                        text(row[offset + 4]),
                        uuid(row[offset + 5]).map(PractitionerId::new)),
                new Opened(
                        new PatientId(uuid(row[offset + 6]).orElseThrow()),
                        text(row[offset + 7]),
                        text(row[offset + 8]),
                        uuid(row[offset + 9])),
                row[offset + 10] instanceof Number version ? OptionalInt.of(version.intValue()) : OptionalInt.empty(),
                new Ground(
                        text(row[offset + 11]),
                        text(row[offset + 12]),
                        uuid(row[offset + 13]),
                        Boolean.TRUE.equals(row[offset + 14])),
                new Origin(text(row[offset + 15]), text(row[offset + 16])));
        byte[] mark = row[offset + 18] instanceof byte[] bytes ? bytes : new byte[0];
        return Optional.of(new LogRow(number(row[offset]), read, salt(row[offset + 17]), mark));
    }

    static long number(@Nullable Object column) {
        return column instanceof Number number ? number.longValue() : -1;
    }

    /** What is no hash is one that fits nothing. */
    static TreeHash hash(@Nullable Object column) {
        return TreeHash.of(
                column instanceof byte[] bytes ? Arrays.copyOf(bytes, TreeHash.BYTES) : new byte[TreeHash.BYTES]);
    }

    static Instant moment(@Nullable Object column) {
        return column instanceof Timestamp stamp
                ? stamp.toInstant()
                : (Instant) java.util.Objects.requireNonNull(column);
    }

    private static RowSalt salt(@Nullable Object column) {
        return new RowSalt(
                column instanceof byte[] bytes ? Arrays.copyOf(bytes, RowSalt.LENGTH) : new byte[RowSalt.LENGTH]);
    }

    private static String text(@Nullable Object column) {
        return String.valueOf(column);
    }

    private static Optional<UUID> uuid(@Nullable Object column) {
        return Optional.ofNullable((UUID) column);
    }

    /** The leaf that stands for the row as it is now. */
    TreeHash leaf() {
        return leaf(read);
    }

    /** The leaf that would stand for another content under this row's salt. */
    TreeHash leaf(LoggedRead other) {
        return BatchProof.leaf(salt.commitment(other.canonicalText()));
    }

    /**
     * Whether the portal itself kept the row.
     *
     * @param early whether it is from before there were marks, as far as its place tells
     */
    boolean isOwn(LogSeal seal, boolean early) {
        return mark.length == 0 ? early : seal.isMark(mark, salt, read.canonicalText());
    }

    /** Who read what, for whoever looks into a finding. */
    String told() {
        return "row " + id + " says: " + read.canonicalText();
    }
}
