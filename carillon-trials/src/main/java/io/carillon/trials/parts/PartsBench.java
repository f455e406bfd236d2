package io.carillon.trials.parts;

import io.carillon.calendar.GapPolicy;
import io.carillon.calendar.LeapDayPolicy;
import io.carillon.calendar.OverlapPolicy;
import io.carillon.calendar.TzSnapshot;
import io.carillon.channels.webhook.WebhookSecret;
import io.carillon.channels.webhook.WebhookSignature;
import io.carillon.engine.Slot;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Content;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.Message;
import io.carillon.engine.occasion.CatchUp;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.occasion.Step;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Planner;
import io.carillon.engine.schedule.Rule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a claim and a send do for each delivery, without the database and the network.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PartsBench {
    private static final Instant DUE = Instant.parse("2026-06-15T08:00:00Z");
    private static final String PERIOD = "2026";

    /// As long as the body of a birthday's webhook.
    private static final int BODY_LENGTH = 320;

    private final TzSnapshot tz = TzSnapshot.bundled();
    private final Occasion occasion =
            new Occasion(
                    Tenant.DEFAULT,
                    1,
                    Occasion.BIRTHDAY,
                    "dateOfBirth",
                    1,
                    new Policies(
                            LeapDayPolicy.MAR_1,
                            GapPolicy.LATER,
                            OverlapPolicy.EARLIER,
                            SameDay.SEND,
                            new Expiry.EndOfLocalDay(),
                            Duration.ofHours(1),
                            CatchUp.LATEST),
                    new Step(
                            "day",
                            LocalTime.of(9, 0),
                            1,
                            "Hey, {firstName} {lastName} it's your birthday",
                            Sending.ofDefaults()));
    private final SubjectId subject =
            SubjectId.create(new Slot(7), DUE, new SplittableRandom(20261126));
    private final Profile profile =
            new Profile(
                    "Europe/London",
                    Map.of("dateOfBirth", "1990-06-15"),
                    Map.of("firstName", "Ada", "lastName", "Lovelace"));
    private final Content content = new Content(PERIOD, DUE, false, profile.attributes());
    private final ScheduleKey schedule = new ScheduleKey(Tenant.DEFAULT, subject, 1, "day");
    private final LocalDate day = LocalDate.of(2026, 1, 1);
    private final WebhookSignature signature = new WebhookSignature(WebhookSecret.generate());
    private final String id = DeliveryId.of(schedule, PERIOD, day).toString();
    private final byte[] body = "x".repeat(BODY_LENGTH).getBytes(StandardCharsets.UTF_8);

    /// The message of a delivery, with the names in its template filled in.
    @Benchmark
    public Optional<Message> message() {
        return content.message(occasion, subject);
    }

    @Benchmark
    public String signature() {
        return signature.sign(id, DUE.getEpochSecond(), body);
    }

    @Benchmark
    public DeliveryId id() {
        return DeliveryId.of(schedule, PERIOD, day);
    }

    /// From a profile to what follows a period that was decided, as a claim does.
    @Benchmark
    public Optional<Due> nextDue() {
        return switch (Rule.of(occasion, profile, tz)) {
            case Rule.Planned planned -> Planner.following(planned.occurrences(), PERIOD);
            case Rule.Broken broken -> throw new IllegalStateException(broken.reason());
        };
    }
}
