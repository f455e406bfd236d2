-- Lock impact: schedule ACCESS EXCLUSIVE and subject SHARE ROW EXCLUSIVE, for an instant: claims and edits wait for it.

-- What a subject says of itself stands in each of its schedules as well, so that a claim reads one table, and what it has
-- locked. Nobody looks into these texts here, so they are kept as they were written.
ALTER TABLE schedule
    ADD COLUMN zone       text,
    ADD COLUMN dates      json,
    ADD COLUMN attributes json,
    ALTER COLUMN subject_version SET DEFAULT 1; -- of versions before this one alone, which plan anew where it is another

-- Whoever changes a subject, by whatever statement, changes what its schedules say of it.
CREATE FUNCTION tell_schedules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE schedule
    SET zone = NEW.zone, dates = NEW.dates::json, attributes = NEW.attributes::json
    WHERE slot = NEW.slot AND tenant_id = NEW.tenant_id AND subject_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER subject_changed
    AFTER UPDATE OF zone, dates, attributes ON subject
    FOR EACH ROW
    WHEN ((OLD.zone, OLD.dates, OLD.attributes) IS DISTINCT FROM (NEW.zone, NEW.dates, NEW.attributes))
    EXECUTE FUNCTION tell_schedules();

-- Whoever deletes a subject deletes what its schedules say of it.
CREATE FUNCTION delete_schedules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM schedule
    WHERE slot = OLD.slot AND tenant_id = OLD.tenant_id AND subject_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER subject_deleted
    AFTER DELETE ON subject
    FOR EACH ROW
    EXECUTE FUNCTION delete_schedules();

-- Versions before this one leave it out.
CREATE FUNCTION ask_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT s.zone, s.dates::json, s.attributes::json
    INTO NEW.zone, NEW.dates, NEW.attributes
    FROM subject s
    WHERE s.slot = NEW.slot AND s.tenant_id = NEW.tenant_id AND s.id = NEW.subject_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER schedule_without_profile
    BEFORE INSERT ON schedule
    FOR EACH ROW
    WHEN (NEW.zone IS NULL)
    EXECUTE FUNCTION ask_subject();
