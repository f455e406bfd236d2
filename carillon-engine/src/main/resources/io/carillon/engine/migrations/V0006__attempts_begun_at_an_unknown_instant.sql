-- Lock impact: attempt ACCESS EXCLUSIVE, for an instant: only its description changes.

-- When an attempt began that its node did not live to end is not always known. An older
-- version cannot show the history of a delivery with such an attempt.
ALTER TABLE attempt ALTER COLUMN started_at DROP NOT NULL;
