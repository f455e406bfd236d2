-- Lock impact: occasion and step SHARE ROW EXCLUSIVE, for an instant: changes of definitions wait, claims do not.

-- How often a definition has changed, so that a claim that finds the same number need not read them all again. A table,
-- and no sequence: the number is to be seen when the change is, and not before.
CREATE TABLE definition_change (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    times bigint  NOT NULL
);

INSERT INTO definition_change (times) VALUES (0);

CREATE FUNCTION count_definition_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE definition_change SET times = times + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER occasion_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON occasion
    FOR EACH STATEMENT EXECUTE FUNCTION count_definition_change();

CREATE TRIGGER step_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON step
    FOR EACH STATEMENT EXECUTE FUNCTION count_definition_change();
