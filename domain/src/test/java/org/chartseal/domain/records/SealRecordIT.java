package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealRecordIT {

    private SealingFixture fixture;

    @BeforeEach
    void open() {
        fixture = new SealingFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSealedVersionHoldsItsContentSignedByItsAuthor() throws IOException {
        SealId seal = fixture.seal("note", "first");
        RecordVersion version = fixture.version(seal);
        SealHeader header = SealHeader.parse(version.header().text());
        Practitioner author =
                fixture.database.inTransaction(entities -> entities.find(Practitioner.class, fixture.author.value()));

        assertThat(seal.version()).isEqualTo(1);
        assertThat(header.seal()).isEqualTo(seal);
        assertThat(header.author()).isEqualTo(author.ledgerId());
        assertThat(header.key()).isEqualTo(author.signing().thumbprint());
        assertThat(header.commitment()).isEqualTo(version.commitment());
        assertThat(header.previous()).isEmpty();
        assertThat(header.type()).isEqualTo("note");
        assertThat(header.signedAt()).isEqualTo(version.signedAt());
        assertThat(fixture.keys.verify(
                        author.signing().publicKey(),
                        version.header().text(),
                        version.header().signature()))
                .isTrue();

        try (InputStream in = fixture.objects.open(version.context(), version.object())) {
            byte[] sealed = in.readAllBytes();
            assertThat(CanonicalContent.commitmentOf(sealed)).isEqualTo(header.commitment());
            assertThat(CanonicalContent.within(sealed))
                    .isEqualTo(CanonicalContent.of(SealingFixture.resource("note", "first")));
        }
    }

    @Test
    void itsAnchoringIsOrderedInTheSameTransaction() {
        SealId seal = fixture.seal("note", "first");
        assertThat(fixture.count(
                        "ledger_outbox WHERE kind = 'anchor-seal' AND state = 'pending' AND subject = '" + seal + "'"))
                .isEqualTo(1);
        assertThatThrownBy(() -> fixture.database.transact(entities -> {
                    fixture.sealing(entities).seal(fixture.note("other", "text", fixture.author));
                    throw new IllegalStateException("the use case fails later");
                }))
                .hasMessage("the use case fails later");
        assertThat(fixture.count("ledger_outbox")).isEqualTo(1);
        assertThat(fixture.count("record_version")).isEqualTo(1);
    }

    @Test
    void theNextVersionNamesTheCommitmentBeforeIt() {
        SealId first = fixture.seal("note", "first");
        SealId second = fixture.seal("note", "amended");
        assertThat(second).isEqualTo(new SealId(first.record(), 2));
        assertThat(fixture.version(second).previous())
                .contains(fixture.version(first).commitment());
    }

    @Test
    void theSameContentTwiceHasTwoCommitments() {
        assertThat(fixture.version(fixture.seal("a", "same")).commitment())
                .isNotEqualTo(fixture.version(fixture.seal("b", "same")).commitment());
    }

    @Test
    void onlyAVerifiedPractitionerSeals() {
        assertThatThrownBy(() -> fixture.database.transact(
                        entities -> fixture.sealing(entities).seal(fixture.note("note", "text", fixture.unverified))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("practitioner-not-verified"));
        assertThat(fixture.count("record_version")).isZero();
    }

    @Test
    void anUnknownAuthorSealsNothing() {
        assertThatThrownBy(() -> fixture.database.transact(entities -> fixture.sealing(entities)
                        .seal(fixture.note("note", "text", new PractitionerId(fixture.patient.value())))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void ofTwoWhoSealTheSameVersionAtOnceOneIsToldThatTheRecordChanged() throws Exception {
        CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<SealId> sealing = () -> fixture.database.inTransaction(entities -> new SealRecord(
                            entities,
                            fixture.objects.keys(entities),
                            fixture.hand(meeting(bothHaveLooked)),
                            SealingFixture.CLOCK)
                    .seal(fixture.note("note", "text", fixture.author)));
            List<String> outcomes = new ArrayList<>();
            for (Future<SealId> done : threads.invokeAll(List.of(sealing, sealing))) {
                outcomes.add(outcome(done));
            }
            assertThat(outcomes).containsExactlyInAnyOrder("sealed", "record-changed");
            assertThat(fixture.count("ledger_outbox")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Else the seal's message would stand behind that of the change, and the ledger would refuse it for ever. */
    @Test
    void aKeyThatChangesWhileItSignsSealsNothing() {
        Salt.Source meanwhile = () -> {
            fixture.database.transact(entities -> thumbprint(entities, "'f' || substr(key_thumbprint, 2)"));
            return new SecureSalts().next();
        };
        String before =
                fixture.database.inTransaction(entities -> entities.find(Practitioner.class, fixture.author.value())
                        .signing()
                        .thumbprint());

        assertThatThrownBy(() -> fixture.database.inTransaction(entities -> new SealRecord(
                                entities, fixture.objects.keys(entities), fixture.hand(meanwhile), SealingFixture.CLOCK)
                        .seal(fixture.note("note", "text", fixture.author))))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("author-key-changed"));
        assertThat(fixture.count("record_version")).isZero();
        assertThat(fixture.count("ledger_outbox")).isZero();
        fixture.database.transact(entities -> thumbprint(entities, "'" + before + "'"));
        fixture.seal("note", "text");
    }

    private static void thumbprint(EntityManager entities, String value) {
        entities.createNativeQuery("UPDATE practitioner SET key_thumbprint = " + value + " WHERE id = ?1")
                .setParameter(1, TestPeople.id("author"))
                .executeUpdate();
    }

    private static Salt.Source meeting(CyclicBarrier barrier) {
        return () -> {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException alone) {
                throw new IllegalStateException(alone);
            }
            return new SecureSalts().next();
        };
    }

    private static String outcome(Future<SealId> sealing) throws InterruptedException {
        try {
            sealing.get();
            return "sealed";
        } catch (ExecutionException failure) {
            return failure.getCause() instanceof Refused refused ? refused.code() : String.valueOf(failure.getCause());
        }
    }
}
