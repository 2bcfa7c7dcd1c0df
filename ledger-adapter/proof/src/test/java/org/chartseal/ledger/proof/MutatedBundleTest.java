package org.chartseal.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.ledger.blocks.BlockTransaction.Version;
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
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/-.";

    private static TestHospitals hospitals;
    private static Map<String, ByteString> files;
    private static BundleManifest manifest;
    private static BundleVerifier verifier;

    private final Random random = new Random(20_261_128);

    @TempDir
    private Path folder;

    @BeforeAll
    static void bundle() {
        hospitals = new TestHospitals();
        Version registration = hospitals.register();
        UUID record = UUID.fromString("00000000-0000-4000-8000-000000000001");
        File scan = hospitals.file("scan.png", "a scan");
        String content =
                "{\"form\":{\"extension\":[{\"url\":\"urn:chartseal:fhir:attachment-sha256\",\"valueString\":\""
                        + scan.sha256()
                        + "\"}]},\"resourceType\":\"DiagnosticReport\",\"subject\":{\"reference\":\"Patient/"
                        + TestHospitals.PATIENT + "\"}}";
        Sealed first =
                hospitals.seal(new SealId(record, 1), content, Optional.empty(), registration, hospitals.transaction());
        hospitals.replace(first, ForgedBundle.withFiles(first, List.of(scan)));
        hospitals.seal(
                new SealId(record, 2),
                Optional.of(SealHeader.parse(first.header().text()).commitment()),
                registration);
        ForgedBundle bundle = hospitals.bundle();
        files = new TreeMap<>(bundle.files());
        manifest = bundle.manifest();
        verifier = new BundleVerifier(hospitals.roots());
        assertThat(verifier.verify(bundle).valid()).isTrue();
    }

    private ForgedBundle copy() {
        return new ForgedBundle(files, manifest);
    }

    private String anyFile() {
        List<String> names = files.keySet().stream()
                .filter(name -> !name.equals(BundleManifest.PATH))
                .sorted()
                .toList();
        return names.get(random.nextInt(names.size()));
    }

    /** Sets, removes, or adds a byte, or cuts the rest off. */
    private ByteString mutated(ByteString old) {
        byte[] bytes = old.toByteArray();
        int place = random.nextInt(bytes.length);
        ByteString before = ByteString.copyFrom(bytes, 0, place);
        ByteString after = ByteString.copyFrom(bytes, place + 1, bytes.length - place - 1);
        return switch (random.nextInt(4)) {
            case 0 ->
                before.concat(ByteString.copyFrom(new byte[] {(byte) (bytes[place] ^ (1 << random.nextInt(8)))}))
                        .concat(after);
            case 1 -> before.concat(after);
            case 2 ->
                before.concat(ByteString.copyFrom(new byte[] {(byte) random.nextInt(256), bytes[place]}))
                        .concat(after);
            default -> before;
        };
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
            String name = anyFile();
            refused(name + " #" + i, copy().alter(name, this::mutated));
        }
    }

    /** The same by someone who puts the list right. */
    @Test
    void noneOfItCanBeChangedTogetherWithTheList() {
        for (int i = 0; i < TRIES; i++) {
            String name = anyFile();
            refused(name + " #" + i, copy().forge(name, this::mutated));
        }
    }

    @Test
    void theListCannotBeChanged() {
        String text = manifest.canonicalText();
        for (int i = 0; i < TRIES; i++) {
            int place = random.nextInt(text.length());
            String others = LETTERS.replace(text.substring(place, place + 1), "");
            char letter = others.charAt(random.nextInt(others.length()));
            String changed = text.substring(0, place) + letter + text.substring(place + 1);
            refused(
                    "place " + place + " " + letter,
                    copy().alter(BundleManifest.PATH, old -> ByteString.copyFromUtf8(changed)));
        }
    }

    /** A ZIP file has bytes that say nothing about what is in it: whatever is changed, it holds the same, or is refused. */
    @Test
    void theFileCannotBeChanged() throws IOException {
        Path file = folder.resolve("record.zip");
        ByteString whole = zip(file);
        int same = 0;
        for (int i = 0; i < TRIES_OF_THE_FILE; i++) {
            Files.write(file, mutated(whole).toByteArray());
            BundleVerdict verdict = verifier.verify(file);
            if (verdict.valid()) {
                assertThat(unpacked(file)).isEqualTo(files);
                same++;
            }
        }
        assertThat(same).as("changes that say nothing").isLessThan(TRIES_OF_THE_FILE / 4);
    }

    /** A length of the comment that is not there: what Java's own reader finds out by reading beyond the end. */
    @Test
    void aFileThatSaysThatItGoesOnIsNoBundle() throws IOException {
        Path file = folder.resolve("record.zip");
        ByteString whole = zip(file);
        Files.write(
                file,
                whole.substring(0, whole.size() - 1)
                        .concat(ByteString.copyFrom(new byte[] {1, 0}))
                        .toByteArray());

        assertThat(verifier.verify(file)).isEqualTo(BundleVerdict.refused("not-a-bundle"));
    }

    private static ByteString zip(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, ByteString> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue().toByteArray());
                zip.closeEntry();
            }
        }
        return ByteString.copyFrom(Files.readAllBytes(file));
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
