package io.carillon.trials.bench;

/// A stretch of a soak: when it ended, in seconds since the first was due; whether somebody held a
/// transaction open; and how it went.
record Stretch(
        long end,
        boolean held,
        double aSecond,
        double lateP50,
        double lateP99,
        double claimP50,
        long dead,
        long scheduleMegabytes,
        long deliveryMegabytes) {
    String line() {
        return "  %5d s  %s/s  late p50 %s p99 %s ms  claim p50 %s ms  %,d dead  schedule %,d MB  delivery %,d MB%s"
                .formatted(
                        end,
                        Report.number(aSecond),
                        Report.number(lateP50),
                        Report.number(lateP99),
                        Report.number(claimP50),
                        dead,
                        scheduleMegabytes,
                        deliveryMegabytes,
                        held ? "  (a transaction is held)" : "");
    }
}
