package org.chartseal.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** The portal of the installation under test. */
final class Portal {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;
    private static final int HEIGHT = 844;

    private final Browser browser;
    private final String address;

    Portal(Browser browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /** A person at a desk, signed in, on the page where the portal puts them. */
    Visit signIn(String account) {
        return signIn(account, "/", DESKTOP);
    }

    /** A person on a phone. */
    Visit signInOnPhone(String account) {
        return signIn(account, "/", PHONE);
    }

    /** A person who opened a link and was sent to sign in first. */
    Visit signIn(String account, String path, int width) {
        Visit visit = visit(width);
        Page page = visit.page();
        page.navigate(address + path);
        page.fill("#username", account);
        page.fill("#password", "demo");
        page.click("[type=submit]");
        page.waitForURL(url -> url.startsWith(address));
        return visit;
    }

    /** Someone who is not signed in, at a desk. */
    Visit visit() {
        return visit(DESKTOP);
    }

    private Visit visit(int width) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setLocale("en-GB"));
        return new Visit(context.newPage(), address);
    }
}
