package io.carillon.trials.fire;

import io.carillon.trials.history.Event.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/// A receiver whose mood changes every few seconds: well, then failing, resetting, hanging,
/// dripping, answering too late, or asking to be left alone, each once before any comes again. It
/// treats nobody badly more than three times, so that the short retries suffice.
final class Moody implements Manners {
    private static final int BADLY_MAX = 3;
    private static final int MOOD_REQUESTS = 150;
    private static final Duration TOO_LATE = Duration.ofMillis(10_500);
    private static final Duration LONG = Duration.ofSeconds(13);

    private final Random random;
    private final Map<String, Integer> badly = new ConcurrentHashMap<>();
    private final List<Mood> coming = new ArrayList<>();
    private Mood mood = Mood.WELL;
    private int left = MOOD_REQUESTS;

    private enum Mood {
        WELL(0),
        FAILING(0.6),
        RESETTING(0.5),
        HANGING(0.08),
        DRIPPING(0.3),
        LATE(0.08),
        BUSY(0.5);

        private final double share;

        Mood(double share) {
            this.share = share;
        }
    }

    Moody(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized Reply replyTo(Arrival arrival) {
        if (--left < 0) {
            left = MOOD_REQUESTS / 2 + random.nextInt(MOOD_REQUESTS);
            mood = next();
        }
        if (random.nextDouble() >= mood.share
                || badly.merge(arrival.message().id(), 1, Integer::sum) > BADLY_MAX) {
            return new Reply.Status(200);
        }
        return switch (mood) {
            case WELL -> new Reply.Status(200);
            case FAILING -> new Reply.Status(500 + random.nextInt(5));
            case RESETTING -> new Reply.Reset();
            case HANGING -> new Reply.Hang(LONG);
            case DRIPPING -> new Reply.Drip(Duration.ofMillis(10 + random.nextInt(20)), 200);
            case LATE -> new Reply.Late(TOO_LATE, 200);
            case BUSY -> new Reply.Busy(1 + random.nextInt(3));
        };
    }

    private Mood next() {
        if (coming.isEmpty()) {
            Collections.addAll(coming, Mood.values());
            Collections.shuffle(coming, random);
        }
        return coming.removeLast();
    }
}
