package io.carillon.calendar.tzif;

import java.util.List;
import java.util.SplittableRandom;

/// Draws footers of every form: the same ones for the same seed.
final class FooterDraws {
    private static final List<String> SIGNS = List.of("", "-", "+");
    private static final List<String> RESTS = List.of("", "", "", ":30", ":45", ":00:01", ":59:59");

    private final SplittableRandom random;

    FooterDraws(long seed) {
        random = new SplittableRandom(seed);
    }

    String next() {
        String daylight = either() ? "" : clock(14);
        return "<-XX>%s<+YY>%s,%s,%s".formatted(clock(14), daylight, change(), change());
    }

    boolean either() {
        return random.nextBoolean();
    }

    int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    long between(long min, long max) {
        return random.nextLong(min, max + 1);
    }

    private String change() {
        String day =
                switch (random.nextInt(3)) {
                    case 0 -> "M%d.%d.%d".formatted(between(1, 12), between(1, 5), between(0, 6));
                    case 1 -> "J" + atAnEndOrBetween(1, 365);
                    default -> Integer.toString(atAnEndOrBetween(0, 365));
                };
        return switch (random.nextInt(3)) {
            case 0 -> day;
            case 1 -> day + "/" + clock(24);
            default -> day + "/" + clock(167);
        };
    }

    private String clock(int hoursMax) {
        return pick(SIGNS) + atAnEndOrBetween(0, hoursMax) + pick(RESTS);
    }

    private int atAnEndOrBetween(int min, int max) {
        return switch (random.nextInt(10)) {
            case 0 -> min;
            case 1 -> max;
            default -> between(min, max);
        };
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
