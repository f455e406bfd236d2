package io.carillon.engine.database;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/// Transactions that are run again when the database gave one up for the sake of another: to end a
/// deadlock, or because it could not be serialized. Nothing of it is written then.
public final class Transactions {
    private static final int TRIES_MAX = 3;

    private Transactions() {}

    /// Runs `work` in a transaction, up to three times; so it must do nothing but work on its
    /// handle.
    public static <R, X extends Exception> R retried(Jdbi jdbi, HandleCallback<R, X> work)
            throws X {
        for (int tries = 1; ; tries++) {
            try {
                return jdbi.inTransaction(work);
            } catch (RuntimeException e) {
                if (tries == TRIES_MAX || SqlState.find(e, SqlState.GIVEN_UP).isEmpty()) {
                    throw e;
                }
            }
        }
    }
}
