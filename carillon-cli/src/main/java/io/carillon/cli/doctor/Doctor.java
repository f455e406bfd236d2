package io.carillon.cli.doctor;

import io.carillon.calendar.TzSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What an operator wants to know first: what runs here, by which tz database, and where the JDK's
/// own, or the one that came along, says otherwise from now on. It changes nothing.
public final class Doctor {
    private Doctor() {}

    /// Lines on Carillon itself and its Java.
    public static String installation() {
        return Installation.present().text();
    }

    /// Lines on the tz database in use, `origin` says from where, beside the others that are here.
    public static String timeZones(TzSnapshot inUse, String origin, Instant now) {
        return timeZones(inUse, origin, JdkTz.snapshot(), now);
    }

    static String timeZones(TzSnapshot inUse, String origin, TzSnapshot jdk, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        TzSnapshot bundled = TzSnapshot.bundled();
        boolean isBundled = inUse == bundled;
        StringBuilder text = new StringBuilder();
        text.append("  tz database  %s, %s\n".formatted(inUse.version(), origin));
        text.append("  the JDK's    %s, which nothing here asks\n".formatted(jdk.version()));
        if (!isBundled) {
            text.append("  not in use   %s, which came along\n".formatted(bundled.version()));
        }
        text.append(compared(inUse, jdk, "the JDK's " + jdk.version(), from));
        if (!isBundled) {
            text.append(
                    compared(
                            inUse, bundled, "the " + bundled.version() + " that came along", from));
        }
        return text.toString();
    }

    private static String compared(TzSnapshot inUse, TzSnapshot other, String name, Instant from) {
        return "\n" + new TzComparison(inUse, other, name, from).text();
    }
}
