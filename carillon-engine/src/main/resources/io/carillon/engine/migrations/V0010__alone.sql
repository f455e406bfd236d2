-- Lock impact: node SHARE ROW EXCLUSIVE, for an instant: beats wait for it. alone is new.

-- While there is a row, one node sends a suspect, or is about to, and nothing else. The others go on. It ends with the node.
CREATE TABLE alone (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    incarnation uuid    NOT NULL REFERENCES node ON DELETE CASCADE
);
