package io.carillon.calendar.tzif;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A second reading of a TZif file, which knows one thing only: the offset at an instant. It shares
/// no code with the first one, builds no rules, and reckons days by counting them.
public final class PlainZone {
    private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int DAY = 86_400;

    private final long[] times;
    private final int[] offsets;
    private final int before;
    private final Optional<Footer> footer;

    private PlainZone(long[] times, int[] offsets, int before, String footer) {
        this.times = times;
        this.offsets = offsets;
        this.before = before;
        this.footer = footer.isEmpty() ? Optional.empty() : Optional.of(new Footer(footer));
    }

    public static PlainZone of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int second = 44 + length(in, 0, 4);
        int timeCount = in.getInt(second + 32);
        int table = second + 44;
        int indexes = table + 8 * timeCount;
        int types = indexes + timeCount;
        long[] times = new long[timeCount];
        int[] offsets = new int[timeCount];
        for (int i = 0; i < timeCount; i++) {
            times[i] = in.getLong(table + 8 * i);
            offsets[i] = in.getInt(types + 6 * (in.get(indexes + i) & 0xff));
        }
        int end = table + length(in, second, 8);
        String footer = new String(file, end, file.length - end, StandardCharsets.US_ASCII);
        return new PlainZone(times, offsets, in.getInt(types), footer.strip());
    }

    private static int length(ByteBuffer in, int header, int size) {
        return in.getInt(header + 20)
                + in.getInt(header + 24)
                + in.getInt(header + 28) * (size + 4)
                + in.getInt(header + 32) * (size + 1)
                + in.getInt(header + 36) * 6
                + in.getInt(header + 40);
    }

    public long[] times() {
        return times.clone();
    }

    /// The offset from UTC in seconds.
    public int offsetAt(long second) {
        if (times.length > 0 && second < times[0]) {
            return before;
        }
        boolean afterTable = times.length == 0 || second >= times[times.length - 1];
        if (afterTable && footer.isPresent() && !holds(second)) {
            return footer.get().offsetAt(second);
        }
        if (times.length == 0) {
            return before;
        }
        int found = Arrays.binarySearch(times, second);
        return offsets[found >= 0 ? found : -found - 2];
    }

    /// Whether the table's last offset still holds, because its footer has not come to a change
    /// yet.
    private boolean holds(long second) {
        return times.length > 0 && !footer.orElseThrow().changes(times[times.length - 1], second);
    }

    /// What a footer says: `M`, `J` or ` ` and its numbers, then the time.
    private static final class Footer {
        private record Change(char form, List<Integer> numbers, int time) {
            static Change of(String text) {
                String[] parts = text.split("/", -1);
                char form = Character.isLetter(text.charAt(0)) ? text.charAt(0) : ' ';
                String[] numbers = parts[0].substring(form == ' ' ? 0 : 1).split("[.]", -1);
                return new Change(
                        form,
                        Arrays.stream(numbers).map(Integer::valueOf).toList(),
                        parts.length > 1 ? clock(parts[1]) : 7_200);
            }

            /// In seconds of local time since 1970.
            long in(long year) {
                long day = newYear(year);
                switch (form) {
                    case 'J' ->
                            day +=
                                    numbers.get(0)
                                            - 1
                                            + (numbers.get(0) >= 60 && isLeap(year) ? 1 : 0);
                    case 'M' -> day = dayInWeek(year);
                    default -> day += numbers.get(0);
                }
                return day * DAY + time;
            }

            private long dayInWeek(long year) {
                long first = newYear(year);
                for (int month = 1; month < numbers.get(0); month++) {
                    first += length(month, year);
                }
                long day = first;
                while (Math.floorMod(day + 4, 7) != numbers.get(2)) {
                    day++;
                }
                day += 7L * (numbers.get(1) - 1);
                return day >= first + length(numbers.get(0), year) ? day - 7 : day;
            }
        }

        private final int standard;
        private int daylight;
        private Change start = Change.of("0");
        private Change end = start;
        private String rest;

        Footer(String text) {
            rest = text;
            name();
            standard = -clock(clockAhead());
            daylight = standard;
            if (!rest.isEmpty()) {
                name();
                String written = clockAhead();
                daylight = written.isEmpty() ? standard + 3_600 : -clock(written);
                String[] changes = rest.split(",", -1);
                start = Change.of(changes[1]);
                end = Change.of(changes[2]);
            }
        }

        int offsetAt(long second) {
            long year = 1970 + Math.floorDiv(second, 31_556_952L);
            for (long y = year - 2; y <= year + 2 && daylight != standard; y++) {
                long from = start.in(y) - standard;
                long ending = y;
                while (end.in(ending) - daylight <= from) {
                    ending++;
                }
                if (from <= second && second < end.in(ending) - daylight) {
                    return daylight;
                }
            }
            return standard;
        }

        /// Whether it has a change later than `after` and not later than `until`.
        boolean changes(long after, long until) {
            long year = 1970 + Math.floorDiv(until, 31_556_952L);
            for (long y = year - 2; y <= year + 2 && daylight != standard; y++) {
                for (long at : new long[] {start.in(y) - standard, end.in(y) - daylight}) {
                    if (after < at && at <= until && offsetAt(at) != offsetAt(at - 1)) {
                        return true;
                    }
                }
            }
            return until - after > 3 * 31_556_952L;
        }

        private void name() {
            boolean isQuoted = rest.startsWith("<");
            int length = isQuoted ? rest.indexOf('>') + 1 : 0;
            while (!isQuoted && Character.isLetter(rest.charAt(length))) {
                length++;
            }
            rest = rest.substring(length);
        }

        private String clockAhead() {
            int length = 0;
            while (length < rest.length() && "+-:0123456789".indexOf(rest.charAt(length)) >= 0) {
                length++;
            }
            String clock = rest.substring(0, length);
            rest = rest.substring(length);
            return clock;
        }

        private static int clock(String written) {
            int seconds = 0;
            int unit = 3_600;
            for (String part : written.replaceFirst("^[+-]", "").split(":", -1)) {
                seconds += Integer.parseInt(part) * unit;
                unit /= 60;
            }
            return written.startsWith("-") ? -seconds : seconds;
        }

        private static int length(int month, long year) {
            return MONTHS[month - 1] + (month == 2 && isLeap(year) ? 1 : 0);
        }

        private static boolean isLeap(long year) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        }

        /// The day of a 1 January since 1970-01-01.
        private static long newYear(long year) {
            return 365 * (year - 1970) + leapDaysBefore(year) - leapDaysBefore(1970);
        }

        private static long leapDaysBefore(long year) {
            long last = year - 1;
            return Math.floorDiv(last, 4L) - Math.floorDiv(last, 100L) + Math.floorDiv(last, 400L);
        }
    }
}
