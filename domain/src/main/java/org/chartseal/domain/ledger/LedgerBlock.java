package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block as the network answered it, with what was checked about it.
 *
 * @param hash of the header, hexadecimal
 * @param previousHash as the header states it, hexadecimal; empty in block 0
 * @param dataIntact whether the transactions hash to what the header states
 * @param signed whether every signature of the block verifies under the channel's configuration, and there is
 *     one; block 0 needs none
 * @param signatures who signed the block, whose signatures verified
 */
public record LedgerBlock(
        long number,
        String hash,
        String previousHash,
        boolean dataIntact,
        boolean signed,
        List<LedgerMember> signatures,
        List<Transaction> transactions) {

    public LedgerBlock {
        signatures = List.copyOf(signatures);
        transactions = List.copyOf(transactions);
    }

    /** MSP ids of who signed the block. */
    public List<String> signers() {
        return organisations(signatures);
    }

    private static List<String> organisations(List<LedgerMember> members) {
        return members.stream().map(LedgerMember::organisation).distinct().toList();
    }

    /**
     * One transaction of a block.
     *
     * @param time that its creator stated
     * @param function of the contract, for example {@code AnchorSeals}; the network's own transactions have none
     * @param validation {@code VALID}, or the network's code for why it wrote nothing
     * @param submitter who submitted it; nobody when the signature does not verify
     * @param endorsements who endorsed it, whose signatures verified
     * @param written keys that it wrote: {@code seal/<seal id>}, {@code root/<batch id>}, {@code practitioner/<id>},
     *     {@code subject/<id>}, {@code grant/<id>}; keys of other contracts are preceded by their name and a colon
     * @param event name of the event it emitted
     */
    public record Transaction(
            TransactionId id,
            @Nullable Instant time,
            @Nullable String function,
            String validation,
            @Nullable LedgerMember submitter,
            List<LedgerMember> endorsements,
            List<String> written,
            @Nullable String event) {

        public Transaction {
            endorsements = List.copyOf(endorsements);
            written = List.copyOf(written);
        }

        /** MSP id of who submitted it; empty when the signature does not verify. */
        public String creator() {
            return submitter == null ? "" : submitter.organisation();
        }

        /** MSP ids of who endorsed it. */
        public List<String> endorsers() {
            return organisations(endorsements);
        }
    }
}
