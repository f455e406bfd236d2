package io.carillon.engine.runtime;

import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.Outcome;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// A channel that writes down what is sent through it, and answers as it is told; else it accepts.
final class RecordingChannel implements Channel {
    private final InstantSource clock;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Outcome> answers = new ArrayDeque<>();
    private volatile Outcome otherwise = new Outcome.Accepted("HTTP 200");
    private volatile Runnable whileSending = () -> {};

    /// One message that left, and when.
    record Sent(String at, Dispatch dispatch) {
        String text() {
            return dispatch.message().text();
        }
    }

    RecordingChannel(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Outcome send(Dispatch dispatch) {
        if (!dispatch.lease().getAsBoolean()) {
            return new Outcome.Withheld();
        }
        sent.add(new Sent(clock.instant().toString(), dispatch));
        whileSending.run();
        synchronized (answers) {
            Outcome answer = answers.poll();
            return answer == null ? otherwise : answer;
        }
    }

    void answers(Outcome... next) {
        answers.addAll(Arrays.asList(next));
    }

    /// To whatever has no answer of its own.
    void answersAlways(Outcome next) {
        otherwise = next;
    }

    void whileSending(Runnable action) {
        whileSending = action;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<String> sentAt() {
        return sent().stream().map(Sent::at).toList();
    }

    List<String> texts() {
        return sent().stream().map(Sent::text).toList();
    }
}
