package io.carillon.server.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Whether the server can do its work, found out without waiting long: a database that hangs is as
/// good as none. However many ask, one look is under way at a time.
final class Readiness {
    private final BooleanSupplier look;
    private final Executor executor;
    private final Duration patience;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> underWay =
            new AtomicReference<>();

    Readiness(BooleanSupplier look, Executor executor, Duration patience) {
        this.look = look;
        this.executor = executor;
        this.patience = patience;
    }

    boolean isReady() {
        try {
            return look().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    private CompletableFuture<Boolean> look() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        executor.execute(() -> {
            try {
                boolean ready = look.getAsBoolean();
                underWay.set(null);
                mine.complete(ready);
            } catch (RuntimeException e) {
                underWay.set(null);
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }
}
