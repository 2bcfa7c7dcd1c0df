package org.chartseal.web.page;

/**
 * By which column a list is sorted.
 *
 * @param address of the list, up to where the column follows, for example {@code /admin?sort=}
 * @param by column; with a minus in the address when it runs down
 * @param down whether it runs down
 */
public record Sorting(String address, String by, boolean down) {

    /** Reads the parameter of an address, for example {@code -name}. */
    public static Sorting read(String address, String parameter) {
        boolean down = parameter.startsWith("-");
        return new Sorting(address, down ? parameter.substring(1) : parameter, down);
    }

    /** The address that sorts by this column, the other way round where it does so already. */
    public String address(String column) {
        return address + (by.equals(column) && !down ? "-" : "") + column;
    }

    /** As assistive technology is told. */
    public String aria(String column) {
        if (!by.equals(column)) {
            return "none";
        }
        return down ? "descending" : "ascending";
    }
}
