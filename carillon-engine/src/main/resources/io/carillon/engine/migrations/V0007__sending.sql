-- Lock impact: step and delivery ACCESS EXCLUSIVE, for an instant: the new columns have constant defaults
-- or none, so no row is written. delivery_action is new.

-- How a step's deliveries are sent. An older version beside this one sends as if these had their defaults.
ALTER TABLE step
    ADD COLUMN retry_attempts integer NOT NULL DEFAULT 12,
    ADD COLUMN retry_waits    text[]  NOT NULL DEFAULT
        '{PT1S,PT2S,PT4S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H}', -- ISO 8601 durations; the last one repeats
    ADD COLUMN when_unknown   text    NOT NULL DEFAULT 'RESEND',
    ADD COLUMN hours_from     time, -- null, both of them: at any hour
    ADD COLUMN hours_until    time;

ALTER TABLE delivery
    ADD COLUMN departed_at timestamptz,               -- while its last attempt may have left under HOLD
    ADD COLUMN spent       integer NOT NULL DEFAULT 0; -- attempts before its last replay: retry does not count them

-- What was done to deliveries from outside. Append-only. A delivery that nobody touched has no row here.
CREATE TABLE delivery_action (
    slot        smallint    NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    delivery_id uuid        NOT NULL,
    number      integer     NOT NULL, -- from 1 within its delivery
    tenant_id   integer     NOT NULL,
    attempts    integer     NOT NULL, -- how many had begun before it
    acted_at    timestamptz NOT NULL,
    action      text        NOT NULL,
    actor       text        NOT NULL,
    reason      text        NOT NULL,
    PRIMARY KEY (slot, delivery_id, number)
);
