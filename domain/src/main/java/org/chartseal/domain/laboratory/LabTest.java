package org.chartseal.domain.laboratory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Something the laboratory can measure. */
@Entity
@Table(name = "lab_test")
public class LabTest {

    @Id
    private UUID id;

    private String loinc;
    private String name;
    private String unit;
    private int decimals;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected LabTest() {}

    /**
     * A new test.
     *
     * @param loinc its LOINC code
     * @param unit UCUM
     * @param decimals how many a result shows
     */
    public LabTest(LabTestId id, String loinc, String name, String unit, int decimals) {
        this.id = id.value();
        this.loinc = loinc;
        this.name = name;
        this.unit = unit;
        this.decimals = decimals;
    }

    public LabTestId id() {
        return new LabTestId(id);
    }

    public String loinc() {
        return loinc;
    }

    public String name() {
        return name;
    }

    /** UCUM. */
    public String unit() {
        return unit;
    }

    /** How many decimals a result shows. */
    public int decimals() {
        return decimals;
    }
}
