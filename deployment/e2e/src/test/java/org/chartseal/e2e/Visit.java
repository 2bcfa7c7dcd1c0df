package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's browser window. It collects what the browser complains about, such as a breach of the page's policy. */
final class Visit implements AutoCloseable {

    private final Page page;
    private final String address;
    private final List<String> complaints = new ArrayList<>();

    Visit(Page page, String address) {
        this.page = page;
        this.address = address;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /** Opens a page of the portal and answers the status it had. */
    int open(String path) {
        Response response = page.navigate(address + path);
        if (response == null) {
            throw new IllegalStateException("no answer from " + path);
        }
        return response.status();
    }

    /** The path of the page that is open. */
    String path() {
        return page.url().substring(address.length());
    }

    /** Insists that axe finds nothing and that the browser had no complaint, and keeps a screenshot of that name. */
    void looksGood(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
        List<String> findings = new AxeBuilder(page)
                .analyze().getViolations().stream().map(Visit::words).toList();
        assertThat(findings).as("axe on %s", page.url()).isEmpty();
        assertThat(complaints).as("complaints of the browser on %s", page.url()).isEmpty();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    @Override
    public void close() {
        page.context().close();
    }
}
