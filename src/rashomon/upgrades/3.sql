-- From format 3 to format 4: times, places and quantities, and the places of the user's own. Documents that were read before
-- get them when they are read again.

-- Time expressions with the span of time they can mean ("earliest", "latest": ISO 8601, empty where open or not known).
CREATE TABLE times (
    doc        TEXT NOT NULL REFERENCES documents (id),
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    "start"    INTEGER NOT NULL,
    "end"      INTEGER NOT NULL CHECK ("end" >= "start"),
    type       TEXT NOT NULL,
    value      TEXT NOT NULL,
    earliest   TEXT NOT NULL,
    latest     TEXT NOT NULL,
    precision  TEXT NOT NULL,
    mod        TEXT NOT NULL,
    anchor     TEXT NOT NULL,
    anchor_at  TEXT,
    anchor_day TEXT NOT NULL,
    weekday    INTEGER NOT NULL,
    timezone   TEXT NOT NULL,
    how        TEXT NOT NULL,
    p          REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- Places as circles: degrees (WGS 84, null where not known) and a radius in kilometres; "others" are JSON.
CREATE TABLE places (
    doc          TEXT NOT NULL REFERENCES documents (id),
    position     INTEGER NOT NULL,
    id           TEXT NOT NULL,
    "start"      INTEGER NOT NULL,
    "end"        INTEGER NOT NULL CHECK ("end" >= "start"),
    named_at     TEXT NOT NULL,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    lat          REAL,
    lon          REAL,
    precision_km REAL NOT NULL,
    gazetteer_id TEXT NOT NULL,
    country      TEXT NOT NULL,
    region       TEXT NOT NULL,
    part         TEXT NOT NULL,
    near         TEXT NOT NULL,
    mention      TEXT NOT NULL,
    others       TEXT NOT NULL,
    how          TEXT NOT NULL,
    p            REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- Quantities: at least "low" and at most "high" of a unit (null: open or not known).
CREATE TABLE quantities (
    doc        TEXT NOT NULL REFERENCES documents (id),
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    "start"    INTEGER NOT NULL,
    "end"      INTEGER NOT NULL CHECK ("end" >= "start"),
    low        REAL,
    high       REAL,
    unit       TEXT NOT NULL,
    comparator TEXT NOT NULL,
    number     REAL,
    "of"       TEXT NOT NULL,
    of_at      TEXT,
    head       TEXT NOT NULL,
    event      TEXT NOT NULL,
    event_at   TEXT,
    "between"  TEXT NOT NULL,
    how        TEXT NOT NULL,
    p          REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- The places of the user's own file, by their line there; "names" is a JSON list.
CREATE TABLE known_places (
    line      INTEGER PRIMARY KEY,
    names     TEXT NOT NULL,
    lat       REAL NOT NULL,
    lon       REAL NOT NULL,
    radius_km REAL NOT NULL,
    kind      TEXT NOT NULL,
    country   TEXT NOT NULL,
    region    TEXT NOT NULL
) STRICT;


ALTER TABLE entities RENAME TO old_entities;

CREATE TABLE entities (
    doc        TEXT NOT NULL REFERENCES documents (id),
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    aliases    TEXT NOT NULL,
    stands_for TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

INSERT INTO entities SELECT doc, position, id, name, kind, aliases, '' FROM old_entities;
DROP TABLE old_entities;
