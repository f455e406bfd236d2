-- Lock impact: none that anybody waits for. Slot by slot, each a transaction of its own, its schedules are written anew:
-- claims pass over those that are locked, for some tenths of a second where there are ten million; edits of their subjects
-- wait as long. Then schedule SHARE UPDATE EXCLUSIVE while it is read once. Run again after it was cut short, it goes on.

DO $$
BEGIN
    FOR n IN 0..1023 LOOP
        UPDATE schedule c
        SET zone = s.zone, dates = s.dates::json, attributes = s.attributes::json
        FROM subject s
        WHERE c.slot = n AND c.zone IS NULL
          AND s.slot = c.slot AND s.tenant_id = c.tenant_id AND s.id = c.subject_id;
        -- Whose subject is gone rings for nobody.
        DELETE FROM schedule
        WHERE slot = n AND zone IS NULL;
        COMMIT;
    END LOOP;
END
$$;

ALTER TABLE schedule DROP CONSTRAINT IF EXISTS schedule_profile;

ALTER TABLE schedule ADD CONSTRAINT schedule_profile
    CHECK (zone IS NOT NULL AND dates IS NOT NULL AND attributes IS NOT NULL) NOT VALID;

ALTER TABLE schedule VALIDATE CONSTRAINT schedule_profile;
