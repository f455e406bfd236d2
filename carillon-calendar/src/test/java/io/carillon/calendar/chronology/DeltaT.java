package io.carillon.calendar.chronology;

/// ΔT, by which terrestrial time (TT) is ahead of universal time (UT), in seconds: the polynomials
/// of Espenak and Meeus, "Five Millennium Canon of Solar Eclipses", NASA/TP-2006-214141 (2006), for
/// 1900 to 2150.
///
/// Up to 2005 they follow observation within a second. From then on they are a forecast, which the
/// Earth has not kept: in 2026 it is some 6 seconds too high, at the end of the century perhaps a
/// minute. `NearMidnightTest` says which days depend on that.
final class DeltaT {
    private DeltaT() {}

    /// At a time in Julian centuries from J2000.
    static double at(double centuries) {
        double year = 2000 + 100 * centuries;
        if (year < 1920) {
            return Sky.polynomial(year - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197);
        }
        if (year < 1941) {
            return Sky.polynomial(year - 1920, 21.20, 0.84493, -0.076100, 0.0020936);
        }
        if (year < 1961) {
            return Sky.polynomial(year - 1950, 29.07, 0.407, -1.0 / 233, 1.0 / 2547);
        }
        if (year < 1986) {
            return Sky.polynomial(year - 1975, 45.45, 1.067, -1.0 / 260, -1.0 / 718);
        }
        if (year < 2005) {
            return Sky.polynomial(
                    year - 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599);
        }
        if (year < 2050) {
            return Sky.polynomial(year - 2000, 62.92, 0.32217, 0.005589);
        }
        double century = (year - 1820) / 100;
        return -20 + 32 * century * century - 0.5628 * (2150 - year);
    }
}
