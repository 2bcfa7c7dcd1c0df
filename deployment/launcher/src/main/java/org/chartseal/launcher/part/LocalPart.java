package org.chartseal.launcher.part;

import java.util.Optional;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** A part that is a process of this installation. */
interface LocalPart extends Part {

    PartProcess process();

    Launch launch();

    @Override
    default boolean isExternal() {
        return false;
    }

    @Override
    default Optional<ProcessHandle> running() {
        return process().running();
    }

    @Override
    default void start() {
        process().start(launch());
    }

    @Override
    default void stop() {
        process().stop("TERM");
    }
}
