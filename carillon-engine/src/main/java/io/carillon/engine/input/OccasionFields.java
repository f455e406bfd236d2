package io.carillon.engine.input;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.occasion.Sending;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What someone wants an occasion to be; what is not mentioned stays.
public record OccasionFields(
        Optional<LocalTime> localTime,
        UnaryOperator<Policies> policies,
        UnaryOperator<Sending> sending) {

    /// The names of the fields.
    public static final Set<String> KNOWN =
            Set.of(
                    "localTime",
                    "leapDay",
                    "gap",
                    "overlap",
                    "sameDay",
                    "expiresAfter",
                    "lateAfter",
                    "catchUp",
                    "retry",
                    "whenUnknown",
                    "localHours");

    /// Reads an object that knows [#KNOWN]; what is wrong is among its errors afterwards.
    public static OccasionFields read(Fields fields) {
        Optional<LocalTime> localTime = fields.read("localTime", Texts::localTime);
        Optional<LeapDayPolicy> leapDay =
                fields.read("leapDay", Texts.oneOf(LeapDayPolicy.values()));
        Optional<GapPolicy> gap = fields.read("gap", Texts.oneOf(GapPolicy.values()));
        Optional<OverlapPolicy> overlap =
                fields.read("overlap", Texts.oneOf(OverlapPolicy.values()));
        Optional<SameDay> sameDay = fields.read("sameDay", Texts.oneOf(SameDay.values()));
        Optional<Expiry> expiresAfter = fields.read("expiresAfter", OccasionFields::expiry);
        Optional<Duration> lateAfter = fields.read("lateAfter", IsoDuration::parse);
        Optional<CatchUp> catchUp = fields.read("catchUp", Texts.oneOf(CatchUp.values()));
        return new OccasionFields(
                localTime,
                before ->
                        new Policies(
                                leapDay.orElse(before.leapDay()),
                                gap.orElse(before.gap()),
                                overlap.orElse(before.overlap()),
                                sameDay.orElse(before.sameDay()),
                                expiresAfter.orElse(before.expiresAfter()),
                                lateAfter.orElse(before.lateAfter()),
                                catchUp.orElse(before.catchUp())),
                SendingFields.read(fields));
    }

    public Occasion applyTo(Occasion occasion) {
        return occasion.with(
                        policies.apply(occasion.policies()),
                        localTime.orElse(occasion.step().localTime()))
                .with(sending.apply(occasion.step().sending()));
    }

    private static Parsed<Expiry> expiry(String text) {
        return switch (text) {
            case "END_OF_LOCAL_DAY" -> new Value<>(new Expiry.EndOfLocalDay());
            case "NEVER" -> new Value<>(new Expiry.Never());
            default ->
                    switch (IsoDuration.parse(text)) {
                        case Value<Duration>(Duration duration) ->
                                new Value<>(new Expiry.After(duration));
                        case Wrong<Duration>(String code, String detail) ->
                                new Wrong<>(code, detail + "; or END_OF_LOCAL_DAY, or NEVER");
                    };
        };
    }
}
