package org.chartseal.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts the tests that ran on an IPFS node, or could not, for the lines at the end of {@code ./chartseal test}. */
public final class IpfsTestCount implements TestExecutionListener {

    private static final Path LINE = Path.of("target", "ipfs-tests.txt");

    private long planned;
    private long passed;
    private long failed;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        planned += started.countTestIdentifiers(IpfsTestCount::needsNode);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!isOfNode(test)) {
            return;
        }
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed += test.isTest() ? 1 : 0;
        } else {
            failed++;
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        if (planned == 0) {
            return;
        }
        try {
            Files.writeString(LINE, line() + System.lineSeparator());
            System.out.println(line());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String line() {
        if (!IpfsNode.isPossible()) {
            return "Go is not on the PATH: " + planned + " tests on an IPFS node not run";
        }
        long missing = planned - passed - failed;
        return "IPFS: " + passed + " tests passed" + (failed == 0 ? "" : ", " + failed + " FAILED")
                + (missing <= 0 ? "" : ", " + missing + " NOT RUN");
    }

    private static boolean needsNode(TestIdentifier test) {
        return test.isTest() && isOfNode(test);
    }

    private static boolean isOfNode(TestIdentifier test) {
        return test.getSource().stream()
                .flatMap(source -> source instanceof MethodSource method
                        ? Stream.of(method.getClassName())
                        : source instanceof ClassSource type ? Stream.of(type.getClassName()) : Stream.empty())
                .anyMatch(name -> name.contains(".Ipfs"));
    }
}
