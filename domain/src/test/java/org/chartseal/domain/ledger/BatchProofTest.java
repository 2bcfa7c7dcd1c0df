package org.chartseal.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchProofTest {

    private static final BatchId BATCH = new BatchId(UUID.fromString("00000000-0000-4000-8000-0000000000d1"));
    private static final Instant CLOSED = Instant.parse("2026-05-04T09:30:00.123456Z");
    private static final List<Commitment> ITEMS =
            IntStream.range(0, 5).mapToObj(BatchProofTest::commitment).toList();

    private final MerkleTree tree = BatchProof.tree(ITEMS);
    private final BatchRoot root = new BatchRoot(BATCH, tree.root(), 5, CLOSED);
    private final BatchProof proof = proof(3);

    @Test
    void theTextIsPinned() {
        assertThat(proof.canonicalText())
                .isEqualTo("{\"batch\":\"00000000-0000-4000-8000-0000000000d1\",\"commitment\":\""
                        + commitment(3).hex() + "\",\"format\":\"chartseal-batch-proof-1\",\"index\":3,\"path\":[\""
                        + leaf(2).hex() + "\",\""
                        + TreeHash.ofNode(leaf(0), leaf(1)).hex() + "\",\""
                        + leaf(4).hex() + "\"],\"size\":5}");
    }

    @Test
    void everyItemIsProvedAndReadBack() {
        for (int index = 0; index < ITEMS.size(); index++) {
            BatchProof each = BatchProof.parse(proof(index).canonicalText());
            assertThat(each).isEqualTo(proof(index));
            assertThat(each.proves(root)).isTrue();
        }
    }

    @Test
    void anotherItemBatchRootOrSizeProvesNothing() {
        BatchId other = new BatchId(UUID.fromString("00000000-0000-4000-8000-0000000000d2"));

        assertThat(new BatchProof(BATCH, commitment(2), proof.inclusion()).proves(root))
                .isFalse();
        assertThat(new BatchProof(other, commitment(3), proof.inclusion()).proves(root))
                .isFalse();
        assertThat(proof.proves(new BatchRoot(BATCH, leaf(3), 5, CLOSED))).isFalse();
        assertThat(proof.proves(new BatchRoot(BATCH, tree.root(), 6, CLOSED))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "\"index\":3>\"index\":5",
                "\"index\":3>\"index\":4",
                "\"index\":3>\"index\":-1",
                "\"index\":3>\"index\":3.5",
                "\"index\":3>\"index\":\"3\"",
                "\"size\":5>\"size\":9",
                "\"size\":5>\"size\":99999999999999999999",
                "proof-1>proof-2",
                "\"path\":[>\"path\":[\"00\",",
                "\"size\":5>\"more\":1,\"size\":5",
                "{\"batch\">{ \"batch\""
            })
    void whatIsNotExactlyAProofIsRefused(String what, String instead) {
        String text = proof.canonicalText();

        assertThat(text).contains(what);
        refused(text.replace(what, instead));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "proof"})
    void whatIsNoProofIsRefused(String text) {
        refused(text);
    }

    @Test
    void aBatchHasAnItemAndClosesToTheMillisecond() {
        assertThat(root.closedAt()).isEqualTo(Instant.parse("2026-05-04T09:30:00.123Z"));
        assertThatThrownBy(() -> new BatchRoot(BATCH, tree.root(), 0, CLOSED))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("batch-size-out-of-bounds"));
    }

    @Test
    void aRootPassesThroughTheOutboxUnchanged() {
        List<OutboxMessage> messages = OutboxMessage.of(new AnchorRoot(root));

        assertThat(messages).hasSize(1).first().satisfies(message -> {
            assertThat(message.kind()).isEqualTo("anchor-root");
            assertThat(message.subject()).isEqualTo(BATCH.toString());
            assertThat(message.command()).isEqualTo(new AnchorRoot(root));
        });
    }

    private BatchProof proof(int index) {
        return new BatchProof(BATCH, ITEMS.get(index), tree.inclusion(index));
    }

    private TreeHash leaf(int index) {
        return tree.leaf(index);
    }

    private static Commitment commitment(int number) {
        return new Commitment(String.format("%064x", number + 1));
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> BatchProof.parse(text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("batch-proof-malformed"));
    }
}
