"""Claims and own-voice sentences found by their ids, and spans by their documents, as they stand on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rashomon.publish.link_words import seen_words, unnamed_word
from rashomon.publish.markup import preview, unquoted
from rashomon.publish.overview import words
from rashomon.publish.pages import heading
from rashomon.publish.speaking import name_of
from rashomon.publish.value_words import day_of_bound, day_words
from rashomon.publish.wording import ATTITUDES, CERTAINTIES, EVIDENCE, unsure, word
from rashomon.records import Account, Claim, Reading, Spot, Statement
from rashomon.titles import is_latest

QUOTED = 260
"""At most so many characters of a claim are quoted in a list; all of them stand in its document."""
UNNAMED = frozenset({"anonymous", "unspecified"})
QUOTES = frozenset("\"“”„«»‘'")
PLAIN = frozenset({"", "assert", "confirm", "believe", "predict"})
"""Attitudes under which the words alone say what is meant."""


class Saying(NamedTuple):
    """A claim or own-voice sentence ready for a list.

    `document` is the place of its document on the page, `number` its number there (0: the document's own voice). `href`
    leads to its words. `who` is empty for the own voice and where no speaker was found; `how` are attitude, certainty
    and evidence in words; `act` is the attitude where it is another than a plain statement; `late`: its document's
    day is only one by which it was out.
    """

    id: str
    document: int
    number: int
    span: tuple[int, int]
    href: str
    who: str
    identified: str
    unnamed: bool
    how: tuple[str, ...]
    act: str
    words: str
    outlet: str
    title: str
    doc: str
    published: str
    late: bool
    certainty: str

    @property
    def own(self) -> bool:
        """Whether the document says it itself."""
        return not self.number

    @property
    def speaker(self) -> str:
        """Who says it, in words."""
        if not self.own:
            return self.who or "no speaker found"
        return f"{self.outlet} itself" if self.outlet else "the document itself"

    @property
    def quoted(self) -> bool:
        """Whether its words bring quotation marks of their own."""
        return self.words[:1] in QUOTES

    @property
    def day(self) -> str:
        """The day of its document's publication in words, or empty."""
        found = day_of_bound(self.published)
        return f"{'by ' if self.late else ''}{day_words(found)}" if found else self.published


class Sayings:
    """What is said on a page's documents, by id; a comment that counts is found where it stands in its article.

    `called` gives words in which documents are called as the page calls them.
    """

    def __init__(self, shown: Iterable[Reading], called: Callable[[str], str] = str) -> None:
        self.called = called
        self.readings: list[Reading] = [reading for reading in shown if reading.document]
        self._found: dict[str, tuple[int, int, Claim | Account]] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._made: dict[str, Saying] = {}
        for place, reading in enumerate(self.readings):
            assert reading.document is not None  # noqa: S101 - only those with one are kept
            self._places.setdefault(reading.document.id, (place, 0))
            for number, claim in enumerate(reading.claims, 1):
                self._found.setdefault(claim.id, (place, number, claim))
            for account in reading.accounts:
                self._found.setdefault(account.id, (place, 0, account))
            for attached in reading.attached:
                if attached.document and attached.document.kind != "repaired":
                    self._places.setdefault(attached.document.id, (place, attached.document.at))
                    for account in attached.accounts:
                        self._found.setdefault(account.id, (place, 0, account))

    def __call__(self, id_: str) -> Saying | None:
        """The claim or sentence of this id, or none where it is not on the page."""
        if id_ not in self._found:
            return None
        if id_ not in self._made:
            place, number, one = self._found[id_]
            self._made[id_] = (
                self._claimed(place, number, one) if isinstance(one, Claim) else self._accounted(place, one)
            )
        return self._made[id_]

    def all_of(self, ids: Sequence[str]) -> list[Saying]:
        """Those of these ids that are on the page, in the order of publication and then of the page."""
        found = [said for said in map(self, dict.fromkeys(ids)) if said]
        return sorted(found, key=lambda s: (s.published or "9999", s.document, s.span))

    def first_seen(self, statements: Iterable[Statement]) -> str:
        """The first day on which any of the statements was seen, in words: "by" where it may have been before."""
        held = list(statements)
        day = min((one.first_seen for one in held if one.first_seen), default="")
        on = [one for s in held for one in map(self, s.members) if one and one.published[:10] == day[:10]]
        late = bool(day and on) and all(one.late for one in on)
        return f"{'by ' if late else ''}{seen_words(day)}"

    def place(self, spot: Spot | None) -> tuple[int, int, int] | None:
        """A span as the place of its document on the page and its offsets there; none where it is not on the page."""
        if spot is None or spot.doc not in self._places:
            return None
        place, shift = self._places[spot.doc]
        document = self.readings[place].document
        length = len(document.text) if document else 0
        start, end = max(0, spot.start + shift), min(length, spot.end + shift)
        return (place, start, end) if start < end else None

    def document(self, id_: str) -> int | None:
        """The place on the page of a document of this id."""
        return self._places[id_][0] if id_ in self._places else None

    def _claimed(self, place: int, number: int, claim: Claim) -> Saying:
        document = self.readings[place].document
        assert document is not None  # noqa: S101 - as above
        identification = claim.speaker.identification if claim.speaker else ""
        how = [
            word(values, code) + unsure(claim.sure.get(field, 1.0))
            for field, values, code in (
                ("attitude", ATTITUDES, claim.attitude),
                ("certainty", CERTAINTIES, claim.certainty),
                ("evidence", EVIDENCE, claim.evidence),
            )
            if code
        ]
        if claim.evidence:
            how[-1] = f"evidence: {how[-1]}"
        ends = (*claim.content, *claim.cue, *claim.source)
        return Saying(
            id=claim.id,
            document=place,
            number=number,
            span=(min((f.start for f in ends), default=0), max((f.end for f in ends), default=0)),
            href=f"#claim-{claim.id}",
            who=name_of(document.text, claim),
            identified=unnamed_word(identification, name_of(document.text, claim)),
            unnamed=identification in UNNAMED,
            how=tuple(how),
            act="" if claim.attitude in PLAIN else word(ATTITUDES, claim.attitude),
            words=unquoted(preview(words(document.text, claim.content) or words(document.text, claim.cue), QUOTED)),
            outlet=document.outlet,
            title=heading(document),
            doc=document.id,
            published=document.published,
            late=is_latest(document),
            certainty=claim.certainty,
        )

    def _accounted(self, place: int, account: Account) -> Saying:
        document = self.readings[place].document
        assert document is not None  # noqa: S101 - as above
        found = self.place(Spot(doc=account.doc, start=account.start, end=account.end))
        start, end = found[1:] if found else (0, 0)
        return Saying(
            id=account.id,
            document=place,
            number=0,
            span=(start, end),
            href=f"#at-{document.id}-{start}-{end}",
            who="",
            identified="",
            unnamed=False,
            how=(word(CERTAINTIES, account.certainty) + unsure(account.p),) if account.certainty else (),
            act="",
            words=unquoted(preview(document.text[start:end], QUOTED)),
            outlet=document.outlet,
            title=heading(document),
            doc=document.id,
            published=document.published,
            late=is_latest(document),
            certainty=account.certainty,
        )
