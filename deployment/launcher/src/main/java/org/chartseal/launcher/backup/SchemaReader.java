package org.chartseal.launcher.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * Describes the schema {@code public} of a database out of PostgreSQL's own catalog. What it cannot describe it refuses, so that no
 * backup lacks it silently.
 */
final class SchemaReader {
    /** Nothing is left out of the names that PostgreSQL prints, whatever the session's path is. */
    static final String NO_PATH = "SELECT set_config('search_path', '', true)";

    private static final String FOREIGN = """
            SELECT what FROM (
              SELECT 'schema ' || nspname AS what FROM pg_namespace
               WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('public', 'information_schema')
              UNION ALL SELECT 'relation ' || c.oid::regclass FROM pg_class c
               WHERE c.relnamespace = 'public'::regnamespace
                 AND (c.relkind NOT IN ('r', 'i', 'S') OR c.relpersistence <> 'p' OR c.relrowsecurity OR c.relispartition)
                 AND NOT EXISTS (SELECT FROM pg_depend d
                                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
              UNION ALL SELECT 'inherited table ' || inhrelid::regclass FROM pg_inherits
              UNION ALL SELECT 'type ' || t.oid::regtype FROM pg_type t
               WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd', 'r', 'm')
                 AND NOT EXISTS (SELECT FROM pg_depend d
                                  WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
              UNION ALL SELECT 'aggregate ' || p.oid::regprocedure FROM pg_proc p
               WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'a'
                 AND NOT EXISTS (SELECT FROM pg_depend d
                                  WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
              UNION ALL SELECT 'rule ' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
               WHERE c.relnamespace = 'public'::regnamespace
              UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
              UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata
            ) known ORDER BY what LIMIT 10
            """;

    private static final String EXTENSIONS = """
            SELECT 'CREATE EXTENSION IF NOT EXISTS ' || quote_ident(extname) || ' WITH SCHEMA '
                   || quote_ident(extnamespace::regnamespace::text)
              FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname
            """;

    private static final String FUNCTIONS = """
            SELECT pg_get_functiondef(p.oid) FROM pg_proc p
             WHERE p.pronamespace = 'public'::regnamespace AND p.prokind <> 'a'
               AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
             ORDER BY p.oid::regprocedure::text
            """;

    /** Name, options, and whether a column is defined by it. */
    private static final String SEQUENCES = """
            SELECT c.oid::regclass::text,
                   'AS ' || format_type(s.seqtypid, NULL) || ' START WITH ' || s.seqstart || ' INCREMENT BY '
                     || s.seqincrement || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache
                     || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END,
                   EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'i'),
                   (SELECT d.refobjid::regclass || '.' || quote_ident(a.attname) FROM pg_depend d
                      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a')
              FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1
            """;

    private static final String TABLES = """
            SELECT c.oid, c.oid::regclass::text, coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')
              FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 2
            """;

    private static final String COLUMNS = """
            SELECT quote_ident(a.attname), a.attgenerated <> '',
                   quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                     || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END
                     || CASE WHEN a.attnotnull THEN
                          coalesce(' CONSTRAINT ' || (SELECT quote_ident(n.conname) FROM pg_constraint n
                              WHERE n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum]), '')
                          || ' NOT NULL' ELSE '' END
                     || CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') '
                              || CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END
                             WHEN a.attidentity <> '' THEN ' GENERATED '
                              || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY'
                              || ' (SEQUENCE NAME ' || s.seqrelid::regclass || ' START WITH ' || s.seqstart || ' INCREMENT BY '
                              || s.seqincrement || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache
                              || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END || ')'
                             WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_depend e ON e.refclassid = 'pg_class'::regclass AND e.refobjid = a.attrelid
                    AND e.refobjsubid = a.attnum AND e.classid = 'pg_class'::regclass AND e.deptype = 'i' AND a.attidentity <> ''
              LEFT JOIN pg_sequence s ON s.seqrelid = e.objid
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """;

    /** Foreign keys last: they need what they refer to. */
    private static final String CONSTRAINTS = """
            SELECT 'ALTER TABLE ' || c.conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(c.conname) || ' '
                   || pg_get_constraintdef(c.oid)
              FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'x', 'c', 'f')
               AND c.conrelid <> 0
             ORDER BY c.contype = 'f', c.contype = 'c', c.conrelid::regclass::text, c.conname
            """;

    private static final String INDEXES = """
            SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
             WHERE c.relnamespace = 'public'::regnamespace
               AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
             ORDER BY c.relname
            """;

    private static final String TRIGGERS = """
            SELECT pg_get_triggerdef(t.oid) || CASE WHEN t.tgenabled = 'O' THEN '' ELSE
                     '; ALTER TABLE ' || t.tgrelid::regclass
                     || CASE t.tgenabled WHEN 'D' THEN ' DISABLE' WHEN 'A' THEN ' ENABLE ALWAYS' ELSE ' ENABLE REPLICA' END
                     || ' TRIGGER ' || quote_ident(t.tgname) END
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
             WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal ORDER BY c.relname, t.tgname
            """;

    private final Connection connection;

    /** @param connection in a transaction, which sees the moment that is described */
    SchemaReader(Connection connection) {
        this.connection = connection;
    }

    /** @throws LauncherFailure when the database has something that cannot be described */
    Schema read() throws SQLException {
        first(NO_PATH);
        List<String> foreign = first(FOREIGN);
        if (!foreign.isEmpty()) {
            throw new LauncherFailure(
                    "The database has what a backup by this command does not keep: " + String.join(", ", foreign)
                            + ". Take it out, or back the database up by PostgreSQL's own pg_dump.");
        }
        List<String> before = new ArrayList<>(first(EXTENSIONS));
        before.addAll(first(FUNCTIONS));
        List<Schema.Sequence> sequences = new ArrayList<>();
        List<String> owned = sequences(before, sequences);
        List<Schema.Table> tables = tables(before);
        before.addAll(owned);
        List<String> after = new ArrayList<>(first(CONSTRAINTS));
        after.addAll(first(INDEXES));
        after.addAll(first(TRIGGERS));
        return new Schema(connection.getMetaData().getDatabaseMajorVersion(), before, tables, sequences, after);
    }

    private List<String> sequences(List<String> before, List<Schema.Sequence> sequences) throws SQLException {
        List<String> owned = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                String name = rows.getString(1);
                boolean ofColumn = rows.getBoolean(3);
                String owner = rows.getString(4);
                if (!ofColumn) {
                    before.add("CREATE SEQUENCE " + name + " " + rows.getString(2));
                }
                if (owner != null) {
                    owned.add("ALTER SEQUENCE " + name + " OWNED BY " + owner);
                }
                sequences.add(new Schema.Sequence(name, !ofColumn && owner == null));
            }
        }
        return owned;
    }

    private List<Schema.Table> tables(List<String> before) throws SQLException {
        List<Schema.Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES);
                PreparedStatement columns = connection.prepareStatement(COLUMNS)) {
            while (rows.next()) {
                columns.setLong(1, rows.getLong(1));
                StringJoiner definitions = new StringJoiner(", ", "CREATE TABLE " + rows.getString(2) + " (", ")");
                StringJoiner names = new StringJoiner(", ");
                try (ResultSet column = columns.executeQuery()) {
                    while (column.next()) {
                        definitions.add(column.getString(3));
                        if (!column.getBoolean(2)) {
                            names.add(column.getString(1));
                        }
                    }
                }
                before.add(definitions + rows.getString(3));
                tables.add(new Schema.Table(rows.getString(2), names.toString()));
            }
        }
        return tables;
    }

    private List<String> first(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
