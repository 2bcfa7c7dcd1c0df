package org.chartseal.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.TransactionId;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.Network;

/** The contract's events in blocks after a check point. */
final class EventStream implements LedgerEvents {

    private final CloseableIterator<ChaincodeEvent> events;
    private volatile boolean closed;

    private EventStream(CloseableIterator<ChaincodeEvent> events) {
        this.events = events;
    }

    static EventStream open(Network network, String chaincode, CheckPoint after) {
        try {
            return new EventStream(network.newChaincodeEventsRequest(chaincode)
                    .startBlock(after.block() + 1)
                    .build()
                    .getEvents());
        } catch (GatewayRuntimeException failure) {
            throw GatewayFailures.meaning(failure);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            return !closed && events.hasNext();
        } catch (GatewayRuntimeException failure) {
            if (closed) {
                return false;
            }
            throw GatewayFailures.meaning(failure);
        }
    }

    @Override
    public LedgerEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream of events was closed");
        }
        try {
            ChaincodeEvent event = events.next();
            return new LedgerEvent(
                    event.getBlockNumber(),
                    new TransactionId(event.getTransactionId()),
                    event.getEventName(),
                    new String(event.getPayload(), StandardCharsets.UTF_8));
        } catch (GatewayRuntimeException failure) {
            throw GatewayFailures.meaning(failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        events.close();
    }
}
