package org.chartseal.web.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.chartseal.domain.demo.LoadDemo;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.health.DemoHospital;

/** Loads the demo hospital beside the pages, where the installation wants one. */
@ApplicationScoped
public class DemoLoading implements DemoHospital {

    private static final Logger LOG = Logger.getLogger(DemoLoading.class.getName());

    private final LoadDemo loadDemo;
    private final PortalConfiguration configuration;

    @Inject
    DemoLoading(LoadDemo loadDemo, PortalConfiguration configuration) {
        this.loadDemo = loadDemo;
        this.configuration = configuration;
    }

    @Override
    public Stage stage() {
        return switch (loadDemo.progress().state()) {
            case WAITING, LOADING -> Stage.LOADING;
            case LOADED -> Stage.READY;
            case FAILED -> Stage.FAILED;
        };
    }

    void load() {
        if (!configuration.demo()) {
            return;
        }
        try {
            loadDemo.load();
            LOG.info("The demo hospital is loaded");
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.SEVERE, failure, () -> "The demo hospital could not be loaded: " + loadDemo.progress());
        }
    }
}
