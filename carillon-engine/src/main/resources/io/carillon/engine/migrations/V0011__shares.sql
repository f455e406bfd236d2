-- Lock impact: none that anybody waits for. schedule SHARE UPDATE EXCLUSIVE while an index is built and another one
-- dropped: claims and edits go on. Each of the three statements is a transaction of its own; the build waits for the
-- transactions that are under way when it begins. Run again after it was cut short, it begins anew.

DROP INDEX CONCURRENTLY IF EXISTS schedule_due_tenant;

-- In place of the index on due_at alone, which claims read along before: what is due at one instant stands by tenant,
-- so that a claim finds the others behind a crowd. An older version beside this one reads along it as well.
CREATE INDEX CONCURRENTLY schedule_due_tenant ON schedule (due_at, tenant_id)
    WHERE due_at IS NOT NULL AND parked IS NULL;

DROP INDEX CONCURRENTLY IF EXISTS schedule_due;
