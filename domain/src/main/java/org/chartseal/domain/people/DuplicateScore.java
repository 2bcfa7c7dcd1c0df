package org.chartseal.domain.people;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.people.LikelyDuplicate.Evidence;

/**
 * Weighs what two registrations have in common. A shared identifier settles it; a birth date needs a similar name; a shared
 * telephone alone is more often a family than a duplicate.
 */
record DuplicateScore(int points, Set<Evidence> evidence) {

    private static final double SIMILAR = 0.4;
    private static final double ALMOST_SAME = 0.7;
    private static final int SHOWN = 30;

    static DuplicateScore between(PatientDetails one, PatientDetails other) {
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        double name = NameSimilarity.of(one.name(), other.name());
        if (name >= SIMILAR) {
            evidence.add(Evidence.NAME);
        }
        if (!Collections.disjoint(one.identifiers(), other.identifiers())) {
            evidence.add(Evidence.IDENTIFIER);
        }
        if (one.birthDate().equals(other.birthDate())) {
            evidence.add(Evidence.BIRTH_DATE);
        } else if (nearly(one.birthDate(), other.birthDate())) {
            evidence.add(Evidence.BIRTH_DATE_NEARLY);
        }
        if (!Collections.disjoint(phones(one), phones(other))) {
            evidence.add(Evidence.PHONE);
        }
        return new DuplicateScore(points(evidence, name), evidence);
    }

    private static Set<String> phones(PatientDetails person) {
        return person.contact()
                .phones()
                .map(PhoneNumber::significant)
                .filter(phone -> !phone.isEmpty())
                .collect(Collectors.toSet());
    }

    private static int points(Set<Evidence> evidence, double name) {
        int points = 0;
        if (evidence.contains(Evidence.BIRTH_DATE) && name >= SIMILAR) {
            points = weighed(40, 55, name);
        } else if (evidence.contains(Evidence.BIRTH_DATE_NEARLY) && name >= ALMOST_SAME) {
            points = weighed(30, 45, name);
        }
        if (evidence.contains(Evidence.PHONE)) {
            points = Math.max(points + 10, weighed(SHOWN, 40, name));
        }
        return evidence.contains(Evidence.IDENTIFIER) ? 100 : Math.min(points, 99);
    }

    private static int weighed(int base, int span, double name) {
        return (int) Math.round(base + span * name);
    }

    /** Whether it is worth showing. */
    boolean shown() {
        return points >= SHOWN;
    }

    /** Day and month in the other order, or one of the three parts off by one. */
    private static boolean nearly(LocalDate one, LocalDate other) {
        return swapped(one).filter(other::equals).isPresent() || neighbours(one).contains(other);
    }

    static Optional<LocalDate> swapped(LocalDate date) {
        try {
            return Optional.of(LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue()));
        } catch (DateTimeException noSuchMonth) {
            return Optional.empty();
        }
    }

    static Set<LocalDate> neighbours(LocalDate date) {
        return Set.of(
                date.plusDays(1),
                date.minusDays(1),
                date.plusMonths(1),
                date.minusMonths(1),
                date.plusYears(1),
                date.minusYears(1),
                date.plusYears(10),
                date.minusYears(10));
    }
}
