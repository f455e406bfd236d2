package io.carillon.trials.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The model under some of its macros, and what must come of it.
record Configuration(List<String> macros, Expected expected) {
    /// Asserted over infinite runs, which takes another search.
    private static final String EVENTUALLY = "EVENTUALLY";

    enum Expected {
        /// The protocol as it is: in every state the assertions hold.
        HOLDS,
        /// A part of it is taken out: a promise must be broken.
        BROKEN,
        /// It is said that something never happens: it must.
        REACHED
    }

    Configuration {
        macros = List.copyOf(macros);
    }

    static List<Configuration> all() {
        List<Configuration> all = new ArrayList<>();
        for (String whole :
                List.of(
                        "LIVES=4 STRICT",
                        "CLOCK_STOPS STRICT",
                        "HOLD",
                        "HOLD NO_SELF_CHECK",
                        "EVENTUALLY LIVES=2")) {
            all.add(of(whole, Expected.HOLDS));
        }
        for (String broken :
                List.of(
                        "NO_FENCE",
                        "NO_INCARNATION",
                        "NO_NUMBER",
                        "NO_SELF_CHECK",
                        "NO_MARGIN",
                        "NO_COMPARE",
                        "TRUST_FROM_ANSWER",
                        "NO_GIVING_UP",
                        "CLOCK_STOPS NO_CLOCKS_COMPARED",
                        "CLOCK_STOPS NO_LOOK_AFTER_BEAT",
                        "HOLD NO_FENCE",
                        "HOLD NO_DEPARTURE",
                        "HOLD NO_SELF_CHECK NO_ROW_HELD",
                        "HOLD NO_MEMORY_FIRST NO_SENDING_ONLY",
                        "EVENTUALLY LIVES=2 NO_TAKING_BACK",
                        "EVENTUALLY LIVES=2 NO_LETTING_GO")) {
            all.add(of(broken, Expected.BROKEN));
        }
        for (String reached :
                List.of(
                        "REACH_TWICE",
                        "REACH_EXPLAINED",
                        "REACH_REFUSED",
                        "REACH_FORGOTTEN",
                        "HOLD REACH_KNOWN_LATE")) {
            all.add(of(reached, Expected.REACHED));
        }
        return all;
    }

    static Configuration of(String macros, Expected expected) {
        return new Configuration(List.of(macros.split(" ", -1)), expected);
    }

    String name() {
        return String.join(" ", macros);
    }

    boolean isOfInfiniteRuns() {
        return macros.contains(EVENTUALLY);
    }

    List<String> defined() {
        return macros.stream().map("-D"::concat).toList();
    }

    /// What the C compiler is told about the search.
    List<String> search() {
        return isOfInfiniteRuns() ? List.of("-DNFAIR=3") : List.of("-DSAFETY");
    }

    /// What the search is told; of infinite runs those count in which every process goes on.
    List<String> wanted() {
        return isOfInfiniteRuns() ? List.of("-a", "-f") : List.of();
    }

    boolean isMetBy(Finding finding) {
        return switch (expected) {
            case HOLDS -> finding.isWhole() && finding.violated().isEmpty();
            case BROKEN -> finding.violated().filter(it -> !it.equals(Finding.NEVER)).isPresent();
            case REACHED -> finding.violated().filter(it -> it.equals(Finding.NEVER)).isPresent();
        };
    }

    static Stream<String> parts() {
        return all().stream().flatMap(one -> one.macros().stream()).distinct();
    }
}
