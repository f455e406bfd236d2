package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Outcome;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// Whoever listens is told what the log is told.
class EventsTest {
    private final Town town = Town.at("2027-06-15T07:59:59Z");

    @Test
    void of_each_attempt_that_ended_it_is_told_what_became_of_its_delivery() {
        town.person("1990-06-15", "Europe/London");
        town.channel.answers(Outcome.Unavailable.because("HTTP 503"));

        town.until("2027-06-15T08:01:00Z");

        DeliveryId id = town.delivery().id();
        assertThat(town.events)
                .filteredOn(event -> event instanceof EngineEvent.AttemptEnded)
                .containsExactly(
                        new EngineEvent.AttemptEnded(id, 1, DeliveryState.RETRYING, "HTTP 503"),
                        new EngineEvent.AttemptEnded(id, 2, DeliveryState.DELIVERED, "HTTP 200"));
    }

    @Test
    void a_listener_that_throws_changes_nothing_of_what_happened() {
        town.listener =
                event -> {
                    throw new IllegalStateException("a fault in a listener");
                };
        town.person("1990-06-15", "Europe/London");

        town.until("2027-06-15T08:01:00Z");

        assertThat(town.delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(town.channel.sent()).hasSize(1);
    }

    @Test
    void a_channel_that_throws_is_told_of() {
        IllegalStateException fault = new IllegalStateException("a fault in a library");
        town.person("1990-06-15", "Europe/London");
        town.channel.whileSending(() -> {
            throw fault;
        });

        town.asleepUntil("2027-06-15T08:00:00Z");
        town.engine.round();

        assertThat(town.events).contains(new EngineEvent.ChannelThrew(town.delivery().id(), fault));
    }

    @Test
    void another_tz_database_and_what_it_moved_are_told_of() {
        town.person("1990-06-15", "Europe/London");

        town.engine.replaceTz(
                Releases.of("2099a")
                        .with("Europe/London", Releases.fixed(ZoneOffset.ofHours(3)))
                        .snapshot());
        town.engine.round();

        assertThat(town.events)
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        EngineEvent.TzReplaced.class,
                                        it -> assertThat(it.release()).isEqualTo("2099a")))
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        EngineEvent.TzReplanned.class,
                                        it -> {
                                            assertThat(it.zones())
                                                    .containsEntry("Europe/London", 1);
                                            assertThat(it.moved()).isEqualTo(1);
                                        }));
    }
}
