package org.chartseal.domain.passkeys;

/**
 * What a browser needs to ask a device.
 *
 * @param options JSON for {@code navigator.credentials}
 */
public record OpenQuestion(QuestionId id, String options) {}
