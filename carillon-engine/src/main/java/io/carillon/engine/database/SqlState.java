package io.carillon.engine.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the database says is wrong, in the five letters of its SQLSTATE.
final class SqlState {
    /// Insufficient resources, such as disk space, and an input or output that failed.
    static final Pattern FULL = Pattern.compile("53...|58030");

    /// A write in a transaction that may only read, as all are on a standby.
    static final Pattern READ_ONLY = Pattern.compile("25006");

    /// A transaction that could not be serialized with others, or was ended to end a deadlock.
    static final Pattern GIVEN_UP = Pattern.compile("40001|40P01");

    private SqlState() {}

    /// The first state among an error and its causes that is one of these.
    static Optional<String> find(Throwable error, Pattern states) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && states.matcher(sql.getSQLState()).matches()) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
