package org.chartseal.launcher.part;

import java.util.Optional;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** One process of an installation. */
public interface Part {
    /** As it is named on the command line and in {@code status --json}. */
    String name();

    /** Where it listens, as host and port or as a URL. */
    String endpoint();

    PartProcess process();

    /** Makes everything ready that has to be there before the process starts; done again at each start. */
    void prepare();

    Launch launch();

    /** Whether it does its work now. Answers within seconds and never throws. */
    boolean answers();

    /** Why it will not come to answer although its process runs; empty while there is hope. */
    default Optional<String> defect() {
        return Optional.empty();
    }

    /** What has to be done when it answers; done again at each start. */
    default void settle() {}

    /** Starts its process unless it runs already. */
    default void start() {
        if (process().running().isEmpty()) {
            prepare();
            process().start(launch());
        }
    }

    /** Ends its process if it runs. */
    default void stop() {
        process().stop("TERM");
    }
}
