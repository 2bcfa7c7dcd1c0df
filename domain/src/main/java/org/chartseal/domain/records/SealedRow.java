package org.chartseal.domain.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;

/** Compares the columns of a sealed version with the header that its author signed. */
final class SealedRow {

    private SealedRow() {}

    /**
     * Names of the columns that differ from the signed header.
     *
     * @param before commitment of the version before, as its own row says
     */
    static List<String> differences(RecordVersion row, Optional<SealHeader> signed, Optional<Commitment> before) {
        if (signed.isEmpty()) {
            return List.of("header");
        }
        SealHeader header = signed.get();
        List<String> differing = new ArrayList<>();
        compare("record_id", row.seal(), header.seal(), differing);
        compare("type", row.type().code(), header.type(), differing);
        compare("author_id", row.author().value(), header.author().value(), differing);
        compare("signed_at", row.signedAt(), header.signedAt(), differing);
        compare("commitment", row.commitment(), header.commitment(), differing);
        compare("previous", row.previous(), header.previous(), differing);
        compare("version before", before, header.previous(), differing);
        return differing;
    }

    private static void compare(String name, Object inRow, Object inHeader, List<String> differing) {
        if (!inRow.equals(inHeader)) {
            differing.add(name);
        }
    }
}
