"""What documents are called on a page: by their titles, else by their files' names; never by where a file lay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from rashomon.records import Document, Reading, Skip
from rashomon.titles import LONGEST, file_names, shortened, shown_day


class Naming:
    """The names of a case's documents without the folders that they were read from."""

    def __init__(self, readings: Iterable[Reading], skips: Iterable[Skip] = ()) -> None:
        documents = [reading.document for reading in readings if reading.document]
        self._short = file_names([*(d.name for d in documents), *(skip.name for skip in skips)])
        own = {(d.id if d.kind != "repaired" else d.of): d for d in documents if d.title}
        self._same = Counter(_key(d) for d in own.values())
        self._days = Counter((*_key(d), d.published) for d in own.values())
        self._called = {d.name: f"“{shortened(d.title, LONGEST)}”" for d in documents if d.title}
        paths = sorted((name for name, short in self._short.items() if name != short), key=lambda n: (-len(n), n))
        self._paths = re.compile("|".join(map(re.escape, paths))) if paths else None
        self._told = lru_cache(maxsize=10_000)(self._in_words)

    def reading(self, one: Reading) -> Reading:
        """A reading whose document is called as the page shall call it; two of one title are told apart."""
        if one.document is None:
            return one
        document = one.document
        title = document.title
        if title and self._same[_key(document)] > 1:
            day = shown_day(document.published)
            alone = day and self._days[(*_key(document), document.published)] == 1
            title += f" ({day if alone else self._short[document.name]})"
        return replace(one, document=replace(document, name=self._short[document.name], title=title))

    def skip(self, one: Skip) -> Skip:
        """A skip without its folders."""
        return replace(one, name=self._short.get(one.name, one.name), reason=self(one.reason))

    def __call__(self, text: str) -> str:
        """Words with each path of a document in them replaced by what the document is called."""
        return self._told(text) if self._paths and ("/" in text or "\\" in text) else text

    def _in_words(self, text: str) -> str:
        assert self._paths is not None  # noqa: S101 - the caller looked
        return self._paths.sub(lambda found: self._called.get(found[0], self._short[found[0]]), text)


def _key(document: Document) -> tuple[str, str]:
    return " ".join(document.title.casefold().split()), document.outlet
