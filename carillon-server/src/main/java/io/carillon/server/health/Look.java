package io.carillon.server.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the database says, found out without waiting long: one that hangs is as good as none.
/// However many ask, one look is under way at a time.
final class Look<T> {
    private final Supplier<T> look;
    private final Executor executor;
    private final Duration patience;
    private final AtomicReference<@Nullable CompletableFuture<T>> underWay =
            new AtomicReference<>();

    Look(Supplier<T> look, Executor executor, Duration patience) {
        this.look = look;
        this.executor = executor;
        this.patience = patience;
    }

    /// In a thread of its own, for a second.
    static <T> Look<T> of(String name, Supplier<T> look) {
        return new Look<>(
                look, task -> Thread.ofVirtual().name(name).start(task), Duration.ofSeconds(1));
    }

    /// Empty when it failed, or took too long.
    Optional<T> take() {
        try {
            return Optional.of(begun().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        }
    }

    private CompletableFuture<T> begun() {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(() -> look(mine));
        } catch (RuntimeException | Error e) {
            end(() -> mine.completeExceptionally(e));
        }
        return mine;
    }

    private void look(CompletableFuture<T> mine) {
        try {
            T seen = look.get();
            end(() -> mine.complete(seen));
        } catch (RuntimeException | Error e) {
            end(() -> mine.completeExceptionally(e));
        }
    }

    /// Whoever asks from now on begins another one.
    private void end(Runnable ends) {
        underWay.set(null);
        ends.run();
    }
}
