package org.chartseal.domain.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * A person's name in any script. Who has one name only has it as family name.
 *
 * @param given may be empty
 * @param family not blank
 */
public record PersonName(String given, String family) {

    /** Longest part that forms and labels can show. */
    public static final int LONGEST = 120;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public PersonName {
        given = tidy(given);
        family = tidy(family);
        if (family.isEmpty()) {
            throw Refused.because("name-missing").at("family");
        }
        if (given.length() > LONGEST) {
            throw Refused.because("name-too-long").at("given");
        }
        if (family.length() > LONGEST) {
            throw Refused.because("name-too-long").at("family");
        }
    }

    /** Given and family name, as it is spoken. */
    public String full() {
        return given.isEmpty() ? family : given + " " + family;
    }

    /** Family name first, for lists. */
    public String sorted() {
        return given.isEmpty() ? family : family + ", " + given;
    }

    /** A text folded for search: no case, no accents, single spaces. Other scripts stay as they are. */
    public static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(decomposed).replaceAll("");
        return SPACES.matcher(bare).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static String tidy(String text) {
        return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }
}
