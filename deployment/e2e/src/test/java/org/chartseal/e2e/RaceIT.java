package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two receptionists want the same time. */
@Journey
class RaceIT {

    private static final Pattern FREE = Pattern.compile("^Book \\d\\d:\\d\\d with Dr\\. Jonas Lindqvist");
    private static final int DAYS_AHEAD = 9;

    @Test
    void theLoserReadsWhoWasFasterAndWhatIsFreeNext(Portal portal) {
        try (Visit first = portal.signIn("reception");
                Visit second = portal.signIn("reception")) {
            String slot = openFirstFreeTime(first);
            second.open(slot);
            choose(first, "Okafor");
            choose(second, "Balógun");

            first.press("Book for Samuel Okafor");
            first.reads("Booked");
            String winner = first.path();

            second.main().locator("#book-patients button").first().click();
            second.reads("Someone was faster: this time is taken.");
            second.reads("Samuel Okafor");
            second.reads("by reception on");
            second.reads("Free next:");
            second.looksGood("race-lost");
            Locator next = second.main().locator(".slot-list a");
            assertThat(next.count()).as("times that are free next").isPositive();
            String later = next.first().textContent().strip();
            next.first().click();
            PlaywrightAssertions.assertThat(second.page().locator("h1")).containsText(later);
            second.main().locator("#book-patients button").first().click();
            second.reads("Booked");
            assertThat(winner).startsWith("/reception?date=");
        }
    }

    /** The same two forms sent at the same moment, many times over: one wins each time. */
    @Test
    void ofTwoAtTheSameMomentExactlyOneWins(Portal portal) throws Exception {
        try (Visit visit = portal.signIn("reception")) {
            visit.open(
                    "/reception?date=" + LocalDate.now(java.time.ZoneOffset.UTC).plusDays(DAYS_AHEAD + 1));
            List<String> times = visit.main().locator("a.day-book[aria-label$='Lindqvist']").all().stream()
                    .map(free -> free.getAttribute("href"))
                    .limit(6)
                    .toList();
            assertThat(times).isNotEmpty();
            visit.open(times.get(0));
            String token = visit.page().locator("meta[name=form-token]").getAttribute("content");
            String visitType = visit.main()
                    .locator("#visitType option")
                    .filter(new Locator.FilterOptions().setHasText("Follow-up"))
                    .getAttribute("value");
            List<String> people = people(visit);
            HttpDesk desk =
                    new HttpDesk(portal.installation().address(), visit.page().context());
            try (Hurry hurry = new Hurry()) {
                for (String time : times) {
                    Map<String, String> wish = HttpDesk.query(time);
                    List<Integer> answers = hurry.together(
                            () -> desk.book(wish, visitType, people.get(0), UUID.randomUUID(), token),
                            () -> desk.book(wish, visitType, people.get(1), UUID.randomUUID(), token));
                    assertThat(answers).as("answers for %s", time).containsExactlyInAnyOrder(303, 409);
                }
            }
        }
    }

    private static String openFirstFreeTime(Visit visit) {
        visit.open("/reception?date=" + LocalDate.now(java.time.ZoneOffset.UTC).plusDays(DAYS_AHEAD));
        visit.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(FREE))
                .first()
                .click();
        return visit.path();
    }

    private static void choose(Visit visit, String patient) {
        visit.page().selectOption("#visitType", new SelectOption().setLabel("Follow-up, 15 min"));
        visit.page().locator("main [name='q']").pressSequentially(patient);
        PlaywrightAssertions.assertThat(
                        visit.main().locator("#book-patients tbody tr").first())
                .containsText(patient);
    }

    private static List<String> people(Visit visit) {
        APIResponse found = visit.get("/reception/book/patients?q=a");
        return Pattern.compile("name=\"patient\" value=\"([0-9a-f-]{36})\"")
                .matcher(found.text())
                .results()
                .map(each -> each.group(1))
                .limit(2)
                .toList();
    }

    /** Does two things at once. */
    private static final class Hurry implements AutoCloseable {

        private final ExecutorService hands = Executors.newFixedThreadPool(2);

        List<Integer> together(Callable<Integer> one, Callable<Integer> other) throws Exception {
            List<Future<Integer>> both = hands.invokeAll(List.of(one, other));
            return List.of(both.get(0).get(), both.get(1).get());
        }

        @Override
        public void close() {
            hands.shutdownNow();
        }
    }
}
