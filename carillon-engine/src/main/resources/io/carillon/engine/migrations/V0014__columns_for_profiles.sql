-- Lock impact: schedule ACCESS EXCLUSIVE, for an instant: claims and edits wait for it.

-- What a subject says of itself stands in each of its schedules as well, so that a claim reads one table, and what it has
-- locked. Nobody looks into these texts here, so they are kept as they were written.
ALTER TABLE schedule
    ADD COLUMN zone       text,
    ADD COLUMN dates      json,
    ADD COLUMN attributes json,
    ALTER COLUMN subject_version SET DEFAULT 1; -- read by versions before this one alone
