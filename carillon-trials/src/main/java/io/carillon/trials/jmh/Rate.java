package io.carillon.trials.jmh;

import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// How often something was done: in millions a second the median of all measured iterations of all
/// forks, with the lowest and the highest of them; and the bytes allocated each time.
record Rate(double median, double lowest, double highest, double bytes) {
    private static final double MILLION = 1e6;

    static Rate of(RunResult result) {
        Statistics rates = result.getPrimaryResult().getStatistics();
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Rate(
                rates.getPercentile(50) / MILLION,
                rates.getMin() / MILLION,
                rates.getMax() / MILLION,
                allocated == null ? Double.NaN : allocated.getScore());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%8.2f (%.2f-%.2f)", median, lowest, highest);
    }
}
