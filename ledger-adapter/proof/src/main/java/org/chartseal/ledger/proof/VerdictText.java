package org.chartseal.ledger.proof;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.bundle.BundleManifest;
import org.chartseal.domain.bundle.BundleManifest.Reading;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.SealHeader;

/** Tells a verdict, to people and to programs. */
final class VerdictText {

    private static final String RESOURCES = "resources/";

    private VerdictText() {}

    /** Canonical JSON, as {@code docs/bundle.md} describes it. */
    static String json(BundleVerdict verdict) {
        JsonObjectBuilder members = object().add("result", verdict.valid() ? "valid" : "refused")
                .add("problems", problems(verdict.problems()));
        JsonArrayBuilder records = CanonicalText.JSON.createArrayBuilder();
        verdict.records().forEach(each -> records.add(record(each)));
        members.add("records", records);
        verdict.manifest()
                .ifPresent(manifest -> members.add("patient", manifest.patient().toString())
                        .add("channel", manifest.channel())
                        .add("unproved", unproved(manifest))
                        .add(
                                "head",
                                object().add("number", manifest.head().number())
                                        .add("hash", manifest.head().hash())));
        return CanonicalText.of(members.build());
    }

    private static JsonObjectBuilder record(RecordVerdict verdict) {
        JsonObjectBuilder members = object().add("seal", verdict.sealed().seal().toString())
                .add("result", verdict.problems().isEmpty() ? "valid" : "refused")
                .add("problems", problems(verdict.problems()));
        verdict.header()
                .ifPresent(header -> members.add("type", header.type())
                        .add("author", header.author().toString())
                        .add("signedAt", CanonicalText.time(header.signedAt())));
        verdict.sealed()
                .anchored()
                .ifPresent(place -> members.add("block", place.block())
                        .add("transaction", place.transaction().hex()));
        verdict.anchoredAt().ifPresent(at -> members.add("anchoredAt", CanonicalText.time(at)));
        return members;
    }

    private static JsonArray problems(List<Problem> problems) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        problems.forEach(each -> array.add(object().add("code", each.code()).add("about", each.about())));
        return array.build();
    }

    private static JsonArray unproved(BundleManifest manifest) {
        JsonArrayBuilder array = CanonicalText.JSON.createArrayBuilder();
        manifest.reading().forEach(each -> array.add(each.path()));
        return array.build();
    }

    private static JsonObjectBuilder object() {
        return CanonicalText.JSON.createObjectBuilder();
    }

    /** One line for each record, its problems below it, and the result at the end. */
    static void print(BundleVerdict verdict, boolean firstBlockKnown, PrintWriter out) {
        verdict.problems().forEach(each -> out.println("REFUSED  " + each.words()));
        verdict.records().forEach(each -> print(each, out));
        verdict.manifest().ifPresent(manifest -> summary(verdict, manifest, firstBlockKnown, out));
        out.println(verdict.valid() ? "VALID" : "REFUSED");
        out.flush();
    }

    private static void print(RecordVerdict verdict, PrintWriter out) {
        String what = verdict.header().map(VerdictText::described).orElse("");
        out.println((verdict.problems().isEmpty() ? "valid    " : "REFUSED  ")
                + verdict.sealed().seal()
                + what
                + anchored(verdict));
        verdict.problems().forEach(each -> out.println("           " + each.words()));
    }

    private static String described(SealHeader header) {
        return "  " + header.type() + ", signed " + CanonicalText.time(header.signedAt()) + " by " + header.author();
    }

    private static String anchored(RecordVerdict verdict) {
        return verdict.sealed()
                .anchored()
                .map(place -> ", in block " + place.block()
                        + verdict.anchoredAt()
                                .map(at -> " of " + CanonicalText.time(at))
                                .orElse(""))
                .orElse("");
    }

    private static void summary(
            BundleVerdict verdict, BundleManifest manifest, boolean firstBlockKnown, PrintWriter out) {
        long good = verdict.records().stream()
                .filter(each -> each.problems().isEmpty())
                .count();
        out.println(good + " of " + verdict.records().size() + " records of patient " + manifest.patient()
                + " are proved, by channel " + manifest.channel() + " up to block "
                + manifest.head().number() + ".");
        if (!manifest.reading().isEmpty()) {
            out.println("Only for reading, and not proved by this check: " + named(manifest.reading()) + ".");
        }
        if (!firstBlockKnown) {
            out.println("The root folder does not say which block the channel begins with (" + Roots.CHANNEL
                    + "): an organisation that cheats could have begun another.");
        }
    }

    /** Those that people open by name, and how many there are of the others. */
    private static String named(List<Reading> reading) {
        List<String> named = new ArrayList<>();
        reading.stream()
                .map(Reading::path)
                .filter(path -> !path.startsWith(RESOURCES))
                .forEach(named::add);
        if (named.size() < reading.size()) {
            named.add(RESOURCES + " (" + (reading.size() - named.size()) + ")");
        }
        return String.join(", ", named);
    }
}
