package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What it costs to wait: many schedules, none of them due within the hour.
final class Idle {
    private static final Duration FIRST_DUE = Duration.ofHours(2);
    private static final Duration DUE_WITHIN = Duration.ofDays(360);
    private static final int QUICK_MAX = 100_000;

    private Idle() {}

    static Figures turn(Turn turn) throws Exception {
        boolean quick = turn.count() <= QUICK_MAX;
        Duration calm = Duration.ofSeconds(quick ? 10 : 300);
        Duration measured = Duration.ofSeconds(quick ? 15 : 60);
        return turn.overCountingDatabase(database -> {
            Statements statements = new Statements(database);
            try (CarillonEngine engine = new CarillonEngine(database)) {
                engine.insert(residents(0, turn.count()));
                database.settle();
                engine.start(_ -> {
                    throw new IllegalStateException("nothing is due");
                });
                new Meter(database).read(); // so that what it costs to measure is not measured
                statements.count();
                Thread.sleep(calm);
                statements.reset();
                Meter meter = new Meter(database);
                Thread.sleep(measured);
                Map<String, Double> costs = meter.read();
                double aSecond = statements.count() / meter.seconds();
                return Figures.of(engine.configuration())
                        .with("statements a second", aSecond)
                        .with(costs);
            }
        });
    }

    /// Who will be due, but not while the bench runs.
    static Dues residents(int from, int count) {
        Instant first = Work.now().plus(FIRST_DUE);
        return Dues.over(from, first, DUE_WITHIN, count);
    }
}
