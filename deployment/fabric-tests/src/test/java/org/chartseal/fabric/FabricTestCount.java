package org.chartseal.fabric;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests that ran on Fabric, or could not, for the line at the end of {@code ./chartseal test}. The journeys in a
 * browser run in a program of their own, as the system property {@code chartseal.ledger} tells; both are counted together.
 */
public final class FabricTestCount implements TestExecutionListener {

    private static final Path COUNTS = Path.of("target", "fabric-tests.properties");
    private static final Path LINE = Path.of("target", "fabric-tests.txt");

    private final String suite = System.getProperty("chartseal.ledger") == null ? "ledger." : "journeys.";

    private long planned;
    private long passed;
    private long failed;
    private long skipped;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        planned += plan.countTestIdentifiers(TestIdentifier::isTest);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed += test.isTest() ? 1 : 0;
        } else {
            failed++;
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped += test.isTest() ? 1 : 0;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        try {
            Properties counts = new Properties();
            if (Files.exists(COUNTS)) {
                try (Reader before = Files.newBufferedReader(COUNTS)) {
                    counts.load(before);
                }
            }
            counts.setProperty(suite + "planned", Long.toString(planned));
            counts.setProperty(suite + "passed", Long.toString(passed));
            counts.setProperty(suite + "failed", Long.toString(failed));
            counts.setProperty(suite + "skipped", Long.toString(skipped));
            try (Writer now = Files.newBufferedWriter(COUNTS)) {
                counts.store(now, null);
            }
            Files.writeString(LINE, line(counts) + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String line(Properties counts) {
        if (!Programs.found()) {
            return "Fabric's programs not found: " + sum(counts, "planned") + " tests not run";
        }
        long bad = sum(counts, "failed");
        long missing = sum(counts, "skipped");
        return "Fabric " + Programs.programs().version() + ": " + sum(counts, "passed") + " tests passed"
                + (bad == 0 ? "" : ", " + bad + " FAILED")
                + (missing == 0 ? "" : ", " + missing + " NOT RUN");
    }

    private static long sum(Properties counts, String what) {
        return counts.stringPropertyNames().stream()
                .filter(name -> name.endsWith("." + what))
                .mapToLong(name -> Long.parseLong(counts.getProperty(name)))
                .sum();
    }
}
