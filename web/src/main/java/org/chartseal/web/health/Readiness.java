package org.chartseal.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.security.OpenIdProvider;

/** Asks every part that the portal needs whether it answers. */
@ApplicationScoped
public class Readiness {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final int DATABASE_PATIENCE_SECONDS = 3;

    private final OpenIdProvider provider;
    private final PortalConfiguration configuration;
    private final Instance<EvidenceLedger> ledger;
    private final Instance<DemoHospital> demo;

    @Resource(lookup = "java:jboss/datasources/Chartseal")
    private DataSource database;

    @Inject
    Readiness(
            OpenIdProvider provider,
            PortalConfiguration configuration,
            Instance<EvidenceLedger> ledger,
            Instance<DemoHospital> demo) {
        this.provider = provider;
        this.configuration = configuration;
        this.ledger = ledger;
        this.demo = demo;
    }

    /** The state of every part now. */
    public Health health() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("database", answers("database", this::checkDatabase));
        parts.put("sign-in", answers("sign-in", provider::check));
        parts.put("storage", answers("storage", this::checkStorage));
        parts.put(Health.LEDGER, answers(Health.LEDGER, () -> ledger.get().height()));
        return new Health(parts, demoState());
    }

    private Health.Demo demoState() {
        if (!configuration.demo() || demo.isUnsatisfied()) {
            return Health.Demo.OFF;
        }
        return demo.get().ready() ? Health.Demo.READY : Health.Demo.LOADING;
    }

    private void checkDatabase() {
        try (Connection connection = database.getConnection()) {
            if (!connection.isValid(DATABASE_PATIENCE_SECONDS)) {
                throw new SQLException("connection is not valid");
            }
        } catch (SQLException away) {
            throw new Unavailable("database", Duration.ofSeconds(10), away);
        }
    }

    private void checkStorage() {
        if (!Files.isWritable(configuration.storageDirectory())) {
            throw new IllegalStateException("The storage directory cannot be written");
        }
    }

    // A part that fails in a way nobody thought of is away as well; the answer must name it, not break.
    private static boolean answers(String part, Runnable check) {
        try {
            check.run();
            return true;
        } catch (RuntimeException away) {
            LOG.log(Level.FINE, part + " does not answer", away);
            return false;
        }
    }
}
