package org.chartseal.domain.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chartseal.domain.audit.RowSalt;
import org.chartseal.domain.ledger.BatchProof;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.merkle.InclusionProof;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.Test;

class ReadProofTest {

    private static final UUID LOG = new UUID(7, 8);
    private static final int SIZE = 11;
    private static final int INDEX = 6;

    private final List<RowSalt> salts =
            IntStream.range(0, SIZE).mapToObj(i -> RowSalt.fresh()).toList();
    private final MerkleTree tree = MerkleTree.ofLeaves(IntStream.range(0, SIZE)
            .mapToObj(i -> BatchProof.leaf(salts.get(i).commitment(text(i))))
            .toList());
    private final LogHead head = LogHead.of(LOG, 3, tree.root(), SIZE, TestPeople.NOW);
    private final BatchRoot anchored = head.anchored();

    private static String text(int row) {
        return "{\"account\":\"reader" + row + "\"}";
    }

    private ReadProof proof(String text, RowSalt salt, InclusionProof inclusion) {
        return new ReadProof(text, salt, inclusion, new SignedText(head.canonicalText(), "AA=="), "AA==");
    }

    private ReadProof proof() {
        return proof(text(INDEX), salts.get(INDEX), tree.inclusion(INDEX));
    }

    @Test
    void theReadIsProvenAndSoIsWhatItsTextSays() {
        assertThat(proof().proves(anchored)).isTrue();
        assertThat(ReadProof.parse(proof().canonicalText())).isEqualTo(proof());
        assertThat(ReadProof.parse(proof().canonicalText()).proves(anchored)).isTrue();
    }

    @Test
    void anotherTextSaltOrPlaceIsNotProven() {
        assertThat(proof(text(INDEX) + " ", salts.get(INDEX), tree.inclusion(INDEX))
                        .proves(anchored))
                .isFalse();
        assertThat(proof(text(INDEX), salts.get(INDEX - 1), tree.inclusion(INDEX))
                        .proves(anchored))
                .isFalse();
        assertThat(proof(text(INDEX), salts.get(INDEX), tree.inclusion(INDEX - 1))
                        .proves(anchored))
                .isFalse();
        InclusionProof neighbour =
                new InclusionProof(INDEX + 1, SIZE, tree.inclusion(INDEX).path());
        assertThat(proof(text(INDEX), salts.get(INDEX), neighbour).proves(anchored))
                .isFalse();
    }

    @Test
    void aPathOfAnotherLengthIsNoProof() {
        List<TreeHash> path = tree.inclusion(INDEX).path();
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(path.get(0));
        assertThatThrownBy(() -> new InclusionProof(INDEX, SIZE, path.subList(1, path.size())))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new InclusionProof(INDEX, SIZE, longer)).isInstanceOf(Refused.class);
        String cut = proof().canonicalText().replace("\"" + path.get(0) + "\",", "");
        assertThatThrownBy(() -> ReadProof.parse(cut)).hasMessageContaining("access-proof-malformed");
    }

    @Test
    void aTreeOfAnotherSizeOrAnotherHeadProvesNothing() {
        MerkleTree smaller = MerkleTree.ofLeaves(
                IntStream.range(0, SIZE - 1).mapToObj(tree::leaf).toList());
        assertThat(proof(text(INDEX), salts.get(INDEX), smaller.inclusion(INDEX))
                        .proves(anchored))
                .isFalse();
        assertThat(proof().proves(LogHead.of(LOG, 4, tree.root(), SIZE, TestPeople.NOW)
                        .anchored()))
                .as("the number belongs to it")
                .isFalse();
        assertThat(proof().proves(LogHead.of(LOG, 3, smaller.root(), SIZE, TestPeople.NOW)
                        .anchored()))
                .isFalse();
        assertThat(proof().proves(new BatchRoot(anchored.batch(), anchored.root(), SIZE, TestPeople.NOW.plusMillis(1))))
                .isFalse();
    }

    @Test
    void aTextThatIsNotCanonicalIsNoProof() {
        String text = proof().canonicalText();
        for (String other : List.of(
                "",
                "{}",
                " " + text,
                text.replace(":6", ":6.0"),
                text.replace("chartseal-access-proof-1", "x"),
                text.replace("\"index\":6", "\"index\":-1"),
                text.replace("\"index\":6", "\"index\":11"))) {
            assertThatThrownBy(() -> ReadProof.parse(other)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void headsAreNamedByTheirNumberAndWhoKnowsTheLogFindsThem() {
        assertThat(LogHead.batch(LOG, 0)).isNotEqualTo(LogHead.batch(LOG, 1));
        assertThat(LogHead.batch(LOG, 12).value().version()).isEqualTo(8);
        assertThat(LogHead.batch(LOG, 12).value().variant()).isEqualTo(2);
        assertThat(LogHead.parse(head.canonicalText())).isEqualTo(head);
        assertThatThrownBy(() -> LogHead.parse(head.canonicalText().replace("\"number\":3", "\"number\":4")))
                .hasMessageContaining("access-head-malformed");
    }
}
