package org.chartseal.web.page;

/**
 * A place in the top bar.
 *
 * @param path of its page
 * @param key of its name
 * @param icon of it on a phone, as Bootstrap Icons name it
 * @param current whether the page shown now belongs to it
 */
public record Place(String path, String key, String icon, boolean current) {}
