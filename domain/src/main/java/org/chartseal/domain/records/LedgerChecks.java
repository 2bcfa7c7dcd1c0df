package org.chartseal.domain.records;

import jakarta.json.JsonException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Place;
import org.chartseal.domain.shared.Unavailable;

/**
 * The checks of what the ledger holds.
 *
 * @param lines of the last two checks
 * @param place where the ledger holds the seal, when it says so
 * @param time of the transaction that wrote it, as its creator stated it, when the ledger says so
 */
record LedgerChecks(List<Line> lines, Optional<Place> place, Optional<Instant> time) {

    private static final String VALID = "VALID";

    /**
     * Asks the ledger for that version's seal.
     *
     * @param waiting whether it is still to be written there
     */
    static LedgerChecks of(RecordVersion version, boolean waiting, EvidenceLedger ledger, BlockChain chain) {
        try {
            List<AnchoredSeal> history = ledger.sealHistory(version.seal());
            if (history.isEmpty()) {
                return waiting
                        ? both(Line.unknown(SealCheck.LEDGER_HOLDS_IT, "pending"))
                        : both(Line.failed(SealCheck.LEDGER_HOLDS_IT, "not-on-ledger"));
            }
            AnchoredSeal anchored = history.get(0);
            Line holds = history.size() == 1
                    ? compare(version.header(), anchored.header())
                    : Line.failed(SealCheck.LEDGER_HOLDS_IT, "written-twice");
            return withChain(holds, anchored, version, ledger, chain);
        } catch (Unavailable away) {
            return both(Line.unknown(SealCheck.LEDGER_HOLDS_IT, "ledger-away"));
        }
    }

    private static LedgerChecks both(Line holds) {
        List<Line> lines = List.of(holds, Line.unknown(SealCheck.CHAIN_INTACT, "not-checked"));
        return new LedgerChecks(lines, Optional.empty(), Optional.empty());
    }

    private static Line compare(SignedText ours, SignedText ledgers) {
        if (!ours.text().equals(ledgers.text())) {
            return Line.compared(SealCheck.LEDGER_HOLDS_IT, "ledger-differs", differing(ledgers.text(), ours.text()));
        }
        return ours.equals(ledgers)
                ? Line.passed(SealCheck.LEDGER_HOLDS_IT)
                : Line.compared(SealCheck.LEDGER_HOLDS_IT, "ledger-differs", List.of("signature"));
    }

    /** Never empty: texts that differ as texts only, or that are no JSON, differ as a whole. */
    private static List<String> differing(String before, String after) {
        try {
            List<String> pointers = JsonDifference.pointers(before, after);
            return pointers.isEmpty() ? List.of("header") : pointers;
        } catch (JsonException unreadable) {
            return List.of("header");
        }
    }

    private static LedgerChecks withChain(
            Line holds, AnchoredSeal anchored, RecordVersion version, EvidenceLedger ledger, BlockChain chain) {
        Optional<LedgerBlock> block = ledger.blockOf(anchored.transaction());
        boolean intact = block.filter(b -> wrote(b, anchored, version))
                .filter(chain::isIntactUpTo)
                .isPresent();
        Line unbroken = intact
                ? Line.passed(SealCheck.CHAIN_INTACT)
                : Line.failed(SealCheck.CHAIN_INTACT, block.isPresent() ? "chain-broken" : "block-missing");
        return new LedgerChecks(
                List.of(holds, unbroken),
                block.map(b -> new Place(b.number(), anchored.transaction())),
                block.flatMap(b -> time(b, anchored)));
    }

    private static Optional<Instant> time(LedgerBlock block, AnchoredSeal anchored) {
        return block.transactions().stream()
                .filter(transaction -> transaction.id().equals(anchored.transaction()))
                .findFirst()
                .flatMap(transaction -> Optional.ofNullable(transaction.time()));
    }

    private static boolean wrote(LedgerBlock block, AnchoredSeal anchored, RecordVersion version) {
        return block.transactions().stream()
                .filter(transaction -> transaction.id().equals(anchored.transaction()))
                .anyMatch(transaction -> transaction.validation().equals(VALID)
                        && transaction.written().contains("seal/" + version.seal()));
    }
}
