package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.DueClock;
import io.carillon.engine.VirtualClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Operate;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.occasion.Expiry;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Policies;
import io.carillon.engine.occasion.SameDay;
import io.carillon.engine.occasion.Sending;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.Subject;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// People, a bell and a clock for tests: an engine by hand over an empty database.
final class Town {
    private static final TzSnapshot TZ = TzSnapshot.bundled();

    final Databases databases = TestDatabase.empty();
    final VirtualClock clock;
    final RecordingChannel channel;

    /// To the endpoint of the first tenant that is added.
    final RecordingChannel neighbours;

    final List<EngineEvent> events = new ArrayList<>();
    EngineEvent.Listener listener = _ -> {};
    final Engine engine;

    private final Machine machine = new Machine();

    private Town(String now, EngineSettings settings, TzSnapshot tz) {
        clock = new VirtualClock(Instant.parse(now));
        channel = new RecordingChannel(clock);
        neighbours = new RecordingChannel(clock);
        engine = engine(tz, settings);
    }

    private Engine engine(TzSnapshot tz, EngineSettings settings) {
        return Engine.byHand(
                databases,
                tz,
                clock,
                machine.time(),
                settings,
                Map.of(Engine.WEBHOOK, channel, Engine.WEBHOOK + 1, neighbours),
                event -> {
                    events.add(event);
                    listener.on(event);
                });
    }

    /// Another engine over the same database, as on another machine, sending through this channel.
    Engine beside(Machine other, Channel through) {
        return Engine.byHand(
                databases,
                TZ,
                clock,
                other.time(),
                EngineSettings.ofDefaults("beside"),
                Map.of(Engine.WEBHOOK, through));
    }

    /// The engine, or another one, is killed in the middle of a send.
    static void killedIn(Engine dying) {
        assertThatThrownBy(dying::round).isInstanceOf(Killed.class);
    }

    /// This town's engine finds that every other one is dead, and takes back what they had leased.
    void buriesTheDead() {
        engine.beat();
        machine.passes(Duration.ofSeconds(7));
        engine.beat();
    }

    /// The town's clock, for those who are to take it for the real one.
    DueClock inRealTime() {
        return new DueClock() {
            @Override
            public boolean isVirtual() {
                return false;
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
    }

    static Town at(String now) {
        return at(now, EngineSettings.ofDefaults("town"));
    }

    static Town at(String now, EngineSettings settings) {
        return new Town(now, settings, TZ);
    }

    static Town at(String now, TzSnapshot tz) {
        return new Town(now, EngineSettings.ofDefaults("town"), tz);
    }

    /// Another engine over the same database: after this one, or beside it.
    Engine another(TzSnapshot tz) {
        return engine(tz, EngineSettings.ofDefaults("another"));
    }

    SubjectId person(String dateOfBirth, String zone) {
        return person("Ada", dateOfBirth, zone);
    }

    SubjectId person(String firstName, String dateOfBirth, String zone) {
        return person(engine, firstName, dateOfBirth, zone);
    }

    /// A person whom that engine plans.
    SubjectId person(Engine by, String firstName, String dateOfBirth, String zone) {
        return person(by.subjects(), firstName, dateOfBirth, zone);
    }

    static SubjectId person(
            SubjectEdits subjects, String firstName, String dateOfBirth, String zone) {
        Profile profile =
                new Profile(
                        zone,
                        Map.of("dateOfBirth", dateOfBirth),
                        Map.of("firstName", firstName, "lastName", "Lovelace"));
        return subjects.create(new NewSubject("user", Optional.empty(), profile)).id();
    }

    void people(int count, String dateOfBirth, String zone) {
        IntStream.range(0, count).forEach(i -> person("P" + i, dateOfBirth, zone));
    }

    /// Another tenant, whose messages go through [#neighbours]; its people are born on that day.
    int neighbour(int people, String dateOfBirth, String zone) {
        int tenant = engine.installation().addTenant("neighbour", "webhook", "webhook").tenant();
        SubjectEdits subjects = engine.subjects(tenant);
        IntStream.range(0, people).forEach(i -> person(subjects, "N" + i, dateOfBirth, zone));
        return tenant;
    }

    void moves(SubjectId id, String zone) {
        edit(id, profile -> new Profile(zone, profile.dates(), profile.attributes()));
    }

    void isReallyBornOn(SubjectId id, String dateOfBirth) {
        edit(
                id,
                profile ->
                        new Profile(
                                profile.zone(),
                                Map.of("dateOfBirth", dateOfBirth),
                                profile.attributes()));
    }

    void isCalled(SubjectId id, String firstName) {
        edit(
                id,
                profile -> {
                    Map<String, String> attributes = new HashMap<>(profile.attributes());
                    attributes.put("firstName", firstName);
                    return new Profile(profile.zone(), profile.dates(), attributes);
                });
    }

    Subject edit(SubjectId id, UnaryOperator<Profile> edit) {
        return engine.subjects().change(id, edit).orElseThrow();
    }

    OccasionEdits.Changed ringsAt(String localTime) {
        return define(occasion -> occasion.with(occasion.policies(), LocalTime.parse(localTime)));
    }

    OccasionEdits.Changed policies(UnaryOperator<Policies> edit) {
        return define(occasion ->
                occasion.with(edit.apply(occasion.policies()), occasion.step().localTime()));
    }

    static Policies expiresAfter(Policies p, String expiry) {
        return new Policies(
                p.leapDay(),
                p.gap(),
                p.overlap(),
                p.sameDay(),
                Expiry.parse(expiry),
                p.lateAfter(),
                p.catchUp());
    }

    static Policies sameDay(Policies p, SameDay sameDay) {
        return new Policies(
                p.leapDay(),
                p.gap(),
                p.overlap(),
                sameDay,
                p.expiresAfter(),
                p.lateAfter(),
                p.catchUp());
    }

    OccasionEdits.Changed sending(UnaryOperator<Sending> edit) {
        return define(occasion -> occasion.with(edit.apply(occasion.step().sending())));
    }

    OccasionEdits.Changed define(UnaryOperator<Occasion> edit) {
        return engine.occasions().change(Occasion.BIRTHDAY, edit).orElseThrow();
    }

    /// What an operator does to every delivery there is, or those of these ids.
    Operate.Done operate(Operation operation, DeliveryId... ids) {
        List<DeliveryId> all =
                ids.length == 0 ? deliveries().stream().map(Delivery::id).toList() : List.of(ids);
        return engine.deliveries()
                .operate(Selection.of(all), operation, new Action.Cause("Grace", "as agreed"));
    }

    /// What stands in the history of a delivery, in the order in which it happened.
    List<String> history(Delivery delivery) {
        List<String> all = new ArrayList<>();
        List<Action> actions = engine.views().actions(delivery);
        int next = 0;
        for (Attempt attempt : engine.views().history(delivery)) {
            while (next < actions.size() && actions.get(next).attempts() < attempt.number()) {
                all.add(actions.get(next++).kind().text());
            }
            all.add(attempt.number() + " " + attempt.outcome());
        }
        actions.subList(next, actions.size()).forEach(action -> all.add(action.kind().text()));
        return all;
    }

    /// Time passes, and each bell rings at its instant.
    void until(String instant) {
        Instant end = Instant.parse(instant);
        engine.round();
        Optional<Instant> next = engine.nextDueAt();
        while (next.isPresent() && !next.get().isAfter(end)) {
            if (next.get().isAfter(clock.instant())) {
                clock.set(next.get());
            }
            engine.round();
            next = engine.nextDueAt();
        }
        clock.set(end);
        engine.round();
    }

    /// Time passes with the engine switched off; then it comes back.
    void downUntil(String instant) {
        asleepUntil(instant);
        engine.round();
    }

    /// Time passes with the engine switched off.
    void asleepUntil(String instant) {
        clock.set(Instant.parse(instant));
    }

    List<Delivery> deliveries() {
        return engine.views().deliveries(Optional.empty(), Optional.empty(), 250);
    }

    Delivery delivery() {
        List<Delivery> all = deliveries();
        if (all.size() != 1) {
            throw new AssertionError("one delivery expected, not " + all);
        }
        return all.getFirst();
    }

    /// The periods that were sent, first to last.
    List<String> periods() {
        return channel.sent().stream().map(sent -> sent.dispatch().message().period()).toList();
    }

    /// When a person's next bell rings.
    String next(SubjectId id) {
        return engine.views().upcoming(Optional.of(id), Optional.empty(), 1).stream()
                .map(upcoming -> upcoming.period() + " at " + upcoming.dueAt())
                .findFirst()
                .orElse("never");
    }
}
