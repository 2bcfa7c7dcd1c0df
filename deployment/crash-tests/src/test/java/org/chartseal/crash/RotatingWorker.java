package org.chartseal.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.storage.FileKeyVault;
import org.chartseal.storage.MasterKeyRotation;
import org.chartseal.storage.RotatableVault;

/** A change of the master key, as a program of its own that a test can kill. It says a word at each place where it matters. */
public final class RotatingWorker {

    private static final int ROWS_AT_ONCE = 4;

    private RotatingWorker() {}

    /** Arguments: the database's JDBC address, the vault's file. */
    public static void main(String[] arguments) throws SQLException {
        RotatableVault vault = new TellingVault(FileKeyVault.open(Path.of(arguments[1])));
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            MasterKeyRotation.Count count = new MasterKeyRotation(
                            connection, vault, ROWS_AT_ONCE, now -> System.out.println("COMMITTED " + now.done()))
                    .run();
            if (!count.lost().isEmpty()) {
                throw new IllegalStateException(count.toString());
            }
        }
    }

    /** Says a word before and after each change of the vault. */
    private record TellingVault(RotatableVault vault) implements RotatableVault {

        @Override
        public void addNew() {
            System.out.println("ADDING");
            vault.addNew();
            System.out.println("ADDED");
        }

        @Override
        public void removeFormer() {
            System.out.println("REMOVING");
            vault.removeFormer();
            System.out.println("REMOVED");
        }

        @Override
        public String newest() {
            return vault.newest();
        }

        @Override
        public boolean hasFormer() {
            return vault.hasFormer();
        }

        @Override
        public WrappedKey wrap(byte[] secret, String use) {
            return vault.wrap(secret, use);
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, String use) {
            return vault.unwrap(wrapped, use);
        }
    }
}
