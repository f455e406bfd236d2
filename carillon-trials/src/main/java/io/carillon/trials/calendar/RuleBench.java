package io.carillon.trials.calendar;

import io.carillon.calendar.rrule.LocalTimes;
import io.carillon.calendar.rrule.RecurrenceRule;
import io.carillon.calendar.rrule.RecurrenceSet;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The first thousand occurrences of a rule that was parsed before, without a zone; beside it
/// lib-recur, by the two ways its iterator has. `nextMillis()` gives numbers, as our [LocalTimes]
/// do; `nextDateTime()` gives fields packed into an object, as our `LocalDateTime` does. Both are
/// called without `hasNext()`, which no endless rule needs, and start in floating time, so that no
/// `TimeZone` is asked.
///
/// Before anything is measured, the occurrences of both are compared.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleBench {
    private static final int OCCURRENCES = 1_000;

    /// The last Friday of a month and its last working day, so an occurrence of every rule.
    private static final LocalDateTime START = LocalDateTime.of(2026, 5, 29, 9, 0);

    private static final DateTime PEERS_START = new DateTime(2026, 5 - 1, 29, 9, 0, 0);

    @Param({
        "FREQ=YEARLY",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
    })
    public String rule = "";

    private RecurrenceSet set = RecurrenceSet.of(RecurrenceRule.parse("FREQ=DAILY"), START);
    private org.dmfs.rfc5545.recur.RecurrenceRule peers;

    public RuleBench() {
        try {
            peers = new org.dmfs.rfc5545.recur.RecurrenceRule("FREQ=DAILY");
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void parse() throws InvalidRecurrenceRuleException {
        set = RecurrenceSet.of(RecurrenceRule.parse(rule), START);
        peers = new org.dmfs.rfc5545.recur.RecurrenceRule(rule);
        LocalTimes ours = set.times(START);
        RecurrenceRuleIterator theirs = peers.iterator(PEERS_START);
        for (int i = 0; i < OCCURRENCES; i++) {
            long second = ours.next();
            if (theirs.peekMillis() != 1_000 * second || !isSame(theirs.nextDateTime(), second)) {
                throw new IllegalStateException(rule + " differs at " + LocalTimes.local(second));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(OCCURRENCES)
    public void numbers(Blackhole hole) {
        LocalTimes times = set.times(START);
        for (int i = 0; i < OCCURRENCES; i++) {
            hole.consume(times.next());
        }
    }

    @Benchmark
    @OperationsPerInvocation(OCCURRENCES)
    public void numbersByPeer(Blackhole hole) {
        RecurrenceRuleIterator times = peers.iterator(PEERS_START);
        for (int i = 0; i < OCCURRENCES; i++) {
            hole.consume(times.nextMillis());
        }
    }

    @Benchmark
    @OperationsPerInvocation(OCCURRENCES)
    public void dateTimes(Blackhole hole) {
        Iterator<LocalDateTime> times = set.from(START);
        for (int i = 0; i < OCCURRENCES; i++) {
            hole.consume(times.next());
        }
    }

    @Benchmark
    @OperationsPerInvocation(OCCURRENCES)
    public void dateTimesByPeer(Blackhole hole) {
        RecurrenceRuleIterator times = peers.iterator(PEERS_START);
        for (int i = 0; i < OCCURRENCES; i++) {
            hole.consume(times.nextDateTime());
        }
    }

    private static boolean isSame(DateTime theirs, long second) {
        return LocalDateTime.of(
                                theirs.getYear(),
                                theirs.getMonth() + 1,
                                theirs.getDayOfMonth(),
                                theirs.getHours(),
                                theirs.getMinutes(),
                                theirs.getSeconds())
                        .toEpochSecond(ZoneOffset.UTC)
                == second;
    }
}
