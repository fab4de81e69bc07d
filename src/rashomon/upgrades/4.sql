-- From format 4 to format 5: what is found between documents, and the user's own list of names of one thing.

-- Names of one thing, from the user's own list, by their line there; "names" is a JSON list.
CREATE TABLE known_aliases (
    line  INTEGER PRIMARY KEY,
    names TEXT NOT NULL,
    kind  TEXT NOT NULL
) STRICT;

-- What was found between the documents: records as JSON, by the field of `Links` that they stand in. They follow from all
-- other rows, and hold as long as "units" has the mark of the stage "link"; else they are worked out again.
CREATE TABLE links (
    kind     TEXT NOT NULL,
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    data     TEXT NOT NULL,
    PRIMARY KEY (kind, position)
) STRICT, WITHOUT ROWID;

-- What the sentences of a document are like, for lining them up: kept because it takes long, worked out again when missing.
CREATE TABLE vectors (
    doc    TEXT PRIMARY KEY REFERENCES documents (id),
    model  TEXT NOT NULL,
    packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
