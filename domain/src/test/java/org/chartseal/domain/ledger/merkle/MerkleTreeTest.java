package org.chartseal.domain.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.chartseal.domain.shared.Refused;

class MerkleTreeTest {

    /** The eight leaves of RFC 6962's reference implementation, whose roots are known everywhere. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private final MerkleTree known =
            MerkleTree.over(LEAVES.stream().map(HexFormat.of()::parseHex).toList());

    @Example
    void everyBeginningHasItsKnownRoot() {
        assertThat(IntStream.rangeClosed(0, 8).mapToObj(known::root).map(TreeHash::hex))
                .containsExactlyElementsOf(ROOTS);
        assertThat(known.root().hex()).isEqualTo(ROOTS.get(8));
    }

    @Example
    void knownProofsAreMade() {
        assertThat(known.inclusion(5).path().stream().map(TreeHash::hex))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(known.consistency(6).path().stream().map(TreeHash::hex))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Property
    void rootsAreThoseOfTheDefinition(@ForAll @IntRange(max = 200) int size) {
        MerkleTree tree = tree(size, "leaf");

        assertThat(tree.root()).isEqualTo(definition(leaves(size, "leaf")));
    }

    @Property
    void everyLeafIsProvedAtItsPlaceAndAtNoOther(
            @ForAll @IntRange(min = 1, max = 130) int size,
            @ForAll @IntRange(max = 129) int place,
            @ForAll @IntRange(max = 129) int other) {
        MerkleTree tree = tree(size, "leaf");
        int index = place % size;
        InclusionProof proof = tree.inclusion(index);

        assertThat(proof.proves(tree.leaf(index), tree.root())).isTrue();
        assertThat(proof.proves(tree.leaf(other % size), tree.root())).isEqualTo(other % size == index);
        assertThat(proof.proves(tree.leaf(index), tree(size, "other").root())).isFalse();
    }

    @Property
    void aPathThatWasChangedAnywhereProvesNothing(
            @ForAll @IntRange(min = 2, max = 130) int size,
            @ForAll @IntRange(max = 129) int place,
            @ForAll @IntRange(max = 7) int step) {
        MerkleTree tree = tree(size, "leaf");
        InclusionProof proof = tree.inclusion(place % size);
        List<TreeHash> path = new ArrayList<>(proof.path());
        path.set(step % path.size(), TreeHash.ofLeaf(new byte[] {1}));

        assertThat(new InclusionProof(proof.index(), size, path).proves(tree.leaf(place % size), tree.root()))
                .isFalse();
    }

    @Property
    void aPathThatIsTooShortOrTooLongIsRefused(
            @ForAll @IntRange(min = 2, max = 130) int size, @ForAll @IntRange(max = 129) int place) {
        InclusionProof proof = tree(size, "leaf").inclusion(place % size);
        List<TreeHash> shorter = proof.path().subList(1, proof.path().size());
        List<TreeHash> longer = Stream.concat(proof.path().stream(), Stream.of(TreeHash.ofNothing()))
                .toList();

        malformed(() -> new InclusionProof(proof.index(), size, shorter));
        malformed(() -> new InclusionProof(proof.index(), size, longer));
        malformed(() -> new InclusionProof(size, size, proof.path()));
        malformed(() -> new InclusionProof(-1, size, proof.path()));
    }

    @Property
    void aTreeGoesOnFromEachOfItsBeginnings(
            @ForAll @IntRange(min = 1, max = 130) int size, @ForAll @IntRange(min = 1, max = 130) int beginning) {
        MerkleTree tree = tree(size, "leaf");
        int first = Math.min(beginning, size);
        ConsistencyProof proof = tree.consistency(first);

        assertThat(proof.proves(tree.root(first), tree.root())).isTrue();
        assertThat(proof.proves(tree(first, "other").root(), tree.root())).isFalse();
        assertThat(proof.proves(tree.root(first), tree(size, "other").root())).isFalse();
        assertThat(proof.proves(tree.root(), tree.root(first))).isEqualTo(first == size);
    }

    @Property
    void aConsistencyProofOfAnotherLengthIsRefused(
            @ForAll @IntRange(min = 2, max = 130) int size, @ForAll @IntRange(min = 1, max = 129) int beginning) {
        int first = Math.min(beginning, size - 1);
        List<TreeHash> path = tree(size, "leaf").consistency(first).path();

        malformed(() -> new ConsistencyProof(first, size, path.subList(1, path.size())));
        malformed(() -> new ConsistencyProof(
                first,
                size,
                Stream.concat(path.stream(), Stream.of(TreeHash.ofNothing())).toList()));
        malformed(() -> new ConsistencyProof(0, size, path));
        malformed(() -> new ConsistencyProof(size, first, path));
    }

    @Example
    void whatTheTreeDoesNotHaveCannotBeAskedFor() {
        for (Runnable beyond : List.<Runnable>of(
                () -> known.root(9),
                () -> known.root(-1),
                () -> known.inclusion(8),
                () -> known.inclusion(-1),
                () -> known.consistency(0),
                () -> known.consistency(9),
                () -> MerkleTree.over(List.of()).inclusion(0))) {
            refused("tree-size-out-of-bounds", beyond);
        }
    }

    @Example
    void aHashHasThirtyTwoBytes() {
        refused("tree-hash-malformed", () -> TreeHash.of(new byte[31]));
        refused("tree-hash-malformed", () -> TreeHash.of(new byte[33]));
        refused("tree-hash-malformed", () -> TreeHash.parse("5DC9" + "0".repeat(60)));
        refused("tree-hash-malformed", () -> TreeHash.parse("0".repeat(62)));
    }

    @Example
    void aLeafIsNeverANode() {
        TreeHash left = TreeHash.ofLeaf(new byte[] {1});
        TreeHash right = TreeHash.ofLeaf(new byte[] {2});
        byte[] both = HexFormat.of().parseHex(left.hex() + right.hex());

        assertThat(TreeHash.ofLeaf(both)).isNotEqualTo(TreeHash.ofNode(left, right));
    }

    private static MerkleTree tree(int size, String text) {
        return MerkleTree.over(leaves(size, text));
    }

    private static List<byte[]> leaves(int size, String text) {
        return IntStream.range(0, size)
                .mapToObj(number -> (text + number).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** MTH as section 2.1.1 writes it, without anything kept. */
    private static TreeHash definition(List<byte[]> contents) {
        if (contents.size() < 2) {
            return contents.isEmpty() ? TreeHash.ofNothing() : TreeHash.ofLeaf(contents.get(0));
        }
        int split = 1;
        while (split * 2 < contents.size()) {
            split *= 2;
        }
        return TreeHash.ofNode(
                definition(contents.subList(0, split)), definition(contents.subList(split, contents.size())));
    }

    private static void malformed(Runnable proof) {
        refused("merkle-proof-malformed", proof);
    }

    private static void refused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
