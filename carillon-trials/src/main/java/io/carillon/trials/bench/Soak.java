package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.DoubleStream;

/// A steady rate for a long time. From a third of it to the half somebody else holds a transaction
/// open and does nothing, so that no vacuum can take away what has been updated since. A line says
/// of each stretch how it went.
final class Soak {
    static final String HELD_CLAIMS = "claim p50, at last while held / before";
    static final String BACK = "as before after s";

    private static final int A_SECOND = 500;

    /// So long it must go on for its recovery to be told.
    private static final Duration LONG = Duration.ofMinutes(10);

    private final BenchDatabase database;
    private final ClaimTimes claims;
    private final Duration whole;
    private final long step;
    private final Queue<Double> late = new ConcurrentLinkedQueue<>();
    private final Stretches stretches = new Stretches();

    private Soak(BenchDatabase database, ClaimTimes claims, Duration whole) {
        this.database = database;
        this.claims = claims;
        this.whole = whole;
        this.step = Math.clamp(whole.toSeconds() / 12, 1, 30);
    }

    static Figures turn(Turn turn) throws Exception {
        ClaimTimes claims = ClaimTimes.observed();
        return turn.overDatabase(
                database -> new Soak(database, claims, Duration.ofSeconds(turn.count())).run());
    }

    private Figures run() throws Exception {
        int count = Math.toIntExact(whole.toSeconds() * A_SECOND);
        CarillonEngine.migrate(database);
        Instant first = Work.now().plusSeconds(15).plus(Duration.ofNanos(100_000L * count));
        Dues dues = Dues.over(0, first, whole, count);
        Handled handled = new Handled(dues, Work.CLOCK);
        Figures figures;
        try (CarillonEngine engine = new CarillonEngine(database, claims.url(database))) {
            People.insert(database, Tenant.DEFAULT, dues);
            database.settle();
            engine.start(number -> {
                late.add(Duration.between(dues.of(number), Work.now()).toNanos() / 1e6);
                handled.handle(number);
            });
            Meter meter = new Meter(database, first);
            watch(first);
            Work.await(() -> !handled.isShort());
            Map<String, Double> costs = meter.read(count);
            Work.awaitNoneOpen(database);
            figures =
                    Figures.of("%d due each second, %s".formatted(A_SECOND, engine.configuration()))
                            .with(stretches.figures())
                            .with(costs)
                            .with("least late ms", handled.lateness().percentile(0));
            if (whole.compareTo(LONG) >= 0) {
                figures.with(BACK, stretches.secondsUntilAsBefore());
            }
        }
        return figures.with(handled);
    }

    private void watch(Instant first) throws Exception {
        long holdFrom = whole.toSeconds() / 3;
        long holdUntil = whole.toSeconds() / 2;
        try (Connection idle = database.connect()) {
            idle.setAutoCommit(false);
            idle.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (long second = step; second <= whole.toSeconds(); second += step) {
                boolean held = second > holdFrom && second - step < holdUntil;
                if (held) {
                    hold(idle);
                } else {
                    idle.rollback();
                }
                Thread.sleep(Work.now().until(first.plusSeconds(second)));
                stretches.add(look(second, held));
            }
        }
    }

    /// From the first time on it has its number and its snapshot.
    private static void hold(Connection idle) throws SQLException {
        try (Statement statement = idle.createStatement()) {
            statement.execute("SELECT pg_current_xact_id()");
        }
    }

    private Stretch look(long second, boolean held) throws SQLException {
        Distribution taken = taken();
        Distribution claimed = claims.take();
        if (claimed.count() == 0) {
            throw new IllegalStateException("no claim was seen: how does one end now?");
        }
        Stretch stretch =
                new Stretch(
                        second,
                        held,
                        taken.count() / (double) step,
                        taken.percentile(0.5),
                        taken.percentile(0.99),
                        claimed.percentile(0.5),
                        database.number(
                                "SELECT sum(n_dead_tup)::bigint FROM pg_stat_user_tables WHERE relname IN ('schedule', 'delivery')"),
                        database.number("SELECT pg_total_relation_size('schedule') >> 20"),
                        database.number("SELECT pg_total_relation_size('delivery') >> 20"));
        System.out.println(stretch.line());
        return stretch;
    }

    private Distribution taken() {
        DoubleStream.Builder some = DoubleStream.builder();
        for (Double one = late.poll(); one != null; one = late.poll()) {
            some.add(one);
        }
        return Distribution.of(some.build());
    }
}
