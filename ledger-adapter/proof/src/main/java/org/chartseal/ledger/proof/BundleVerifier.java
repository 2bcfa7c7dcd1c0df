package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.HeldBlock;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.shared.Refused;

/**
 * Checks a bundle against root certificates. It names everything that is wrong, and answers to any bytes whatever: a bundle comes
 * from somebody who may have made it to deceive.
 */
public final class BundleVerifier {

    private static final int DEEPEST = 8;

    private final Roots roots;

    public BundleVerifier(Roots roots) {
        this.roots = roots;
    }

    /**
     * Checks a file.
     *
     * @throws IOException when it cannot be read
     */
    public BundleVerdict verify(Path file) throws IOException {
        try (ZipBundle zip = new ZipBundle(file)) {
            return verify(zip);
        } catch (ZipException notWhole) {
            return BundleVerdict.refused("not-a-bundle");
        }
    }

    /** Checks the files. */
    public BundleVerdict verify(BundleFiles files) {
        BundleContent content = new BundleContent(files);
        Optional<ByteString> text = content.read(BundleManifest.PATH);
        if (text.isEmpty()) {
            return BundleVerdict.refused("not-a-bundle");
        }
        Optional<BundleManifest> manifest = manifest(text.get());
        return manifest.map(known -> verify(known, files, content))
                .orElseGet(() -> BundleVerdict.refused("manifest-malformed"));
    }

    private static Optional<BundleManifest> manifest(ByteString text) {
        if (!text.isValidUtf8() || RecordContent.depth(text.toStringUtf8()) > DEEPEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(BundleManifest.parse(text.toStringUtf8()));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }

    private BundleVerdict verify(BundleManifest manifest, BundleFiles files, BundleContent content) {
        List<Problem> problems = new ArrayList<>();
        checkNames(manifest, files.names(), problems);
        for (Reading reading : manifest.reading()) {
            if (!reading.isKnown()) {
                problems.add(new Problem("reading-unknown", reading.path()));
            }
            if (content.sha256(reading.path()).filter(reading.sha256()::equals).isEmpty()) {
                problems.add(new Problem("reading-altered", reading.path()));
            }
        }
        HeldBlocks blocks = new HeldBlocks(content, roots);
        problems.addAll(blocks.check(manifest));
        manifest.missing().forEach(seal -> problems.add(new Problem("record-missing", seal.toString())));
        Map<SealId, String> commitments = commitments(manifest, problems);
        List<RecordVerdict> records = manifest.records().stream()
                .map(each -> SealProof.check(manifest, content, blocks, commitments, each))
                .toList();
        return new BundleVerdict(Optional.of(manifest), problems, records);
    }

    private static void checkNames(BundleManifest manifest, List<String> names, List<Problem> problems) {
        Set<String> known = new HashSet<>(Set.of(BundleManifest.PATH));
        manifest.reading().forEach(each -> known.add(each.path()));
        manifest.blocks().stream().map(HeldBlock::path).forEach(known::add);
        for (Sealed sealed : manifest.records()) {
            known.add(sealed.path());
            sealed.files().forEach(file -> known.add(file.path()));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                problems.add(new Problem("file-twice", name));
            }
            if (!known.contains(name)) {
                problems.add(new Problem("file-unknown", name));
            }
        }
    }

    private static Map<SealId, String> commitments(BundleManifest manifest, List<Problem> problems) {
        Map<SealId, String> commitments = new HashMap<>();
        Set<SealId> seen = new HashSet<>();
        for (Sealed sealed : manifest.records()) {
            if (!seen.add(sealed.seal())) {
                problems.add(new Problem("record-twice", sealed.seal().toString()));
            }
            SealProof.header(sealed)
                    .filter(header -> header.seal().equals(sealed.seal()))
                    .ifPresent(header ->
                            commitments.put(sealed.seal(), header.commitment().hex()));
        }
        return commitments;
    }
}
