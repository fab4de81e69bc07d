-- A case file. Offsets ("start", "end") count Unicode code points into documents.text, from 0, end excluded.
-- No row of a machine carries a clock time or a running number: the same inputs give the same rows in whatever order they
-- are read. Judgements, which are a person's, say when they were made.

CREATE TABLE about (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How machine rows came about: plugin, version, sha256 of the model.
CREATE TABLE makings (
    id      TEXT PRIMARY KEY,
    plugin  TEXT NOT NULL,
    version TEXT NOT NULL,
    model   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The raw bytes of every document, never changed, compressed with zlib; "bytes" is their own length.
CREATE TABLE blobs (
    sha256     TEXT PRIMARY KEY,
    bytes      INTEGER NOT NULL,
    compressed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- "row" comes from a digest of the id, for the full-text index. A document that was taken out of another one ("of" is not
-- empty) has no raw bytes of its own.
CREATE TABLE documents (
    row        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    media_type TEXT NOT NULL,
    encoding   TEXT NOT NULL,
    title      TEXT NOT NULL,
    outlet     TEXT NOT NULL,
    author     TEXT NOT NULL,
    published  TEXT NOT NULL,
    language   TEXT NOT NULL,
    updated    TEXT NOT NULL,
    captured   TEXT NOT NULL,
    url        TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('article', 'comment', 'repaired')),
    "of"       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    conflicts  TEXT NOT NULL,
    characters INTEGER NOT NULL,
    text       TEXT NOT NULL
) STRICT;

CREATE INDEX documents_by_bytes ON documents (sha256);
CREATE INDEX documents_attached ON documents ("of", at);

-- Every name under which a document's bytes were given; documents.name is the first of them in sorting order.
CREATE TABLE captures (
    doc  TEXT NOT NULL REFERENCES documents (id),
    name TEXT NOT NULL,
    PRIMARY KEY (doc, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_makings (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    making   TEXT NOT NULL REFERENCES makings (id),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE signals (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    place    TEXT NOT NULL,
    p        REAL NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- The three comment columns are null together: the zone is no reader's comment.
CREATE TABLE zones (
    doc              TEXT NOT NULL REFERENCES documents (id),
    position         INTEGER NOT NULL,
    "start"          INTEGER NOT NULL,
    "end"            INTEGER NOT NULL CHECK ("end" >= "start"),
    kind             TEXT NOT NULL,
    p                REAL NOT NULL CHECK (p BETWEEN 0 AND 1),
    made_by          TEXT NOT NULL,
    comment_author   TEXT,
    comment_reply_to TEXT,
    comment_when     TEXT,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- The articles of a document that holds several.
CREATE TABLE parts (
    doc       TEXT NOT NULL REFERENCES documents (id),
    position  INTEGER NOT NULL,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL CHECK ("end" >= "start"),
    title     TEXT NOT NULL,
    author    TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    published TEXT NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- What a text says of where it comes from.
CREATE TABLE provenance (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" >= "start"),
    relation TEXT NOT NULL,
    name     TEXT NOT NULL,
    url      TEXT NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
    doc     TEXT NOT NULL REFERENCES documents (id),
    number  INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL CHECK ("end" >= "start"),
    PRIMARY KEY (doc, number)
) STRICT, WITHOUT ROWID;

-- A person's decisions; never changed, never deleted. They stand when their document is read again.
CREATE TABLE judgements (
    id      TEXT PRIMARY KEY,
    doc     TEXT NOT NULL,
    field   TEXT NOT NULL,
    value   TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    who     TEXT NOT NULL,
    "when"  TEXT NOT NULL,
    why     TEXT NOT NULL
) STRICT;

CREATE INDEX judgements_of_document ON judgements (doc);

CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgements BEGIN
    SELECT raise(ABORT, 'a judgement is never changed');
END;

CREATE TRIGGER judgement_kept BEFORE DELETE ON judgements BEGIN
    SELECT raise(ABORT, 'a judgement is never deleted');
END;

-- Lines that stand in many documents of an outlet, and are therefore no part of its articles.
CREATE TABLE repeated (
    outlet TEXT NOT NULL,
    line   TEXT NOT NULL,
    PRIMARY KEY (outlet, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" >= "start"),
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

-- Names and noun phrases, and what they stand for in their document; "aliases" is a JSON list of names, "stands_for" the
-- place by whose name an organisation goes.
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
    doc        TEXT NOT NULL REFERENCES documents (id),
    position   INTEGER NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    aliases    TEXT NOT NULL,
    stands_for TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

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

-- source, cue and content are the words of the fragments, joined by " … "; "start" to "end" is the run of the content.
-- "row" comes from a digest of the id, for the full-text index. "speaker" is JSON, null without a source; three of its
-- values stand beside it for filters. "chain" is JSON, and "via" its names joined by " > "; "sure" is JSON.
CREATE TABLE claims (
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

CREATE INDEX claims_of_document ON claims (doc, position);

CREATE TABLE claim_fragments (
    claim    TEXT NOT NULL REFERENCES claims (id),
    role     TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'evidence', 'loaded')),
    position INTEGER NOT NULL,
    doc      TEXT NOT NULL REFERENCES documents (id),
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL CHECK ("end" >= "start"),
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX fragments_of_document ON claim_fragments (doc, "start");

-- What documents say in their own voice, without a source. "loaded" is a JSON list of spans, "chain" as that of claims.
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

-- What headlines say otherwise than the texts below them; "headline", "words" and "body" are JSON spans.
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

-- What could not be used: of a document, whose names may change ("name" is empty), or when a name was last read that
-- gave no document ("doc" is empty).
CREATE TABLE skips (
    name   TEXT NOT NULL,
    doc    TEXT NOT NULL,
    stage  TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (name, doc, stage, reason)
) STRICT, WITHOUT ROWID;

-- Finished work; written in the transaction that writes its rows, so that a rerun resumes.
CREATE TABLE units (
    stage TEXT NOT NULL,
    key   TEXT NOT NULL,
    PRIMARY KEY (stage, key)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE document_search USING fts5 (
    title, text, content = 'documents', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE claim_search USING fts5 (
    source, content, content = 'claims', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER document_added AFTER INSERT ON documents BEGIN
    INSERT INTO document_search (rowid, title, text) VALUES (new.row, new.title, new.text);
END;

CREATE TRIGGER document_removed AFTER DELETE ON documents BEGIN
    INSERT INTO document_search (document_search, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
END;

CREATE TRIGGER document_changed AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO document_search (document_search, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
    INSERT INTO document_search (rowid, title, text) VALUES (new.row, new.title, new.text);
END;

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
