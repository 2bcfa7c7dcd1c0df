package org.chartseal.ledger.solo.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import org.chartseal.ledger.solo.state.KeyVersion;

/** What the ledger knows about a key's version beyond where it is. */
public interface LedgerReads {

    /** The bytes of the value. */
    ByteString value(KeyVersion version);

    /** The key's metadata from this version on, as it was written; empty when it has none. */
    ByteString metadata(KeyVersion version);

    /** The transaction that wrote it. */
    Writer writer(KeyVersion version);

    /** Id and time stamp of a transaction. */
    record Writer(String transactionId, Timestamp timestamp) {}
}
