package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page that links lead to, once for each role and kind of page: light, dark, and on a phone. */
@Journey
class EveryPageIT {

    private static final Pattern ONE_OF_MANY =
            Pattern.compile("[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.\\d+)?|(?<=/)\\d+(?=/|$)");

    /** What the ledger's pages show does not depend on who looks: the first who comes to them sees them for all. */
    private static final Set<String> LEDGER_SEEN = new LinkedHashSet<>();

    @ParameterizedTest
    @CsvSource({
        "reception, 8",
        "doctor, 12",
        "labtech, 3",
        "labscientist, 1",
        "patient, 8",
        "insurer, 4",
        "researcher, 4",
        "admin, 4",
        "auditor, 2"
    })
    void everyPageOfARoleIsSoundInLightAndDarkAndOnAPhone(String account, int least, Portal portal) {
        Map<String, String> seen = new TreeMap<>();
        try (Visit visit = portal.signIn(account)) {
            Deque<String> ahead = new ArrayDeque<>(Set.of(visit.path()));
            while (!ahead.isEmpty()) {
                String path = ahead.removeFirst();
                if (seen.putIfAbsent(kind(path), path) != null
                        || (path.startsWith("/ledger") && !LEDGER_SEEN.add(kind(path)))) {
                    continue;
                }
                assertThat(visit.open(path)).as(path).isEqualTo(200);
                visit.looksGoodEverywhere("every-" + account + kind(path).replaceAll("\\W+", "-"));
                links(visit).stream()
                        .filter(link -> !seen.containsKey(kind(link)))
                        .forEach(ahead::add);
            }
        }
        assertThat(seen.size()).as("kinds of pages: %s", seen).isGreaterThanOrEqualTo(least);
    }

    @Test
    void theSignInPageIsSound(Portal portal) {
        try (Visit visit = portal.visit()) {
            visit.open("/");
            visit.looksGoodEverywhere("sign-in");
            visit.page().fill("#username", "doctor");
            visit.page().fill("#password", "wrong");
            visit.page().click("[type=submit]");
            visit.looksGoodEverywhere("sign-in-wrong");
        }
    }

    @Test
    void pagesThatRefuseAreSound(Portal portal) {
        try (Visit visit = portal.signIn("patient")) {
            assertThat(visit.open("/audit")).isEqualTo(403);
            visit.looksGoodEverywhere("403");
            assertThat(visit.open("/patient/nothing-of-this-name")).isEqualTo(404);
            visit.looksGoodEverywhere("404");
        }
    }

    private static String kind(String path) {
        return ONE_OF_MANY.matcher(path.replaceFirst("[?#].*", "")).replaceAll("x");
    }

    private static Set<String> links(Visit visit) {
        Set<String> links = new LinkedHashSet<>();
        for (Locator link : visit.page().locator("a[href^='/']:not([download])").all()) {
            String path = link.getAttribute("href");
            boolean page = Stream.of("/files/", "/assets/").noneMatch(path::startsWith) && !path.endsWith(".zip");
            if (page) {
                links.add(path);
            }
        }
        return links;
    }
}
