package org.chartseal.ledger.solo.state;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.chartseal.ledger.solo.block.BlockHashes;

/**
 * What everyone sees of a private key: the hash of its name and of its value. The state keeps it among the other keys, in a
 * namespace beside the contract's.
 */
public final class HashedKeys {

    private static final String MARK = "$$h";

    private HashedKeys() {}

    /** The state's key for that hash of a private key. */
    public static StateKey key(String namespace, String collection, ByteString keyHash) {
        return new StateKey(namespace + MARK + collection, HexFormat.of().formatHex(keyHash.toByteArray()));
    }

    /** The state's key for a private key. */
    static StateKey key(String namespace, String collection, String key) {
        return key(namespace, collection, hash(ByteString.copyFromUtf8(key)));
    }

    /** The contract whose namespace, or whose collections, that is. */
    public static String contract(String namespace) {
        int mark = namespace.indexOf(MARK);
        return mark < 0 ? namespace : namespace.substring(0, mark);
    }

    /** The collection; empty for a contract's own namespace. */
    public static String collection(String namespace) {
        int mark = namespace.indexOf(MARK);
        return mark < 0 ? "" : namespace.substring(mark + MARK.length());
    }

    /** The key's bytes as Fabric writes them: a public key's text, a private one's hash. */
    public static ByteString bytes(StateKey key) {
        return collection(key.namespace()).isEmpty()
                ? ByteString.copyFromUtf8(key.key())
                : ByteString.copyFrom(HexFormat.of().parseHex(key.key()));
    }

    /** SHA-256. */
    public static ByteString hash(ByteString bytes) {
        return ByteString.copyFrom(BlockHashes.sha256().digest(bytes.toByteArray()));
    }
}
