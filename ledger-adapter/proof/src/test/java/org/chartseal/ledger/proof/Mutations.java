package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.File;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.ledger.blocks.BlockTransaction.Version;

/** An honest bundle, and what it becomes when one place in it is changed by chance. */
final class Mutations {

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/-.";

    final TestHospitals hospitals = new TestHospitals();
    final Map<String, ByteString> files;
    private final BundleManifest manifest;
    private final Random random;
    private String last = "";

    /**
     * A bundle of two versions, one of them with a file.
     *
     * @param seed of what is changed; keys are other ones each time
     */
    Mutations(long seed) {
        random = new Random(seed);
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
    }

    /** The bundle as it was made. */
    ForgedBundle whole() {
        return new ForgedBundle(files, manifest);
    }

    /** What was changed last. */
    String last() {
        return last;
    }

    /** A file is changed. */
    ForgedBundle altered() {
        return whole().alter(anyFile(), this::mutated);
    }

    /** The same by someone who puts the list right. */
    ForgedBundle forged() {
        return whole().forge(anyFile(), this::mutated);
    }

    /** A letter of the list is another one. */
    ForgedBundle relisted() {
        String text = manifest.canonicalText();
        int place = random.nextInt(text.length());
        String others = LETTERS.replace(text.substring(place, place + 1), "");
        char letter = others.charAt(random.nextInt(others.length()));
        last = "place " + place + " " + letter;
        String changed = text.substring(0, place) + letter + text.substring(place + 1);
        return whole().alter(BundleManifest.PATH, old -> ByteString.copyFromUtf8(changed));
    }

    private String anyFile() {
        List<String> names = files.keySet().stream()
                .filter(name -> !name.equals(BundleManifest.PATH))
                .sorted()
                .toList();
        last = names.get(random.nextInt(names.size()));
        return last;
    }

    /** Sets, removes, or adds a byte, or cuts the rest off. */
    ByteString mutated(ByteString old) {
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
}
