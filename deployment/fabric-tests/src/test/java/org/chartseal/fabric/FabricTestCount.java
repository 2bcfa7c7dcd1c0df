package org.chartseal.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts the tests that ran on Fabric, or could not, for the line at the end of {@code ./chartseal test}. */
public final class FabricTestCount implements TestExecutionListener {

    private static final Path FILE = Path.of("target", "fabric-tests.txt");

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
            Files.writeString(FILE, sum() + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String sum() {
        if (!Programs.found()) {
            return "Fabric's programs not found: " + planned + " tests not run";
        }
        return "Fabric " + Programs.programs().version() + ": " + passed + " tests passed"
                + (failed == 0 ? "" : ", " + failed + " FAILED")
                + (skipped == 0 ? "" : ", " + skipped + " NOT RUN");
    }
}
