package org.chartseal.domain.ledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/** A hash of a Merkle tree: of a leaf, of a node over two, or a root (RFC 9162, section 2.1.1, with SHA-256). */
public final class TreeHash {

    /** How many bytes a hash has. */
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A hash from its bytes.
     *
     * @throws Refused {@code tree-hash-malformed} unless there are exactly {@link #BYTES}
     */
    public static TreeHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw Refused.because("tree-hash-malformed");
        }
        return new TreeHash(bytes.clone());
    }

    /**
     * A hash from 64 lower-case hexadecimal digits.
     *
     * @throws Refused {@code tree-hash-malformed} for any other text
     */
    public static TreeHash parse(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw Refused.because("tree-hash-malformed");
        }
        return new TreeHash(HexFormat.of().parseHex(hex));
    }

    /** The root of the tree without leaves. */
    public static TreeHash ofNothing() {
        return new TreeHash(sha256().digest());
    }

    /** The hash of a leaf with that content. No content makes it the hash of a node. */
    public static TreeHash ofLeaf(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new TreeHash(digest.digest(content));
    }

    /** The hash of the node over two others. */
    public static TreeHash ofNode(TreeHash left, TreeHash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        return new TreeHash(digest.digest(right.bytes));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
