package org.chartseal.web.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.logging.Logger;

/** Has the configuration read when the portal starts, so that a mistake in it stops the start and not the first page. */
@ApplicationScoped
public class StartUp {

    private static final Logger LOG = Logger.getLogger(StartUp.class.getName());

    private final Instance<PortalConfiguration> configuration;

    @Inject
    StartUp(Instance<PortalConfiguration> configuration) {
        this.configuration = configuration;
    }

    void read(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        LOG.info(() -> "Serving " + configuration.get());
    }
}
