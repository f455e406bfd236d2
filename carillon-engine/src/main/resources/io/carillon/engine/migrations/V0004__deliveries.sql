-- Lock impact: none; every table is new.

-- One occurrence through one step. No foreign keys: they cost half the time of a claim and deadlock with
-- deletes. An id begins with the day of its period, so ranges of ids are ranges of time.
CREATE TABLE delivery (
    slot            smallint    NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    id              uuid        NOT NULL,
    tenant_id       integer     NOT NULL,
    subject_id      uuid        NOT NULL,
    occasion_id     integer     NOT NULL,
    step            text        NOT NULL,
    period          text        NOT NULL,
    endpoint_id     integer     NOT NULL,
    rule_version    integer     NOT NULL,
    state           text        NOT NULL,
    due_at          timestamptz NOT NULL,
    learnt_at       timestamptz,
    expires_at      timestamptz,            -- the last instant an attempt may begin; null: never
    late_for        bigint,                 -- microseconds, set by the claim that first made it sending
    late            boolean,
    attempts        integer     NOT NULL,   -- begun so far
    deaths          integer     NOT NULL,   -- how many of them ended with their node
    next_attempt_at timestamptz,            -- while it waits
    incarnation     uuid,                   -- whose lease it is, or was last
    fence           integer     NOT NULL,   -- the lease's number
    sent_at         timestamptz,            -- when the accepted attempt began
    settled_at      timestamptz,
    detail          text,                   -- a receipt, or the reason
    inputs          jsonb,                  -- what a retry needs for the same bytes; gone once delivered
    PRIMARY KEY (slot, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Waiting for their next attempt, by endpoint, so that a slow one delays no other.
CREATE INDEX delivery_waiting ON delivery (tenant_id, endpoint_id, next_attempt_at)
    WHERE state IN ('pending', 'retrying');

-- What a life of a node holds.
CREATE INDEX delivery_leased ON delivery (incarnation) WHERE state = 'sending';

-- A subject's deliveries that are neither on their way nor delivered: none of the many is in here.
CREATE INDEX delivery_of_subject ON delivery (subject_id) WHERE state NOT IN ('sending', 'delivered');

-- Lists by state, newest first, for the states that are few.
CREATE INDEX delivery_by_state ON delivery (state, due_at) WHERE state NOT IN ('sending', 'delivered');

-- Lists of everything, newest first: rows arrive nearly in the order of due_at, so a summary of page ranges will do.
CREATE INDEX delivery_by_due ON delivery USING brin (due_at) WITH (pages_per_range = 32, autosummarize = on);

-- Append-only. A delivery that was accepted at its first attempt has no row here.
CREATE TABLE attempt (
    slot        smallint    NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    delivery_id uuid        NOT NULL,
    number      integer     NOT NULL,
    tenant_id   integer     NOT NULL,
    incarnation uuid        NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    outcome     text        NOT NULL,
    detail      text        NOT NULL,
    PRIMARY KEY (slot, delivery_id, number)
);
