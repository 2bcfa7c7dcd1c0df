package org.chartseal.web.page;

/**
 * A choice in a form.
 *
 * @param value that is sent
 * @param label that people read
 */
public record Option(String value, String label) {}
