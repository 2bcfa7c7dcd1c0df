package org.chartseal.domain.records;

import java.util.UUID;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a record: one clinical fact that someone signs, through all its versions.
 *
 * @param value the identifier; it stands on the ledger too, so it says nothing about the person
 */
public record RecordId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static RecordId parse(String text) {
        return new RecordId(Ids.parse("record", text));
    }

    /** The name of the seal of one of its versions. */
    public SealId version(int version) {
        return new SealId(value, version);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
