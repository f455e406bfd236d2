package io.carillon.engine.input;

import io.carillon.calendar.LocalHours;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.occasion.WhenUnknown;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/// How someone wants a step's deliveries to be sent; what is not mentioned stays. Each field is one
/// value: of a `retry` that is given, what it leaves out takes its default.
final class SendingFields {
    private static final Set<String> RETRY = Set.of("attempts", "waits");
    private static final Set<String> LOCAL_HOURS = Set.of("from", "until");

    private SendingFields() {}

    static UnaryOperator<Sending> read(Fields fields) {
        Optional<RetryPolicy> retry = fields.object("retry", RETRY).flatMap(SendingFields::retry);
        Optional<WhenUnknown> whenUnknown =
                fields.read("whenUnknown", Texts.oneOf(WhenUnknown.values()));
        UnaryOperator<Optional<LocalHours>> localHours = localHours(fields);
        return before ->
                new Sending(
                        retry.orElse(before.retry()),
                        whenUnknown.orElse(before.whenUnknown()),
                        localHours.apply(before.localHours()));
    }

    private static Optional<RetryPolicy> retry(Fields fields) {
        int wrong = fields.errors().size();
        OptionalInt attempts = fields.integer("attempts", 1, RetryPolicy.ATTEMPTS_MAX);
        List<Duration> waits =
                fields.readAll("waits", RetryPolicy.WAITS_MAX, SendingFields::waitTime);
        if (!fields.has("attempts") && !fields.has("waits")) {
            fields.wrong("attempts", "required", "it is missing; or give waits");
        }
        if (!fields.has("waits")) {
            return attempts.isPresent()
                    ? Optional.of(RetryPolicy.of(attempts.getAsInt()))
                    : Optional.empty();
        }
        if (waits.isEmpty()) {
            if (fields.errors().size() == wrong) {
                fields.wrong("waits", "invalid_value", "it must have one duration at least");
            }
            return Optional.empty();
        }
        return Optional.of(
                attempts.isPresent()
                        ? new RetryPolicy(attempts.getAsInt(), waits)
                        : RetryPolicy.of(waits));
    }

    /// Null takes them away.
    private static UnaryOperator<Optional<LocalHours>> localHours(Fields fields) {
        if (fields.isNull("localHours")) {
            return _ -> Optional.empty();
        }
        Optional<LocalHours> given =
                fields.object("localHours", LOCAL_HOURS)
                        .map(hours -> hours.require(List.of("from", "until")))
                        .flatMap(SendingFields::hours);
        return before -> given.or(() -> before);
    }

    private static Optional<LocalHours> hours(Fields fields) {
        Optional<LocalTime> from = fields.read("from", Texts::localTime);
        Optional<LocalTime> until = fields.read("until", Texts::localTime);
        if (from.isPresent() && from.equals(until)) {
            fields.wrong("until", "invalid_value", "it must differ from from");
            return Optional.empty();
        }
        return from.flatMap(begin -> until.map(end -> new LocalHours(begin, end)));
    }

    private static Parsed<Duration> waitTime(String text) {
        Parsed<Duration> parsed = IsoDuration.parse(text);
        return parsed instanceof Value<Duration>(Duration wait)
                        && (wait.compareTo(RetryPolicy.WAIT_MIN) < 0
                                || wait.compareTo(RetryPolicy.WAIT_MAX) > 0)
                ? new Wrong<>(
                        "invalid_duration",
                        "it must be from %s to P%dD"
                                .formatted(RetryPolicy.WAIT_MIN, RetryPolicy.WAIT_MAX.toDays()))
                : parsed;
    }
}
