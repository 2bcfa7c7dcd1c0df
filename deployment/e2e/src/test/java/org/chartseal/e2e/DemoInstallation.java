package org.chartseal.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One {@link Installation}, started before the first journey and removed after the last. */
public final class DemoInstallation implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Installation.class, key -> Installation.open(), Installation.class);
    }

    static Installation running(ExtensionContext context) {
        Installation running = context.getRoot().getStore(Namespace.GLOBAL).get(Installation.class, Installation.class);
        if (running == null) {
            throw new IllegalStateException("no installation runs");
        }
        return running;
    }
}
