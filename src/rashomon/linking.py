"""The way across documents: who is who, what is copied, who relays whom, what is said in common, how many voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rashomon import settings
from rashomon.checking import counting
from rashomon.engines import local
from rashomon.errors import CaseError
from rashomon.link.copies import copies
from rashomon.link.entities import identities
from rashomon.link.lineages import lineages
from rashomon.link.statements import statements
from rashomon.models import PAIRS, VECTOR, card, digest_of
from rashomon.records import Judgement, KnownAliases, Links, Making, Reading
from rashomon.store import Store
from rashomon.weigh.disputes import disputes
from rashomon.weigh.groups import groups

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

VERSION = "1"
"""Of the rules by which documents are lined up; another one makes all links anew."""


def links(store: Store, jobs: int = 0) -> Links:
    """What the documents of a case have to do with one another: as it was kept, or worked out now and kept."""
    making = _making()
    kept = store.links(making.id)
    if kept is not None:
        return kept
    readings = list(counting(store.readings()))
    found = linked(readings, vectors_of(store, readings, jobs), store.known_aliases(), store.judgements())
    try:
        store.set_links(making.id, found)
    except CaseError:  # another process writes just now, or nobody may: what was found is true all the same
        return found
    return found


def linked(
    readings: Iterable[Reading],
    vectors: Mapping[str, Floats],
    aliases: Sequence[KnownAliases] = (),
    judgements: Sequence[Judgement] = (),
) -> Links:
    """All that documents have to do with one another; `vectors` by document, a row for each of its sentences."""
    readings = sorted(readings, key=lambda r: r.document.id if r.document else "")
    who, suggestions = identities(readings, aliases, judgements)
    found = copies(readings, vectors)
    said, ties = statements(readings, who, found, vectors)
    ways, changes = lineages(readings, who, found)
    voices, origins = groups(readings, said, ways, found, who)
    return Links(
        identities=who,
        suggestions=suggestions,
        copies=found,
        ties=ties,
        statements=said,
        lineages=ways,
        changes=changes,
        groups=voices,
        origins=origins,
        disputes=disputes(readings, said, ties),
        makings=(_making(),),
    )


def vectors_of(store: Store, readings: Sequence[Reading], jobs: int = 0) -> dict[str, Floats]:
    """The vectors of every document's sentences; those that the case does not hold yet are made and kept."""
    model = _model()
    kept = store.vectors(model)
    missing = [r for r in readings if r.document is not None and r.document.id not in kept]
    made: dict[str, bytes] = {}
    for reading, packed in zip(missing, local.run(packed_vectors, missing, jobs), strict=True):
        if reading.document is not None:
            made[reading.document.id] = packed
        if len(made) >= settings.ROWS_PER_BATCH:
            store.set_vectors(model, made)
            kept, made = kept | made, {}
    if made:
        store.set_vectors(model, made)
    there = {r.document.id for r in readings if r.document is not None}
    return {doc: _unpacked(packed) for doc, packed in (kept | made).items() if doc in there}


def packed_vectors(reading: Reading) -> bytes:
    """The vectors of a document's sentences, a byte a number: a hundred thousand documents take 1.5 GB."""
    import numpy as np

    from rashomon.link.pairs.vectors import sentence_vectors

    return np.round(sentence_vectors(reading) * 127).astype(np.int8).tobytes()


def _unpacked(packed: bytes) -> Floats:
    import numpy as np

    vectors = np.frombuffer(packed, np.int8).reshape(-1, VECTOR).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    out: Floats = vectors / np.maximum(lengths, 1e-6)
    return out


def _model() -> str:
    return digest_of(card(PAIRS))


def _making() -> Making:
    model = _model()
    return Making(id=f"links-{VERSION}-{model[:12]}", plugin="links", version=VERSION, model=model)
