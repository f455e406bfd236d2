package io.carillon.trials.model;

import io.carillon.trials.TrialOptions;
import io.carillon.trials.TrialResult;
import io.carillon.trials.model.Configuration.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// `./carillon trial model`: visits every state of the protocol of leases, as it is and with each
/// of its parts taken out. Nothing is drawn at random, so it has no seed.
public final class ModelTrial {
    private static final String MODEL = "carillon-trials/model/lease.pml";

    private ModelTrial() {}

    public static TrialResult run(TrialOptions options) throws IOException, InterruptedException {
        options.allow();
        Spin spin = new Spin(Path.of(System.getProperty("carillon.home", ".")).resolve(MODEL));
        SequencedMap<String, Long> counts = new LinkedHashMap<>();
        List<String> complaints = new ArrayList<>();
        System.out.printf(
                "%-34s %-8s %10s %8s  %s%n", "the model under", "must be", "states", "seconds", "");
        for (Configuration configuration : Configuration.all()) {
            Finding finding = spin.search(configuration);
            boolean met = configuration.isMetBy(finding);
            System.out.println(row(configuration, finding, met));
            if (!met) {
                complaints.add(
                        "%s must be %s, and is not: %s"
                                .formatted(
                                        configuration.name(), configuration.expected(), finding));
            } else if (configuration.expected() == Expected.HOLDS) {
                counts.merge("states in which the protocol holds", finding.states(), Long::sum);
            } else if (configuration.expected() == Expected.BROKEN) {
                counts.merge("parts whose lack was shown", 1L, Long::sum);
            } else {
                counts.merge("states of interest that were reached", 1L, Long::sum);
            }
        }
        return new TrialResult(0, counts, complaints);
    }

    private static String row(Configuration configuration, Finding finding, boolean met) {
        return "%-34s %-8s %,10d %8.1f  %s"
                .formatted(
                        configuration.name(),
                        configuration.expected().name().toLowerCase(Locale.ROOT),
                        finding.states(),
                        finding.seconds(),
                        met ? "as it must be" : "NOT SO");
    }
}
