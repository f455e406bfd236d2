-- Lock impact: none; every table is new.

-- Each tz database that ever planned here, and the digest of each of its zones' rules: a schedule whose stamp names
-- a release is stale only if its zone's digest is another now. A reference table: a few rows a year.
CREATE TABLE tz_release (
    version    text        PRIMARY KEY, -- as stamps name it
    base       text        NOT NULL,    -- the release's name by the tz database's own order, such as 2026f
    adopted    integer     NOT NULL,    -- counts; of two with the same base the one adopted last is the newer
    adopted_at timestamptz NOT NULL,
    digests    jsonb       NOT NULL     -- {"Europe/Kyiv": "0f1e2d3c4b5a6978", …}
);

-- Who moved when the tz database changed: one row for each schedule that is due at another instant since. Kept for
-- 400 days; gone with its subject.
CREATE TABLE tz_move (
    slot        smallint    NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    tenant_id   integer     NOT NULL,
    subject_id  uuid        NOT NULL,
    occasion_id integer     NOT NULL,
    step        text        NOT NULL,
    moved_at    timestamptz NOT NULL,
    period      text        NOT NULL,
    zone        text        NOT NULL,
    due_before  timestamptz,            -- null: none was due
    due_after   timestamptz,            -- null: none will come
    tzdb_before text        NOT NULL,
    tzdb_after  text        NOT NULL,
    PRIMARY KEY (slot, tenant_id, subject_id, occasion_id, step, moved_at)
);

-- Lists, newest first, and what is too old to be kept.
CREATE INDEX tz_move_newest ON tz_move (moved_at);
