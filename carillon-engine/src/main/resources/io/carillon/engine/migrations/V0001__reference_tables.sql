-- Lock impact: none; every table is new.
--
-- Reference tables are small, and every database of an installation holds all of them. Ids are given out by
-- hand or by the application, never by a sequence, and are never used again: delivery ids are made of them.

CREATE TABLE tenant (
    id   integer PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE endpoint (
    tenant_id integer NOT NULL REFERENCES tenant,
    id        integer NOT NULL,
    key       text    NOT NULL,
    channel   text    NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
);

-- version counts the definition's changes, those of its steps included.
CREATE TABLE occasion (
    tenant_id     integer     NOT NULL REFERENCES tenant,
    id            integer     NOT NULL,
    key           text        NOT NULL,
    anchor        text        NOT NULL, -- which of a subject's dates recurs
    version       integer     NOT NULL,
    leap_day      text        NOT NULL,
    gap           text        NOT NULL,
    overlap       text        NOT NULL,
    same_day      text        NOT NULL,
    expires_after text        NOT NULL, -- an ISO 8601 duration, END_OF_LOCAL_DAY or NEVER
    late_after    text        NOT NULL, -- an ISO 8601 duration
    catch_up      text        NOT NULL,
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, key)
);

CREATE TABLE step (
    tenant_id   integer NOT NULL,
    occasion_id integer NOT NULL,
    key         text    NOT NULL, -- for ever: delivery ids are made of it
    local_time  time    NOT NULL,
    endpoint_id integer NOT NULL,
    template    text    NOT NULL,
    PRIMARY KEY (tenant_id, occasion_id, key),
    FOREIGN KEY (tenant_id, occasion_id) REFERENCES occasion,
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES endpoint
);

-- One row for each life of a process. beat is a counter: nobody compares two machines' clocks.
CREATE TABLE node (
    incarnation uuid        PRIMARY KEY,
    name        text        NOT NULL,
    beat        bigint      NOT NULL,
    started_at  timestamptz NOT NULL
);

INSERT INTO tenant VALUES (1, 'default');
INSERT INTO endpoint VALUES (1, 1, 'webhook', 'webhook');
INSERT INTO occasion VALUES
    (1, 1, 'birthday', 'dateOfBirth', 1, 'MAR_1', 'LATER', 'EARLIER', 'SEND', 'PT48H', 'PT1M', 'LATEST', now());
INSERT INTO step VALUES
    (1, 1, 'day', '09:00', 1, 'Hey, {firstName} {lastName} it''s your birthday');
