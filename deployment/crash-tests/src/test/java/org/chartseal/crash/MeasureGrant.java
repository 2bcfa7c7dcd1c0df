package org.chartseal.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.DepartmentId;
import org.flywaydb.core.Flyway;

/**
 * Says how long it takes to give, and to end, access to a patient of whom so many objects are sealed, with real keys and a real
 * database. No test: run its main method.
 */
public final class MeasureGrant {

    private static final int OBJECTS = 1_000;

    private final Database database;
    private final SigningHospital hospital;

    private MeasureGrant(Database database, Path folder) {
        this.database = database;
        this.hospital = new SigningHospital(database, folder);
    }

    /** Measures it three times: the first is that of a program that has just started. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("measure-grant");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure().dataSource(url, "postgres", "").load().migrate();
            try (Database database = new Database(url)) {
                new MeasureGrant(database, folder).run();
            }
        }
    }

    private void run() {
        hospital.open();
        long sealing = System.nanoTime();
        for (int object = 0; object < OBJECTS; object++) {
            hospital.sign(false);
        }
        say("sealing all, without a grant", sealing);
        for (int round = 0; round < 3; round++) {
            UUID grant = UUID.randomUUID();
            long giving = System.nanoTime();
            give(grant);
            say("giving", giving);
            long one = System.nanoTime();
            hospital.sign(false);
            say("sealing one more for the grantee too", one);
            long ending = System.nanoTime();
            database.call(entities -> {
                entities.createNativeQuery("UPDATE access_grant SET revoked_at = now() WHERE id = ?1")
                        .setParameter(1, grant)
                        .executeUpdate();
                keys(entities).ended(grant, SigningHospital.PATIENT.value());
                return true;
            });
            say("ending", ending);
        }
    }

    private void give(UUID grant) {
        database.call(entities -> {
            entities.persist(new AccessGrant(
                    new GrantId(grant),
                    new LedgerGrantId(UUID.randomUUID()),
                    Permission.of(
                            SigningHospital.PATIENT,
                            Grantee.of(new DepartmentId(new UUID(3, 3))),
                            Permission.What.everything(),
                            new Permission.Period(Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"))),
                    new Account("patient"),
                    Instant.EPOCH));
            keys(entities).given(grant, SigningHospital.PATIENT.value());
            return true;
        });
    }

    private GrantedKeys keys(jakarta.persistence.EntityManager entities) {
        return new GrantedKeys(
                entities, hospital.storage().cipher(), hospital.storage().vault(), UUID::randomUUID, Clock.systemUTC());
    }

    private static void say(String what, long since) {
        System.out.println(what + ": " + (System.nanoTime() - since) / 1_000_000 + " ms");
    }
}
