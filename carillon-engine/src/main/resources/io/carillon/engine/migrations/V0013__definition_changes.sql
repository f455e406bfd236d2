-- Lock impact: occasion and step SHARE ROW EXCLUSIVE, for an instant: changes of definitions wait, claims do not.

-- Another mark after each change of a definition, so that a claim that finds the same one need not read them all again. A
-- table, and no sequence: the mark is to be seen when the change is, and not before. No number either: after a restore, or on
-- a standby that was behind, other changes would come to the same one.
CREATE TABLE definition_change (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    mark uuid    NOT NULL
);

INSERT INTO definition_change (mark) VALUES (gen_random_uuid());

CREATE FUNCTION mark_definition_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE definition_change SET mark = gen_random_uuid();
    RETURN NULL;
END
$$;

-- Of all columns but followed, which says nothing of what rings when.
CREATE TRIGGER occasion_changed
    AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF tenant_id, id, key, anchor, version, leap_day, gap, overlap, same_day,
        expires_after, late_after, catch_up, updated_at ON occasion
    FOR EACH STATEMENT EXECUTE FUNCTION mark_definition_change();

CREATE TRIGGER step_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON step
    FOR EACH STATEMENT EXECUTE FUNCTION mark_definition_change();
