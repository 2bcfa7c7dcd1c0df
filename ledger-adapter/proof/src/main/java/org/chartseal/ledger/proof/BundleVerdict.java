package org.chartseal.ledger.proof;

import java.util.List;
import java.util.Optional;
import org.chartseal.domain.bundle.BundleManifest;

/**
 * What was found about a bundle.
 *
 * @param manifest what it says that it holds, if that can be read
 * @param problems of the bundle as a whole
 */
public record BundleVerdict(Optional<BundleManifest> manifest, List<Problem> problems, List<RecordVerdict> records) {

    public BundleVerdict {
        problems = List.copyOf(problems);
        records = List.copyOf(records);
    }

    static BundleVerdict refused(String code) {
        return new BundleVerdict(Optional.empty(), List.of(Problem.of(code)), List.of());
    }

    /** Whether everything in it is proved. */
    public boolean valid() {
        return manifest.isPresent()
                && problems.isEmpty()
                && records.stream().allMatch(each -> each.problems().isEmpty());
    }
}
