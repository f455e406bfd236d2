package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What it costs to wait: many schedules, none of them due within the hour. The slow ones have
/// fewer, for a shorter time.
final class Idle {
    private static final String CPU = "cpu % of a core";

    private static final Duration FIRST_DUE = Duration.ofHours(2);
    private static final Duration DUE_WITHIN = Duration.ofDays(360);
    private static final int QUICK_MAX = 100_000;

    /// A stretch of the wait, by how long after the start.
    private record Part(Duration from, Duration to) {}

    private static final Part QUICK = new Part(Duration.ofSeconds(10), Duration.ofSeconds(25));
    private static final Part EARLY = new Part(Duration.ofMinutes(5), Duration.ofMinutes(6));

    /// By then the JDK has compiled what it is going to compile.
    private static final Part LATER = new Part(Duration.ofMinutes(15), Duration.ofMinutes(20));

    private Idle() {}

    static Figures turn(Turn turn) throws Exception {
        boolean quick = turn.count() <= QUICK_MAX;
        return turn.overCountingDatabase(database -> {
            Statements statements = new Statements(database);
            try (Contestant contestant = Contestants.make(turn.contestant(), database)) {
                contestant.insert(residents(0, turn.count()));
                database.settle();
                AtomicInteger handled = new AtomicInteger();
                contestant.start(_ -> handled.incrementAndGet());
                Instant started = Work.now();
                new Meter(database).read(); // so that what it costs to measure is not measured
                statements.count();
                Figures figures = Figures.of(contestant.configuration());
                if (quick) {
                    figures.with(costs(QUICK, started, database, statements));
                } else {
                    double early =
                            costs(EARLY, started, database, statements)
                                    .getOrDefault(CPU, Double.NaN);
                    figures.with(costs(LATER, started, database, statements))
                            .with(CPU + ", in the sixth minute", early);
                }
                if (contestant instanceof CarillonEngine) {
                    figures.with("deliveries", database.number("SELECT count(*) FROM delivery"));
                }
                return figures.with("handled", handled.get());
            }
        });
    }

    private static Map<String, Double> costs(
            Part part, Instant started, BenchDatabase database, Statements statements)
            throws Exception {
        Thread.sleep(Work.now().until(started.plus(part.from())));
        statements.reset();
        Meter meter = new Meter(database);
        Thread.sleep(Work.now().until(started.plus(part.to())));
        Map<String, Double> costs = meter.read();
        costs.put("statements a second", statements.count() / meter.seconds());
        return costs;
    }

    /// Who will be due, but not while the bench runs.
    static Dues residents(int from, int count) {
        Instant first = Work.now().plus(FIRST_DUE);
        return Dues.over(from, first, DUE_WITHIN, count);
    }
}
