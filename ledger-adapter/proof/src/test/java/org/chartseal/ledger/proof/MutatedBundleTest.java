package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Thousands of bundles, each changed in one place by chance (seeded): every one is refused with a reason, and none crashes. */
@Execution(ExecutionMode.CONCURRENT) // it takes minutes, and its tests have nothing of each other
class MutatedBundleTest {

    private static final int TRIES = 3_400;
    private static final int TRIES_OF_THE_FILE = 1_000;

    private static Mutations mutations;
    private static BundleVerifier verifier;

    @TempDir
    private Path folder;

    @BeforeAll
    static void bundle() {
        mutations = new Mutations(20_261_128);
        verifier = new BundleVerifier(mutations.hospitals.roots());
        assertThat(verifier.verify(mutations.whole()).valid()).isTrue();
    }

    private static void refused(String what, BundleFiles bundle) {
        BundleVerdict verdict = verifier.verify(bundle);

        assertThat(verdict.valid()).as(what).isFalse();
        boolean named = !verdict.problems().isEmpty()
                || verdict.records().stream().anyMatch(each -> !each.problems().isEmpty());
        assertThat(named).as(what).isTrue();
    }

    @Test
    void whatIsInItCannotBeChanged() {
        for (int i = 0; i < TRIES; i++) {
            ForgedBundle altered = mutations.altered();
            refused(mutations.last() + " #" + i, altered);
        }
    }

    /** The same by someone who puts the list right. */
    @Test
    void noneOfItCanBeChangedTogetherWithTheList() {
        for (int i = 0; i < TRIES; i++) {
            ForgedBundle forged = mutations.forged();
            refused(mutations.last() + " #" + i, forged);
        }
    }

    @Test
    void theListCannotBeChanged() {
        for (int i = 0; i < TRIES; i++) {
            ForgedBundle relisted = mutations.relisted();
            refused(mutations.last(), relisted);
        }
    }

    /** A ZIP file has bytes that say nothing about what is in it: whatever is changed, it holds the same, or is refused. */
    @Test
    void theFileCannotBeChanged() throws IOException {
        Path file = folder.resolve("record.zip");
        ByteString whole = zip();
        int same = 0;
        for (int i = 0; i < TRIES_OF_THE_FILE; i++) {
            Files.write(file, mutations.mutated(whole).toByteArray());
            BundleVerdict verdict = verifier.verify(file);
            if (verdict.valid()) {
                assertThat(unpacked(file)).isEqualTo(mutations.files);
                same++;
            }
        }
        assertThat(same).as("changes that say nothing").isLessThan(TRIES_OF_THE_FILE / 4);
    }

    /** A length of the comment that is not there: what Java's own reader finds out by reading beyond the end. */
    @Test
    void aFileThatSaysThatItGoesOnIsNoBundle() throws IOException {
        Path file = folder.resolve("record.zip");
        ByteString whole = zip();
        Files.write(
                file,
                whole.substring(0, whole.size() - 1)
                        .concat(ByteString.copyFrom(new byte[] {1, 0}))
                        .toByteArray());

        assertThat(verifier.verify(file)).isEqualTo(BundleVerdict.refused("not-a-bundle"));
    }

    private static ByteString zip() throws IOException {
        return ByteString.copyFrom(ForgedBundles.zip(mutations.whole()));
    }

    private static Map<String, ByteString> unpacked(Path file) throws IOException {
        Map<String, ByteString> unpacked = new HashMap<>();
        try (ZipBundle zip = new ZipBundle(file)) {
            for (String name : new ArrayList<>(zip.names())) {
                try (InputStream in = zip.open(name)) {
                    unpacked.put(name, ByteString.readFrom(in));
                }
            }
        }
        return unpacked;
    }
}
