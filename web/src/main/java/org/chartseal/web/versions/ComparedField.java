package org.chartseal.web.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.records.ContentField;
import org.chartseal.web.page.Words;

/**
 * A field of two versions.
 *
 * @param label what it is, in words
 * @param same whether both say the same
 * @param before what the older version says; empty when it says nothing
 * @param after what the newer version says
 */
record ComparedField(String label, boolean same, List<MarkedText.Piece> before, List<MarkedText.Piece> after) {

    ComparedField {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    private record Name(String label, String name) {
        static Name of(ContentField field) {
            return new Name(field.label(), field.name());
        }
    }

    /** Field by field, in the order of the newer version; what only the older has stands where it stood there. */
    static List<ComparedField> of(List<ContentField> before, List<ContentField> after, Words words) {
        Function<List<ContentField>, java.util.Map<Name, String>> texts = fields -> fields.stream()
                .collect(Collectors.toMap(Name::of, field -> text(field, words), (one, other) -> one + "\n" + other));
        var old = texts.apply(before);
        var now = texts.apply(after);
        return names(before, after).stream()
                .map(name -> of(label(name, words), old.getOrDefault(name, ""), now.getOrDefault(name, "")))
                .toList();
    }

    private static ComparedField of(String label, String old, String now) {
        MarkedText marked = MarkedText.of(old, now);
        return new ComparedField(label, Objects.equals(old, now), marked.before(), marked.after());
    }

    private static List<Name> names(List<ContentField> before, List<ContentField> after) {
        List<Name> names = after.stream().map(Name::of).distinct().collect(Collectors.toCollection(ArrayList::new));
        int next = 0;
        for (ContentField field : before) {
            Name name = Name.of(field);
            int known = names.indexOf(name);
            if (known < 0) {
                names.add(next, name);
                known = next;
            }
            next = known + 1;
        }
        return names;
    }

    private static String label(Name name, Words words) {
        String label = words.text(name.label());
        return name.name().isEmpty() ? label : words.text("versions.field.of", name.name(), label);
    }

    private static String text(ContentField field, Words words) {
        return field.words().map(words::text).orElse(field.text());
    }
}
