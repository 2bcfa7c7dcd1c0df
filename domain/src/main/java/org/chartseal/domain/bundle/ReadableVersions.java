package org.chartseal.domain.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.bundle.ReadableRecord.AttachedFile;
import org.chartseal.domain.bundle.ReadableRecord.Author;
import org.chartseal.domain.bundle.ReadableRecord.Entry;
import org.chartseal.domain.bundle.ReadableRecord.Standing;
import org.chartseal.domain.bundle.ReadableRecord.Version;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordVersion;
import org.chartseal.domain.records.SealState;
import org.chartseal.domain.records.SealState.Status;
import org.chartseal.domain.records.SealedFields;
import org.chartseal.domain.records.SealedFile;
import org.chartseal.domain.records.SealedVersions.Opened;
import org.chartseal.domain.shared.Refused;

/** Collects what people read of a bundle's versions while these are opened one by one. */
final class ReadableVersions {

    private final SealedFields fields;
    private final List<Read> all = new ArrayList<>();

    ReadableVersions(SealedFields fields) {
        this.fields = fields;
    }

    private record Read(
            RecordVersion version, Optional<List<ContentField>> fields, List<AttachedFile> files, boolean lost) {}

    /** Takes a version as the bundle has it; of one that is not what was signed nothing is read. */
    void add(RecordVersion version, Opened opened, Sealed held) {
        Optional<List<ContentField>> said =
                signed(version).filter(opened::is).map(commitment -> fields.of(version.type(), opened.content()));
        List<AttachedFile> files = opened.files().stream()
                .map(file -> attached(file, held.files()))
                .toList();
        all.add(new Read(version, said, files, false));
    }

    /** Takes one that could not be opened. */
    void addLost(RecordVersion version) {
        all.add(new Read(version, Optional.empty(), List.of(), true));
    }

    private static Optional<Commitment> signed(RecordVersion version) {
        try {
            return Optional.of(SealHeader.parse(version.header().text()).commitment());
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }

    private static AttachedFile attached(SealedFile file, List<File> held) {
        return new AttachedFile(
                file.name(),
                held.stream()
                        .filter(each ->
                                file.sha256().filter(each.sha256()::equals).isPresent())
                        .map(File::path)
                        .findFirst());
    }

    /**
     * All of them by record.
     *
     * @param anchored the seals that the ledger holds
     * @param states what the portal's own checks have found
     * @param blockOf the block that holds an anchored seal
     * @param authors tells who signed
     */
    List<Entry> entries(
            Map<SealId, AnchoredSeal> anchored,
            Map<SealId, SealState> states,
            Function<AnchoredSeal, Long> blockOf,
            Function<PractitionerId, Author> authors) {
        Map<PractitionerId, Author> known = new HashMap<>();
        Map<RecordId, List<Version>> byRecord = new LinkedHashMap<>();
        Map<RecordId, RecordVersion> any = new HashMap<>();
        for (Read read : all) {
            RecordVersion version = read.version();
            Optional<AnchoredSeal> held = Optional.ofNullable(anchored.get(version.seal()));
            any.put(version.record(), version);
            byRecord.computeIfAbsent(version.record(), record -> new ArrayList<>())
                    .add(new Version(
                            version.seal(),
                            known.computeIfAbsent(version.author(), authors),
                            version.signedAt(),
                            read.fields(),
                            read.files(),
                            standing(read, held, Optional.ofNullable(states.get(version.seal()))),
                            held.map(blockOf)));
        }
        List<Entry> entries = new ArrayList<>();
        byRecord.forEach((record, versions) -> {
            versions.sort(
                    Comparator.comparingInt((Version version) -> version.seal().version())
                            .reversed());
            entries.add(
                    new Entry(record, Objects.requireNonNull(any.get(record)).type(), versions));
        });
        return entries;
    }

    private static Standing standing(Read read, Optional<AnchoredSeal> held, Optional<SealState> state) {
        if (read.lost()) {
            return Standing.LOST;
        }
        boolean differs = held.filter(
                        seal -> !seal.header().equals(read.version().header()))
                .isPresent();
        boolean found = state.filter(each -> each.status() == Status.BROKEN).isPresent();
        if (read.fields().isEmpty() || differs || found) {
            return Standing.BROKEN;
        }
        return held.isPresent() ? Standing.SEALED : Standing.PENDING;
    }
}
