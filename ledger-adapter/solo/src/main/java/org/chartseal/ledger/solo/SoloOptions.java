package org.chartseal.ledger.solo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run a ledger.
 *
 * @param dataDir where it keeps everything; created when missing
 * @param port to answer on, on the loopback interface; 0 for a free one
 * @param blockTimeout how long a transaction waits for company in its block; zero cuts blocks at once
 * @param clock tells the time
 */
public record SoloOptions(Path dataDir, int port, Duration blockTimeout, Clock clock) {

    /** How to call the program. */
    public static final String USAGE =
            "Usage: SoloLedger --data-dir DIR --port PORT [--block-timeout MILLISECONDS]   (port 0: a free one)";

    private static final int MAX_PORT = 65_535;

    /** A ledger that cuts blocks at once and goes by the machine's clock. */
    public static SoloOptions of(Path dataDir, int port) {
        return new SoloOptions(dataDir, port, Duration.ZERO, Clock.systemUTC());
    }

    /** The same, with blocks that wait so long for company. */
    public SoloOptions withBlockTimeout(Duration timeout) {
        return new SoloOptions(dataDir, port, timeout, clock);
    }

    /** The same, by another clock. */
    public SoloOptions withClock(Clock other) {
        return new SoloOptions(dataDir, port, blockTimeout, other);
    }

    /**
     * Reads the program's arguments.
     *
     * @throws LedgerUnusable when they are not understood
     */
    static SoloOptions parse(String... arguments) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].matches("--(data-dir|port|block-timeout)") || i + 1 == arguments.length) {
                throw new LedgerUnusable("Not understood: " + arguments[i] + "\n" + USAGE);
            }
            named.put(arguments[i], arguments[i + 1]);
        }
        String dataDir = named.get("--data-dir");
        if (dataDir == null) {
            throw new LedgerUnusable("--data-dir is missing\n" + USAGE);
        }
        int port = number("--port", named.getOrDefault("--port", "0"), MAX_PORT);
        int timeout = number("--block-timeout", named.get("--block-timeout"), Integer.MAX_VALUE);
        return of(Path.of(dataDir), port).withBlockTimeout(Duration.ofMillis(timeout));
    }

    private static int number(String name, @Nullable String text, int max) {
        if (text == null) {
            return 0;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new LedgerUnusable(name + " is no number: " + text + "\n" + USAGE, e);
        }
        throw new LedgerUnusable(name + " is out of range: " + text + "\n" + USAGE);
    }
}
