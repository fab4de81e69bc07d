"""What one may ask of a case: names of documents, spans, values that filters know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from rashomon.answers import ClaimRow, DocumentRow, DriftRow
from rashomon.errors import BadQuery, NotFound
from rashomon.records import Attitude, Certainty, DocumentKind, DriftKind, Evidence, Form, Identification
from rashomon.store import Store
from rashomon.text import encodable

SPAN = re.compile(r"(?P<doc>.+):(?P<start>[0-9]{1,12})-(?P<end>[0-9]{1,12})", re.DOTALL)
VALUES = {
    "attitude": Attitude,
    "form": Form,
    "certainty": Certainty,
    "evidence": Evidence,
    "identification": Identification,
    "kind": DriftKind,
}
OF_OWN_VOICE = ("d.outlet", "c.content", "c.via", "c.certainty")
"""Columns that claims have in common with what a document says in its own voice."""


def one_of(name: str, value: str) -> str:
    """A value that a filter knows, or nothing; raises BadQuery."""
    known = get_args(VALUES[name])
    if value and value not in known:
        raise BadQuery(f"{name} is {value!r}; it can be {', '.join(known[:-1])} or {known[-1]}")
    return value


def at_most(limit: int) -> int:
    """A limit as SQLite takes it; raises BadQuery for one below 0."""
    if limit < 0:
        raise BadQuery(f"a limit of {limit} cannot be: give 1 or more, or 0 for all")
    return min(limit, 2**63 - 1)  # the largest number that SQLite knows


def claims(
    store: Store,
    contains: Mapping[str, str],
    equal: Mapping[str, str],
    within: tuple[str, str],
    own_voice: bool,
    limit: int,
) -> list[ClaimRow]:
    """Claims by what their columns hold or are, within a document (id or name) or the documents of a kind.

    With `own_voice` what documents say without a source; raises BadQuery when asked for what only claims have.
    """
    document, kind = within
    equal = {f"c.{name}": one_of(name, value) for name, value in equal.items()}
    if document:
        documents(store, document)
    if own_voice:
        beyond = sorted(
            c.partition(".")[2] for c, value in {**contains, **equal}.items() if value and c not in OF_OWN_VOICE
        )
        if beyond:
            raise BadQuery(f"what a document says in its own voice has no {', '.join(beyond)}")
        contains, equal = ({c: value for c, value in given.items() if c in OF_OWN_VOICE} for given in (contains, equal))
    kinds = ("article", "repaired") if kind == "article" else (kind,)
    kinds = get_args(DocumentKind) if kind == "all" or document else kinds
    return list(store.claims(contains, equal, encodable(document), at_most(limit), kinds, own_voice))


def drifts(store: Store, outlet: str, kind: str, document: str) -> list[DriftRow]:
    """What headlines say otherwise than their texts, of an outlet, of a kind, in a document (id or name)."""
    if document:
        documents(store, document)
    return list(store.drifts({"d.outlet": outlet}, one_of("kind", kind), encodable(document)))


def document(store: Store, name: str) -> DocumentRow:
    """The one document with this id or name; raises BadQuery rather than choose among several."""
    found = documents(store, name)
    if len(found) > 1:
        ids = ", ".join(d.id for d in found[:20])
        raise BadQuery(f"{len(found)} documents have the name {name!r}: {ids}; give an id")
    return found[0]


def documents(store: Store, name: str) -> list[DocumentRow]:
    """The documents with this id or name; raises NotFound."""
    found = store.documents(doc=encodable(name)) if name else []
    if not found:
        hint = "`rashomon documents` lists what is there"
        raise NotFound(f"no document or claim {name!r} in {store.path}; {hint}")
    return found
