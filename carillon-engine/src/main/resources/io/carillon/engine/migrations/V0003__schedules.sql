-- Lock impact: none; every table is new.

-- The cursor of one step of one occasion for one subject. Narrow, since there is one for each of millions; one
-- index beside the key, since each costs at every claim, and a row whose due_at moves is never updated in place.
CREATE TABLE schedule (
    slot            smallint NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    tenant_id       integer  NOT NULL,
    subject_id      uuid     NOT NULL,
    occasion_id     integer  NOT NULL,
    step            text     NOT NULL,
    period          text,                   -- the next one, owed; null when none will come
    due_at          timestamptz,            -- derived from period, rule and zone
    learnt_at       timestamptz,            -- when we learnt of a due_at that was past by then
    same_day        boolean  NOT NULL,      -- due though created or re-dated after due_at, on that local day
    expired         boolean  NOT NULL,      -- an edit found it too old to send: its claim says missed
    decided_through text,                   -- the last period decided
    subject_version integer  NOT NULL,
    rule_version    integer  NOT NULL,
    tzdb            text     NOT NULL,
    parked          text,                   -- why it cannot be planned: then it is not claimed
    PRIMARY KEY (slot, tenant_id, subject_id, occasion_id, step)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE INDEX schedule_due ON schedule (due_at) WHERE due_at IS NOT NULL AND parked IS NULL;

-- What waits for an edit to mend it. None, as a rule.
CREATE INDEX schedule_parked ON schedule (tenant_id) WHERE parked IS NOT NULL;
