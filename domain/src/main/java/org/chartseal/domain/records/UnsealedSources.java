package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.hl7.fhir.r4.model.Resource;

/** The mappings that the features have for what they keep about a patient without sealing it. */
@ApplicationScoped
public class UnsealedSources {

    private final Iterable<UnsealedSource> sources;

    @Inject
    public UnsealedSources(@Any Instance<UnsealedSource> sources) {
        this.sources = sources;
    }

    private UnsealedSources(Iterable<UnsealedSource> sources) {
        this.sources = sources;
    }

    /** These mappings, where no container collects them. */
    public static UnsealedSources of(Iterable<UnsealedSource> sources) {
        return new UnsealedSources(sources);
    }

    /**
     * What they have of the patient.
     *
     * @param open of which parts of the record
     * @param parts those are added of which there is anything
     */
    public List<Resource> of(PatientId patient, Predicate<RecordCategory> open, Set<RecordCategory> parts) {
        List<Resource> all = new ArrayList<>();
        for (UnsealedSource source : sources) {
            List<Resource> some = open.test(source.category()) ? source.of(patient) : List.of();
            if (!some.isEmpty()) {
                parts.add(source.category());
            }
            all.addAll(some);
        }
        return all;
    }
}
