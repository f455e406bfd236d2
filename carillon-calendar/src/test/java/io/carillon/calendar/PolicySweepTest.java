package io.carillon.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.tzif.PlainZone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every zone and every local hour from 1970 to 2100, under every policy; and around each change of
/// the clocks every second that matters. What is right is looked up in the stretches of time
/// between two changes, which [PlainZone] tells: it is only ever asked for the offset at an
/// instant.
@Tag("sweep")
class PolicySweepTest {
    private static final long START = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond();
    private static final int HOUR = 3_600;

    /// No clocks are further from UTC, and no gap is longer.
    private static final long REACH = 48 * HOUR;

    /// From one change of the clocks until the next.
    private record Stretch(long from, long until, int offset) {
        boolean shows(long local) {
            return from <= local - offset && local - offset < until;
        }

        boolean startsAfter(long local) {
            return local - offset < from;
        }

        boolean endsBefore(long local) {
            return local - offset >= until;
        }
    }

    @Test
    void every_local_hour_from_1970_to_2100_rings_as_every_policy_says() {
        LongAdder compared = new LongAdder();

        assertThat(
                        BundledFiles.ZONES.entrySet().parallelStream()
                                .flatMap(file -> new Sweep(file).wrong(compared).stream()))
                .isEmpty();

        Draws.tally("local times under a policy", compared.sum());
    }

    private static final class Sweep {
        private final String id;
        private final TzZone zone;
        private final List<Stretch> stretches;
        private final List<String> wrong = new ArrayList<>();
        private int near;
        private long compared;

        Sweep(Map.Entry<String, byte[]> file) {
            id = file.getKey();
            zone = TzSnapshot.bundled().zone(id);
            stretches = stretches(PlainZone.of(file.getValue()));
        }

        List<String> wrong(LongAdder total) {
            LongStream.range(START / HOUR, END / HOUR)
                    .map(hour -> hour * HOUR)
                    .forEach(this::check);
            near = 0;
            stretches.stream()
                    .skip(1)
                    .flatMap(this::edges)
                    .filter(local -> local >= START && local < END)
                    .sorted()
                    .forEach(this::check);
            total.add(compared);
            return wrong.stream().limit(5).toList();
        }

        /// The first and the last seconds that a change skips or repeats, and its neighbours.
        private Stream<Long> edges(Stretch after) {
            int before = stretches.get(stretches.indexOf(after) - 1).offset();
            return Stream.of(after.from() + before, after.from() + after.offset())
                    .flatMap(edge -> Stream.of(edge - 1, edge, edge + 1));
        }

        private void check(long local) {
            while (stretches.get(near).until() + REACH < local) {
                near++;
            }
            List<Stretch> showing = new ArrayList<>(2);
            int jump = -1;
            for (int i = near;
                    i < stretches.size() && stretches.get(i).from() - REACH <= local;
                    i++) {
                if (stretches.get(i).shows(local)) {
                    showing.add(stretches.get(i));
                } else if (i > 0
                        && stretches.get(i - 1).endsBefore(local)
                        && stretches.get(i).startsAfter(local)) {
                    jump = i;
                }
            }
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            for (GapPolicy gap : GapPolicy.values()) {
                for (OverlapPolicy overlap : OverlapPolicy.values()) {
                    Resolution expected =
                            showing.isEmpty()
                                    ? jumped(
                                            local,
                                            stretches.get(jump - 1),
                                            stretches.get(jump),
                                            gap)
                                    : shown(local, showing, overlap);
                    compared++;
                    if (!Resolution.of(time, zone, gap, overlap).equals(expected)) {
                        wrong.add("%s at %s under %s, %s".formatted(id, time, gap, overlap));
                    }
                }
            }
        }

        private static Resolution shown(long local, List<Stretch> in, OverlapPolicy overlap) {
            Stretch chosen =
                    switch (overlap) {
                        case EARLIER -> in.getFirst();
                        case LATER -> in.getLast();
                    };
            return rings(
                    local - chosen.offset(),
                    local,
                    in.size() == 1 ? Resolution.How.PLAIN : Resolution.How.OVERLAP);
        }

        private static Resolution jumped(long local, Stretch from, Stretch to, GapPolicy gap) {
            int jump = to.offset() - from.offset();
            return switch (gap) {
                case LATER -> rings(local - from.offset(), local + jump, Resolution.How.GAP);
                case EARLIER -> rings(local - to.offset(), local - jump, Resolution.How.GAP);
                case SKIP -> new Resolution.Skipped();
            };
        }

        private static Resolution rings(long second, long local, Resolution.How how) {
            return new Resolution.Rings(
                    Instant.ofEpochSecond(second),
                    LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC),
                    how);
        }

        /// Found by looking once an hour, and then ever closer.
        private static List<Stretch> stretches(PlainZone plain) {
            List<Stretch> stretches = new ArrayList<>();
            long from = Long.MIN_VALUE / 2;
            int offset = plain.offsetAt(START - 2 * REACH);
            for (long second = START - 2 * REACH; second < END + 2 * REACH; second += HOUR) {
                if (plain.offsetAt(second) != offset) {
                    long change = changeBetween(second - HOUR, second, plain);
                    stretches.add(new Stretch(from, change, offset));
                    from = change;
                    offset = plain.offsetAt(second);
                }
            }
            stretches.add(new Stretch(from, Long.MAX_VALUE / 2, offset));
            return stretches;
        }

        private static long changeBetween(long before, long after, PlainZone plain) {
            long low = before;
            long high = after;
            while (high - low > 1) {
                long middle = (low + high) / 2;
                if (plain.offsetAt(middle) == plain.offsetAt(before)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }
    }
}
