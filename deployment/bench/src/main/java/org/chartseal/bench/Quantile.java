package org.chartseal.bench;

import java.util.List;

/** Figures that stand for many. */
final class Quantile {

    private Quantile() {}

    /**
     * The value that this share of the values lies below; NaN when there are none.
     *
     * @param sorted smallest first
     * @param share 0.5 for the median
     */
    static double of(List<Double> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, (long) (share * sorted.size())));
    }
}
