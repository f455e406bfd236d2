-- Lock impact: occasion ACCESS EXCLUSIVE, for an instant: claims and edits wait for it.

-- The version that all schedules are known to follow. While it is another one than the definition's own, a start looks
-- along them all for what an older one has planned.
ALTER TABLE occasion ADD COLUMN followed integer NOT NULL DEFAULT 0;
