package io.carillon.cli.simulate;

import io.carillon.engine.VirtualClock;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.runtime.Engine;
import io.carillon.engine.runtime.NewSubject;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One scenario, lived through by the engine: its own edits, claims and settlements, while a
/// virtual clock jumps from one due instant or event to the next.
///
/// At one instant what is due comes first, and every event after it; what an event makes due comes
/// before the next event of that instant. While the engine is down nothing is claimed, yet edits go
/// on, as they would through another node; when it is up again, what is owed comes before the
/// events of that instant.
final class Simulation {
    /// Longer ago than the occurrence before: whoever is there since then has had what fell before
    /// the beginning, and is no newcomer on the day.
    private static final Duration LONG = Duration.ofDays(400);

    /// The least stretch of time that the engine knows.
    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    /// What messages are made of; nobody reads them.
    private static final Map<String, String> NAMES =
            Map.of("firstName", "Ada", "lastName", "Lovelace");

    private final Scenario scenario;
    private final VirtualClock clock;
    private final Engine engine;
    private final SubjectId subject;
    private final String anchor;
    private final BooleanSupplier stopped;

    private final Set<DeliveryId> seen = new HashSet<>();
    private final List<Decided> decided = new ArrayList<>();
    private String zone;
    private Instant downUntil = Instant.MIN;

    private Simulation(Scenario scenario, Stage stage, SubjectId subject, BooleanSupplier stopped) {
        this.scenario = scenario;
        this.clock = stage.clock();
        this.engine = stage.engine();
        this.subject = subject;
        this.anchor = stage.defaults().anchor();
        this.stopped = stopped;
        this.zone = scenario.who().zone();
    }

    /// What is decided from the scenario's beginning to its end, and no trace of it on the stage;
    /// nothing when it was stopped in between.
    static Optional<List<Decided>> of(Scenario scenario, Stage stage, BooleanSupplier stopped) {
        stage.clock().set(scenario.from().minus(LONG));
        Occasion defaults = stage.defaults();
        Engine engine = stage.engine();
        engine.occasions()
                .change(
                        defaults.key(),
                        before ->
                                scenario.occasion()
                                        .applyTo(defaults.withVersion(before.version())));
        Profile profile =
                new Profile(
                        scenario.who().zone(),
                        Map.of(defaults.anchor(), scenario.who().date().toString()),
                        NAMES);
        SubjectId subject =
                engine.subjects().create(new NewSubject("user", Optional.empty(), profile)).id();
        try {
            return new Simulation(scenario, stage, subject, stopped).live();
        } finally {
            engine.subjects().erase(subject);
        }
    }

    private Optional<List<Decided>> live() {
        clock.set(scenario.from().minus(TICK));
        engine.round();
        clock.set(scenario.from());
        for (Event event : scenario.events()) {
            ringThrough(event.at());
            happen(event);
        }
        ringThrough(scenario.until().minus(TICK));
        takeDown();
        return stopped.getAsBoolean()
                ? Optional.empty()
                : Optional.of(decided.stream().sorted(Decided.BY_DUE).toList());
    }

    /// Time passes, and each bell rings at its instant, those of the last one included.
    private void ringThrough(Instant end) {
        if (!downUntil.isAfter(end)) {
            advanceTo(downUntil);
            boolean rang = false;
            Optional<Instant> next = engine.nextDueAt();
            while (next.filter(end::isBefore).isEmpty()
                    && next.isPresent()
                    && !stopped.getAsBoolean()) {
                advanceTo(next.get());
                engine.round();
                rang = true;
                next = engine.nextDueAt();
                checkThatTimePasses(next);
            }
            if (rang) {
                takeDown();
            }
        }
        advanceTo(end);
    }

    private void happen(Event event) {
        switch (event) {
            case Event.Edit edit -> {
                zone = edit.zone().orElse(zone);
                engine.subjects().change(subject, profile -> edited(profile, edit));
            }
            case Event.Down(Instant _, Instant until) ->
                    downUntil = until.isAfter(downUntil) ? until : downUntil;
            case Event.Delete(Instant _) -> engine.subjects().delete(subject);
        }
    }

    private Profile edited(Profile profile, Event.Edit edit) {
        Map<String, String> dates = new HashMap<>(profile.dates());
        edit.date().ifPresent(date -> dates.put(anchor, date.toString()));
        return new Profile(zone, dates, profile.attributes());
    }

    /// Takes down what has been decided since the last time, but for what was decided before the
    /// beginning, and for what still waits for its local hours.
    private void takeDown() {
        for (Delivery delivery : engine.views().deliveriesOf(subject)) {
            boolean decidedNow =
                    delivery.times()
                            .settledAt()
                            .filter(at -> !at.isBefore(scenario.from()))
                            .isPresent();
            if (decidedNow && seen.add(delivery.id())) {
                decided.add(new Decided(delivery, zone));
            }
        }
    }

    private void advanceTo(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            clock.set(instant);
        }
    }

    private void checkThatTimePasses(Optional<Instant> next) {
        if (next.filter(at -> !at.isAfter(clock.instant())).isPresent()) {
            throw new IllegalStateException(
                    "something due at " + next.get() + " was not decided at " + clock.instant());
        }
    }
}
