-- Lock impact: endpoint and occasion ACCESS EXCLUSIVE, for an instant: a few rows. delivery SHARE while an index is
-- built: claims and settlements wait for as long as it takes to read the table once.

-- What an endpoint bears, and when it is left alone. Durations are ISO 8601.
ALTER TABLE endpoint
    ADD COLUMN concurrency_max      integer,                      -- of all nodes together; null: a number for each node
    ADD COLUMN rate_max             integer,                      -- deliveries within rate_per; null: no limit
    ADD COLUMN rate_per             text    NOT NULL DEFAULT 'PT1S',
    ADD COLUMN breaker_failure_rate numeric NOT NULL DEFAULT 0.7, -- opens from this share of failures
    ADD COLUMN breaker_calls_min    integer NOT NULL DEFAULT 10,  -- of at least so many calls
    ADD COLUMN breaker_window       text    NOT NULL DEFAULT 'PT5M',
    ADD COLUMN probe_after          text    NOT NULL DEFAULT 'PT30S',
    ADD COLUMN probe_after_max      text    NOT NULL DEFAULT 'PT10M';

-- Channels are found by an endpoint's id alone, definitions by an occasion's: so no two tenants share one.
CREATE UNIQUE INDEX endpoint_id ON endpoint (id);
CREATE UNIQUE INDEX occasion_id ON occasion (id);

-- How an endpoint fares, as all nodes see it: written by compare-and-set on version, about once a second by each node
-- that sends to it.
CREATE TABLE endpoint_health (
    tenant_id       integer NOT NULL,
    endpoint_id     integer NOT NULL,
    version         bigint  NOT NULL DEFAULT 0,
    disabled_at     timestamptz,            -- nothing is sent while it is set
    disabled_reason text,
    opened_at       timestamptz,            -- null: the breaker is closed
    probe_at        timestamptz,            -- open: when one delivery may try
    probe_wait      text,                   -- open: how long it waited for that
    bucket          bigint  NOT NULL DEFAULT 0, -- closed: the number of the last tenth of a window counted in
    calls           integer[] NOT NULL DEFAULT '{}', -- in that tenth, and those before it
    failures        integer[] NOT NULL DEFAULT '{}',
    failing_since   timestamptz,            -- the first failure since the last success
    failing_calls   integer NOT NULL DEFAULT 0,
    notices         integer NOT NULL DEFAULT 0, -- how many times that was given notice of
    holder          uuid,                   -- the one node that sends, where the limits are too small to be shared
    PRIMARY KEY (tenant_id, endpoint_id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint
) WITH (fillfactor = 50);

INSERT INTO endpoint_health (tenant_id, endpoint_id) SELECT tenant_id, id FROM endpoint;

-- What expires while it waits for an endpoint that nothing is sent to.
CREATE INDEX delivery_expiring ON delivery (expires_at) WHERE state IN ('pending', 'retrying');
