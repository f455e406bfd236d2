package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final List<EngineEvent> told = new ArrayList<>();

    /// It is told by the loops, which must not end by it.
    @Test
    void what_a_listener_throws_changes_nothing_of_what_happened() {
        EngineEvent.Listener listener =
                new EventLog()
                        .andTell(event -> {
                            told.add(event);
                            throw new StackOverflowError("in a listener");
                        });

        listener.on(new EngineEvent.SendingReleased());

        assertThat(told).containsExactly(new EngineEvent.SendingReleased());
    }
}
