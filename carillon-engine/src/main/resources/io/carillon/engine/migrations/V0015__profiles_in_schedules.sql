-- Lock impact: subject SHARE ROW EXCLUSIVE for an instant, then schedule SHARE ROW EXCLUSIVE for an instant, one after the
-- other: edits wait for it, and claims for the second. Then slot by slot, each a transaction of its own, the schedules are
-- written anew: claims pass over those that are locked, for some tenths of a second where there are ten million; edits of
-- their subjects wait as long. It takes as much room again as the schedules take, until vacuum comes. Run again after it
-- was cut short, it goes on.

-- Whoever changes a subject, by whatever statement, changes what its schedules say of it. What was planned by another zone
-- or date is stale, until the same transaction plans it anew or a claim does.
CREATE OR REPLACE FUNCTION tell_schedules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE schedule
    SET zone = NEW.zone, dates = NEW.dates::json, attributes = NEW.attributes::json, subject_version = NEW.version,
        rule_version = CASE WHEN (OLD.zone, OLD.dates) = (NEW.zone, NEW.dates)
                                 AND (zone IS NOT NULL OR subject_version IN (OLD.version, NEW.version))
                            THEN rule_version ELSE 0 END
    WHERE slot = NEW.slot AND tenant_id = NEW.tenant_id AND subject_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER subject_changed
    AFTER UPDATE OF zone, dates, attributes ON subject
    FOR EACH ROW
    WHEN ((OLD.zone, OLD.dates, OLD.attributes) IS DISTINCT FROM (NEW.zone, NEW.dates, NEW.attributes))
    EXECUTE FUNCTION tell_schedules();

-- Whoever deletes a subject deletes what its schedules say of it.
CREATE OR REPLACE FUNCTION delete_schedules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM schedule
    WHERE slot = OLD.slot AND tenant_id = OLD.tenant_id AND subject_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER subject_deleted
    AFTER DELETE ON subject
    FOR EACH ROW
    EXECUTE FUNCTION delete_schedules();

-- Versions before this one leave the profile out.
CREATE OR REPLACE FUNCTION ask_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT s.zone, s.dates::json, s.attributes::json
    INTO NEW.zone, NEW.dates, NEW.attributes
    FROM subject s
    WHERE s.slot = NEW.slot AND s.tenant_id = NEW.tenant_id AND s.id = NEW.subject_id;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER schedule_without_profile
    BEFORE INSERT ON schedule
    FOR EACH ROW
    WHEN (NEW.zone IS NULL)
    EXECUTE FUNCTION ask_subject();

-- In the order of their keys, as everybody does who locks several. What was stale by another version of its subject stays so.
DO $$
BEGIN
    FOR n IN 0..1023 LOOP
        WITH locked AS MATERIALIZED (
            SELECT slot, tenant_id, subject_id, occasion_id, step
            FROM schedule
            WHERE slot = n AND zone IS NULL
            ORDER BY slot, tenant_id, subject_id, occasion_id, step
            FOR NO KEY UPDATE
        )
        UPDATE schedule c
        SET zone = s.zone, dates = s.dates::json, attributes = s.attributes::json, subject_version = s.version,
            rule_version = CASE WHEN c.subject_version = s.version THEN c.rule_version ELSE 0 END
        FROM locked l
        JOIN subject s ON s.slot = l.slot AND s.tenant_id = l.tenant_id AND s.id = l.subject_id
        WHERE c.slot = l.slot AND c.tenant_id = l.tenant_id AND c.subject_id = l.subject_id
          AND c.occasion_id = l.occasion_id AND c.step = l.step AND c.zone IS NULL;
        COMMIT;
    END LOOP;
END
$$;
