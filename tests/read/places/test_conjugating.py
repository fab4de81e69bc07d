"""Forms of regular verbs."""

from __future__ import annotations

from rashomon.read.places.conjugating import with_ed, with_ing, with_s


def test_forms() -> None:
    """Endings follow the last letters of a verb."""
    assert [with_s(v) for v in ("send", "deny", "push", "obey")] == ["sends", "denies", "pushes", "obeys"]
    assert [with_ed(v) for v in ("blame", "deny", "push", "obey")] == ["blamed", "denied", "pushed", "obeyed"]
    assert "blaming" in with_ing("blame")
    assert "banning" in with_ing("ban")
