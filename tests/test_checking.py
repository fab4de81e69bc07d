"""Which documents of a case count as accounts when it is checked."""

from __future__ import annotations

from msgspec.structs import replace

from rashomon.checking import counting
from tests.factory import document, reading


def test_only_accounts_count() -> None:
    """An article counts, and a comment that a person made an article; of a garbled text only the repaired one does."""
    plain = reading(document("One.", name="a.txt"))
    remark = reading(replace(document("Two.", name="k"), kind="comment"))
    kept = reading(document("Three.", name="kept"))
    mended = reading(replace(document("Four.", name="r"), kind="repaired"))
    garbled = reading(document("F\ufffdur.", name="b.txt"))
    given = [replace(plain, attached=(remark, kept)), replace(garbled, attached=(mended,))]
    assert [r.document.text for r in counting(given) if r.document] == ["One.", "Three.", "Four."]
