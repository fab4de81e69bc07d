-- From format 1 to format 2: comments are documents, zones say how sure they are and who made them, a page's articles,
-- origins and pages are kept, people's decisions are kept. Comments of documents that were read before become documents
-- when they are read again.

CREATE TABLE new_documents (
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

INSERT INTO new_documents SELECT row, id, name, sha256, media_type, encoding, title, outlet, author, published, language,
    '', '', '', 'article', '', 0, '[]', characters, text FROM documents;
DROP TABLE documents;
ALTER TABLE new_documents RENAME TO documents;
CREATE INDEX documents_by_bytes ON documents (sha256);
CREATE INDEX documents_attached ON documents ("of", at);

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

CREATE TABLE new_zones (
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

INSERT INTO new_zones SELECT doc, position, "start", "end",
    CASE WHEN kind IN ('furniture', 'footer') THEN 'navigation' ELSE kind END,
    1.0, '', comment_author, comment_reply_to, comment_when FROM zones;
DROP TABLE zones;
ALTER TABLE new_zones RENAME TO zones;

CREATE TABLE new_signals (
    doc      TEXT NOT NULL REFERENCES documents (id),
    position INTEGER NOT NULL,
    field    TEXT NOT NULL,
    value    TEXT NOT NULL,
    place    TEXT NOT NULL,
    p        REAL NOT NULL,
    PRIMARY KEY (doc, position)
) STRICT, WITHOUT ROWID;

INSERT INTO new_signals SELECT doc, position, field, value, place, 0.0 FROM signals;
DROP TABLE signals;
ALTER TABLE new_signals RENAME TO signals;

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

CREATE TABLE repeated (
    outlet TEXT NOT NULL,
    line   TEXT NOT NULL,
    PRIMARY KEY (outlet, line)
) STRICT, WITHOUT ROWID;
