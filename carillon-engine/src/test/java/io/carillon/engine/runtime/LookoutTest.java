package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The claiming loop looks for what waits as often as it must, and is woken for what it waits for.
class LookoutTest {
    private static final Waiting SOMETHING =
            new Waiting(Tenant.DEFAULT, Engine.WEBHOOK, Instant.parse("2100-06-15T12:00:00Z"));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Lookout lookout =
            new Lookout(this::read, Lookout.EVERY, nanos::get, wakes::incrementAndGet);

    @Test
    void while_nothing_waits_it_looks_now_and_then() {
        lookout.look();
        lookout.look();
        assertThat(looks).hasValue(1);

        nanos.addAndGet(Lookout.EVERY.toNanos());
        lookout.look();
        assertThat(looks).hasValue(2);
    }

    @Test
    void while_something_waits_it_looks_each_time() {
        waiting.add(SOMETHING);

        assertThat(lookout.look()).containsExactly(SOMETHING);
        assertThat(lookout.look()).containsExactly(SOMETHING);
        assertThat(looks).hasValue(2);
    }

    @Test
    void it_looks_at_once_when_something_may_have_changed() {
        lookout.look();
        waiting.add(SOMETHING);

        lookout.changed();

        assertThat(lookout.look()).containsExactly(SOMETHING);
    }

    @Test
    void it_looks_again_when_the_database_did_not_answer() {
        lookout.look();
        lookout.changed();
        assertThatThrownBy(() ->
                        lookout.look(() -> {
                            throw new IllegalStateException("gone");
                        }))
                .hasMessage("gone");
        waiting.add(SOMETHING);

        assertThat(lookout.look()).containsExactly(SOMETHING);
    }

    @Test
    void what_somebody_else_reads_is_seen() {
        lookout.look(() -> List.of(SOMETHING));

        assertThat(lookout.sawSomething()).isTrue();
        assertThat(looks).hasValue(0);
    }

    @Test
    void a_settlement_wakes_the_loop_only_for_room_or_for_what_waits() {
        lookout.look();
        lookout.settled(List.of());
        assertThat(wakes).hasValue(0);

        lookout.wantsRoom(true);
        lookout.settled(List.of());
        assertThat(wakes).hasValue(1);

        lookout.wantsRoom(false);
        waiting.add(SOMETHING);
        lookout.changed();
        lookout.look();
        lookout.settled(List.of());
        assertThat(wakes).hasValue(2);
    }

    @Test
    void what_was_settled_may_wait_again() {
        lookout.look();
        lookout.wantsRoom(true);
        waiting.add(SOMETHING);

        lookout.settled(List.of());

        assertThat(lookout.look()).containsExactly(SOMETHING);
    }

    /// Nothing is due earlier for it, so that the look ahead is good as long as it was.
    @Test
    void to_be_woken_for_room_is_no_news_of_what_is_due() throws InterruptedException {
        Wakeup wakeup = new Wakeup();

        wakeup.signal();

        wakeup.sleep(Duration.ofDays(1), Instant.MAX);
        assertThat(wakeup.takeNews()).isFalse();
    }

    private List<Waiting> read() {
        looks.incrementAndGet();
        return List.copyOf(waiting);
    }
}
