package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;

/** What sealed contents say, in the fields that the features have for the records they sign. */
@ApplicationScoped
public class SealedFields {

    private final Iterable<ContentFields> features;

    @Inject
    public SealedFields(@Any Instance<ContentFields> features) {
        this.features = features;
    }

    private SealedFields(Iterable<ContentFields> features) {
        this.features = features;
    }

    /** Those of these features, where no container collects them. */
    public static SealedFields of(Iterable<ContentFields> features) {
        return new SealedFields(features);
    }

    /** The fields, in the order in which they are read. */
    public List<ContentField> of(RecordType type, CanonicalContent content) {
        return StreamSupport.stream(features.spliterator(), false)
                .filter(each -> each.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no fields of " + type))
                .of(content.resource());
    }
}
