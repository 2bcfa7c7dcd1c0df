package org.chartseal.domain.bundle;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Refused;

/**
 * What is in a bundle, and what proves each record. Its canonical JSON text (RFC 8785) is the file {@value #PATH} in the
 * bundle, described by {@code docs/bundle.schema.json}. The manifest itself proves nothing; everything that it says is checked.
 *
 * @param patient whose record it is, as the records name them
 * @param channel the channel that holds the seals
 * @param contract the contract's name there
 * @param head the newest block of the channel when the bundle was made
 * @param records every sealed version, in the order in which they were signed
 * @param missing versions whose content could not be opened
 * @param blocks that the bundle holds, by number
 * @param reading files to read that nobody sealed, which prove nothing
 */
public record BundleManifest(
        UUID patient,
        String channel,
        String contract,
        Head head,
        List<Sealed> records,
        List<SealId> missing,
        List<HeldBlock> blocks,
        List<Reading> reading) {

    /** Where it lies in the bundle. */
    public static final String PATH = "manifest.json";

    private static final String FORMAT = "chartseal-bundle-1";

    /**
     * A block.
     *
     * @param hash SHA-256 of its header, hexadecimal
     */
    public record Head(long number, String hash) {}

    /**
     * A sealed version, with what proves it.
     *
     * @param sha256 of its content, hexadecimal
     * @param salt Base64
     * @param header as its author signed it
     * @param anchored where the ledger holds it; empty while it waits for that
     * @param files that belong to it
     */
    public record Sealed(
            SealId seal, String sha256, String salt, SignedText header, Optional<Anchored> anchored, List<File> files) {

        public Sealed {
            files = List.copyOf(files);
        }

        Sealed at(Anchored place) {
            return new Sealed(seal, sha256, salt, header, Optional.of(place), files);
        }

        /** Where its content lies in the bundle: a FHIR R4 resource in JSON. */
        public String path() {
            return path(seal);
        }

        static String path(SealId seal) {
            return "records/" + seal + ".json";
        }
    }

    /** The place of a seal on the ledger. */
    public record Anchored(long block, TransactionId transaction) {}

    /**
     * A file of a record.
     *
     * @param sha256 of its bytes, hexadecimal
     */
    public record File(String name, String sha256) {

        /** Where it lies in the bundle. */
        public String path() {
            return "files/" + sha256 + "/" + name;
        }
    }

    /**
     * A block that the bundle holds.
     *
     * @param sha256 of the bytes that it holds, hexadecimal
     */
    public record HeldBlock(long number, String sha256) {

        /** Where it lies in the bundle. */
        public String path() {
            return path(number);
        }

        static String path(long number) {
            return "blocks/" + number;
        }
    }

    /** A file to read: words or pages for people, or a FHIR resource that nobody sealed. */
    public record Reading(String path, String sha256) {

        /** Where the pages for people lie: a PDF file that says what the records say, and proves none of it. */
        public static final String PAGES = "record.pdf";

        /** Where it is told what the bundle is. */
        public static final String README = "README.txt";

        private static final Pattern RESOURCE = Pattern.compile("resources/[A-Za-z]+/[A-Za-z0-9-]+[.]json");

        /** Whether such a file belongs into a bundle. One anywhere else could pass for something that is proved. */
        public boolean isKnown() {
            return path.equals(README)
                    || path.equals(PAGES)
                    || RESOURCE.matcher(path).matches();
        }
    }

    public BundleManifest {
        records = List.copyOf(records);
        missing = List.copyOf(missing);
        blocks = List.copyOf(blocks);
        reading = List.copyOf(reading);
    }

    /** RFC 8785 text. */
    public String canonicalText() {
        return CanonicalText.of(object().add("format", FORMAT)
                .add("patient", patient.toString())
                .add("channel", channel)
                .add("contract", contract)
                .add("head", object().add("number", head.number()).add("hash", head.hash()))
                .add("records", array(records, BundleManifest::write))
                .add("missing", texts(missing))
                .add(
                        "blocks",
                        array(
                                blocks,
                                block -> object().add("number", block.number())
                                        .add("sha256", block.sha256())
                                        .build()))
                .add(
                        "reading",
                        array(
                                reading,
                                file -> object().add("path", file.path())
                                        .add("sha256", file.sha256())
                                        .build()))
                .build());
    }

    private static JsonObject write(Sealed sealed) {
        JsonObjectBuilder members = object().add("seal", sealed.seal().toString())
                .add("sha256", sealed.sha256())
                .add("salt", sealed.salt())
                .add("header", sealed.header().text())
                .add("signature", sealed.header().signature())
                .add(
                        "files",
                        array(
                                sealed.files(),
                                file -> object().add("name", file.name())
                                        .add("sha256", file.sha256())
                                        .build()));
        sealed.anchored()
                .ifPresent(place -> members.add("block", place.block())
                        .add("transaction", place.transaction().hex()));
        return members.build();
    }

    /**
     * Reads the text.
     *
     * @throws Refused {@code bundle-manifest-malformed} for any text that {@link #canonicalText} does not write
     */
    public static BundleManifest parse(String text) {
        return CanonicalText.parse(
                text, "bundle-manifest-malformed", BundleManifest::read, BundleManifest::canonicalText);
    }

    private static BundleManifest read(JsonObject members) {
        JsonObject head = members.getJsonObject("head");
        return new BundleManifest(
                CanonicalText.uuid(members, "patient"),
                members.getString("channel"),
                members.getString("contract"),
                new Head(number(head, "number"), head.getString("hash")),
                list(members, "records", BundleManifest::sealed),
                CanonicalText.texts(members, "missing").stream()
                        .map(SealId::parse)
                        .toList(),
                list(members, "blocks", block -> new HeldBlock(number(block, "number"), block.getString("sha256"))),
                list(members, "reading", file -> new Reading(file.getString("path"), file.getString("sha256"))));
    }

    private static Sealed sealed(JsonObject members) {
        return new Sealed(
                SealId.parse(members.getString("seal")),
                members.getString("sha256"),
                members.getString("salt"),
                new SignedText(members.getString("header"), members.getString("signature")),
                members.containsKey("block")
                        ? Optional.of(new Anchored(
                                number(members, "block"), new TransactionId(members.getString("transaction"))))
                        : Optional.empty(),
                list(members, "files", file -> new File(file.getString("name"), file.getString("sha256"))));
    }

    private static long number(JsonObject members, String name) {
        return members.getJsonNumber(name).longValueExact();
    }

    private static <T> List<T> list(JsonObject members, String name, Function<JsonObject, T> read) {
        return members.getJsonArray(name).getValuesAs(JsonObject.class).stream()
                .map(read)
                .toList();
    }

    private static JsonObjectBuilder object() {
        return CanonicalText.JSON.createObjectBuilder();
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonValue> write) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        items.forEach(item -> array.add(write.apply(item)));
        return array.build();
    }

    private static JsonArray texts(List<SealId> seals) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        seals.forEach(seal -> array.add(seal.toString()));
        return array.build();
    }
}
