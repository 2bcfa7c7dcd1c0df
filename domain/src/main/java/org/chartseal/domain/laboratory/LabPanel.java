package org.chartseal.domain.laboratory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;

/** An order set: tests that are asked for together, from one specimen. */
@Entity
@Table(name = "lab_panel")
public class LabPanel {

    @Id
    private UUID id;

    private String code;
    private String name;
    private String specimen;
    private String category;

    @ManyToMany
    @JoinTable(
            name = "lab_panel_test",
            joinColumns = @JoinColumn(name = "panel_id"),
            inverseJoinColumns = @JoinColumn(name = "test_id"))
    @OrderColumn(name = "position")
    private List<LabTest> tests = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider
    protected LabPanel() {}

    /**
     * A new panel.
     *
     * @param specimen kind of specimen: {@code blood}, {@code serum}, {@code urine}
     * @param category to which its results belong
     * @param tests in the order in which results are shown
     */
    public LabPanel(
            LabPanelId id, String code, String name, String specimen, RecordCategory category, List<LabTest> tests) {
        this.id = id.value();
        this.code = code;
        this.name = name;
        this.specimen = specimen;
        this.category = category.code();
        this.tests.addAll(tests);
    }

    public LabPanelId id() {
        return new LabPanelId(id);
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    /** To which its results belong. */
    public RecordCategory category() {
        return RecordCategory.stored(category);
    }

    /** Kind of specimen. */
    public String specimen() {
        return specimen;
    }

    /** In the order in which results are shown. */
    public List<LabTest> tests() {
        return List.copyOf(tests);
    }
}
