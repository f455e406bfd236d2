package io.carillon.calendar.chronology;

/// Where Sun and Moon are seen from the centre of the Earth, and when the Moon is new and the Sun
/// enters a twelfth of its way. Times are Julian centuries of terrestrial time (TT) from J2000,
/// angles radians.
///
/// In 1900 to 2100 a new moon is right within 3 seconds, and a solar term within 5. What it is made
/// of, and what each part leaves out:
///
/// - the Moon by ELP/MPP02, terms above 0.03″: at most 0.9″, which is 1.7 s of a new moon;
/// - the Earth by VSOP87D, terms above 0.01″: at most 0.2″, 0.4 s of a new moon and 4 s of a term;
/// - nutation by the 15 greatest terms of IAU 1980: 0.05″ at most, 1 s of a term, and none of a new
///   moon, since it moves both alike;
/// - the precession of VSOP87 corrected to that of IAU 2006; light time, aberration, and the
///   difference between the equinoxes of VSOP87 and FK5 as Meeus has them.
///
/// The bounds of the first three are the greatest differences from the full series (35,000 terms),
/// and from the Sun of IAU's SOFA library, over these years. `SkyTest` has instants that others
/// computed from JPL's ephemerides.
///
/// Sources: Chapront and Francou, "The lunar theory ELP revisited" (2003); Bretagnon and Francou,
/// "Planetary theories in rectangular and spherical variables: VSOP87" (1988); Meeus, "Astronomical
/// Algorithms" (1998), chapters 22, 25 and 47; Capitaine, Wallace and Chapront, "Expressions for
/// IAU 2000 precession quantities" (2003).
final class Sky {
    private static final double ARCSECOND = Math.PI / 180 / 3600;

    private static final Series EARTH_LONGITUDE = Series.read("earth-longitude.txt", Math::cos);
    private static final Series EARTH_DISTANCE = Series.read("earth-distance.txt", Math::cos);
    private static final Series MOON_LONGITUDE = Series.read("moon-longitude.txt", Math::sin);

    /// The Moon's mean longitude W1 of ELP/MPP02, fitted to DE405.
    private static final double[] MOON_MEAN = {
        3.8103440908308803, 8399.68473007193, -3.318952042550094e-5, 3.11024944910606e-8
    };

    /// General precession in longitude: that of IAU 1976, and what IAU 2000 corrected.
    private static final double PRECESSION_CORRECTION = -0.29965 * ARCSECOND;

    private static final double[] PRECESSION = {0, 5029.0966, 1.1120, 0.000077};

    /// Multiples of D, M, M′, F and Ω, and the coefficient in 0.0001″: IAU 1980, by size.
    private static final int[][] NUTATION = {
        {0, 0, 0, 0, 1, -171_996},
        {-2, 0, 0, 2, 2, -13_187},
        {0, 0, 0, 2, 2, -2_274},
        {0, 0, 0, 0, 2, 2_062},
        {0, 1, 0, 0, 0, 1_426},
        {0, 0, 1, 0, 0, 712},
        {-2, 1, 0, 2, 2, -517},
        {0, 0, 0, 2, 1, -386},
        {0, 0, 1, 2, 2, -301},
        {-2, -1, 0, 2, 2, 217},
        {-2, 0, 1, 0, 0, -158},
        {-2, 0, 0, 2, 1, 129},
        {0, 0, -1, 2, 2, 123},
        {2, 0, 0, 0, 0, 63},
        {0, 0, 1, 0, 1, 63},
    };

    /// What the greatest coefficient changes by in a century, in 0.0001″.
    private static final double NUTATION_RATE = -174.2;

    /// The Moon is seen where it was 1.28 s ago.
    private static final double MOON_LIGHT_TIME = -0.70 * ARCSECOND;

    /// Mean motions, in a century.
    private static final double ELONGATION_RATE = 7_771.377;

    private static final double SUN_RATE = 628.332;

    /// Three thousandths of a second.
    private static final double PRECISION = 1e-12;

    private Sky() {}

    /// The `k`-th new moon, counted from that of 6 January 2000.
    static double newMoon(int k) {
        double t = (5.09766 + 29.530588861 * k) / 36_525;
        double step;
        do {
            step = -wrapped(moonLongitude(t) - sunLongitude(t)) / ELONGATION_RATE;
            t += step;
        } while (Math.abs(step) > PRECISION);
        return t;
    }

    /// When the Sun's apparent longitude is `n` times 30 degrees, counted on from the March equinox
    /// of 2000.
    static double solarTerm(int n) {
        double t = (79.8 + n * 365.2422 / 12) / 36_525;
        double step;
        do {
            double longitude = sunLongitude(t) + nutation(t);
            step = -wrapped(longitude - n * Math.PI / 6) / SUN_RATE;
            t += step;
        } while (Math.abs(step) > PRECISION);
        return t;
    }

    /// Of the Sun as it is seen, but for nutation; mean equinox of date.
    private static double sunLongitude(double t) {
        double millennia = t / 10;
        double fk5 = -0.09033 * ARCSECOND;
        double aberration = -20.4898 * ARCSECOND / EARTH_DISTANCE.at(millennia);
        return EARTH_LONGITUDE.at(millennia)
                + Math.PI
                + PRECESSION_CORRECTION * t
                + fk5
                + aberration;
    }

    /// Of the Moon as it is seen, but for nutation; mean equinox of date.
    private static double moonLongitude(double t) {
        return polynomial(t, MOON_MEAN)
                + MOON_LONGITUDE.at(t) * ARCSECOND
                + polynomial(t, PRECESSION) * ARCSECOND
                + PRECESSION_CORRECTION * t
                + MOON_LIGHT_TIME;
    }

    private static double nutation(double t) {
        double[] arguments = {
            Math.toRadians(polynomial(t, 297.85036, 445_267.111480, -0.0019142)),
            Math.toRadians(polynomial(t, 357.52772, 35_999.050340, -0.0001603)),
            Math.toRadians(polynomial(t, 134.96298, 477_198.867398, 0.0086972)),
            Math.toRadians(polynomial(t, 93.27191, 483_202.017538, -0.0036825)),
            Math.toRadians(polynomial(t, 125.04452, -1_934.136261, 0.0020708)),
        };
        double sum = NUTATION_RATE * t * Math.sin(arguments[4]);
        for (int[] term : NUTATION) {
            double angle = 0;
            for (int i = 0; i < arguments.length; i++) {
                angle += term[i] * arguments[i];
            }
            sum += term[arguments.length] * Math.sin(angle);
        }
        return sum * 0.0001 * ARCSECOND;
    }

    static double polynomial(double t, double... coefficients) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * t + coefficients[i];
        }
        return sum;
    }

    /// The same angle, in half a turn either way.
    private static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
