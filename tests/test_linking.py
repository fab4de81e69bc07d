"""What documents have to do with one another is worked out once and kept until something changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rashomon import Case
from rashomon.linking import links, vectors_of
from rashomon.store import Store

REPORT = """Pump house burns at Orle

Fire destroyed the pump house at Orle on Monday, the fire brigade said. Captain Jon Vask, who leads the brigade, said
that a heater had set it on fire. Two men were hurt, the town hall of Orle said.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"{REPORT}\nOf {name}.\n", encoding="utf-8")
    with Case.new(tmp_path / "orle.rashomon") as case:
        case.add([str(tmp_path / "*.txt")], jobs=1)
    return tmp_path / "orle.rashomon"


def test_links_are_kept_until_something_changes(path: Path) -> None:
    """What was found is the same when asked again, and is worked out anew after a document came or a person decided."""
    with Store.open(path) as store:
        found = links(store)
        assert store.links(found.makings[0].id) == found
        assert store.links("made otherwise") is None
    (path.parent / "three.txt").write_text(f"{REPORT}\nOf the third.\n", encoding="utf-8")
    with Case.open(path) as case:
        case.add([str(path.parent / "three.txt")], jobs=1)
        assert case._store.links(found.makings[0].id) is None
        assert len(case.copies()) > len(found.copies)
        assert case._store.links(found.makings[0].id) is not None
        case.rename(case.entities("Vask")[0].id, "Captain Vask")
        assert case._store.links(found.makings[0].id) is None
        assert [row.name for row in case.entities("Vask")] == ["Captain Vask"]


def test_links_and_vectors_are_the_same_made_or_kept(path: Path) -> None:
    """Vectors that were kept are those that are made anew, so that what is found does not hang on what was there."""
    with Store.open(path) as store:
        readings = list(store.readings())
        first, again = vectors_of(store, readings, 1), vectors_of(store, readings, 1)
        assert first.keys() == {r.document.id for r in readings if r.document}
        assert all((first[doc] == again[doc]).all() for doc in first)
        assert all(len(first[r.document.id]) == len(r.sentences) for r in readings if r.document)


def test_a_case_without_documents_has_no_links(tmp_path: Path) -> None:
    """Every question across documents has an empty answer in an empty case."""
    with Case.new(tmp_path / "empty.rashomon") as case:
        answers = (case.entities(), case.copies(), case.lineage(), case.statements(), case.disputes())
        assert not any(answers)


def test_changed_links_are_found_out(path: Path) -> None:
    """A row that somebody changed no longer fits its seal in the log of custody."""
    with Case.open(path) as case:
        case.entities()
        assert case.verify().problems == ()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE links SET data = replace(data, 'Vask', 'Wask') WHERE kind = 'identities'")
    db.close()
    with Case.open(path) as case:
        assert [(p.what, p.where) for p in case.verify().problems] == [("rows", "table links")]
