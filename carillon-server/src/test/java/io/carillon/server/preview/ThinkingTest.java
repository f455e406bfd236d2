package io.carillon.server.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.server.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThinkingTest {
    private final Thinking thinking = new Thinking();

    @Test
    void what_comes_when_enough_wait_is_to_try_again_and_the_others_are_answered()
            throws Exception {
        CountDownLatch thoughtOut = new CountDownLatch(1);
        List<Future<String>> asked = new ArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Thinking.THREADS + Thinking.WAITING_MAX; i++) {
                asked.add(askers.submit(() -> thinking.about(() -> after(thoughtOut))));
            }
            while (thinking.waiting() < Thinking.WAITING_MAX) {
                Thread.onSpinWait();
            }

            try {
                assertThatThrownBy(() -> thinking.about(() -> "one more"))
                        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                        .extracting(refusal -> refusal.problem().status())
                        .isEqualTo(503);
            } finally {
                thoughtOut.countDown();
            }
            for (Future<String> one : asked) {
                assertThat(one.get()).isEqualTo("thought out");
            }
        }
        assertThat(thinking.about(() -> "one more")).isEqualTo("one more");
    }

    @Test
    void what_a_question_throws_is_thrown_to_who_asked() {
        assertThatThrownBy(() -> thinking.about(() -> Integer.valueOf("none")))
                .isInstanceOf(NumberFormatException.class);
    }

    private static String after(CountDownLatch latch) {
        try {
            latch.await();
            return "thought out";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
