package org.chartseal.ledger.solo.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.Optional;
import org.chartseal.ledger.solo.state.KeyVersion;
import org.chartseal.ledger.solo.state.StateKey;

/** What the ledger knows about a key's version beyond where it is. */
public interface LedgerReads {

    /** The bytes of the value. */
    ByteString value(KeyVersion version);

    /** The key's metadata from this version on, as it was written; empty when it has none. */
    ByteString metadata(KeyVersion version);

    /**
     * The value behind a version of a private key's hash.
     *
     * @return empty when it is not here
     * @throws org.chartseal.ledger.solo.state.SimulationRefused when it is not the one that was committed
     */
    Optional<ByteString> privateValue(StateKey hashedKey, KeyVersion hash);

    /** The transaction that wrote it. */
    Writer writer(KeyVersion version);

    /** Id and time stamp of a transaction. */
    record Writer(String transactionId, Timestamp timestamp) {}
}
