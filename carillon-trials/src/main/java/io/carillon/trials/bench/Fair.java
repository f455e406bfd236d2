package io.carillon.trials.bench;

import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.Installation.Added;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// How late a tenant is who has a few deliveries, while others are in the way: a crowd that is due
/// at the very instant at which the few are, and whose endpoint answers at once or takes its time;
/// or thirty endpoints that hang. Of the few half are due at that instant, and half within the five
/// seconds after it.
final class Fair {
    static final String CROWD = "crowd";
    static final String SLOW_CROWD = "slow-crowd";
    static final String HANG = "hang";

    private static final Duration LEAD = Duration.ofSeconds(10);
    private static final Duration SPREAD = Duration.ofSeconds(5);
    private static final int FEW = 100;
    private static final Outcome ACCEPTED = new Outcome.Accepted("at once");

    private final BenchDatabase database;
    private final Queue<Double> atOnce = new ConcurrentLinkedQueue<>();
    private final Set<SubjectId> handled = ConcurrentHashMap.newKeySet();
    private final Queue<Double> after = new ConcurrentLinkedQueue<>();
    private int people;

    /// So many others are in the way, each with this part of the whole crowd, and an endpoint like
    /// this.
    private record InTheWay(int others, int part, Channel channel) {
        static InTheWay of(String name) {
            return switch (name) {
                case HANG ->
                        new InTheWay(30, 50, _ -> later(10_000, new Outcome.Unknown("no answer")));
                case SLOW_CROWD -> new InTheWay(1, 1, _ -> later(50, ACCEPTED));
                default -> new InTheWay(1, 1, _ -> ACCEPTED);
            };
        }

        private static Outcome later(long millis, Outcome outcome) throws InterruptedException {
            Thread.sleep(millis);
            return outcome;
        }
    }

    private Fair(BenchDatabase database) {
        this.database = database;
    }

    static Figures turn(Turn turn) throws Exception {
        return turn.overDatabase(database -> {
            try (Databases databases =
                    CarillonEngine.open(database.url(), database.user(), database.password())) {
                return new Fair(database)
                        .run(databases, InTheWay.of(turn.contestant()), turn.count());
            }
        });
    }

    private Figures run(Databases databases, InTheWay inTheWay, int count) throws Exception {
        List<Added> tenants = Tenants.add(databases, inTheWay.others() + 1);
        Added few = tenants.getLast();
        Instant due = Work.now().plus(LEAD).truncatedTo(ChronoUnit.SECONDS);
        Map<Integer, Channel> channels = new HashMap<>();
        for (Added other : tenants.subList(0, inTheWay.others())) {
            channels.put(other.endpoint(), inTheWay.channel());
            insert(other, Dues.at(people, due, count / inTheWay.part()));
        }
        channels.put(few.endpoint(), dispatch -> note(dispatch, due));
        insert(few, Dues.at(people, due, FEW));
        insert(few, Dues.over(people, due.plus(SPREAD.dividedBy(FEW)), SPREAD, FEW));
        database.settle();
        try (Engine engine = CarillonEngine.live(databases, "bench", channels)) {
            engine.start();
            if (Work.now().isAfter(due)) {
                throw new IllegalStateException("to insert took longer than " + LEAD);
            }
            Work.await(() -> atOnce.size() + after.size() >= 2 * FEW);
        }
        Distribution first = late(atOnce);
        Distribution later = late(after);
        return Figures.of(
                        "tenants in the way: %d, each with %,d"
                                .formatted(inTheWay.others(), count / inTheWay.part()))
                .with("at that instant p50 ms", first.percentile(0.5))
                .with("at that instant max ms", first.percentile(1))
                .with("after it p50 ms", later.percentile(0.5))
                .with("after it max ms", later.percentile(1))
                .with(Figures.LOST, 2L * FEW - handled.size())
                .with(Figures.TWICE, (long) atOnce.size() + after.size() - handled.size());
    }

    private void insert(Added tenant, Dues dues) throws Exception {
        People.insert(database, tenant.tenant(), dues);
        people = dues.end();
    }

    private Outcome note(Dispatch dispatch, Instant due) {
        handled.add(dispatch.message().subject());
        Instant dueAt = dispatch.message().dueAt();
        (dueAt.equals(due) ? atOnce : after)
                .add(Duration.between(dueAt, Work.now()).toNanos() / 1e6);
        return ACCEPTED;
    }

    private static Distribution late(Queue<Double> millis) {
        return Distribution.of(millis.stream().mapToDouble(Double::doubleValue));
    }
}
