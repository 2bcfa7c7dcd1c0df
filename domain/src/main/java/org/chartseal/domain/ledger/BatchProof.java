package org.chartseal.domain.ledger;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.domain.ledger.merkle.InclusionProof;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.shared.Refused;

/**
 * What someone keeps to show that an item is in an anchored batch. Its canonical JSON text has the members {@code batch,
 * commitment, format, index, path, size}: {@code format} is {@value #FORMAT}, {@code index} and {@code size} are numbers,
 * {@code path} lists hashes from the leaf's sibling upwards, hashes are 64 lower-case hexadecimal digits. The page
 * {@code docs/batch-proofs.md} describes it for whoever writes another verifier.
 *
 * @param commitment to the item: its 32 bytes are the leaf
 * @param inclusion of the leaf in the batch's tree
 */
public record BatchProof(BatchId batch, Commitment commitment, InclusionProof inclusion) {

    /** Names the format in the text. */
    public static final String FORMAT = "chartseal-batch-proof-1";

    private static final String MALFORMED = "batch-proof-malformed";

    /** The tree whose root is anchored for these items. */
    public static MerkleTree tree(List<Commitment> items) {
        return MerkleTree.ofLeaves(items.stream().map(BatchProof::leaf).toList());
    }

    /** The leaf that stands for an item. */
    public static TreeHash leaf(Commitment commitment) {
        return TreeHash.ofLeaf(HexFormat.of().parseHex(commitment.hex()));
    }

    /**
     * Whether the item is in the batch with that root. Whoever asks must also have the root from the ledger itself, and have
     * computed the commitment from salt and content.
     */
    public boolean proves(BatchRoot root) {
        return root.batch().equals(batch)
                && root.size() == inclusion.size()
                && inclusion.proves(leaf(commitment), root.root());
    }

    /** The text form, RFC 8785. */
    public String canonicalText() {
        JsonArrayBuilder path = CanonicalText.JSON.createArrayBuilder();
        inclusion.path().forEach(hash -> path.add(hash.hex()));
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("batch", batch.toString())
                .add("commitment", commitment.hex())
                .add("format", FORMAT)
                .add("index", inclusion.index())
                .add("path", path)
                .add("size", inclusion.size())
                .build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code batch-proof-malformed} for any text that {@link #canonicalText} does not write
     */
    public static BatchProof parse(String text) {
        return CanonicalText.parse(text, MALFORMED, BatchProof::read, BatchProof::canonicalText);
    }

    private static BatchProof read(JsonObject members) {
        List<TreeHash> path = CanonicalText.texts(members, "path").stream()
                .map(TreeHash::parse)
                .toList();
        return new BatchProof(
                new BatchId(CanonicalText.uuid(members, "batch")),
                new Commitment(members.getString("commitment")),
                new InclusionProof(
                        members.getJsonNumber("index").longValueExact(),
                        members.getJsonNumber("size").longValueExact(),
                        path));
    }
}
