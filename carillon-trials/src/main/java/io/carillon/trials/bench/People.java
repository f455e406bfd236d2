package io.carillon.trials.bench;

import io.carillon.calendar.TzSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;

/// People whose birthday is due whenever a bench likes, which no birthday is: so they are written
/// into the tables directly, planned already. The last eight digits of a subject's id are its
/// number; the four before them keep ids apart in a hash table as random ones are. Rows lie as bulk
/// calls of two thousand leave them: those of a call by their slots.
final class People {
    static final TzSnapshot TZ = TzSnapshot.bundled();

    private static final int AT_ONCE = 100_000;

    private static final String INSERT =
            """
            WITH many AS (
                SELECT n, (n * 7919 % 1024)::smallint AS slot,
                       ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                        || lpad(to_hex(n * 40503 % 65536), 4, '0') || lpad(to_hex(n), 8, '0'))::uuid AS id
                FROM generate_series(?::bigint, ?::bigint) n
            ), people AS (
                INSERT INTO subject (slot, tenant_id, id, ref, kind, zone, dates, attributes, version, created_at,
                                     updated_at)
                SELECT slot, ?, id, NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                       '{"firstName": "Ada", "lastName": "Lovelace"}', 1, now(), now()
                FROM many
                ORDER BY n / 2000, slot, id
            )
            INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period, due_at, learnt_at, same_day,
                                  expired, decided_through, subject_version, rule_version, tzdb, parked, zone,
                                  dates, attributes)
            SELECT m.slot, o.tenant_id, m.id, o.id, 'day', ?,
                   date_trunc('milliseconds', ?::timestamptz + (m.n - ?) / ? * ? * interval '1 microsecond'), NULL, false,
                   false, '2000', 1, o.version, ?, NULL, 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                   '{"firstName": "Ada", "lastName": "Lovelace"}'
            FROM many m
            JOIN occasion o ON o.tenant_id = ?
            ORDER BY m.n / 2000, m.slot, m.id
            """;

    private People() {}

    static void insert(BenchDatabase database, int tenant, Dues dues) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int from = dues.from(); from < dues.end(); from += AT_ONCE) {
                int end = Math.min(dues.end(), from + AT_ONCE);
                insert.setLong(1, from);
                insert.setLong(2, end - 1L);
                insert.setInt(3, tenant);
                insert.setString(4, Integer.toString(yearOf(dues.first())));
                insert.setTimestamp(5, Timestamp.from(dues.first()));
                insert.setLong(6, dues.from());
                insert.setLong(7, dues.together());
                insert.setLong(8, dues.step().toNanos() / 1_000);
                insert.setString(9, TZ.version());
                insert.setInt(10, tenant);
                insert.executeUpdate();
            }
        }
    }

    /// The id of the subject with this number.
    static String idOf(int number) {
        return "01900000-0000-8%03x-8000-%04x%08x"
                .formatted(number * 7919L % 1024, number * 40503L % 65536, number);
    }

    private static int yearOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear();
    }
}
