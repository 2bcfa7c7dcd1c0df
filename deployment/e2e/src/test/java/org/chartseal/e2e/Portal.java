package org.chartseal.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ReducedMotion;

/** The portal of the installation under test. */
final class Portal {

    static final int DESKTOP = 1280;
    static final int PHONE = 390;
    static final int HEIGHT = 844;

    private final Browser browser;
    private final Installation installation;

    Portal(Browser browser, Installation installation) {
        this.browser = browser;
        this.installation = installation;
    }

    /** The installation behind the portal. */
    Installation installation() {
        return installation;
    }

    /** Another installation's portal, seen through the same browser. */
    Portal of(Installation other) {
        return new Portal(browser, other);
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
        return signIn(window(width), true, account, path);
    }

    /** A person whose browser runs no scripts. */
    Visit signInWithoutScripts(String account) {
        return signIn(window(DESKTOP), false, account, "/");
    }

    private Visit signIn(Browser.NewContextOptions window, boolean scripts, String account, String path) {
        Visit visit = visit(window, scripts);
        visit.page().navigate(installation.address() + path);
        visit.signIn(account);
        return visit;
    }

    /** Someone who is not signed in, at a desk. */
    Visit visit() {
        return visit(window(DESKTOP), true);
    }

    private Visit visit(Browser.NewContextOptions window, boolean scripts) {
        BrowserContext context = browser.newContext(window.setJavaScriptEnabled(scripts));
        return new Visit(context.newPage(), installation.address(), scripts);
    }

    private static Browser.NewContextOptions window(int width) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setLocale("en-GB")
                .setReducedMotion(ReducedMotion.REDUCE);
    }
}
