package org.chartseal.e2e;

import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.installation.LauncherFailure;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One {@link Installation}, started before the first journey and removed after the last. Journeys that are to run on a Fabric
 * network are left out where Fabric's programs are not found.
 */
public final class DemoInstallation implements ExecutionCondition, BeforeAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Installation.onFabric()) {
            try {
                FabricPrograms.find(System.getenv());
            } catch (LauncherFailure missing) {
                String home = System.getenv("FABRIC_HOME");
                return home == null || home.isBlank()
                        ? ConditionEvaluationResult.disabled(missing.getMessage())
                        : ConditionEvaluationResult.enabled("FABRIC_HOME is set, and has to be right");
            }
        }
        return ConditionEvaluationResult.enabled("the ledger can be had");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Installation.class, key -> Installation.open(), Installation.class);
    }

    static Installation running(ExtensionContext context) {
        Installation running = context.getRoot().getStore(Namespace.GLOBAL).get(Installation.class, Installation.class);
        if (running == null) {
            throw new IllegalStateException("no installation runs");
        }
        return running;
    }
}
