package io.carillon.engine.runtime;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/// Something that happens once, while a statement of that name is made: just before the database is
/// asked, or just after it has answered.
final class Meanwhile implements AutoCloseable {
    private final SqlStatements config;
    private final String name;
    private boolean happened;

    private Meanwhile(Jdbi jdbi, String name) {
        this.config = jdbi.getConfig(SqlStatements.class);
        this.name = name;
    }

    static Meanwhile before(Jdbi jdbi, String name, Runnable happens) {
        Meanwhile meanwhile = new Meanwhile(jdbi, name);
        meanwhile.config.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                        meanwhile.at(context, happens);
                    }
                });
        return meanwhile;
    }

    static Meanwhile after(Jdbi jdbi, String name, Runnable happens) {
        Meanwhile meanwhile = new Meanwhile(jdbi, name);
        meanwhile.config.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logAfterExecution(StatementContext context) {
                        meanwhile.at(context, happens);
                    }
                });
        return meanwhile;
    }

    boolean happened() {
        return happened;
    }

    private void at(StatementContext context, Runnable happens) {
        if (!happened && context.getRawSql().startsWith("-- " + name)) {
            happened = true;
            happens.run();
        }
    }

    @Override
    public void close() {
        config.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    }
}
