package io.carillon.trials.calendar;

import io.carillon.calendar.Annual;
import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.Occurrences;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.TzSnapshot;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The next due instant of birthdays all over the year and all over the world, zone resolution
/// included.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnualBench {
    private static final int BIRTHDAYS = 1_024;

    private final Occurrences[] birthdays = birthdays();
    private final Instant now = Instant.parse("2026-11-24T00:00:00Z");

    private static Occurrences[] birthdays() {
        Random random = new Random(20261124);
        TzSnapshot tz = TzSnapshot.bundled();
        List<String> zones = tz.ids().stream().sorted().toList();
        Occurrences[] birthdays = new Occurrences[BIRTHDAYS];
        for (int i = 0; i < BIRTHDAYS; i++) {
            MonthDay day =
                    MonthDay.from(java.time.LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366)));
            Annual annual =
                    new Annual(
                            new AnnualDate(day, OptionalInt.empty()),
                            LeapDayPolicy.MAR_1,
                            LocalTime.of(9, 0));
            birthdays[i] =
                    new Occurrences(
                            annual,
                            tz.zone(zones.get(random.nextInt(zones.size()))),
                            GapPolicy.LATER,
                            OverlapPolicy.EARLIER);
        }
        return birthdays;
    }

    @Benchmark
    @OperationsPerInvocation(BIRTHDAYS)
    public void next(Blackhole hole) {
        for (Occurrences birthday : birthdays) {
            hole.consume(birthday.next(now));
        }
    }
}
