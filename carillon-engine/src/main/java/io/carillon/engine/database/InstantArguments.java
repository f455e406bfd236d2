package io.carillon.engine.database;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// Binds instants as `timestamptz`, never through the time zone of the JVM.
final class InstantArguments extends AbstractArgumentFactory<Instant> {
    InstantArguments() {
        super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant at, ConfigRegistry config) {
        return (position, statement, context) ->
                statement.setObject(position, at.atOffset(ZoneOffset.UTC));
    }
}
