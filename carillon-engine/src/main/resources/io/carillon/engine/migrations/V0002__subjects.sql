-- Lock impact: none; every table is new.

-- slot leads every big table's key, 0 to 1,023 for ever: a subject and all that belongs to it stay together.
CREATE TABLE subject (
    slot       smallint    NOT NULL CHECK (slot BETWEEN 0 AND 1023),
    tenant_id  integer     NOT NULL,
    id         uuid        NOT NULL,
    ref        text,                 -- its owner's own name for it; then slot is a hash of tenant and ref
    kind       text        NOT NULL,
    zone       text        NOT NULL, -- as the caller gave it
    dates      jsonb       NOT NULL, -- {"dateOfBirth": "1992-02-29"} or "--02-29"
    attributes jsonb       NOT NULL,
    version    integer     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (slot, tenant_id, id)
);

CREATE UNIQUE INDEX subject_ref ON subject (slot, tenant_id, ref) WHERE ref IS NOT NULL;
