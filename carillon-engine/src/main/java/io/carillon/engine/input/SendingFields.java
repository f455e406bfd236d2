package io.carillon.engine.input;

import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import io.carillon.engine.occasion.RetryPolicy;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.occasion.WhenUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/// How someone wants a step's deliveries to be sent; what is not mentioned stays. Each field is one
/// value: of a `retry` that is given, what it leaves out takes its default.
final class SendingFields {
    private static final Set<String> RETRY = Set.of("attempts", "waits");

    private SendingFields() {}

    static UnaryOperator<Sending> read(Fields fields) {
        Optional<RetryPolicy> retry = fields.object("retry", RETRY).flatMap(SendingFields::retry);
        Optional<WhenUnknown> whenUnknown =
                fields.read("whenUnknown", Texts.oneOf(WhenUnknown.values()));
        return before ->
                new Sending(retry.orElse(before.retry()), whenUnknown.orElse(before.whenUnknown()));
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
