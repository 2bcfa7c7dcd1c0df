package org.chartseal.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.chartseal.domain.shared.Refused;

/**
 * Puts everything that a vault protects under a new master key, some rows of the portal's database at a time, while no portal writes to it.
 * No object is read or written. Killed at any place, it goes on when it is run again: a vault that has former master keys is in the
 * middle of it.
 */
public final class MasterKeyRotation {

    private final Connection connection;
    private final RotatableVault vault;
    private final int rowsAtOnce;
    private final Consumer<Count> progress;
    private final List<String> lost = new ArrayList<>();
    private long total;
    private long done;

    /**
     * How far it is.
     *
     * @param total how many rows were under former master keys at the beginning
     * @param done how many of them are under the newest one now
     * @param lost those whose keys did not open and stay as they are: table, name and why
     */
    public record Count(long total, long done, List<String> lost) {

        public Count {
            lost = List.copyOf(lost);
        }
    }

    /**
     * Prepares it.
     *
     * @param connection to the portal's database; its transactions are ended here
     * @param rowsAtOnce how many go into one transaction
     * @param progress is told after each transaction
     */
    public MasterKeyRotation(Connection connection, RotatableVault vault, int rowsAtOnce, Consumer<Count> progress) {
        this.connection = connection;
        this.vault = vault;
        this.rowsAtOnce = rowsAtOnce;
        this.progress = progress;
    }

    /** What it puts under the new master key, each as {@code table.column}. */
    public static Set<String> columns() {
        return ProtectedKeys.ALL.stream()
                .flatMap(keys -> keys.columns().stream().map(column -> keys.table() + "." + column.name()))
                .collect(Collectors.toSet());
    }

    /**
     * Goes through all of it, once. Former master keys are removed at the end, unless something is still under them.
     *
     * @throws SQLException when the database fails; another one goes on
     */
    public Count run() throws SQLException {
        connection.setAutoCommit(false);
        if (!vault.hasFormer()) {
            vault.addNew();
        }
        total = remaining();
        for (ProtectedKeys keys : ProtectedKeys.ALL) {
            rewrap(keys);
        }
        if (remaining() == 0) {
            vault.removeFormer();
        }
        connection.rollback();
        return new Count(total, done, lost);
    }

    private long remaining() throws SQLException {
        long remaining = 0;
        for (ProtectedKeys keys : ProtectedKeys.ALL) {
            remaining += keys.countOthers(connection, vault.newest());
        }
        return remaining;
    }

    private void rewrap(ProtectedKeys keys) throws SQLException {
        String last = "";
        List<ProtectedKeys.Row> rows = keys.others(connection, vault.newest(), last, rowsAtOnce);
        while (!rows.isEmpty()) {
            for (ProtectedKeys.Row row : rows) {
                rewrap(keys, row);
                last = row.id();
            }
            connection.commit();
            progress.accept(new Count(total, done, lost));
            rows = keys.others(connection, vault.newest(), last, rowsAtOnce);
        }
    }

    private void rewrap(ProtectedKeys keys, ProtectedKeys.Row row) throws SQLException {
        try {
            keys.rewrap(connection, row, vault);
            done++;
        } catch (Refused notOpened) {
            lost.add(keys.table() + " " + row.id() + ": " + notOpened.code());
        }
    }
}
