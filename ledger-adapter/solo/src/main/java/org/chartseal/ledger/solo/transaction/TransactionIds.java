package org.chartseal.ledger.solo.transaction;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/** Computes transaction ids. */
public final class TransactionIds {

    private TransactionIds() {}

    /** The id that follows from nonce and creator. */
    public static String of(SignatureHeader header) {
        MessageDigest digest = BlockHashes.sha256();
        update(digest, header.getNonce());
        update(digest, header.getCreator());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, ByteString bytes) {
        digest.update(bytes.asReadOnlyByteBuffer());
    }
}
