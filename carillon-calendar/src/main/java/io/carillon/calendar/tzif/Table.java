package io.carillon.calendar.tzif;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The data block of a file: the offset before everything, and each entry of its table in order,
/// also those that change a name only.
record Table(ZoneOffset first, List<Entry> entries) {
    /// From this second since 1970 on, the clocks are at this offset.
    record Entry(long at, ZoneOffset offset) {}

    /// What a type says: the offset, and the name that people give it.
    private record Type(ZoneOffset offset, String name) {}

    /// The name of local time that nobody knows: an uninhabited place, a truncated file.
    private static final String UNKNOWN = "-00";

    static Table read(Header header, Bytes bytes) throws Malformed {
        check(header);
        bytes.need(header.blockLength(Long.BYTES), "data");
        long[] times = times(bytes, (int) header.times());
        byte[] indexes = bytes.take((int) header.times());
        List<Type> types = types(header, bytes);
        bytes.skip(header.standardIndicators() + header.utIndicators(), "indicators");

        Type last = types.getFirst();
        List<Entry> entries = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            int index = Byte.toUnsignedInt(indexes[i]);
            if (index >= types.size()) {
                throw new Malformed("names a local time type " + index + " that it does not have");
            }
            last = types.get(index);
            entries.add(new Entry(times[i], last.offset()));
        }
        if (last.name().equals(UNKNOWN)) {
            throw new Malformed("says that local time is not known (-00) in the end");
        }
        return new Table(types.getFirst().offset(), List.copyOf(entries));
    }

    private static void check(Header header) throws Malformed {
        if (header.leapSeconds() != 0) {
            throw new Malformed(
                    "counts leap seconds, as files in right/ do, and our clocks do not");
        }
        if (header.types() == 0 || header.types() > 256) {
            throw new Malformed("has " + header.types() + " local time types, not 1 to 256");
        }
        if (header.letters() == 0) {
            throw new Malformed("has no names of local times");
        }
        for (long indicators : new long[] {header.standardIndicators(), header.utIndicators()}) {
            if (indicators != 0 && indicators != header.types()) {
                throw new Malformed(
                        "has %d indicators for %d local time types"
                                .formatted(indicators, header.types()));
            }
        }
    }

    private static long[] times(Bytes bytes, int count) throws Malformed {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = bytes.signed64();
            if (i > 0 && times[i] <= times[i - 1]) {
                throw new Malformed("has times that do not rise, at entry " + i);
            }
        }
        return times;
    }

    private static List<Type> types(Header header, Bytes bytes) throws Malformed {
        record Written(int seconds, int daylight, int name) {}
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < header.types(); i++) {
            written.add(new Written(bytes.signed32(), bytes.unsigned8(), bytes.unsigned8()));
        }
        String names = new String(bytes.take((int) header.letters()), US_ASCII);
        List<Type> types = new ArrayList<>();
        for (Written type : written) {
            int end = names.indexOf('\0', type.name());
            if (type.daylight() > 1 || end < 0) {
                throw new Malformed("has a broken local time type " + types.size());
            }
            types.add(new Type(offset(type.seconds()), names.substring(type.name(), end)));
        }
        return types;
    }

    static ZoneOffset offset(int seconds) throws Malformed {
        if (Math.abs((long) seconds) > ZoneOffset.MAX.getTotalSeconds()) {
            throw new Malformed("is " + seconds + " s from UTC, and 18 hours is the most");
        }
        return ZoneOffset.ofTotalSeconds(seconds);
    }
}
