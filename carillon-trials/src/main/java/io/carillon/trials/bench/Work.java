package io.carillon.trials.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.DoubleStream;

/// How contestants are put to work. Each first handles some occurrences that are not counted, and
/// is then made anew over the same database.
final class Work {
    static final InstantSource CLOCK = InstantSource.system();

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration PREPARING = Duration.ofSeconds(6);
    private static final Duration PAST = Duration.ofMinutes(1);

    private static final int BURST = 1_000;
    private static final int WARM_UP_LIVES = 6;
    private static final int LEAD_PART = 5;

    private Work() {}

    static Instant now() {
        return CLOCK.instant();
    }

    static Figures drain(Turn turn) throws Exception {
        return turn.overDatabase(database ->
                drain(turn, database, () -> Contestants.make(turn.contestant(), database)));
    }

    /// Whoever is measured, made anew each time.
    interface Making {
        Contestant make() throws Exception;
    }

    static Figures drain(Turn turn, BenchDatabase database, Making making) throws Exception {
        warmUp(turn, PAST, making);
        Dues dues = Dues.at(turn.warmUp(), now().minus(PAST), turn.count());
        Handled handled = new Handled(dues, CLOCK);
        Figures figures;
        try (Contestant contestant = making.make()) {
            contestant.insert(dues);
            database.settle();
            Meter meter = new Meter(database);
            contestant.start(handler(dues.from(), handled, handled));
            awaitEnd(contestant, handled);
            double seconds = meter.seconds();
            Map<String, Double> costs = meter.read(turn.count());
            checkOpen(contestant);
            figures =
                    Figures.of(contestant.configuration())
                            .with("a second", turn.count() / seconds)
                            .with(costs);
        }
        return figures.with(handled); // what is handled once more while it ends counts as well
    }

    static Figures insert(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            try (Contestant contestant = Contestants.make(turn.contestant(), database)) {
                Instant due = now().plus(Duration.ofDays(30));
                contestant.insertAsUsersDo(Dues.at(0, due, turn.warmUp()));
                long before = contestant.open();
                database.settle();
                Meter meter = new Meter(database);
                contestant.insertAsUsersDo(Dues.at(turn.warmUp(), due, turn.count()));
                double seconds = meter.seconds();
                Map<String, Double> costs = meter.read(turn.count());
                long missing = before + turn.count() - contestant.open();
                return Figures.of(contestant.configuration())
                        .with("a second", turn.count() / seconds)
                        .with(costs)
                        .with(Figures.LOST, Math.max(0, missing))
                        .with(Figures.TWICE, Math.max(0, -missing));
            }
        });
    }

    static Figures herd(Turn turn) throws Exception {
        return punctually(turn, 0, first -> Dues.at(turn.warmUp(), first, turn.count()));
    }

    static Figures punctual(Turn turn) throws Exception {
        int lead = turn.count() / LEAD_PART;
        int all = lead + turn.count();
        Duration stretch = Duration.ofMillis(all);
        return punctually(turn, lead, first -> Dues.over(turn.warmUp(), first, stretch, all));
    }

    static Figures bursts(Turn turn) throws Exception {
        int lead = turn.count() / LEAD_PART / BURST * BURST;
        int all = lead + turn.count();
        return punctually(turn, lead, first -> Dues.bursts(turn.warmUp(), first, BURST, all));
    }

    private interface From {
        Dues at(Instant first);
    }

    /// The contestant is at work when what is due comes due. The first few, the lead, are not
    /// counted: for what comes due one by one is other work than what warmed it up.
    private static Figures punctually(Turn turn, int lead, From from) throws Exception {
        return turn.overDatabase(database -> {
            Making making = () -> Contestants.make(turn.contestant(), database);
            Duration inserting = warmUp(turn, Duration.ZERO, making);
            Duration enough =
                    inserting
                            .multipliedBy(2L * (lead + turn.count()))
                            .dividedBy(turn.warmUp())
                            .plus(PREPARING);
            Dues all = from.at(now().plus(enough));
            Dues dues = all.behind(lead);
            Handled before = new Handled(all.upTo(lead), CLOCK);
            Handled handled = new Handled(dues, CLOCK);
            Figures figures;
            try (Contestant contestant = making.make()) {
                contestant.insert(all);
                database.settle();
                contestant.start(handler(dues.from(), before, handled));
                if (now().isAfter(all.first().minusSeconds(1))) {
                    throw new IllegalStateException(
                            "to insert took longer than until the first is due");
                }
                Meter meter = new Meter(database, dues.first());
                awaitEnd(contestant, handled);
                Map<String, Double> costs = meter.read(dues.count());
                checkOpen(contestant);
                Distribution late = handled.lateness();
                figures =
                        Figures.of(contestant.configuration())
                                .with("late p50 ms", late.percentile(0.5))
                                .with("late p99 ms", late.percentile(0.99))
                                .with("late max ms", late.percentile(1))
                                .with("least late ms", leastLate(before, handled))
                                .with(costs);
            }
            return figures.with(Figures.LOST, handled.lost() + before.lost())
                    .with(Figures.TWICE, handled.twice() + before.twice());
        });
    }

    /// Of those that are not counted as well.
    static double leastLate(Handled before, Handled handled) {
        return DoubleStream.of(before.lateness().percentile(0), handled.lateness().percentile(0))
                .filter(millis -> !Double.isNaN(millis)) // there are none
                .min()
                .orElse(Double.NaN);
    }

    /// How long it took to insert what it is warmed up by, which was due for so long when that
    /// began: as what is measured, for what is a minute late is other work than what is not, or
    /// hardly. That is in several lives, for to the compiler of the JDK a start and an end are news
    /// as well, which it compiles all anew for.
    private static Duration warmUp(Turn turn, Duration past, Making making) throws Exception {
        Duration inserting = Duration.ZERO;
        int each = Math.ceilDiv(turn.warmUp(), WARM_UP_LIVES);
        for (int from = 0; from < turn.warmUp(); from += each) {
            int count = Math.min(each, turn.warmUp() - from);
            Dues dues = Dues.at(from, now().minus(past), count);
            Handled handled = new Handled(dues, CLOCK);
            try (Contestant contestant = making.make()) {
                Instant begun = now();
                contestant.insert(dues);
                inserting = inserting.plus(Duration.between(begun, now()));
                contestant.start(handler(from, handled, handled));
                awaitEnd(contestant, handled);
            }
            handled.check();
        }
        return inserting;
    }

    /// Made at one place, so that it is of one class: a handler of another class than before is
    /// news to the compiler of the JDK, which compiles all anew that it called one from.
    private static Contestant.Handler handler(int from, Handled before, Handled handled) {
        return number -> (number < from ? before : handled).handle(number);
    }

    /// Waits until all were handled and the database says so; for one that loses some, not for
    /// ever.
    private static void awaitEnd(Contestant contestant, Handled handled) throws Exception {
        await(() -> !handled.isShort());
        await(contestant::isSettled);
    }

    /// Whether it was right to say that all is settled.
    private static void checkOpen(Contestant contestant) throws Exception {
        checkOpen(contestant.open());
    }

    /// Waits until the database says of all that they were handled.
    static void awaitNoneOpen(BenchDatabase database) throws Exception {
        await(() -> database.open() == 0);
        checkOpen(database.open());
    }

    static void checkOpen(long open) {
        if (open != 0) {
            throw new IllegalStateException(open + " are not known to have been handled");
        }
    }

    /// Something that comes true sooner or later.
    interface Condition {
        boolean holds() throws Exception;
    }

    /// Waits for it, but not for ever.
    static void await(Condition condition) throws Exception {
        Instant deadline = now().plus(PATIENCE);
        while (!condition.holds() && now().isBefore(deadline)) {
            Thread.sleep(5);
        }
    }
}
