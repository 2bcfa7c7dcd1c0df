package org.chartseal.domain.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealingFixture;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectKeysIT {

    private final SealingFixture fixture = new SealingFixture();
    private UUID patient = new UUID(0, 0);
    private ObjectContext context = new ObjectContext(patient, patient, 1);
    private ObjectAddress address = new ObjectAddress("0".repeat(64));

    @BeforeAll
    void sealForTheHospital() {
        sealed(newPatient());
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @BeforeEach
    void sealOne() {
        patient = newPatient();
        context = new ObjectContext(patient, UUID.randomUUID(), 1);
        address = seal(context);
    }

    private UUID newPatient() {
        return fixture.database.inTransaction(
                entities -> TestPeople.patient(entities, "Jane", "Doe " + UUID.randomUUID())
                        .id()
                        .value());
    }

    private ObjectAddress sealed(UUID of) {
        return seal(new ObjectContext(of, UUID.randomUUID(), 1));
    }

    private ObjectAddress seal(ObjectContext of) {
        return keys(keys -> {
            try {
                return keys.seal(
                                of,
                                new RecordPart("notes", of.record()),
                                out -> out.write("content".getBytes(StandardCharsets.UTF_8)))
                        .address();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private <T> T keys(Function<ObjectKeys, T> work) {
        return fixture.database.inTransaction(entities -> work.apply(fixture.objects.keys(entities)));
    }

    private String opened(KeyHolder holder) {
        return keys(keys -> {
            try (InputStream in = keys.open(new Opener(holder, Optional.empty()), context, address)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private void requireKeys() {
        keys(keys -> {
            keys.requireKeys(context, address);
            return true;
        });
    }

    private int sql(String statement) {
        return fixture.database.inTransaction(
                entities -> entities.createNativeQuery(statement).executeUpdate());
    }

    /** As somebody who may do anything in the database. */
    private void force(String statement) {
        fixture.database.transact(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            assertThat(entities.createNativeQuery(statement).executeUpdate()).isPositive();
        });
    }

    private String wrapOf(String holder) {
        return "object_wrap SET %s WHERE address = '" + address
                + "' AND recipient_id = (SELECT id FROM key_recipient WHERE "
                + (holder.equals("patient") ? "patient_id = '" + patient + "'" : "holder = 'organisation'") + ")";
    }

    private void assertRefused(ObjectDamage damage, KeyHolder holder) {
        assertThatThrownBy(() -> opened(holder))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(damage.code()));
        assertThatThrownBy(this::requireKeys)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(damage.code()));
    }

    @Test
    void hospitalAndPatientEachOpenByTheirOwnKey() {
        assertThat(opened(KeyHolder.ORGANISATION)).isEqualTo("content");
        assertThat(opened(KeyHolder.PATIENT)).isEqualTo("content");
        assertThatCode(this::requireKeys).doesNotThrowAnyException();
    }

    @Test
    void theHospitalHasOneKeyAndEachPatientOne() {
        sealed(patient);
        assertThat(count("key_recipient WHERE holder = 'organisation'")).isEqualTo(1);
        assertThat(count("key_recipient WHERE patient_id = '" + patient + "'")).isEqualTo(1);
    }

    private long count(String of) {
        return fixture.database.inTransaction(
                entities -> (Long) entities.createNativeQuery("SELECT count(*) FROM " + of, Long.class)
                        .getSingleResult());
    }

    @Test
    void manyAtOnceAgreeOnOneKeyOfAPatient() throws Exception {
        UUID fresh = newPatient();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            Callable<ObjectAddress> sealing = () -> sealed(fresh);
            for (Future<ObjectAddress> each :
                    threads.invokeAll(List.of(sealing, sealing, sealing, sealing, sealing, sealing))) {
                assertThat(count("object_wrap WHERE address = '" + each.get() + "'"))
                        .isEqualTo(2);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(count("key_recipient WHERE patient_id = '" + fresh + "'")).isEqualTo(1);
    }

    @Test
    void whatIsRolledBackLeavesNoKey() {
        ObjectContext never = new ObjectContext(patient, UUID.randomUUID(), 1);
        assertThatThrownBy(() -> keys(keys -> {
                    try {
                        keys.seal(never, new RecordPart("notes", never.record()), out -> out.write(1));
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(count("object_key WHERE record_id = '" + never.record() + "'"))
                .isZero();
    }

    @Test
    void anObjectOpensOnlyForWhatItBelongsTo() {
        for (ObjectContext other : List.of(
                new ObjectContext(newPatient(), context.record(), 1),
                new ObjectContext(patient, UUID.randomUUID(), 1),
                new ObjectContext(patient, context.record(), 2))) {
            assertThatThrownBy(() -> keys(keys -> keys.open(other, address)))
                    .hasMessageContaining(ObjectDamage.OF_ANOTHER_RECORD.code());
        }
    }

    @Test
    void theWrapOfAnotherObjectIsDamaged() {
        ObjectAddress other = sealed(patient);
        force("UPDATE "
                + wrapOf("organisation")
                        .formatted("wrap = (SELECT o.wrap FROM object_wrap o WHERE o.address = '" + other
                                + "' AND o.recipient_id = object_wrap.recipient_id)"));
        assertRefused(ObjectDamage.KEY_DAMAGED, KeyHolder.ORGANISATION);
        assertThat(opened(KeyHolder.PATIENT)).isEqualTo("content");
    }

    @Test
    void theWrapForAnotherPatientIsNamed() {
        UUID other = newPatient();
        sealed(other);
        force("UPDATE "
                + wrapOf("patient")
                        .formatted("recipient_id = (SELECT id FROM key_recipient WHERE patient_id = '" + other + "')"));
        assertRefused(ObjectDamage.KEY_OF_ANOTHER_PATIENT, KeyHolder.PATIENT);
    }

    @Test
    void anAlteredCommitmentIsNamed() {
        force("UPDATE object_key SET commitment = repeat('0', 64) WHERE address = '" + address + "'");
        assertRefused(ObjectDamage.KEY_NOT_COMMITTED, KeyHolder.ORGANISATION);
    }

    @Test
    void removedRowsAreNamedMissing() {
        force("DELETE FROM " + wrapOf("organisation").replace("SET %s ", ""));
        assertRefused(ObjectDamage.KEY_MISSING, KeyHolder.ORGANISATION);
        force("DELETE FROM object_key WHERE address = '" + address + "'");
        assertRefused(ObjectDamage.KEY_MISSING, KeyHolder.PATIENT);
    }

    @Test
    void whatIsDestroyedOpensForNobodyAndStaysAsARow() {
        keys(keys -> {
            keys.destroy(address);
            keys.destroy(address);
            return true;
        });
        for (Opener opener : Opener.OF_EVERY_OBJECT) {
            assertRefused(ObjectDamage.KEY_DESTROYED, opener.holder());
        }
        assertThat(count("object_wrap WHERE wrap IS NULL AND destroyed_at IS NOT NULL AND address = '" + address + "'"))
                .isEqualTo(2);
        assertThat(count("object_key WHERE destroyed_at IS NOT NULL AND address = '" + address + "'"))
                .isEqualTo(1);
    }

    @Test
    void anObjectThatWasNeverStoredIsNotDestroyed() {
        assertThatThrownBy(() -> keys(keys -> {
                    keys.destroy(new ObjectAddress("0".repeat(64)));
                    return true;
                }))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void afterAPatientsKeyIsDestroyedNothingOpensByItAndNothingNewIsSealed() {
        keys(keys -> {
            keys.destroyKeyOf(patient);
            return true;
        });
        assertRefused(ObjectDamage.KEY_DESTROYED, KeyHolder.PATIENT);
        assertThat(opened(KeyHolder.ORGANISATION)).isEqualTo("content");
        assertThatThrownBy(() -> sealed(patient)).hasMessageContaining("patient-key-destroyed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE object_wrap SET wrap = decode(repeat('00', 80), 'hex') | only ever destroyed",
                "UPDATE object_wrap SET destroyed_at = now() | object_wrap_destroyed",
                "DELETE FROM object_wrap | only ever destroyed",
                "UPDATE object_key SET commitment = repeat('0', 64) | only ever destroyed",
                "UPDATE object_key SET destroyed_at = now(), version = 2 | only ever destroyed",
                "DELETE FROM object_key | only ever destroyed",
                "UPDATE key_recipient SET public_key = repeat('0', 64) | another master key",
                "UPDATE key_recipient SET private_key = set_byte(private_key, octet_length(private_key) - 1, 7)"
                        + " | another master key",
                "UPDATE key_recipient SET private_key = decode('0178', 'hex') WHERE private_key IS NOT NULL"
                        + " | key_recipient_private_form",
                "UPDATE key_recipient SET destroyed_at = now(), private_key = NULL"
                        + " WHERE holder = 'organisation' | key_recipient_only_persons_go",
                "DELETE FROM key_recipient | only ever destroyed"
            })
    void theDatabaseChangesNoKeys(String statement, String why) {
        assertThatThrownBy(() -> sql(statement)).hasStackTraceContaining(why);
    }

    @Test
    void theDatabaseGivesBackNothingThatWasDestroyed() {
        keys(keys -> {
            keys.destroy(address);
            keys.destroyKeyOf(patient);
            return true;
        });
        assertThatThrownBy(() -> sql("UPDATE "
                        + wrapOf("organisation")
                                .formatted("destroyed_at = NULL, wrap = decode(repeat('00', 80), 'hex')")))
                .hasStackTraceContaining("only ever destroyed");
        assertThatThrownBy(() -> sql("UPDATE object_key SET destroyed_at = NULL WHERE address = '" + address + "'"))
                .hasStackTraceContaining("only ever destroyed");
        assertThatThrownBy(() -> sql("UPDATE key_recipient SET destroyed_at = NULL, private_key = '\\x00'"
                        + " WHERE patient_id = '" + patient + "'"))
                .hasStackTraceContaining("another master key");
    }

    @Test
    void theDatabaseTakesNoWrapForAnotherPatientNorOfAnotherSize() {
        UUID other = newPatient();
        sealed(other);
        String insert = "INSERT INTO object_wrap (address, recipient_id, wrap) SELECT '" + address
                + "', id, decode(repeat('00', %d), 'hex') FROM key_recipient WHERE patient_id = '" + other + "'";
        assertThatThrownBy(() -> sql(insert.formatted(80)))
                .satisfies(failure -> assertThat(Constraints.violated((RuntimeException) failure))
                        .contains("object_wrap_of_its_patient"));
        assertThatThrownBy(() -> force(insert.formatted(79))).hasStackTraceContaining("object_wrap_size");
    }

    @Test
    void aRecordWhoseKeysAreWrittenIsLookedAtAtOnce() {
        SealId seal = fixture.seal("noted " + UUID.randomUUID(), "text");
        sql("DELETE FROM changed_record");
        keys(keys -> {
            keys.destroy(fixture.version(seal).object());
            return true;
        });
        assertThat(count("changed_record WHERE record_id = '" + seal.record() + "'"))
                .isPositive();
    }
}
