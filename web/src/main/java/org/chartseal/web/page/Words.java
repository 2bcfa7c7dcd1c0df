package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The portal's texts, from {@code messages.properties}.
 *
 * <p>A text names what fills it in braces, by position ({@code {0}}) or by name ({@code {patient}}), and can choose by
 * number: {@code {0#one visit|{0} visits}} is not nested, so write {@code {0} {0#visit|visits}}. Apostrophes are plain.
 */
@ApplicationScoped
@Named("words")
public class Words {

    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?:#([^|{}]*)\\|([^{}]*))?}");

    private final ResourceBundle texts = ResourceBundle.getBundle(
            "messages",
            Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    private final Dates dates;

    @Inject
    public Words(Dates dates) {
        this.dates = dates;
    }

    /** Whether there is a text of that key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The text of that key, filled by position; the key itself where no text exists. */
    public String text(String key, @Nullable Object... values) {
        Map<String, Object> byPosition = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            byPosition.put(Integer.toString(i), values[i] == null ? "" : values[i]);
        }
        return fill(texts.containsKey(key) ? texts.getString(key) : key, byPosition);
    }

    /** The text of a key that is made of a code, or what else is given where the portal has no words for the code. */
    public String orElse(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The text of that key, filled by the names of the facts. */
    public String about(String key, Map<String, ?> facts) {
        return fill(texts.containsKey(key) ? texts.getString(key) : key, facts);
    }

    /** How the unit of a medicine is called beside an amount, for example "tablets"; as it is where nothing better is known. */
    public String unit(String unit, boolean several) {
        String key = "plain.unit." + unit;
        return has(key) ? text(key, several ? 2 : 1) : unit;
    }

    /** Why a rule said no: the text {@code refused.<code>}, filled by the refusal's facts. */
    public String text(Refused refused) {
        String key = "refused." + refused.code();
        return about(texts.containsKey(key) ? key : "refused.other", refused.facts());
    }

    /** A number with its thousands apart, as people read it. */
    public String number(Number number) {
        return NumberFormat.getInstance(Locale.ENGLISH).format(number).replace(',', '\u202f');
    }

    /** So many bytes as people read it, for example "812 kB" or "1.4 MB". */
    public String size(long bytes) {
        return bytes < MEGABYTE
                ? Math.max(1, bytes / KILOBYTE) + " kB"
                : String.format(Locale.ENGLISH, "%.1f MB", (double) bytes / MEGABYTE);
    }

    /** A long identifier or hash, shortened in the middle. */
    public String shortened(String identifier) {
        return identifier.length() <= 20
                ? identifier
                : identifier.substring(0, 8) + "…" + identifier.substring(identifier.length() - 8);
    }

    /** Every key, for checks. */
    List<String> keys() {
        return new ArrayList<>(texts.keySet());
    }

    private String fill(String text, Map<String, ?> values) {
        return PLACE.matcher(text).replaceAll(place -> java.util.regex.Matcher.quoteReplacement(one(place, values)));
    }

    private String one(MatchResult place, Map<String, ?> values) {
        Object value = values.get(place.group(1));
        if (value == null) {
            return place.group();
        }
        if (place.group(2) == null) {
            return readable(value);
        }
        return value instanceof Number number && number.longValue() == 1 ? place.group(2) : place.group(3);
    }

    private String readable(Object value) {
        if (value instanceof Instant instant) {
            return dates.at(instant);
        }
        if (value instanceof LocalDate day) {
            return dates.day(day);
        }
        return value instanceof Long || value instanceof Integer ? number((Number) value) : value.toString();
    }
}
