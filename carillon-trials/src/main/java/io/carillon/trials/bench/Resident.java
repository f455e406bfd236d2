package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// How long claims take among so many schedules that are not due: the whole of them, a tenth, or a
/// hundredth. Of those who are due some are not counted; then comes a herd.
final class Resident {
    static final String WHOLE = "whole";
    static final String TENTH = "tenth";
    static final String HUNDREDTH = "hundredth";

    private static final Map<String, Integer> PARTS = Map.of(WHOLE, 1, TENTH, 10, HUNDREDTH, 100);
    private static final int WARM_UP = 30_000;
    private static final int DUE = 50_000;

    private Resident() {}

    static Figures turn(Turn turn) throws Exception {
        int residents = turn.count() / PARTS.getOrDefault(turn.contestant(), 1);
        ClaimTimes times = ClaimTimes.observed();
        return turn.overDatabase(database -> {
            liveOnce(database);
            People.insert(database, Tenant.DEFAULT, Idle.residents(0, residents));
            Instant begun = Work.now();
            database.settle();
            Duration settling = Duration.between(begun, Work.now());
            Dues warm = Dues.at(residents, begun, WARM_UP);
            Handled handled = new Handled(Dues.at(residents, begun, WARM_UP + DUE), Work.CLOCK);
            Figures figures;
            try (CarillonEngine engine = new CarillonEngine(database, times.url(database))) {
                engine.insert(warm);
                engine.start(handled);
                Work.await(() -> handled.count() >= WARM_UP);
                Instant due = Work.now().plus(settling).plusSeconds(10);
                engine.insert(Dues.at(warm.end(), due, DUE));
                database.settle();
                times.take();
                Meter meter = new Meter(database, due);
                Work.await(() -> handled.count() >= WARM_UP + DUE);
                Work.await(database::sendsNothing);
                Map<String, Double> costs = meter.read(DUE);
                Distribution claims = times.take();
                if (claims.count() == 0) {
                    throw new IllegalStateException("no claim was seen: how does one end now?");
                }
                Work.checkOpen(database.open() - residents);
                figures =
                        Figures.of(
                                        "among %,d: %,d due, after %,d that are not counted"
                                                .formatted(residents, DUE, WARM_UP))
                                .with("claims", claims.count())
                                .with("claim p50 ms", claims.percentile(0.5))
                                .with("claim p99 ms", claims.percentile(0.99))
                                .with(costs);
            }
            return figures.with(handled);
        });
    }

    /// So that the definition is known to be followed, as it is wherever an engine has lived
    /// before: or the next one would look along all residents for what an older version has
    /// planned.
    private static void liveOnce(BenchDatabase database) throws Exception {
        try (CarillonEngine engine = new CarillonEngine(database)) {
            engine.start(_ -> {});
            Work.Condition followed =
                    () ->
                            database.number(
                                            "SELECT count(*) FROM occasion WHERE followed <> version")
                                    == 0;
            Work.await(followed);
            if (!followed.holds()) {
                throw new IllegalStateException("the definition is not followed yet");
            }
        }
    }
}
