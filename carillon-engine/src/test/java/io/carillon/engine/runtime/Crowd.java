package io.carillon.engine.runtime;

import io.carillon.calendar.TzSnapshot;
import org.jdbi.v3.core.Jdbi;

/// A great many people, made by one statement, who are due now.
final class Crowd {
    private final Jdbi jdbi;
    private int people;

    Crowd(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// So many more of a tenant.
    void isDue(int tenant, int count) {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                WITH many AS (
                                    SELECT (i % 1024)::smallint AS slot,
                                           ('01a62045-2000-8' || lpad(to_hex(i % 1024), 3, '0') || '-8000-'
                                            || lpad(to_hex(i), 12, '0'))::uuid AS id
                                    FROM generate_series(:from + 1, :from + :count) AS i
                                ), subjects AS (
                                    INSERT INTO subject
                                    SELECT slot, :tenant, id, NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                           '{"firstName": "Ada", "lastName": "Lovelace"}', 1, now(), now()
                                    FROM many
                                )
                                INSERT INTO schedule
                                SELECT m.slot, :tenant, m.id, o.id, 'day', '2026', now() - interval '1 minute', NULL,
                                       false, false, '2025', 1, o.version, :tzdb, NULL, 'Europe/London',
                                       '{"dateOfBirth": "1990-06-15"}', '{"firstName": "Ada", "lastName": "Lovelace"}'
                                FROM many m
                                JOIN occasion o ON o.tenant_id = :tenant
                                """)
                        .bind("tenant", tenant)
                        .bind("from", people)
                        .bind("count", count)
                        .bind("tzdb", TzSnapshot.bundled().version())
                        .execute());
        people += count;
    }
}
