package io.carillon.server.occasion;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.LocalHours;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.runtime.OccasionEdits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An occasion as the API shows it.
record OccasionJson(
        String localTime,
        LeapDayPolicy leapDay,
        GapPolicy gap,
        OverlapPolicy overlap,
        SameDay sameDay,
        String expiresAfter,
        String lateAfter,
        CatchUp catchUp,
        Retry retry,
        WhenUnknown whenUnknown,
        @Nullable Hours localHours) {
    /// The hours in which what is late may go.
    record Hours(String from, String until) {
        static Hours of(LocalHours hours) {
            return new Hours(hours.from().toString(), hours.until().toString());
        }
    }

    /// How often it is tried, and how long it waits in between.
    record Retry(int attempts, List<String> waits) {
        static Retry of(RetryPolicy retry) {
            return new Retry(
                    retry.attempts(), retry.waits().stream().map(Duration::toString).toList());
        }
    }

    /// How far the schedules have followed a change: how many are due at another instant now, and
    /// how many are still to be looked at.
    record Replan(long moved, long remaining) {}

    /// An occasion after a change.
    record Changed(@JsonUnwrapped OccasionJson occasion, Replan replan) {
        static Changed of(OccasionEdits.Changed changed) {
            return new Changed(
                    OccasionJson.of(changed.occasion()),
                    new Replan(changed.moved(), changed.remaining()));
        }
    }

    static OccasionJson of(Occasion occasion) {
        Policies policies = occasion.policies();
        Sending sending = occasion.step().sending();
        return new OccasionJson(
                occasion.step().localTime().toString(),
                policies.leapDay(),
                policies.gap(),
                policies.overlap(),
                policies.sameDay(),
                policies.expiresAfter().toString(),
                policies.lateAfter().toString(),
                policies.catchUp(),
                Retry.of(sending.retry()),
                sending.whenUnknown(),
                sending.localHours().map(Hours::of).orElse(null));
    }
}
