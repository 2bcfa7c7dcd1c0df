package org.chartseal.web.page;

import org.jspecify.annotations.Nullable;

/**
 * The pages of a list, counted from 1.
 *
 * @param address of a page, up to where its number follows, for example {@code /audit?who=x&page=}
 * @param page that is shown
 * @param size of a page
 * @param total of rows
 */
public record Pager(String address, int page, int size, long total) {

    /** Whether there is more than one page. */
    public boolean needed() {
        return total > size;
    }

    /** Number of the first row shown. */
    public long from() {
        return total == 0 ? 0 : (long) (page - 1) * size + 1;
    }

    /** Number of the last row shown. */
    public long to() {
        return Math.min(total, (long) page * size);
    }

    /** Address of the page before, or nothing. */
    public @Nullable String previous() {
        return page > 1 ? address + (page - 1) : null;
    }

    /** Address of the page after, or nothing. */
    public @Nullable String next() {
        return to() < total ? address + (page + 1) : null;
    }
}
