package io.carillon.engine.delivery;

import java.sql.SQLException;
import java.util.Optional;

/// Tells what a database error is about.
public final class SqlErrors {
    private SqlErrors() {}

    /// Whether the rows at hand are to blame (SQLSTATE classes 21 to 23 and 54), not the database
    /// or the network.
    public static boolean isOfTheData(Throwable error) {
        return find(error)
                .map(SQLException::getSQLState)
                .filter(state -> state.matches("(21|22|23|54).*"))
                .isPresent();
    }

    /// Whether a row with such a key is there already.
    static boolean isDuplicate(Throwable error) {
        return find(error).map(SQLException::getSQLState).filter("23505"::equals).isPresent();
    }

    public static String reason(Throwable error) {
        return find(error).map(SQLException::getMessage).orElseGet(error::toString);
    }

    private static Optional<SQLException> find(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
