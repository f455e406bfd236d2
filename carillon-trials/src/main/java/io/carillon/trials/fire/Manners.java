package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Arrival;
import java.time.Duration;
import java.util.Random;

/// How a receiver answers.
@FunctionalInterface
interface Manners {
    Manners GOOD = _ -> new Reply.Status(200);

    /// Well, but each time after a while.
    static Manners unhurried(long seed, int millisMax) {
        Random random = new Random(seed);
        return _ -> new Reply.Late(Duration.ofMillis(random.nextInt(millisMax)), 200);
    }

    Reply replyTo(Arrival arrival);
}
