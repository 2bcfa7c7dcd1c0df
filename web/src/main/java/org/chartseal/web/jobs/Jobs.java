package org.chartseal.web.jobs;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.chartseal.domain.laboratory.LoadLabCatalogue;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.prescribing.LoadFormulary;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.MonitorSeals;
import org.chartseal.domain.records.SealsWithoutRecord;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.storage.EncryptionWarmUp;

/**
 * Starts what runs beside the pages: fills the catalogues, loads the demo hospital, writes the outbox to the ledger, follows
 * the ledger's events, verifies every seal again and again, keeps the access log provable, replicas of the storage equal and keys in
 * step with grants, erases whom it is time to erase, and removes files that never came whole.
 */
@ApplicationScoped
public class Jobs {

    private static final Logger LOG = Logger.getLogger(Jobs.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(1);
    private static final int SEALS_PER_CHECK = 10;
    private static final int CHANGES_PER_CHECK = 50;
    private static final int SEALS_PER_LOOK = 5_000;

    private final AnchorOutbox anchorOutbox;
    private final MonitorSeals monitor;
    private final SealsWithoutRecord without;
    private final LoadFormulary formulary;
    private final LoadLabCatalogue labCatalogue;
    private final DemoLoading demo;
    private final FollowLedger followLedger;
    private final AccessLogJobs accessLog;
    private final RequestJobs requests;
    private final ReplicaJobs replicas;
    private final ErasureJobs erasures;
    private final UploadJobs uploads;
    private final GrantJobs grants;
    private final List<Recurring> recurring = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    Jobs(
            AnchorOutbox anchorOutbox,
            MonitorSeals monitor,
            SealsWithoutRecord without,
            LoadFormulary formulary,
            LoadLabCatalogue labCatalogue,
            DemoLoading demo,
            FollowLedger followLedger,
            AccessLogJobs accessLog,
            RequestJobs requests,
            ReplicaJobs replicas,
            ErasureJobs erasures,
            UploadJobs uploads,
            GrantJobs grants) {
        this.anchorOutbox = anchorOutbox;
        this.monitor = monitor;
        this.without = without;
        this.formulary = formulary;
        this.labCatalogue = labCatalogue;
        this.demo = demo;
        this.followLedger = followLedger;
        this.accessLog = accessLog;
        this.requests = requests;
        this.replicas = replicas;
        this.erasures = erasures;
        this.uploads = uploads;
        this.grants = grants;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        formulary.load();
        labCatalogue.load();
        scheduler.execute(demo::load);
        scheduler.execute(EncryptionWarmUp::run);
        recur("Anchoring", this::anchor, AFTER_FAILURE).runAfter(Duration.ZERO);
        recur("Following the ledger", followLedger::follow, BETWEEN_CHECKS).runAfter(Duration.ZERO);
        recur("Verifying seals", this::verify, BETWEEN_CHECKS).runAfter(BETWEEN_CHECKS);
        recur("Verifying what was written", this::verifyChanged, AFTER_FAILURE).runAfter(BETWEEN_CHANGES);
        recur("Looking for missing records", this::miss, AFTER_FAILURE).runAfter(BETWEEN_CHECKS);
        recur("Placing reads", accessLog::place, AFTER_FAILURE).runAfter(Duration.ZERO);
        recur("Checking the access log", accessLog::check, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Comparing heads with the ledger", accessLog::compare, AFTER_FAILURE)
                .runAfter(AFTER_FAILURE);
        recur("Telling the administrator", accessLog::tell, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Finding unusual reads", requests::find, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Sending letters", requests::send, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Ending requests", requests::lapse, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Keeping keys of grants", grants::keep, AFTER_FAILURE).runAfter(AFTER_FAILURE);
        recur("Carrying out erasures", erasures::carryOut, AFTER_FAILURE).runAfter(BETWEEN_CHECKS);
        recur("Checking erasures", erasures::check, AFTER_FAILURE).runAfter(BETWEEN_CHECKS);
        recur("Removing unfinished uploads", uploads::remove, AFTER_FAILURE).runAfter(BETWEEN_CHECKS);
        recur("Catching up replicas", replicas::catchUp, BETWEEN_CHECKS).runAfter(BETWEEN_CHECKS);
    }

    private Recurring recur(String name, Supplier<Duration> job, Duration afterFailure) {
        Recurring made = new Recurring(name, job, afterFailure, scheduler);
        recurring.add(made);
        return made;
    }

    @PreDestroy
    void stop() {
        stopping = true;
        recurring.forEach(Recurring::stop);
        followLedger.reopen();
    }

    /** As long as there is more; then looks again in a moment, so that a lone seal is hardly kept waiting. */
    private Duration anchor() {
        AnchorOutbox.Progress progress;
        do {
            progress = anchorOutbox.step();
        } while (progress.more() && !stopping);
        return progress.away().orElse(BETWEEN_LOOKS);
    }

    private Duration verify() {
        report(monitor.step(SEALS_PER_CHECK));
        return BETWEEN_CHECKS;
    }

    private Duration miss() {
        try {
            List<SealId> missing = without.step(SEALS_PER_LOOK);
            if (!missing.isEmpty()) {
                LOG.warning(() -> "Seals of which there is no record any more: " + missing);
            }
            return BETWEEN_CHECKS;
        } catch (Unavailable away) {
            return away.retryAfter();
        }
    }

    private Duration verifyChanged() {
        MonitorSeals.Progress progress = monitor.changed(CHANGES_PER_CHECK);
        report(progress);
        return progress.roundDone() ? BETWEEN_CHANGES : Duration.ZERO;
    }

    private static void report(MonitorSeals.Progress progress) {
        if (!progress.failed().isEmpty()) {
            LOG.warning(() -> "Seals that do not verify: " + progress.failed());
        }
    }
}
