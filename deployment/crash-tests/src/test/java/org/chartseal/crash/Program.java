package org.chartseal.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java program that is started, and killed with no chance to say goodbye, as often as a test wants. */
public final class Program implements AutoCloseable {

    private final Class<?> main;
    private final List<String> arguments;
    private final Path errors;
    private final String ready;
    private List<String> wrapper = List.of();
    private @Nullable Process process;

    /**
     * Not started yet.
     *
     * @param ready how the line begins that it prints when it serves
     */
    public Program(Class<?> main, String ready, Path errors, String... arguments) {
        this.main = main;
        this.ready = ready;
        this.errors = errors;
        this.arguments = List.of(arguments);
    }

    /** Has another program start it from now on, for example one that sets its clock. */
    public void startBy(String... program) {
        wrapper = List.of(program);
    }

    /** Starts it and returns when it says that it is ready. */
    public void start() {
        try {
            BufferedReader output = launch().inputReader();
            String line;
            do {
                line = output.readLine();
                if (line == null) {
                    throw new IllegalStateException(main.getSimpleName() + " ended while starting; see " + errors);
                }
            } while (!line.startsWith(ready));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Starts it and kills it so long after it has printed so many lines, unless it came to a good end before.
     *
     * @return what it had printed, the word by which it is ready included if it came so far
     */
    public List<String> startAndKillAfter(int lines, long milliseconds) throws InterruptedException {
        try {
            Process started = launch();
            List<String> printed = new ArrayList<>();
            Iterator<String> output = started.inputReader().lines().iterator();
            while (printed.size() < lines && output.hasNext()) {
                printed.add(output.next());
            }
            if (!started.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
                started.toHandle().destroyForcibly();
            } else if (started.exitValue() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " failed; see " + errors);
            }
            output.forEachRemaining(printed::add);
            return printed;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        process = started;
        return started;
    }

    /** Lets it run for so long, and insists that it does. */
    public void runFor(long milliseconds) throws InterruptedException {
        if (process().waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(main.getSimpleName() + " ended by itself; see " + errors);
        }
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
