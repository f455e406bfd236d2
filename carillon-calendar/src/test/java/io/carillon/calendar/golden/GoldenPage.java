package io.carillon.calendar.golden;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.Resolution;
import io.carillon.calendar.Resolution.How;
import io.carillon.calendar.Resolution.Rings;
import io.carillon.calendar.golden.Reading.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The section of `docs/golden-times.md` on one place, by one reading.
record GoldenPage(GoldenPlace place, Reading reading) {
    private static final List<LocalTime> TIMES =
            List.of(LocalTime.MIDNIGHT, LocalTime.of(2, 30), LocalTime.of(9, 0));
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("MM-dd ", Locale.ROOT);

    String text() {
        List<Change> changes = reading.changesIn(place.year());
        return Stream.of(
                        Stream.of("## %s, %d".formatted(place.zone(), place.year()), ""),
                        Stream.of(place.note(), ""),
                        Stream.of("| at | clocks show | and then | |", "|---|---|---|---|"),
                        changes.stream().map(GoldenPage::row),
                        Stream.of("", "| day | 00:00 | 02:30 | 09:00 |", "|---|---|---|---|"),
                        days(changes).stream().map(this::row),
                        Stream.of(""),
                        odd(changes).stream().map(this::policies))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Change change) {
        boolean forward = change.jump().isPositive();
        return "| %s | %s | %s | %s %s |"
                .formatted(
                        utc(change.at()),
                        shown(change.before(), change.was()),
                        shown(change.after(), change.is()),
                        length(change.jump().abs()),
                        forward ? "forward" : "back");
    }

    private String row(LocalDate day) {
        return TIMES.stream()
                .map(time -> " " + cell(day.atTime(time)) + " |")
                .collect(Collectors.joining("", "| " + DAY.format(day) + " |", ""));
    }

    private String cell(LocalDateTime local) {
        return switch (resolve(local, GapPolicy.LATER, OverlapPolicy.EARLIER)) {
            case Rings(var at, var _, var how) ->
                    switch (how) {
                        case PLAIN -> shortUtc(at, local.toLocalDate());
                        case GAP -> "missing";
                        case OVERLAP -> "twice";
                    };
            case Resolution.Skipped() -> throw new AssertionError("LATER skips nothing");
        };
    }

    private String policies(LocalDateTime local) {
        boolean missing = howOf(local) == How.GAP;
        String outcomes =
                missing
                        ? Arrays.stream(GapPolicy.values())
                                .map(gap ->
                                        outcome(gap, resolve(local, gap, OverlapPolicy.EARLIER)))
                                .collect(Collectors.joining("; "))
                        : Arrays.stream(OverlapPolicy.values())
                                .map(overlap ->
                                        outcome(overlap, resolve(local, GapPolicy.SKIP, overlap)))
                                .collect(Collectors.joining("; "));
        return "- %s %s: %s."
                .formatted(day(local), missing ? "is missing" : "comes twice", outcomes);
    }

    private static String outcome(Enum<?> policy, Resolution resolution) {
        return switch (resolution) {
            case Rings(var at, var local, var how) ->
                    "`%s` %s"
                            .formatted(
                                    policy,
                                    how == How.GAP ? day(local) + ", at " + utc(at) : utc(at));
            case Resolution.Skipped() -> "`" + policy + "` nothing";
        };
    }

    /// From the day before each change to the day after it.
    private static SortedSet<LocalDate> days(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> Stream.of(change.before(), change.after()))
                .map(LocalDateTime::toLocalDate)
                .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What is missing or comes twice, of the times of the table and in the middle of each change.
    private SortedSet<LocalDateTime> odd(List<Change> changes) {
        return Stream.concat(
                        days(changes).stream().flatMap(day -> TIMES.stream().map(day::atTime)),
                        changes.stream().map(Change::middle))
                .filter(local -> howOf(local) != How.PLAIN)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private How howOf(LocalDateTime local) {
        return resolve(local, GapPolicy.LATER, OverlapPolicy.EARLIER) instanceof Rings rings
                ? rings.how()
                : How.GAP;
    }

    private Resolution resolve(LocalDateTime local, GapPolicy gap, OverlapPolicy overlap) {
        return reading.resolve(local, gap, overlap);
    }

    private static String shown(LocalDateTime local, ZoneOffset offset) {
        return day(local) + " " + (offset.getTotalSeconds() == 0 ? "+00:00" : offset);
    }

    private static String day(LocalDateTime local) {
        return local.toLocalDate() + " " + local.toLocalTime();
    }

    private static String utc(Instant at) {
        return day(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + "Z";
    }

    /// With the date where it is another one there.
    private static String shortUtc(Instant at, LocalDate day) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        String date = utc.toLocalDate().equals(day) ? "" : SHORT_DAY.format(utc);
        return date + utc.toLocalTime() + "Z";
    }

    private static String length(Duration jump) {
        return Stream.of(
                        part(jump.toHours(), "h"),
                        part(jump.toMinutesPart(), "min"),
                        part(jump.toSecondsPart(), "s"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + " " + unit;
    }
}
