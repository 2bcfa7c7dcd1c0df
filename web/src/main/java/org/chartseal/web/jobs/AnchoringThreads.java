package org.chartseal.web.jobs;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chartseal.domain.records.AnchorThreads;

/** Threads of the server's, as many as are wanted at once: they only wait for the ledger and hold nothing up. */
@ApplicationScoped
public class AnchoringThreads implements AnchorThreads {

    @Resource
    private ManagedThreadFactory factory;

    private ExecutorService threads;

    @PostConstruct
    void open() {
        threads = Executors.newCachedThreadPool(factory);
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }
}
