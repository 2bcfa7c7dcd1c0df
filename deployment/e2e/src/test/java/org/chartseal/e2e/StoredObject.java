package org.chartseal.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/** The encrypted object behind a seal, as it lies on the disk. It is put back as it was at the end. */
final class StoredObject implements AutoCloseable {

    private final Path file;
    private final byte[] original;

    private StoredObject(Path file) throws IOException {
        this.file = file;
        this.original = Files.readAllBytes(file);
    }

    /** The object of the seal whose page has that path. */
    static StoredObject behind(Installation installation, String verifyPath) throws IOException {
        Properties settings = installation.settings();
        String hash = address(settings, verifyPath).replaceFirst("^sha256:", "");
        try (Stream<Path> files = Files.walk(Path.of(settings.getProperty("chartseal.storage.dir")))) {
            return new StoredObject(files.filter(file -> file.endsWith(hash))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no file for " + hash)));
        }
    }

    private static String address(Properties settings, String verifyPath) throws IOException {
        String[] seal = verifyPath.replaceFirst("^/verify/", "").split("\\.", -1);
        try (Connection connection = DriverManager.getConnection(
                        settings.getProperty("chartseal.db.url"),
                        settings.getProperty("chartseal.db.user"),
                        settings.getProperty("chartseal.db.password"));
                PreparedStatement query = connection.prepareStatement(
                        "SELECT object FROM record_version WHERE record_id = ? AND version = ?")) {
            query.setObject(1, UUID.fromString(seal[0]));
            query.setInt(2, Integer.parseInt(seal[1]));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IOException("no seal " + verifyPath);
                }
                return row.getString(1);
            }
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    void flipOneByte() throws IOException {
        byte[] changed = original.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
    }

    void restore() throws IOException {
        Files.write(file, original);
    }

    @Override
    public void close() throws IOException {
        restore();
    }
}
