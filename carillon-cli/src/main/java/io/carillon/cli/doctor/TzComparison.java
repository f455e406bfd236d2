package io.carillon.cli.doctor;

import io.carillon.calendar.TzDifference;
import io.carillon.calendar.TzDifference.Moved;
import io.carillon.calendar.TzSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where another release of the tz database says otherwise than the one in use, at `from` or later.
/// What it says is bounded, however much differs.
final class TzComparison {
    /// Yearly rules differ within a year; what tables list further ahead, as for Morocco's Ramadan,
    /// ends before that.
    private static final int YEARS = 100;

    private static final int ROWS_MAX = 40;
    private static final int IDS_MAX = 6;

    private final String otherName;
    private final Instant from;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> onlyInUse = new ArrayList<>();
    private final List<String> onlyOther = new ArrayList<>();

    /// A zone by its id in the release in use, and how it differs.
    private record Zone(String id, Moved moved) {}

    /// A zone with those of its links that differ in the same way; itself first, if it does.
    private record Row(Zone zone, List<String> ids) {
        private static final Comparator<Row> ORDER =
                Comparator.<Row, Instant>comparing(row -> row.zone().moved().at())
                        .thenComparing(row -> row.ids().getFirst());

        private Row {
            ids =
                    ids.stream()
                            .sorted(
                                    Comparator.comparing((String id) -> !id.equals(zone.id()))
                                            .thenComparing(Comparator.naturalOrder()))
                            .toList();
        }
    }

    TzComparison(TzSnapshot inUse, TzSnapshot other, String otherName, Instant from) {
        this.otherName = otherName;
        this.from = from;
        Instant until = from.plus(Duration.ofDays(YEARS * 365L + YEARS / 4));
        Map<Zone, List<String>> zones = new HashMap<>();
        TzDifference.between(other, inUse, from, until)
                .forEach((id, difference) -> {
                    switch (difference) {
                        case Moved moved ->
                                zones.computeIfAbsent(
                                                new Zone(inUse.canonical(id).orElseThrow(), moved),
                                                _ -> new ArrayList<>())
                                        .add(id);
                        case TzDifference.Added() -> onlyInUse.add(id);
                        case TzDifference.Gone() -> onlyOther.add(id);
                    }
                });
        zones.forEach((zone, ids) -> rows.add(new Row(zone, ids)));
        rows.sort(Row.ORDER);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "From %s on, for %s years, %s shows other times in %s%s\n"
                        .formatted(
                                from,
                                YEARS,
                                otherName,
                                count(zones(), "zone"),
                                rows.isEmpty() ? "" : ":"));
        if (!rows.isEmpty()) {
            text.append(line("first", "in use", "there", "zone and its links"));
        }
        rows.stream().limit(ROWS_MAX).forEach(row -> text.append(line(row)));
        if (rows.size() > ROWS_MAX) {
            text.append("  and %s more\n".formatted(rows.size() - ROWS_MAX));
        }
        only(onlyInUse, "the one in use", text);
        only(onlyOther, otherName, text);
        return text.toString();
    }

    private long zones() {
        return rows.stream().map(row -> row.zone().id()).distinct().count();
    }

    private String line(Row row) {
        Moved moved = row.zone().moved();
        return line(
                moved.at().equals(from) ? "now" : moved.at().toString(),
                offset(moved.is()),
                offset(moved.was()),
                list(row.ids()));
    }

    private static String line(String first, String inUse, String there, String ids) {
        return "  %-20s  %-9s  %-9s  %s\n".formatted(first, inUse, there, ids);
    }

    private static void only(List<String> ids, String whose, StringBuilder text) {
        if (!ids.isEmpty()) {
            text.append(
                    "Only %s has %s: %s\n".formatted(whose, count(ids.size(), "id"), list(ids)));
        }
    }

    private static String list(List<String> ids) {
        String some = String.join(", ", ids.subList(0, Math.min(IDS_MAX, ids.size())));
        return ids.size() > IDS_MAX ? "%s and %s more".formatted(some, ids.size() - IDS_MAX) : some;
    }

    private static String count(long number, String what) {
        return number == 0 ? "no " + what : number + " " + what + (number == 1 ? "" : "s");
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
