package org.chartseal.launcher.part;

import java.util.Optional;
import java.util.function.Consumer;
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
    default void start(Consumer<String> tell) {
        process().start(launch());
    }

    @Override
    default String stop() {
        process().stop("TERM");
        return "stopped";
    }
}
