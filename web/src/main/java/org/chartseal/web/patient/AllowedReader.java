package org.chartseal.web.patient;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.GrantView;
import org.chartseal.domain.consent.GrantView.State;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.jspecify.annotations.Nullable;

/**
 * Someone whom a patient lets read, with all the grants that they have.
 *
 * @param grants at least one
 */
public record AllowedReader(Named who, List<GrantView> grants) {

    public AllowedReader {
        grants = List.copyOf(grants);
    }

    /** One for each grantee, in the order in which the grants name them first. */
    static List<AllowedReader> of(Collection<GrantView> grants) {
        LinkedHashMap<Grantee, List<GrantView>> byGrantee = grants.stream()
                .collect(Collectors.groupingBy(
                        grant -> grant.grantee().grantee(), LinkedHashMap::new, Collectors.toList()));
        return byGrantee.values().stream()
                .map(some -> new AllowedReader(some.get(0).grantee(), some))
                .toList();
    }

    /** When the last of the grants ends, exclusive. */
    public Instant getUntil() {
        return grants.stream()
                .map(GrantView::until)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether nothing opens yet, since the ledger has none of the grants. */
    public boolean isWaiting() {
        return grants.stream().noneMatch(grant -> grant.state() == State.HOLDS);
    }

    /** Whether one of them covers all that is not sensitive. */
    public boolean isEverything() {
        return grants.stream().anyMatch(GrantView::everything);
    }

    /** The parts that are open: beside everything only the sensitive ones that are named, too. */
    public List<RecordCategory> getParts() {
        Set<RecordCategory> parts = new TreeSet<>();
        grants.stream().filter(grant -> grant.record().isEmpty()).forEach(grant -> parts.addAll(grant.categories()));
        if (isEverything()) {
            parts.removeAll(RecordCategory.ordinary());
        }
        return List.copyOf(parts);
    }

    /** How many single records are open beside the parts. */
    public long getSingleRecords() {
        return grants.stream().filter(grant -> grant.record().isPresent()).count();
    }

    /** The visits that grants came with, earliest first. */
    public List<Instant> getVisits() {
        return grants.stream()
                .map(GrantView::visit)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** Whether the patient gave one of them for its own sake. */
    public boolean isGiven() {
        return grants.stream().anyMatch(grant -> !grant.byBooking());
    }

    /** How they act for the patient; null for who does not. */
    public GrantView.@Nullable Acting getActing() {
        return grants.stream()
                .map(GrantView::acting)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** What they may read for: one purpose, since it follows from who they are. */
    public Purpose getPurpose() {
        return grants.get(0).purpose();
    }
}
