package io.carillon.trials.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// How long claims take, seen from the driver: a claim is a transaction that inserts deliveries,
/// and takes from its first statement until its commit has returned. One that found nothing due
/// does not count.
final class ClaimTimes implements Driver {
    private static final String PREFIX = "jdbc:timed:";
    private static final String CLAIMS = "INSERT INTO delivery";

    private final Collection<Double> millis = new ConcurrentLinkedQueue<>();

    /// Registered for as long as the JVM lives.
    static ClaimTimes observed() throws SQLException {
        ClaimTimes times = new ClaimTimes();
        DriverManager.registerDriver(times);
        return times;
    }

    /// The address by which somebody connects whose claims are to be seen.
    String url(BenchDatabase database) {
        return database.url().replaceFirst("^jdbc:", PREFIX);
    }

    /// Those since the last time that this was asked, in milliseconds.
    Distribution take() {
        Distribution taken = Distribution.of(millis.stream().mapToDouble(Double::doubleValue));
        millis.clear();
        return taken;
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url)
                ? new Timed(
                                DriverManager.getConnection(
                                        url.replaceFirst(PREFIX, "jdbc:"), properties))
                        .proxy()
                : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    /// A connection that says when it was first asked something since its last transaction.
    private final class Timed {
        private final Connection connection;
        private long begun;
        private boolean claims;

        Timed(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return (Connection)
                    Proxy.newProxyInstance(
                            Connection.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) -> onConnection(method, arguments));
        }

        private @Nullable Object onConnection(Method method, Object @Nullable [] arguments)
                throws Throwable {
            Object result = invoke(connection, method, arguments);
            if (result instanceof PreparedStatement statement && arguments != null) {
                return timed(statement, String.valueOf(arguments[0]));
            }
            switch (method.getName()) {
                case "commit" -> end();
                case "rollback" -> begun = 0;
                default -> {}
            }
            return result;
        }

        private Object timed(PreparedStatement statement, String sql) {
            return Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (_, method, arguments) -> {
                        if (method.getName().startsWith("execute")) {
                            begin(sql);
                        }
                        Object result = invoke(statement, method, arguments);
                        if (method.getName().startsWith("execute") && connection.getAutoCommit()) {
                            end();
                        }
                        return result;
                    });
        }

        private void begin(String sql) {
            if (begun == 0) {
                begun = System.nanoTime();
                claims = false;
            }
            claims |= sql.contains(CLAIMS);
        }

        private void end() {
            if (begun != 0 && claims) {
                millis.add((System.nanoTime() - begun) / 1e6);
            }
            begun = 0;
        }
    }

    private static @Nullable Object invoke(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
