package org.chartseal.domain.projection;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestPeople;

/** A ledger of events alone, several in a block. A stream ends after its last event, or breaks where a test wants it to. */
final class ToldLedger {

    private final List<LedgerEvent> told = new ArrayList<>();
    private int breaksAfter = Integer.MAX_VALUE;

    static ToldLedger of(LedgerEvent... events) {
        ToldLedger ledger = new ToldLedger();
        ledger.told.addAll(List.of(events));
        return ledger;
    }

    static LedgerEvent event(long block, int number, String name, String payload) {
        return new LedgerEvent(block, new TransactionId(String.format("%064x", block * 100 + number)), name, payload);
    }

    /** {@code who} is named as in {@link TestPeople#id}. */
    static LedgerEvent practitioner(long block, int number, String what, String who) {
        return event(block, number, what, "{\"practitioner\":\"" + TestPeople.id(who) + "\"}");
    }

    static LedgerEvent grant(long block, int number, String what, String which) {
        return event(
                block,
                number,
                what,
                "{\"grant\":\"" + TestPeople.id(which) + "\",\"subject\":\"" + TestPeople.id("subject") + "\"}");
    }

    static LedgerEvent emergency(long block, int number, String what, String which) {
        return event(
                block,
                number,
                what,
                "{\"emergency\":\"" + TestPeople.id(which) + "\",\"subject\":\"" + TestPeople.id("subject") + "\"}");
    }

    static LedgerEvent seals(long block, int number, String... records) {
        List<String> ids = Stream.of(records)
                .map(record -> "\"" + TestPeople.id(record) + ".1\"")
                .toList();
        return event(block, number, "SealsAnchored", "{\"seals\":[" + String.join(",", ids) + "]}");
    }

    /** From now on every stream breaks after so many events. */
    void breakAfter(int events) {
        breaksAfter = events;
    }

    EvidenceLedger ledger() {
        return (EvidenceLedger) Proxy.newProxyInstance(
                EvidenceLedger.class.getClassLoader(),
                new Class<?>[] {EvidenceLedger.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "events" -> new Told((CheckPoint) given[0]);
                    case "blockOf" -> blockOf((TransactionId) given[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Optional<LedgerBlock> blockOf(TransactionId transaction) {
        return told.stream()
                .filter(event -> event.transaction().equals(transaction))
                .map(event -> new LedgerBlock(event.block(), "", "", true, true, List.of(), List.of()))
                .findFirst();
    }

    private final class Told implements LedgerEvents {

        private final Iterator<LedgerEvent> left;
        private int taken;

        Told(CheckPoint after) {
            this.left = told.stream()
                    .filter(event -> event.block() > after.block())
                    .toList()
                    .iterator();
        }

        @Override
        public boolean hasNext() {
            if (taken >= breaksAfter) {
                throw new Unavailable("ledger", Duration.ofSeconds(2), new IllegalStateException("connection lost"));
            }
            return left.hasNext();
        }

        @Override
        public LedgerEvent next() {
            taken++;
            return left.next();
        }

        @Override
        public void close() {}
    }
}
