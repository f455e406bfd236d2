package io.carillon.trials.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Somebody who keeps what is due and hands it over when it is. Occurrences are numbered from 0.
interface Contestant extends AutoCloseable {
    /// Stores these occurrences, durably.
    void insert(Dues dues) throws Exception;

    /// Stores as many by the call that it has for its users, to whom it leaves the exact instant;
    /// from two threads.
    default void insertAsUsersDo(Dues dues) throws Exception {
        int half = dues.count() / 2;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> first =
                    other.submit(() -> {
                        insert(dues.upTo(half));
                        return half;
                    });
            insert(dues.behind(half));
            first.get();
        }
    }

    /// Begins to hand over what is due. Only once.
    void start(Handler handler) throws Exception;

    /// Of those stored, how many are not yet known, in the database, to have been handled.
    long open() throws Exception;

    /// Whether none is, once all were handed over. Asked again and again while the clock runs, so
    /// that it had better not count a whole table.
    default boolean isSettled() throws Exception {
        return open() == 0;
    }

    /// The statement of its configuration, for the table.
    String configuration();

    @Override
    void close();

    /// What a due occurrence is handed to, on whatever thread.
    interface Handler {
        void handle(int number);
    }
}
