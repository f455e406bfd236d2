package io.carillon.trials.jmh;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/// The results of a run as a table: a line for each bench of ours, with the peer's beside it.
final class Table {
    /// What the name of a peer's bench ends in.
    private static final String BY_PEER = "ByPeer";

    private static final String PACKAGES = "^([a-z]+[.])+";

    private Table() {}

    static String of(Collection<RunResult> results) {
        Map<String, Rate> ours = rates(results, false);
        Map<String, Rate> peers = rates(results, true);
        StringBuilder table = new StringBuilder();
        table.append(
                line(
                        "millions/s: median (lowest-highest)",
                        "ours",
                        "peer",
                        "ratio",
                        "B",
                        "peer B"));
        ours.forEach((name, rate) -> {
            Rate peer = peers.get(name);
            table.append(
                    peer == null
                            ? line(name, rate, "", "", number(rate.bytes()), "")
                            : line(
                                    name,
                                    rate,
                                    peer,
                                    number(rate.median() / peer.median()),
                                    number(rate.bytes()),
                                    number(peer.bytes())));
        });
        return table.toString();
    }

    private static Map<String, Rate> rates(Collection<RunResult> results, boolean ofPeer) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith(BY_PEER) == ofPeer)
                .collect(
                        Collectors.toMap(
                                result -> name(result.getParams()),
                                Rate::of,
                                (first, _) -> first,
                                TreeMap::new));
    }

    /// `RuleBench.numbers FREQ=DAILY`: class, method, and what varies.
    private static String name(BenchmarkParams params) {
        String bench = params.getBenchmark().replaceFirst(PACKAGES, "");
        String varied =
                params.getParamsKeys().stream()
                        .map(key -> " " + params.getParam(key))
                        .collect(Collectors.joining());
        return bench.replace(BY_PEER, "") + varied;
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-63s  %-26s  %-26s  %5s  %6s  %6s%n", cells);
    }
}
