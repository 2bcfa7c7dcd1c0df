package org.chartseal.domain.demo;

/**
 * What is loaded in one transaction: small enough that a crash costs little, large enough that commits do not count.
 *
 * @param code unique in its chapter; never changes
 * @param play calls use cases, each at its time by {@link DemoStage#at}
 */
public record DemoStep(String code, Runnable play) {}
