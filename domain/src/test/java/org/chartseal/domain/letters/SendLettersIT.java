package org.chartseal.domain.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendLettersIT {

    private Clock clock = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);
    private TestDatabase database;
    private final List<Letter> sent = new ArrayList<>();
    private Consumer<Letter> server = sent::add;
    private boolean on = true;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aLetterGoesOutOnce() {
        write("jane@example.org", "one");
        assertThat(step()).isEqualTo(1);
        assertThat(step()).isZero();
        assertThat(sent).singleElement().satisfies(letter -> {
            assertThat(letter.address()).isEqualTo("jane@example.org");
            assertThat(letter.kind()).isEqualTo(LetterKind.ACCESS_REQUESTED);
        });
        assertThat(states()).containsExactly("sent 1");
    }

    @Test
    void withoutAnAddressNothingIsWrittenAndWithoutAServerItWaits() {
        write("", "one");
        assertThat(states()).isEmpty();
        write("jane@example.org", "two");
        on = false;
        assertThat(step()).isZero();
        assertThat(states()).containsExactly("waiting 0");
        on = true;
        assertThat(step()).isEqualTo(1);
    }

    @Test
    void aServerThatIsAwayIsTriedAgainAfterPausesThatGrow() {
        write("jane@example.org", "one");
        server = letter -> {
            throw new Unavailable("mail", Duration.ofMinutes(1), new IllegalStateException("away"));
        };
        for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThatThrownBy(this::step).isInstanceOf(Unavailable.class);
            assertThat(step()).as("not yet").isZero();
            clock = Clock.offset(clock, Duration.ofMinutes(pause).minusSeconds(1));
            assertThat(step()).as("not before %s minutes", pause).isZero();
            clock = Clock.offset(clock, Duration.ofSeconds(1));
        }
        server = sent::add;
        assertThat(step()).isEqualTo(1);
        assertThat(states()).containsExactly("sent 9");
    }

    @Test
    void aCrashBetweenSendingAndKeepingSendsTheSameLetterAgain() {
        write("jane@example.org", "one");
        server = letter -> {
            sent.add(letter);
            throw new IllegalStateException("power cut");
        };
        assertThatThrownBy(this::step).isInstanceOf(IllegalStateException.class);
        server = sent::add;
        step();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).id()).isEqualTo(sent.get(1).id());
    }

    @Test
    void anAddressThatIsRefusedHoldsUpNobodyAndWhatIsLateIsDropped() {
        write("nobody@example.org", "one");
        write("jane@example.org", "two");
        server = letter -> {
            if (letter.address().startsWith("nobody")) {
                throw Refused.because("letter-undeliverable");
            }
            sent.add(letter);
        };
        assertThat(step()).isEqualTo(1);
        assertThat(states()).containsExactlyInAnyOrder("undeliverable 1", "sent 1");
        write("jane@example.org", "three");
        clock = Clock.offset(clock, Letters.USEFUL);
        assertThat(step()).isZero();
        assertThat(states()).containsExactlyInAnyOrder("undeliverable 1", "sent 1", "late 0");
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        assertThatThrownBy(() -> database.transact(entities -> {
                    letters(entities).write(patient("jane@example.org"), LetterKind.ACCESS_REQUESTED, id("one"));
                    throw new IllegalStateException("the deed fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(step()).isZero();
        assertThat(sent).isEmpty();
    }

    private void write(String address, String about) {
        database.transact(
                entities -> letters(entities).write(patient(address), LetterKind.ACCESS_REQUESTED, id(about)));
    }

    private static UUID id(String name) {
        return TestPeople.id(name);
    }

    private Letters letters(EntityManager entities) {
        return new Letters(entities, () -> TestPeople.id("unused"), clock);
    }

    private static Patient patient(String address) {
        return new Patient(
                new PatientId(TestPeople.id("patient")),
                "N-1",
                new PatientDetails(
                        new PersonName("Jane", "Doe"),
                        java.time.LocalDate.of(1980, 5, 17),
                        Sex.FEMALE,
                        new Contact("", address, "", "en"),
                        Set.of()),
                new LedgerSubjectId(TestPeople.id("subject")),
                TestPeople.unusedKey(),
                new Account("reception"),
                TestPeople.NOW);
    }

    private int step() {
        NewTransaction transaction = database.transactions();
        Post post = new Post() {
            @Override
            public boolean isOn() {
                return on;
            }

            @Override
            public void send(Letter letter) {
                server.accept(letter);
            }
        };
        return new SendLetters(transaction, post, clock).step();
    }

    private List<String> states() {
        return database.inTransaction(entities -> {
            List<?> rows = entities.createNativeQuery("SELECT state || ' ' || tries FROM letter", String.class)
                    .getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }
}
