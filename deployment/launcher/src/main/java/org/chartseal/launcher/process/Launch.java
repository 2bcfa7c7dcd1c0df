package org.chartseal.launcher.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param command program and arguments
 * @param environment variables added to those of the caller
 * @param folder its working folder
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
