package org.chartseal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.audit.AccessLogKeys;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.documents.KeyHolder;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.records.RecordVersion;
import org.chartseal.storage.FileKeyVault;
import org.chartseal.storage.MasterKeyRotation;
import org.chartseal.storage.Storage;
import org.chartseal.storage.StoragePlaces;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is changed by a program that is killed at every place where it says a word, and between. */
class KilledWhileRotatingIT {

    private static final int PRACTITIONERS = 20;
    private static final int NOTES = 3;
    private static final Grantee GRANTEE = Grantee.of(new PractitionerId(new UUID(9, 0)));

    @TempDir
    Path folder;

    @Test
    void everythingOpensWhereverItIsKilledAndTheFormerKeyGoesLast() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Flyway.configure().dataSource(url, "postgres", "").load().migrate();
            try (Database database = new Database(url);
                    Program worker = new Program(
                            RotatingWorker.class,
                            "REMOVED",
                            Path.of("target", "rotating.log"),
                            url,
                            vault().toString())) {
                fill(database);
                assertAllKeysAreKnown(database);
                String first = FileKeyVault.open(vault()).newest();
                Random random = new Random(5);
                List<String> said = List.of();
                for (int words = 0; !said.contains("REMOVED"); words++) {
                    said = worker.startAndKillAfter(1 + words % 4, random.nextInt(40));
                    assertEverythingOpens(database);
                }
                FileKeyVault vault = FileKeyVault.open(vault());
                assertThat(vault.newest()).isNotEqualTo(first);
                assertThat(vault.hasFormer()).isFalse();
            }
        }
    }

    private Path vault() {
        return folder.resolve("vault.json");
    }

    /** As a portal that starts now: the vault is read from its file. */
    private Storage storage() {
        return Storage.open(StoragePlaces.folder(folder.resolve("objects")), vault(), Clock.systemUTC());
    }

    private void fill(Database database) {
        SigningHospital hospital = new SigningHospital(database, folder);
        hospital.open();
        for (int note = 0; note < NOTES; note++) {
            hospital.sign(false);
        }
        Storage storage = storage();
        database.call(entities -> {
            Department department = entities.createQuery("SELECT d FROM Department d", Department.class)
                    .getSingleResult();
            for (int each = 0; each < PRACTITIONERS; each++) {
                entities.persist(new Practitioner(
                        new PractitionerId(new UUID(9, each)),
                        Optional.empty(),
                        "Dr.",
                        new PersonName("Ama", "Number " + each),
                        Profession.PHYSICIAN,
                        "",
                        department.id(),
                        storage.signingKeys().create(),
                        Clock.systemUTC().instant()));
            }
            return logKeys(entities, storage).keys().log();
        });
        database.call(entities -> {
            AccessGrant grant = new AccessGrant(
                    new GrantId(new UUID(10, 10)),
                    new LedgerGrantId(new UUID(11, 11)),
                    Permission.of(
                            SigningHospital.PATIENT,
                            GRANTEE,
                            Permission.What.everything(),
                            new Permission.Period(Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"))),
                    new Account("patient"),
                    Instant.EPOCH);
            entities.persist(grant);
            granted(entities, storage).given(grant.id().value(), SigningHospital.PATIENT.value());
            return true;
        });
    }

    private static GrantedKeys granted(EntityManager entities, Storage storage) {
        return new GrantedKeys(entities, storage.cipher(), storage.vault(), UUID::randomUUID, Clock.systemUTC());
    }

    private static AccessLogKeys logKeys(EntityManager entities, Storage storage) {
        return new AccessLogKeys(entities, storage.signingKeys(), storage.vault(), UUID::randomUUID, Clock.systemUTC());
    }

    /** Every column of the schema that could hold a key is one that is put under the new master key. */
    private static void assertAllKeysAreKnown(Database database) {
        List<?> columns =
                database.call(entities -> entities.createNativeQuery("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                         WHERE table_schema = 'public' AND data_type = 'bytea' AND (column_name LIKE '%key%' OR column_name = 'vault_mark')
                        """).getResultList());
        assertThat(MasterKeyRotation.columns()).isEqualTo(Set.copyOf(columns));
    }

    private void assertEverythingOpens(Database database) {
        Storage storage = storage();
        database.call(entities -> {
            entities.createQuery("SELECT p FROM Practitioner p", Practitioner.class)
                    .getResultList()
                    .forEach(each -> assertSigns(storage.signingKeys(), each));
            assertThat(logKeys(entities, storage).keys().mark()).hasSize(32);
            ObjectKeys keys =
                    new ObjectKeys(entities, storage.cipher(), storage.vault(), UUID::randomUUID, Clock.systemUTC());
            List<RecordVersion> versions = entities.createQuery("SELECT v FROM RecordVersion v", RecordVersion.class)
                    .getResultList();
            assertThat(versions).hasSize(NOTES);
            versions.forEach(version -> assertOpens(keys, version));
            entities.createNativeQuery("UPDATE object_wrap SET wrap = NULL, destroyed_at = now() WHERE wrap IS NOT NULL"
                            + " AND recipient_id = (SELECT id FROM key_recipient WHERE holder = 'practitioner')")
                    .executeUpdate();
            assertThat(granted(entities, storage).bringInStep(SigningHospital.PATIENT.value()))
                    .as("the mark is good: without it nothing would be wrapped anew")
                    .isEqualTo(NOTES);
            return true;
        });
    }

    private static void assertSigns(SigningKeys keys, Practitioner signer) {
        String signature = keys.sign(signer.signing().protectedPrivateKey(), "text");
        assertThat(keys.verify(signer.signing().publicKey(), "text", signature)).isTrue();
    }

    private static void assertOpens(ObjectKeys keys, RecordVersion version) {
        for (Opener holder :
                List.of(Opener.HOSPITAL, Opener.PATIENT, Opener.grantee(KeyHolder.PRACTITIONER, GRANTEE.id()))) {
            try (InputStream in = keys.open(holder, version.context(), version.object())) {
                assertThat(in.readAllBytes()).isNotEmpty();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
