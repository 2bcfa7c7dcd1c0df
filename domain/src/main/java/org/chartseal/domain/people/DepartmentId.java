package org.chartseal.domain.people;

import java.util.UUID;
import org.chartseal.domain.shared.Ids;

/**
 * Identifies a department.
 *
 * @param value the identifier
 */
public record DepartmentId(UUID value) {

    /**
     * Reads the text form, as it stands in an address.
     *
     * @throws org.chartseal.domain.shared.NotFound when it is no identifier
     */
    public static DepartmentId parse(String text) {
        return new DepartmentId(Ids.parse("department", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
