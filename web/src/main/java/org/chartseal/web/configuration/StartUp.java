package org.chartseal.web.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.logging.Logger;
import org.chartseal.domain.documents.ContentScanner;

/** Has the configuration read when the portal starts, so that a mistake in it stops the start and not the first page. */
@ApplicationScoped
public class StartUp {

    private static final Logger LOG = Logger.getLogger(StartUp.class.getName());

    private final Instance<PortalConfiguration> configuration;
    private final Instance<ContentScanner> scanner;

    @Inject
    StartUp(Instance<PortalConfiguration> configuration, Instance<ContentScanner> scanner) {
        this.configuration = configuration;
        this.scanner = scanner;
    }

    void read(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        String scanned = scanner.get() == ContentScanner.NONE ? "unscanned" : "scanned";
        LOG.info(() -> "Serving " + configuration.get() + ", files " + scanned);
    }
}
