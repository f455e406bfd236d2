package io.carillon.engine.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/// The names of the statements that are made until this is closed.
final class Statements implements AutoCloseable {
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final SqlStatements config;

    Statements(Jdbi jdbi) {
        config = jdbi.getConfig(SqlStatements.class);
        config.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                        names.add(context.getRawSql().lines().findFirst().orElseThrow());
                    }
                });
    }

    List<String> names() {
        return List.copyOf(names);
    }

    @Override
    public void close() {
        config.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
}
