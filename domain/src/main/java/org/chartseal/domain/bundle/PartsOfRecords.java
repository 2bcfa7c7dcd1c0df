package org.chartseal.domain.bundle;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.records.CanonicalContent;
import org.chartseal.domain.records.CategoryOfRecord;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordVersion;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedVersions;
import org.chartseal.domain.shared.Refused;

/**
 * Tells which parts of a patient's record must be open to whoever takes a sealed record away: the one that any version was labelled
 * with when it was signed, before what the working row says, which someone may have edited; and those of the files that belong to it.
 */
final class PartsOfRecords {

    private final NewTransaction transaction;
    private final SealedVersions versions;
    private final SealedFields fields;

    PartsOfRecords(NewTransaction transaction, SealedVersions versions, SealedFields fields) {
        this.transaction = transaction;
        this.versions = versions;
        this.fields = fields;
    }

    /** The parts of each. */
    Map<RecordId, Set<RecordCategory>> of(List<RecordVersion> all) {
        Map<RecordId, Set<RecordCategory>> parts = new HashMap<>();
        Set<RecordId> labelled = new HashSet<>();
        for (RecordVersion version : all) {
            Set<RecordCategory> known =
                    parts.computeIfAbsent(version.record(), record -> EnumSet.noneOf(RecordCategory.class));
            content(version).ifPresent(content -> {
                fields.of(version.type(), content)
                        .forEach(field -> field.apart().ifPresent(known::add));
                FhirTerms.labelled(content.resource()).ifPresent(label -> {
                    known.add(label);
                    labelled.add(version.record());
                });
            });
        }
        transaction.call(entities -> {
            CategoryOfRecord categories = new CategoryOfRecord(entities);
            parts.forEach((record, known) -> {
                if (!labelled.contains(record)) {
                    known.add(categories.of(record.value()));
                }
            });
            return Boolean.TRUE;
        });
        return parts;
    }

    private Optional<CanonicalContent> content(RecordVersion version) {
        try {
            return Optional.of(versions.open(version).content());
        } catch (Refused damaged) {
            return Optional.empty();
        }
    }
}
