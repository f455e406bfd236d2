package io.carillon.engine.database;

import java.net.SocketTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.jdbi.v3.core.ConnectionException;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/// Tells a database that cannot be reached from every other error.
final class Unreachable {
    /// SQLSTATE: connection exceptions, too many connections, a session that was ended because its
    /// transaction took too long or said nothing for too long, and a server that is going down or
    /// coming up.
    private static final Pattern STATES = Pattern.compile("08...|25P0[34]|53300|57P0[123]");

    private Unreachable() {}

    static boolean isCauseOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException
                    || cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return SqlState.find(error, STATES).isPresent();
    }

    /// Whether nobody answered in time, while connecting or afterwards. The driver says the former
    /// in the words of the JVM's language only.
    static boolean isSilence(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof SocketTimeoutException
                || (inner instanceof PSQLException
                        && GT.tr("Connection attempt timed out.").equals(inner.getMessage()));
    }
}
