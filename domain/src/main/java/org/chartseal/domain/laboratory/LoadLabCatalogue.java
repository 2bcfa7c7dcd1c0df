package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.shared.IdGenerator;

/**
 * Brings the laboratory's catalogue into the database. What is there already stays as it is: sealed reports name it. So it
 * may run at every start.
 */
@ApplicationScoped
public class LoadLabCatalogue {

    private final EntityManager entities;
    private final IdGenerator ids;

    @Inject
    public LoadLabCatalogue(EntityManager entities, IdGenerator ids) {
        this.entities = entities;
        this.ids = ids;
    }

    /** Adds the tests, ranges and panels that are missing, and answers how many panels it added. */
    @Transactional
    public int load() {
        Map<String, LabTest> tests = entities.createQuery("SELECT t FROM LabTest t", LabTest.class)
                .getResultStream()
                .collect(Collectors.toMap(LabTest::loinc, Function.identity()));
        List<String> panels = entities.createQuery("SELECT p.code FROM LabPanel p", String.class)
                .getResultList();
        int added = 0;
        for (LabCatalogue.Panel panel : LabCatalogue.read().panels()) {
            if (!panels.contains(panel.code())) {
                add(panel, tests);
                added++;
            }
        }
        entities.flush();
        return added;
    }

    private void add(LabCatalogue.Panel panel, Map<String, LabTest> tests) {
        List<LabTest> members = panel.tests().stream()
                .map(test -> tests.computeIfAbsent(test.loinc(), loinc -> add(test)))
                .toList();
        entities.persist(new LabPanel(
                new LabPanelId(ids.next()), panel.code(), panel.name(), panel.specimen(), panel.category(), members));
    }

    private LabTest add(LabCatalogue.Test test) {
        LabTest added = new LabTest(new LabTestId(ids.next()), test.loinc(), test.name(), test.unit(), test.decimals());
        entities.persist(added);
        test.ranges()
                .forEach(range ->
                        entities.persist(new ReferenceRange(ids.next(), added.id(), range.people(), range.limits())));
        return added;
    }
}
