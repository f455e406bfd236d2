package io.carillon.engine.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells a database that has run out of something, such as disk space, from every other error.
final class Full {
    /// SQLSTATE: insufficient resources, and an input or output that failed.
    private static final Pattern STATES = Pattern.compile("53...|58030");

    private Full() {}

    static Optional<String> stateOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && STATES.matcher(sql.getSQLState()).matches()) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }
}
