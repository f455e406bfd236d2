-- Lock impact: delivery and node ACCESS EXCLUSIVE, for an instant: the new columns have constant defaults or none, so
-- no row is written. delivery SHARE while an index is built: claims and settlements wait for as long as it takes to read
-- the table once. hold is new.

-- An older version beside this one notes no departures of what goes again by itself, and claims suspects like others.
ALTER TABLE delivery
    ADD COLUMN departed_fence  integer,                    -- the last lease that was noted to have departed
    ADD COLUMN departed_deaths integer NOT NULL DEFAULT 0; -- how many of its deaths came after such a departure

-- Suspects: claimed alone.
CREATE INDEX delivery_suspect ON delivery (next_attempt_at)
    WHERE departed_deaths >= 2 AND state IN ('pending', 'retrying');

-- Nodes that only serve the API take no share of what an endpoint bears. An older version gives them one.
ALTER TABLE node ADD COLUMN claims boolean NOT NULL DEFAULT true;

-- While there is a row nothing is claimed, on any node. An older version beside this one claims on.
CREATE TABLE hold (
    one     boolean     PRIMARY KEY DEFAULT true CHECK (one),
    held_at timestamptz NOT NULL,
    node    text        NOT NULL -- whose start asked for it
);
