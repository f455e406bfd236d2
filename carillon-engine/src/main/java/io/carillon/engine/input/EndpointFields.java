package io.carillon.engine.input;

import io.carillon.engine.endpoint.BreakerPolicy;
import io.carillon.engine.endpoint.Endpoint;
import io.carillon.engine.endpoint.Limits;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// What someone wants an endpoint to be; what is not mentioned stays.
public record EndpointFields(Optional<Boolean> enabled, UnaryOperator<Endpoint> edit) {
    private static final int RATE_MOST = 100_000;
    private static final int CALLS_MOST = 1_000;

    /// The fields that are told and cannot be set are known, too: so that what was read may be sent
    /// back.
    private static final Set<String> KNOWN =
            Set.of(
                    "key",
                    "channel",
                    "enabled",
                    "disabledAt",
                    "disabledReason",
                    "failingSince",
                    "concurrencyMax",
                    "rateMax",
                    "ratePer",
                    "breaker");

    private static final Set<String> BREAKER =
            Set.of(
                    "state",
                    "openedAt",
                    "probeAt",
                    "calls",
                    "failures",
                    "failureRate",
                    "callsMin",
                    "window",
                    "probeAfter",
                    "probeAfterMax");

    /// The fields of an object; what is wrong is among their errors after [#read].
    public static Fields of(ObjectNode object) {
        return new Fields(object, KNOWN);
    }

    public static EndpointFields read(Fields fields) {
        Optional<Boolean> enabled = fields.truth("enabled");
        UnaryOperator<Limits> limits = limits(fields);
        UnaryOperator<BreakerPolicy> policy =
                fields.object("breaker", BREAKER)
                        .map(EndpointFields::policy)
                        .orElse(UnaryOperator.identity());
        return new EndpointFields(
                enabled,
                before ->
                        before.with(limits.apply(before.limits()))
                                .with(policy.apply(before.policy())));
    }

    /// Whether it breaks a rule that only the endpoint as a whole can break; said among the errors.
    public static void check(Endpoint endpoint, Fields fields) {
        BreakerPolicy policy = endpoint.policy();
        if (policy.probeAfterMax().compareTo(policy.probeAfter()) < 0) {
            fields.wrong(
                    "breaker.probeAfterMax",
                    "contradicting",
                    "it must not be shorter than probeAfter, " + policy.probeAfter());
        }
    }

    private static UnaryOperator<Limits> limits(Fields fields) {
        UnaryOperator<Optional<Integer>> concurrencyMax =
                maybe(fields, "concurrencyMax", Limits.CONCURRENCY_MOST);
        UnaryOperator<Optional<Integer>> rateMax = maybe(fields, "rateMax", RATE_MOST);
        Optional<Duration> ratePer =
                fields.read("ratePer", within(Duration.ofSeconds(1), Duration.ofHours(1)));
        return before ->
                new Limits(
                        concurrencyMax.apply(before.concurrencyMax()),
                        rateMax.apply(before.rateMax()),
                        ratePer.orElse(before.ratePer()));
    }

    private static UnaryOperator<BreakerPolicy> policy(Fields fields) {
        OptionalDouble failureRate = fields.number("failureRate", 0.01, 1);
        OptionalInt callsMin = fields.integer("callsMin", 1, CALLS_MOST);
        Optional<Duration> window =
                fields.read("window", within(Duration.ofSeconds(10), Duration.ofHours(1)));
        Optional<Duration> probeAfter =
                fields.read("probeAfter", within(Duration.ofSeconds(1), Duration.ofHours(1)));
        Optional<Duration> probeAfterMax =
                fields.read("probeAfterMax", within(Duration.ofSeconds(1), Duration.ofDays(1)));
        return before ->
                new BreakerPolicy(
                        failureRate.orElse(before.failureRate()),
                        callsMin.orElse(before.callsMin()),
                        window.orElse(before.window()),
                        probeAfter.orElse(before.probeAfter()),
                        probeAfterMax.orElse(before.probeAfterMax()));
    }

    /// A whole number from 1, or null for none.
    private static UnaryOperator<Optional<Integer>> maybe(Fields fields, String name, int most) {
        if (fields.isNull(name)) {
            return _ -> Optional.empty();
        }
        OptionalInt given = fields.integer(name, 1, most);
        return before -> given.isPresent() ? Optional.of(given.getAsInt()) : before;
    }

    private static Function<String, Parsed<Duration>> within(Duration least, Duration most) {
        return text ->
                IsoDuration.parse(text) instanceof Value<Duration>(Duration given)
                                && given.compareTo(least) >= 0
                                && given.compareTo(most) <= 0
                        ? new Value<>(given)
                        : new Wrong<>(
                                "invalid_duration",
                                "it must be a duration from %s to %s".formatted(least, most));
    }
}
