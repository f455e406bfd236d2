package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Lifecycle.Part;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void the_engine_stops_first_and_the_database_last_whatever_was_started_when() {
        start(Part.POSTGRES);
        start(Part.DATABASES);
        start(Part.CHANNEL);
        start(Part.ENGINE);
        start(Part.WEB);

        lifecycle.close();
        lifecycle.close();

        assertThat(stopped).containsExactly("ENGINE", "WEB", "CHANNEL", "DATABASES", "POSTGRES");
    }

    @Test
    void a_part_that_does_not_stop_keeps_no_other_from_stopping() {
        start(Part.POSTGRES);
        lifecycle.start(
                Part.ENGINE,
                () ->
                        () -> {
                            throw new IllegalStateException("it hangs");
                        });

        lifecycle.close();

        assertThat(stopped).containsExactly("POSTGRES");
    }

    @Test
    void a_stop_during_the_start_waits_for_the_step_and_lets_no_further_one_begin()
            throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        Thread starting =
                Thread.ofVirtual()
                        .start(() ->
                                lifecycle.start(
                                        Part.POSTGRES,
                                        () -> {
                                            awaitQuietly(go);
                                            return () -> stopped.add("POSTGRES");
                                        }));
        await().until(() -> starting.getState() == Thread.State.WAITING);
        Thread stopping = Thread.ofVirtual().start(lifecycle::close);
        await().until(lifecycle::isStopping);

        assertThat(stopped).isEmpty();
        go.countDown();
        stopping.join();

        assertThat(stopped).containsExactly("POSTGRES");
        assertThatThrownBy(() -> start(Part.WEB)).isInstanceOf(Lifecycle.Stopped.class);
    }

    private void start(Part part) {
        lifecycle.start(part, () -> () -> stopped.add(part.name()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
