package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.chartseal.domain.consent.GrantedKeysFixture.Sealed;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.Opener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Access is given or ended at the moment in which something is sealed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantedKeysRacesIT {

    private final GrantedKeysFixture fixture = new GrantedKeysFixture();
    private final Opener doctor = GrantedKeysFixture.keyOf(fixture.doctor);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicReference<Sealed> object = new AtomicReference<>();

    @AfterAll
    void close() {
        thread.shutdown();
        fixture.close();
    }

    @BeforeEach
    void another() {
        fixture.nextPatient();
    }

    private void seal(EntityManager entities) {
        object.set(fixture.seal(entities, RecordCategory.NOTES, UUID.randomUUID(), 1));
    }

    private void give(EntityManager entities) {
        fixture.give(entities, Permission.of(fixture.patient, fixture.doctor, What.everything(), fixture.month()));
    }

    /** The second begins when the first has done its work, and waits until that has committed. */
    private void race(Consumer<EntityManager> first, Consumer<EntityManager> second) throws Exception {
        List<Future<?>> waiting = new ArrayList<>();
        fixture.transact(entities -> {
            first.accept(entities);
            entities.flush();
            waiting.add(thread.submit(() -> fixture.transact(second)));
            awaitOneThatWaits();
            assertThat(waiting.get(0).isDone()).isFalse();
        });
        waiting.get(0).get(20, TimeUnit.SECONDS);
    }

    private void awaitOneThatWaits() {
        String waits = "pg_locks WHERE NOT granted AND locktype = 'advisory'"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        for (int tries = 0; fixture.count(waits) == 0; tries++) {
            assertThat(tries).as("nobody waits").isLessThan(1_000);
            try {
                Thread.sleep(10);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private Sealed sealed() {
        return Objects.requireNonNull(object.get());
    }

    private String opened() {
        return fixture.open(doctor, sealed());
    }

    @Test
    void whatIsSealedWhileAccessIsBeingGivenIsWrapped() throws Exception {
        race(this::give, this::seal);
        assertThat(opened()).isEqualTo("content");
    }

    @Test
    void accessThatIsGivenWhileSomethingIsBeingSealedOpensIt() throws Exception {
        race(this::seal, this::give);
        assertThat(opened()).isEqualTo("content");
    }

    @Test
    void whatIsSealedWhileAccessIsBeingEndedIsNotWrapped() throws Exception {
        GrantId grant = fixture.give(fixture.doctor, What.everything());
        race(entities -> fixture.revoke(entities, grant), this::seal);
        assertThat(opened()).isEqualTo(ObjectDamage.KEY_MISSING.code());
    }

    @Test
    void accessThatIsEndedWhileSomethingIsBeingSealedIsGone() throws Exception {
        GrantId grant = fixture.give(fixture.doctor, What.everything());
        race(this::seal, entities -> fixture.revoke(entities, grant));
        assertThat(opened()).isEqualTo(ObjectDamage.KEY_MISSING.code());
        assertThat(fixture.damage(sealed())).isEmpty();
    }
}
