package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;

/// What is measured, and how a turn of it goes.
enum Mode {
    /// All is due already; it ends when the database says of each that it was handled.
    DRAIN(20_000, 100_000) {
        @Override
        Figures turn(Contestant contestant, String name, BenchDatabase database, int count)
                throws Exception {
            Dues dues = Dues.at(now().minusSeconds(60), count);
            Handled handled = new Handled(dues, CLOCK);
            contestant.insert(dues);
            database.settle();
            Meter meter = new Meter(database);
            contestant.start(handled);
            awaitEnd(contestant, handled);
            double seconds = meter.seconds();
            return Figures.of(contestant, name, handled)
                    .with("a second", count / seconds)
                    .with(meter.read(count));
        }
    },

    /// Schedules of the future are stored.
    INSERT(20_000, 100_000) {
        @Override
        Figures turn(Contestant contestant, String name, BenchDatabase database, int count)
                throws Exception {
            Dues dues = Dues.at(now().plus(Duration.ofDays(30)), count);
            database.settle();
            Meter meter = new Meter(database);
            contestant.insertAsUsersDo(dues);
            double seconds = meter.seconds();
            long stored = contestant.open();
            Figures figures = Figures.of(contestant, name, new Handled(Dues.at(now(), 0), CLOCK));
            return new Figures(
                            name,
                            figures.configuration(),
                            Math.max(0, count - stored),
                            Math.max(0, stored - count),
                            figures.values())
                    .with("a second", count / seconds)
                    .with(meter.read(count));
        }
    },

    /// All is due at one instant that is still to come.
    HERD(5_000, 20_000) {
        @Override
        Figures turn(Contestant contestant, String name, BenchDatabase database, int count)
                throws Exception {
            return punctually(contestant, name, database, Dues.at(now().plusSeconds(15), count));
        }
    },

    /// Spread evenly over a stretch of time, by milliseconds.
    PUNCTUAL(10_000, 60_000) {
        @Override
        Figures turn(Contestant contestant, String name, BenchDatabase database, int count)
                throws Exception {
            Dues dues = Dues.over(now().plusSeconds(15), Duration.ofMillis(count), count);
            return punctually(contestant, name, database, dues);
        }
    };

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final int quick;
    private final int usual;

    Mode(int quick, int usual) {
        this.quick = quick;
        this.usual = usual;
    }

    abstract Figures turn(Contestant contestant, String name, BenchDatabase database, int count)
            throws Exception;

    int count(boolean isQuick) {
        return isQuick ? quick : usual;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String text) {
        return Stream.of(values())
                .filter(mode -> mode.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no bench " + text));
    }

    static Instant now() {
        return CLOCK.instant();
    }

    /// Waits until all were handled and the database says so; for one that loses some, not for
    /// ever.
    private static void awaitEnd(Contestant contestant, Handled handled) throws Exception {
        Instant deadline = now().plus(PATIENCE);
        while (handled.isShort() && now().isBefore(deadline)) {
            Thread.sleep(5);
        }
        while (contestant.open() > 0 && now().isBefore(deadline)) {
            Thread.sleep(5);
        }
    }

    /// The contestant is at work when what is due comes due.
    private static Figures punctually(
            Contestant contestant, String name, BenchDatabase database, Dues dues)
            throws Exception {
        Handled handled = new Handled(dues, CLOCK);
        contestant.insert(dues);
        database.settle();
        contestant.start(handled);
        if (now().isAfter(dues.first().minusSeconds(2))) {
            throw new IllegalStateException("to insert took longer than until the first is due");
        }
        Meter meter = new Meter(database);
        awaitEnd(contestant, handled);
        long[] late = handled.lateness();
        return Figures.of(contestant, name, handled)
                .with("late p50 ms", Handled.percentile(late, 0.5) / 1e3)
                .with("late p99 ms", Handled.percentile(late, 0.99) / 1e3)
                .with("late max ms", Handled.percentile(late, 1) / 1e3)
                .with("least late ms", late[0] / 1e3)
                .with(meter.read(dues.count()));
    }
}
