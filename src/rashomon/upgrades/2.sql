-- From format 2 to format 3: mentions and entities, speakers and chains in full, the documents' own voice, headlines
-- against their texts. Documents that were read before get them when they are read again.

CREATE TABLE mentions (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" >= "start"),
    kind     TEXT NOT NULL,
    entity   TEXT NOT NULL,
    p        REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    how      TEXT NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    aliases  TEXT NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE new_claims (
    row            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    doc            TEXT NOT NULL REFERENCES documents (id),
    position       INTEGER NOT NULL,
    source         TEXT NOT NULL,
    cue            TEXT NOT NULL,
    content        TEXT NOT NULL,
    "start"        INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    form           TEXT NOT NULL,
    attitude       TEXT NOT NULL,
    certainty      TEXT NOT NULL,
    evidence       TEXT NOT NULL,
    zone           TEXT NOT NULL,
    p              REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    parent         TEXT,
    speaker        TEXT,
    speaker_name   TEXT NOT NULL,
    speaker_kind   TEXT NOT NULL,
    identification TEXT NOT NULL,
    chain          TEXT NOT NULL,
    via            TEXT NOT NULL,
    sure           TEXT NOT NULL,
    making         TEXT NOT NULL REFERENCES makings (id)
) STRICT;

INSERT INTO new_claims SELECT row, id, doc, position, source, cue, content, "start", "end", form, attitude, certainty,
    evidence, zone, p, parent, NULL, '', '', '', '[]', '', '{}', making FROM claims;
DROP TABLE claims;
ALTER TABLE new_claims RENAME TO claims;
CREATE INDEX claims_of_document ON claims (doc, position);

CREATE TRIGGER claim_added AFTER INSERT ON claims BEGIN
    INSERT INTO claim_search (rowid, source, content) VALUES (new.row, new.source, new.content);
END;

CREATE TRIGGER claim_removed AFTER DELETE ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, source, content) VALUES ('delete', old.row, old.source, old.content);
END;

CREATE TRIGGER claim_changed AFTER UPDATE OF source, content ON claims BEGIN
    INSERT INTO claim_search (claim_search, rowid, source, content) VALUES ('delete', old.row, old.source, old.content);
    INSERT INTO claim_search (rowid, source, content) VALUES (new.row, new.source, new.content);
END;

CREATE TABLE new_claim_fragments (
    claim    TEXT NOT NULL REFERENCES claims (id),
    role     TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'evidence', 'loaded')),
    position INTEGER NOT NULL,
    doc      TEXT NOT NULL REFERENCES documents (id),
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" >= "start"),
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;

INSERT INTO new_claim_fragments SELECT * FROM claim_fragments;
DROP TABLE claim_fragments;
ALTER TABLE new_claim_fragments RENAME TO claim_fragments;
CREATE INDEX fragments_of_document ON claim_fragments (doc, "start");

CREATE TABLE accounts (
    doc       TEXT NOT NULL REFERENCES documents (id),
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL CHECK ("end" >= "start"),
    content   TEXT NOT NULL,
    zone      TEXT NOT NULL,
    certainty TEXT NOT NULL,
    loaded    TEXT NOT NULL,
    chain     TEXT NOT NULL,
    via       TEXT NOT NULL,
    p         REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE drifts (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    headline TEXT NOT NULL,
    words    TEXT NOT NULL,
    body     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    p        REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;
