package org.chartseal.domain.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What someone typed to find a patient, taken apart.
 *
 * @param whole all of it, folded
 * @param words the folded words that must all occur
 * @param birthDates any of which is the birth date; empty when none was typed. Both readings where day and month can be
 *     swapped
 */
record PatientQuery(String whole, List<String> words, Set<LocalDate> birthDates) {

    private static final int MOST_WORDS = 8;
    private static final Pattern YEAR_FIRST = Pattern.compile("(?<!\\d)(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)");
    private static final Pattern YEAR_LAST = Pattern.compile("(?<!\\d)(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?!\\d)");
    private static final Pattern MONTH_NAMED =
            Pattern.compile("(?<!\\d)(\\d{1,2})\\.? ([a-z]{3,9})\\.?,? (\\d{4})(?!\\d)");
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12));

    PatientQuery {
        words = List.copyOf(words);
        birthDates = Set.copyOf(birthDates);
    }

    /** Takes the text apart; what looks like a date but is none stays a word. */
    static PatientQuery parse(String text) {
        String folded = PersonName.fold(text);
        if (PhoneNumber.isLike(folded) && datesIn(folded, new StringBuilder()).isEmpty()) {
            return new PatientQuery(folded, List.of(PhoneNumber.significant(folded)), Set.of());
        }
        StringBuilder rest = new StringBuilder();
        Set<LocalDate> dates = datesIn(folded, rest);
        List<String> words = new ArrayList<>();
        for (String word : rest.toString().split("[\\s,;]+", -1)) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        return new PatientQuery(folded, words, dates);
    }

    boolean isEmpty() {
        return words.isEmpty() && birthDates.isEmpty();
    }

    boolean hasWords() {
        return !words.isEmpty();
    }

    /** The dates in the text; what is left of it goes to the rest. */
    private static Set<LocalDate> datesIn(String text, StringBuilder rest) {
        Set<LocalDate> dates = new LinkedHashSet<>();
        String left = taken(text, YEAR_FIRST, dates, found -> either(found.group(1), found.group(2), found.group(3)));
        left = taken(left, YEAR_LAST, dates, found -> {
            Set<LocalDate> readings = either(found.group(3), found.group(2), found.group(1));
            readings.addAll(either(found.group(3), found.group(1), found.group(2)));
            return readings;
        });
        left = taken(left, MONTH_NAMED, dates, found -> {
            Integer month = MONTHS.get(found.group(2).substring(0, 3).toLowerCase(Locale.ROOT));
            return month == null ? Set.of() : either(found.group(3), month.toString(), found.group(1));
        });
        rest.append(left);
        return dates;
    }

    private static String taken(
            String text,
            Pattern pattern,
            Set<LocalDate> dates,
            java.util.function.Function<Matcher, Set<LocalDate>> reading) {
        Matcher found = pattern.matcher(text);
        StringBuilder left = new StringBuilder();
        while (found.find()) {
            Set<LocalDate> readings = reading.apply(found);
            dates.addAll(readings);
            found.appendReplacement(left, readings.isEmpty() ? Matcher.quoteReplacement(found.group()) : " ");
        }
        found.appendTail(left);
        return left.toString();
    }

    private static Set<LocalDate> either(String year, String month, String day) {
        Set<LocalDate> readings = new LinkedHashSet<>();
        try {
            readings.add(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException noSuchDay) {
            return readings;
        }
        return readings;
    }
}
