package org.chartseal.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.records.LedgerBacklog;
import org.chartseal.domain.records.LedgerBacklog.Waiting;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.storage.ReplicatedObjectStore;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.ledger.LedgerOutage;
import org.chartseal.web.ledger.LedgerOutages;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.OpenIdProvider;

/** Asks every part that the portal needs whether it answers. */
@ApplicationScoped
public class Readiness {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());
    private static final int DATABASE_PATIENCE_SECONDS = 3;

    private final OpenIdProvider provider;
    private final PortalConfiguration configuration;
    private final Instance<EvidenceLedger> ledger;
    private final Instance<ObjectStore> objects;
    private final ContentScanner scanner;
    private final LedgerBacklog backlog;
    private final LedgerOutages outages;
    private final Words words;
    private final Instance<DemoHospital> demo;

    @Resource(lookup = "java:jboss/datasources/Chartseal")
    private DataSource database;

    @Inject
    Readiness(
            OpenIdProvider provider,
            PortalConfiguration configuration,
            Instance<EvidenceLedger> ledger,
            Instance<ObjectStore> objects,
            ContentScanner scanner,
            LedgerBacklog backlog,
            LedgerOutages outages,
            Words words,
            Instance<DemoHospital> demo) {
        this.provider = provider;
        this.configuration = configuration;
        this.ledger = ledger;
        this.objects = objects;
        this.scanner = scanner;
        this.backlog = backlog;
        this.outages = outages;
        this.words = words;
        this.demo = demo;
    }

    /** The state of every part now. */
    public Health health() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        Optional<Waiting> waiting = ask("database", this::waiting);
        Optional<Long> height = ask(Health.LEDGER, () -> ledger.get().height());
        parts.put("database", waiting.isPresent());
        parts.put("sign-in", answers("sign-in", provider::check));
        parts.put("storage", answers("storage", () -> objects.get().check()));
        parts.put(Health.LEDGER, height.isPresent());
        if (scanner != ContentScanner.NONE) {
            parts.put(Health.SCANNER, answers(Health.SCANNER, scanner::check));
        }
        return new Health(parts, ledger(height, waiting), replicas(), demoStage());
    }

    private Map<String, Optional<Integer>> replicas() {
        return ask(
                        "storage",
                        () -> objects.get() instanceof ReplicatedObjectStore several
                                ? several.states()
                                : Map.<String, Optional<Integer>>of())
                .orElse(Map.of());
    }

    private DemoHospital.Stage demoStage() {
        return configuration.demo() && demo.isResolvable() ? demo.get().stage() : DemoHospital.Stage.OFF;
    }

    private Health.Ledger ledger(Optional<Long> height, Optional<Waiting> waiting) {
        boolean somethingWaits = waiting.filter(each -> !each.nothing()).isPresent();
        return new Health.Ledger(
                configuration.ledgerKind(),
                height.map(OptionalLong::of).orElse(OptionalLong.empty()),
                waiting,
                outages.standing(somethingWaits).map(this::away));
    }

    private Health.Away away(LedgerOutage outage) {
        return new Health.Away(
                outage.code(), words.text("ledger.away." + outage.code()), outage.since(), outage.nextTry());
    }

    private Waiting waiting() {
        checkDatabase();
        return backlog.now();
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

    private static boolean answers(String part, Runnable check) {
        return ask(part, () -> {
                    check.run();
                    return 0;
                })
                .isPresent();
    }

    // A part that fails in a way nobody thought of is away as well; the answer must name it, not break.
    private static <T> Optional<T> ask(String part, Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException | LinkageError away) {
            LOG.log(Level.FINE, part + " does not answer", away);
            return Optional.empty();
        }
    }
}
