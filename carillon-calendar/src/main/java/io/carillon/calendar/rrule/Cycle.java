package io.carillon.calendar.rrule;

/// The Gregorian calendar repeats after 400 years, which are whole weeks. So whoever steps through
/// it has seen all there is when steps and cycle have gone round together; what found nothing by
/// then, finds nothing ever.
final class Cycle {
    static final long YEARS = 400;
    static final long MONTHS = 12 * YEARS;
    static final long DAYS = 146_097;
    static final long WEEKS = DAYS / 7;

    private Cycle() {}

    /// How many steps of `interval` come before one that is like the first, in a cycle of `length`.
    static long steps(long length, long interval) {
        return length / gcd(length, interval);
    }

    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
