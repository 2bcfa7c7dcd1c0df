package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The mappings that the features have for the records they sign. */
@ApplicationScoped
public class SealedSources {

    private final Iterable<SealedSource> sources;

    @Inject
    public SealedSources(@Any Instance<SealedSource> sources) {
        this.sources = sources;
    }

    private SealedSources(Iterable<SealedSource> sources) {
        this.sources = sources;
    }

    /** These mappings, where no container collects them. */
    public static SealedSources of(Iterable<SealedSource> sources) {
        return new SealedSources(sources);
    }

    /** The mapping for records of that type, when a feature has one. */
    Optional<SealedSource> of(RecordType type) {
        return StreamSupport.stream(sources.spliterator(), false)
                .filter(source -> source.type() == type)
                .findFirst();
    }
}
