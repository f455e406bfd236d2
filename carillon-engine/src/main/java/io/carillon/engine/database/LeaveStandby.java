package io.carillon.engine.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/// Gives up a connection that can only read: where several servers are named, another one of them
/// may be the one that takes writes by now.
final class LeaveStandby implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException error) {
        return SqlState.find(error, SqlState.READ_ONLY).isPresent()
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
