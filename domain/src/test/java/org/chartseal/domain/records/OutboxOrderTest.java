package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.junit.jupiter.api.Test;

class OutboxOrderTest {

    private static final UUID OSEI = new UUID(0, 1);
    private static final UUID HAAS = new UUID(0, 2);
    private static final Commitment COMMITMENT = new Commitment("0".repeat(64));

    private final List<OutboxRow> waiting = new ArrayList<>();

    @Test
    void sealsGoTogether() {
        seal(10, 1, OSEI, true);
        seal(11, 1, OSEI, true);
        seal(12, 1, HAAS, true);
        assertChosen(List.of(0, 1, 2), List.of());
    }

    @Test
    void aVersionWaitsForTheOneBefore() {
        seal(10, 1, OSEI, true);
        seal(10, 2, OSEI, true);
        assertChosen(List.of(0), List.of());
    }

    @Test
    void aSealWaitsForItsAuthorToBeVerifiedAndOthersDoNot() {
        verify(OSEI, false);
        seal(10, 1, OSEI, true);
        seal(11, 1, HAAS, true);
        assertChosen(List.of(2), List.of());
    }

    @Test
    void anAuthorIsSuspendedOnlyAfterWhatTheySignedBeforeIsAnchored() {
        seal(10, 1, OSEI, false);
        add(new LedgerCommand.SuspendPractitioner(new LedgerPractitionerId(OSEI)), true);
        assertChosen(List.of(), List.of());
    }

    @Test
    void messagesAboutOnePersonKeepTheirOrder() {
        add(new LedgerCommand.RegisterPractitioner(new LedgerPractitionerId(OSEI), "key"), true);
        verify(OSEI, true);
        verify(HAAS, true);
        assertChosen(List.of(), List.of(0, 2));
    }

    @Test
    void aGrantWaitsForItsSubject() {
        UUID subject = new UUID(0, 5);
        add(new LedgerCommand.RegisterSubject(new LedgerSubjectId(subject), "key"), true);
        grant(new UUID(0, 7), subject);
        grant(new UUID(0, 8), new UUID(0, 6));
        assertChosen(List.of(), List.of(0, 2));
    }

    @Test
    void whatIsNotReadyIsNotChosen() {
        seal(10, 1, OSEI, false);
        seal(11, 1, OSEI, true);
        assertChosen(List.of(1), List.of());
    }

    @Test
    void aBatchHasItsLimit() {
        int count = OutboxOrder.MOST_SEALS + 100;
        IntStream.range(0, count).forEach(i -> seal(1000 + i, 1, OSEI, true));
        assertThat(OutboxOrder.choose(List.of(), waiting, 1).batches())
                .containsExactly(waiting.subList(0, OutboxOrder.MOST_SEALS));
        assertThat(OutboxOrder.choose(List.of(), waiting, 2).batches())
                .containsExactly(
                        waiting.subList(0, OutboxOrder.MOST_SEALS), waiting.subList(OutboxOrder.MOST_SEALS, count));
    }

    @Test
    void whatDependsOnAMessageThatIsOnItsWayWaits() {
        seal(10, 1, OSEI, true);
        seal(10, 2, OSEI, true);
        verify(OSEI, true);
        seal(11, 1, HAAS, true);
        OutboxOrder order = OutboxOrder.choose(waiting.subList(0, 1), waiting.subList(1, 4), 8);
        assertThat(order.batches()).containsExactly(waiting.subList(3, 4));
    }

    @Test
    void noMoreBatchesAreMadeThanCanBeSent() {
        IntStream.range(0, 5).forEach(i -> verify(new UUID(7, i), true));
        seal(10, 1, OSEI, true);
        OutboxOrder order = OutboxOrder.choose(List.of(), waiting, 3);
        assertThat(order.batches()).hasSize(3);
        assertThat(order.isFull(3)).isTrue();
        assertThat(OutboxOrder.choose(List.of(), waiting, 6).isFull(6)).isFalse();
    }

    @Test
    void anEmergencyWaitsForWhoItIsAboutAndItsEndAndReviewForIt() {
        UUID access = new UUID(9, 1);
        UUID subject = new UUID(9, 2);
        add(new LedgerCommand.RegisterSubject(new LedgerSubjectId(subject), "key"), true);
        emergency(access, subject);
        add(new LedgerCommand.EndEmergency(about(access, "practitioner", OSEI)), true);
        add(new LedgerCommand.ReviewEmergency(about(access, "reviewer", HAAS)), true);
        emergency(new UUID(9, 3), new UUID(9, 4));
        assertChosen(List.of(), List.of(0, 4));
        assertThat(waiting.get(1).message().subject()).isEqualTo(access.toString());
    }

    @Test
    void aKeyChangesOnlyAfterWhatItSignedIsAnchoredAndBeforeWhatTheNextSigns() {
        seal(10, 1, OSEI, false);
        add(new LedgerCommand.ChangePractitionerKey(new SignedText("{\"holder\":\"" + OSEI + "\"}", "sig")), true);
        seal(11, 1, OSEI, true);
        seal(12, 1, HAAS, true);
        assertChosen(List.of(3), List.of());
    }

    @Test
    void aRestorationWaitsForItsHolderAndBothWitnesses() {
        UUID subject = new UUID(0, 5);
        verify(OSEI, false);
        verify(HAAS, true);
        restore(subject, HAAS, OSEI);
        restore(new UUID(0, 6), HAAS, new UUID(0, 3));
        restore(subject, new UUID(0, 3), new UUID(0, 4));
        assertChosen(List.of(), List.of(1));

        waiting.subList(0, 2).clear();
        assertChosen(List.of(), List.of(2, 3));
    }

    private void restore(UUID holder, UUID... witnesses) {
        List<SignedText> statements = Stream.of(witnesses)
                .map(witness ->
                        new SignedText("{\"holder\":\"" + holder + "\",\"witness\":\"" + witness + "\"}", "sig"))
                .toList();
        add(new LedgerCommand.RestoreSubjectKey(statements), true);
    }

    private void emergency(UUID access, UUID subject) {
        String text =
                "{\"access\":\"" + access + "\",\"practitioner\":\"" + OSEI + "\",\"subject\":\"" + subject + "\"}";
        add(new LedgerCommand.OpenEmergency(new SignedText(text, "sig")), true);
    }

    private static SignedText about(UUID access, String member, UUID practitioner) {
        return new SignedText("{\"access\":\"" + access + "\",\"" + member + "\":\"" + practitioner + "\"}", "sig");
    }

    private void seal(long record, int version, UUID author, boolean ready) {
        SealHeader header = new SealHeader(
                new SealId(new UUID(0, record), version),
                "note",
                new LedgerPractitionerId(author),
                "00".repeat(32),
                Instant.EPOCH,
                COMMITMENT,
                version == 1 ? Optional.empty() : Optional.of(COMMITMENT));
        add(new AnchorSeals(List.of(new SignedText(header.canonicalText(), "sig"))), ready);
    }

    private void verify(UUID practitioner, boolean ready) {
        add(new LedgerCommand.VerifyPractitioner(new LedgerPractitionerId(practitioner), Instant.EPOCH), ready);
    }

    private void grant(UUID grant, UUID subject) {
        String text = "{\"grant\":\"" + grant + "\",\"subject\":\"" + subject + "\"}";
        add(new LedgerCommand.GiveAccess(new SignedText(text, "sig"), new GrantScope("{}", "")), true);
    }

    private void add(LedgerCommand command, boolean ready) {
        waiting.add(OutboxRow.of(waiting.size(), OutboxMessage.of(command).get(0), 0, ready, Instant.EPOCH));
    }

    private void assertChosen(List<Integer> seals, List<Integer> others) {
        OutboxOrder order = OutboxOrder.choose(List.of(), waiting, 100);
        assertThat(ids(order, true)).isEqualTo(seals);
        assertThat(ids(order, false)).isEqualTo(others);
    }

    private static List<Integer> ids(OutboxOrder order, boolean seals) {
        return order.batches().stream()
                .filter(batch -> batch.get(0).isSeal() == seals)
                .flatMap(List::stream)
                .map(row -> (int) row.id())
                .toList();
    }
}
