package org.chartseal.launcher.part;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.chartseal.launcher.process.Memory;

/** One part of an installation: a process of its own, or something outside that it uses. */
public interface Part {
    /** As it is named on the command line and in {@code status --json}. */
    String name();

    /** Where it listens, as host and port or as a URL. */
    String endpoint();

    /** Whether the launcher only uses it, and neither starts nor stops it. */
    boolean isExternal();

    /** Its running process; empty if there is none here. */
    Optional<ProcessHandle> running();

    /** Whether nothing of it has to be started. */
    default boolean isComplete() {
        return running().isPresent();
    }

    /** Bytes of main memory that it holds, where the system tells. */
    default OptionalLong memory() {
        return running().map(Memory::of).orElse(OptionalLong.empty());
    }

    /** Whether people can work while it is away. */
    default boolean mayBeAway() {
        return false;
    }

    /** The portal's keys that say where it is and how to use it. */
    Map<String, String> portalSettings();

    /** Whether it does its work now. Answers within seconds and never throws. */
    boolean answers();

    /** Why it will not come to answer although its process runs; empty while there is hope. */
    default Optional<String> defect() {
        return Optional.empty();
    }

    /** Makes everything ready that has to be there before it starts; done again at each start. */
    void prepare();

    /**
     * Starts what was prepared.
     *
     * @param tell is told each step of a part that has several
     */
    void start(Consumer<String> tell);

    /** What has to be done when it answers; done again at each start. */
    default void settle() {}

    /**
     * Ends its process if it runs.
     *
     * @return what became of it
     */
    String stop();
}
