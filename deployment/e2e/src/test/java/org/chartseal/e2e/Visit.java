package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One person's browser window. It collects what is wrong with the pages, such as
 * a breach of their policy that the browser complains about, and tells it at its end. */
final class Visit implements AutoCloseable {

    private static final double ANCHORING_MILLIS = 60_000;

    private final Page page;
    private final String address;
    private final boolean scripts;
    private final Set<String> faults = new LinkedHashSet<>();
    private boolean lineMayBreak;

    Visit(Page page, String address, boolean scripts) {
        this.page = page;
        this.address = address;
        this.scripts = scripts;
        page.onConsoleMessage(this::listen);
        page.onPageError(this::fault);
    }

    /** The browser reports a page that was refused, or not found, as well; that a page is so is the test's own question. */
    private void listen(ConsoleMessage message) {
        boolean lost = lineMayBreak && message.text().startsWith("Failed to load resource: net::ERR_");
        if (message.type().equals("error")
                && !lost
                && !message.text().startsWith("Failed to load resource: the server responded")) {
            fault(message.text());
        }
    }

    /** From now on a server that is not reached is the test's own doing. */
    void letTheLineBreak() {
        lineMayBreak = true;
    }

    Page page() {
        return page;
    }

    /** What the page is about: everything but the bar at the top. */
    Locator main() {
        return page.locator("main");
    }

    /** Fills in the sign-in page. */
    void signIn(String account) {
        page.fill("#username", account);
        page.fill("#password", "demo");
        page.click("[type=submit]");
        page.waitForURL(url -> url.startsWith(address));
    }

    /** Opens a page of the portal and answers the status it had. */
    int open(String path) {
        Response response = page.navigate(address + path);
        if (response == null) {
            throw new IllegalStateException("no answer from " + path);
        }
        return response.status();
    }

    /** Opens the page again, until it says the text. */
    void openUntilItSays(String path, String text) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        open(path);
        while (!main().textContent().contains(text) && System.nanoTime() < deadline) {
            page.waitForTimeout(500);
            open(path);
        }
        reads(text);
    }

    /** Insists that this comes true within that time. */
    void until(Duration most, BooleanSupplier condition) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited at " + path()).isLessThan(deadline);
            page.waitForTimeout(500);
        }
    }

    /** The path of the page that is open. */
    String path() {
        return page.url().substring(address.length());
    }

    /** Follows the first link of that name. */
    void follow(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    /** Presses the button of that name. */
    void press(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    /** Types into the field of that name attribute. */
    void type(String field, String text) {
        page.locator("main [name='" + field + "']").first().fill(text);
    }

    /** Insists that the page says this, and waits for it a little. */
    void reads(String text) {
        PlaywrightAssertions.assertThat(page.locator("#content")).containsText(text);
    }

    /** Waits until every seal that this page shows stands in a block; the page is not loaded again for it. */
    void sealedWithoutReload() {
        page.evaluate("window.stillTheSamePage = true");
        PlaywrightAssertions.assertThat(page.locator("main .seal-sealed").first())
                .containsText("block", new LocatorAssertions.ContainsTextOptions().setTimeout(ANCHORING_MILLIS));
        PlaywrightAssertions.assertThat(page.locator("main .seal-pending"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(ANCHORING_MILLIS));
        assertThat(page.evaluate("window.stillTheSamePage")).as("the same page").isEqualTo(true);
    }

    /** What the form on this page would send. */
    @SuppressWarnings("unchecked")
    Map<String, String> form(String selector) {
        Object fields = page.locator(selector).first().evaluate("form => Object.fromEntries(new FormData(form))");
        return new HashMap<>((Map<String, String>) fields);
    }

    /** Posts a form that no page offers, as somebody would by hand; the token is the person's own. */
    APIResponse post(String path, Map<String, String> fields) {
        String token = page.locator("meta[name=form-token]").getAttribute("content");
        return post(path, fields, token);
    }

    /** Posts a form with that token. */
    APIResponse post(String path, Map<String, String> fields, String token) {
        FormData form = FormData.create();
        fields.forEach(form::set);
        form.set("_token", token);
        return page.request()
                .post(address + path, RequestOptions.create().setForm(form).setMaxRedirects(0));
    }

    /** Fetches an address with the person's session, and follows no redirect. */
    APIResponse get(String path) {
        return page.request().get(address + path, RequestOptions.create().setMaxRedirects(0));
    }

    /**
     * Looks at the page: axe finds nothing, it has a title and one first heading, nothing lies beside the screen, and the
     * browser had no complaint. Keeps a screenshot of that name. What is not so is told when the visit ends, all at once.
     */
    void looksGood(String name) {
        keep(name);
        examine(axe());
        if (page.title().isBlank()) {
            fault("no title");
        }
        if (page.locator("h1").count() != 1) {
            fault(page.locator("h1").count() + " first headings");
        }
    }

    /** Looks at the page as it is, then in the dark, then on a phone. */
    void looksGoodEverywhere(String name) {
        looksGood(name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        keep(name + "-dark");
        examine(axe().withRules(List.of("color-contrast")));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(Portal.PHONE, Portal.HEIGHT);
        keep(name + "-phone");
        examine(axe());
        page.setViewportSize(Portal.DESKTOP, Portal.HEIGHT);
    }

    private void keep(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    /** It looks at the page alone: for frames, which it would see to as well, it opens another page each time. */
    private AxeBuilder axe() {
        AxeRunOptions violations = new AxeRunOptions();
        violations.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).options(violations).setLegacyMode(true);
    }

    /** Axe is a script. */
    private void examine(AxeBuilder axe) {
        if (!scripts) {
            return;
        }
        for (Rule rule : axe.analyze().getViolations()) {
            fault("axe: " + rule.getId() + ", " + rule.getHelp() + " "
                    + rule.getNodes().stream().map(CheckedNode::getHtml).toList());
        }
        int beside = ((Number) page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).intValue();
        if (beside > 0) {
            fault(beside + " pixels beside the screen of " + page.viewportSize().width);
        }
    }

    private void fault(String what) {
        faults.add(page.url() + ": " + what);
    }

    @Override
    public void close() {
        page.context().close();
        assertThat(faults).as("faults of the pages that were seen").isEmpty();
    }
}
