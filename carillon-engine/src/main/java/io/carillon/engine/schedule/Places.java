package io.carillon.engine.schedule;

import io.carillon.engine.database.Columns;
import io.carillon.engine.database.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the schedules lie that a transaction has locked. Until it ends nobody can move them, so
/// that it need not look for them again by their keys.
public final class Places {
    private final Map<ScheduleKey, String> all = new HashMap<>();

    public void add(ScheduleKey key, ResultSet row) throws SQLException {
        all.put(key, row.getString("place"));
    }

    SqlArray of(List<Schedule> schedules) {
        return SqlArray.of(
                String.class,
                new Columns<>(schedules)
                        .of(schedule -> {
                            String place = all.get(schedule.key());
                            if (place == null) {
                                throw new IllegalStateException(schedule.key() + " is not locked");
                            }
                            return place;
                        }));
    }
}
