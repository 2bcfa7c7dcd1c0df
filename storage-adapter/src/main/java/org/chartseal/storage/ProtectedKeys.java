package org.chartseal.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.documents.GrantMarks;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;

/**
 * One of the tables whose rows a master key protects.
 *
 * @param table its name
 * @param id an expression that names a row, as text, and sorts them
 * @param columns that hold keys, which go together
 */
record ProtectedKeys(String table, String id, List<Column> columns) {

    /** All of them in the portal's database. A test compares them with the columns that the tables have. */
    static final List<ProtectedKeys> ALL = List.of(
            of("practitioner", "private_key"),
            of("patient", "private_key"),
            of("passkey_question", "next_private_key"),
            of("key_restoration", "next_private_key"),
            new ProtectedKeys(
                    "access_log_key",
                    "log::text",
                    List.of(
                            new Column("private_key", row -> VaultSigningKeys.USE),
                            new Column("mark_key", row -> "access-log-mark"))),
            new ProtectedKeys(
                    "key_recipient",
                    "id || ' ' || public_key",
                    List.of(new Column("private_key", ProtectedKeys::recipientUse))),
            new ProtectedKeys("access_grant", "grant_terms(id)", List.of(new Column("vault_mark", GrantMarks::use))));

    /**
     * A column of wrapped keys.
     *
     * @param use what the vault bound the key of that row to
     */
    record Column(String name, Function<String, String> use) {}

    /**
     * A row.
     *
     * @param id its name
     * @param place where it lies while it is locked
     * @param keys wrapped, in the order of the columns
     */
    record Row(String id, String place, List<byte[]> keys) {}

    private static ProtectedKeys of(String table, String column) {
        return new ProtectedKeys(table, "id::text", List.of(new Column(column, row -> VaultSigningKeys.USE)));
    }

    private static String recipientUse(String row) {
        String[] idAndKey = row.split(" ", 2);
        return HpkeRecipients.use(UUID.fromString(idAndKey[0]), idAndKey[1]);
    }

    /** How many rows are not under that master key. */
    long countOthers(Connection connection, String masterKey) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM " + table + others())) {
            count.setString(1, masterKey);
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private String others() {
        return " WHERE master_key_of(" + columns.get(0).name + ") <> ?";
    }

    /** The next rows behind that one which are not under that master key, locked. */
    List<Row> others(Connection connection, String masterKey, String after, int limit) throws SQLException {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String select = "SELECT " + id + ", ctid::text, " + names + " FROM " + table + others() + " AND " + id
                + " COLLATE \"C\" > ? ORDER BY " + id + " COLLATE \"C\" LIMIT " + limit + " FOR UPDATE";
        try (PreparedStatement rows = connection.prepareStatement(select)) {
            rows.setString(1, masterKey);
            rows.setString(2, after);
            List<Row> found = new ArrayList<>();
            try (ResultSet result = rows.executeQuery()) {
                while (result.next()) {
                    List<byte[]> keys = new ArrayList<>();
                    for (int column = 0; column < columns.size(); column++) {
                        keys.add(result.getBytes(column + 3));
                    }
                    found.add(new Row(result.getString(1), result.getString(2), keys));
                }
            }
            return found;
        }
    }

    /**
     * Puts the row's keys under the vault's newest master key.
     *
     * @throws Refused when one of them does not open; nothing is written then
     */
    void rewrap(Connection connection, Row row, KeyVault vault) throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            keys.add(rewrapped(row.keys.get(column), columns.get(column).use.apply(row.id), vault));
        }
        String set = columns.stream().map(column -> column.name + " = ?").collect(Collectors.joining(", "));
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + table + " SET " + set + " WHERE ctid = ?::tid")) {
            for (int column = 0; column < keys.size(); column++) {
                update.setBytes(column + 1, keys.get(column));
            }
            update.setString(keys.size() + 1, row.place);
            update.executeUpdate();
        }
    }

    private static byte[] rewrapped(byte[] wrapped, String use, KeyVault vault) {
        byte[] secret = vault.unwrap(WrappedKey.decode(wrapped), use);
        try {
            return vault.wrap(secret, use).encoded();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
