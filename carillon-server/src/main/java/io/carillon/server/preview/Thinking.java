package io.carillon.server.preview;

import io.carillon.server.http.Problem;
import io.carillon.server.http.ProblemException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/// Where requests are thought about that may take long. Requests and sends have virtual threads, of
/// which one that thinks keeps its core from all others; threads of the system take turns. Few
/// think at once, few more wait, and what comes then is refused.
final class Thinking {
    static final int THREADS = 2;
    static final int WAITING_MAX = 16;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Executor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    0,
                    TimeUnit.SECONDS,
                    waiting,
                    Thread.ofPlatform().daemon().name("carillon-preview-", 1).factory());

    /// What the question answers, or throws.
    <T> T about(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, threads).join();
        } catch (RejectedExecutionException _) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "busy",
                            "others are thought about, and %d wait; try again soon"
                                    .formatted(WAITING_MAX)));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    int waiting() {
        return waiting.size();
    }
}
