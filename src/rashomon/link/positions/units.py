"""What is compared: claims and own-voice sentences, each with all that is known of its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.link.positions.act_words import WORD, alternatives, listed, says_no, stems_of
from rashomon.records import ARTICLE_ZONES, Account, Claim, Fragment, Identity, Quantity, Reading, Time

OPEN = frozenset({"ask", "order", "threaten", "promise", "predict", "decline"})
"""Attitudes of those who say nothing of what is or was so."""
PLACES = frozenset({"place", "facility"})
_LONGEST = 600
_BEFORE = 2  # sentences before it in which what a sentence leaves out is looked for
_LEAD = 4  # sentences at the top of a document that say what it is about
_FEWEST = 2
_DENIES = re.compile(rf"\b(?:{alternatives(listed('denials'))})\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:is|are|was|were)\s+(?:[\w,]+\s+){0,3}(?:wrong|false|untrue|mistaken|incorrect|invented|lies|a lie)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_COVERED = 0.6
_PARAGRAPH = re.compile(r"\s*\n\s*\n")
_QUOTED = re.compile('[“”"«»]')
_TITLE = 70
_THINKS_NOT = re.compile(
    r"(?:\bnot|\bnever|n\s?[’']\s?t)\s+(?:think|believe|expect|suppose|buy)\b",
    re.IGNORECASE,
)
"""Cues by which somebody says that something is not so."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a content: where in its text, whom or what it stands for (the same for all of one identity)."""

    start: int
    end: int
    key: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A claim or an own-voice sentence as it is compared.

    `text` are the words of its content, joined; `whole` those of the sentence, with who says it. `start` and `end`
    bound it in the document. `speaker` is a key as of `Named`. `denied`: whoever says it denies the content; `negated`:
    the content itself has a word of negation. `keys` are who and what it names, `near` those of the sentences before,
    `top` those of the top of the document. `where` are the places of the content, or else of its sentence, of those
    before, of the top: the first of these that names any; `setting` the places that the top of the document names,
    `people` the persons of the document, `years` those that the top names where no day of publication is known.
    """

    id: str
    doc: str
    start: int
    end: int
    text: str
    whole: str
    cue: str = ""
    speaker: str = ""
    says: str = ""
    attitude: str = ""
    certainty: str = ""
    denied: bool = False
    published: str = ""
    sentence: int = -1
    p: float = 1.0
    names: tuple[Named, ...] = ()
    near: tuple[Named, ...] = ()
    top: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    previous: str = ""
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    negated: bool = field(default=False)
    stems: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Who and what the content names."""
        return frozenset(n.key for n in self.names)

    @property
    def negative(self) -> bool:
        """Whether, all in all, it is said that something is not so."""
        return self.denied != self.negated

    @property
    def is_open(self) -> bool:
        """Whether it tells of nothing that is or was so: a question, a threat, an order, a promise."""
        return self.attitude in OPEN

    @property
    def is_tiny(self) -> bool:
        """Whether there is too little in the content to hold it against another."""
        return len(self.stems) < _FEWEST or self.text.lstrip().startswith(("http:", "https:", "www."))


def units(readings: Sequence[Reading], who: Sequence[Identity]) -> list[Unit]:
    """The units of all documents that count, by document and place; what repeats a claim inside it is left out."""
    canon = {member: identity for identity in who for member in identity.members}
    found = [u for r in readings if r.document and r.document.kind != "comment" for u in _of(r, canon)]
    return sorted(found, key=lambda u: (u.doc, u.start, u.end, u.id))


def _of(reading: Reading, canon: Mapping[str, Identity]) -> Iterator[Unit]:
    page = _Page(reading, canon)
    shells = _shells(reading.claims)
    for claim in reading.claims:
        if claim.content and claim.id not in shells and claim.zone in ARTICLE_ZONES:
            yield page.of_claim(claim)
    taken = sorted((f.start, f.end) for c in reading.claims for f in c.content)
    for account in reading.accounts:
        if account.zone in ARTICLE_ZONES and not _covered(account, taken):
            yield page.of_account(account)


def _shells(claims: Sequence[Claim]) -> set[str]:
    """Claims that only hand on one inside them: nearly all of their content is that one's source, cue and content."""
    by_id = {c.id: c for c in claims}
    found = set()
    for inner in claims:
        outer = by_id.get(inner.parent or "")
        if outer is None or not outer.content:
            continue
        size = sum(f.end - f.start for f in outer.content)
        runs = (*inner.source, *inner.cue, *inner.content)
        within = sum(max(0, min(f.end, g.end) - max(f.start, g.start)) for f in outer.content for g in runs)
        said = sum(f.end - f.start for f in inner.content)
        if within >= 0.8 * size and said >= 0.3 * size:
            found.add(outer.id)
    return found


def _covered(account: Account, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether most of an own-voice sentence is the content of claims."""
    inside = sum(max(0, min(account.end, end) - max(account.start, start)) for start, end in taken)
    return inside >= _COVERED * (account.end - account.start)


class _Page:
    """A document, looked through once for all of its units."""

    def __init__(self, reading: Reading, canon: Mapping[str, Identity]) -> None:
        assert reading.document is not None  # noqa: S101 (checked by the caller)
        self.document = reading.document
        self.text = reading.document.text
        self.starts = [s.start for s in reading.sentences]
        self.sentences = reading.sentences
        names = {e.id: e.name for e in reading.entities}
        kinds = {e.id: str(e.kind) for e in reading.entities}
        self.canon = {e: (canon[e].name, str(canon[e].kind)) if e in canon else (names[e], kinds[e]) for e in names}
        self.names = sorted(
            (self._named(m.start, m.end, m.entity, m.kind) for m in reading.mentions), key=lambda n: (n.start, n.end)
        )
        self.name_starts = [n.start for n in self.names]
        self.quantities = sorted(reading.quantities, key=lambda q: q.start)
        self.times = sorted(reading.times, key=lambda t: t.start)
        headline = [z for z in reading.zones if z.kind == "headline"]
        end = self.sentences[min(_LEAD, len(self.sentences)) - 1].end if self.sentences else 0
        self.heads = [n for n in self.names if n.start < end or any(z.start <= n.start < z.end for z in headline)]
        self.top = frozenset(n.key for n in self.heads)
        self.years = frozenset(() if self.document.published else _YEAR.findall(self.text[:end]))
        self.setting = frozenset(n.key for n in self.heads if n.kind in PLACES)
        self.people = frozenset(n.key for n in self.names if n.kind == "person")

    def _named(self, start: int, end: int, entity: str, kind: str) -> Named:
        name, kind = self.canon.get(entity, (self.text[start:end], kind))
        return Named(start, end, key_of(name), name, kind)

    def of_claim(self, claim: Claim) -> Unit:
        """The unit of a claim."""
        fragments = self._in_paragraph(sorted(claim.content))
        cue = " ".join(self.text[f.start : f.end] for f in claim.cue)
        runs = sorted((*claim.source, *claim.cue, *claim.content))
        whole = " ".join(self.text[runs[0].start : min(runs[-1].end, runs[0].start + _LONGEST)].split())
        speaker = claim.speaker
        name = (speaker.name if speaker else "") or " ".join(self.text[f.start : f.end] for f in claim.source)
        if speaker and speaker.entity in self.canon:
            name = self.canon[speaker.entity][0]
        text, _ = self._joined(fragments)
        denied = bool(_WRONG.search(text)) or (
            (bool(_DENIES.search(cue)) and not says_no(cue) and not (says_no(text) and claim.certainty == "CT-"))
            or bool(_THINKS_NOT.search(cue))
        )
        return self._unit(
            claim.id,
            fragments,
            {
                "whole": whole,
                "cue": cue,
                "speaker": key_of(name),
                "says": name,
                "attitude": claim.attitude,
                "certainty": claim.certainty,
                "denied": denied,
                "p": claim.p,
            },
        )

    def _in_paragraph(self, runs: Sequence[Fragment]) -> tuple[Fragment, ...]:
        """The runs of a content up to the end of its paragraph: only a quotation goes on in the next one."""
        kept: list[Fragment] = []
        for f in runs:
            text = self.text[f.start : f.end]
            if _QUOTED.search(text):
                kept.append(f)
                continue
            if kept and _PARAGRAPH.search(self.text[kept[-1].end : f.start]):
                break
            end = _PARAGRAPH.search(text.rstrip())
            if end and text[: end.start()].strip():
                kept.append(Fragment(start=f.start, end=f.start + end.start()))
                break
            kept.append(f)
        return tuple(kept)

    def of_account(self, account: Account) -> Unit:
        """The unit of a sentence in the document's own voice."""
        at = Fragment(start=account.start, end=account.end)
        text = " ".join(self.text[at.start : at.end].split())[:_LONGEST]
        name = self.document.outlet or self._title()
        return self._unit(
            account.id,
            (at,),
            {
                "whole": text,
                "speaker": key_of(name),
                "says": name,
                "certainty": account.certainty,
                "denied": bool(_WRONG.search(text)),
                "p": account.p,
            },
        )

    def _title(self) -> str:
        """What an article without an outlet is called: by its title, or else its file, without folders."""
        title = " ".join(self.document.title.split())
        if title:
            return f"“{title}”" if len(title) <= _TITLE else f"“{title[:_TITLE].rsplit(' ', 1)[0]} …”"
        return self.document.name.removesuffix("/repaired").rpartition("/")[2]

    def _joined(self, fragments: Sequence[Fragment]) -> tuple[str, list[tuple[int, int]]]:
        """The words of several runs as one text, and for each run by how much its offsets move."""
        parts, moves, length = [], [], 0
        for f in fragments:
            parts.append(self.text[f.start : min(f.end, f.start + _LONGEST)])
            moves.append((f.start, length - f.start))
            length += len(parts[-1]) + 1
        return " ".join(parts)[:_LONGEST], moves

    def _unit(self, own: str, fragments: tuple[Fragment, ...], given: dict[str, object]) -> Unit:
        text, moves = self._joined(fragments)
        start, end = fragments[0].start, fragments[-1].end
        number = bisect_right(self.starts, start) - 1
        first = self.sentences[max(0, number - _BEFORE)].start if number >= 0 else start
        last = max(self.sentences[number].end, end) if number >= 0 else end
        inside = self._names_in(start, end)
        previous = self.sentences[number - 1] if number > 0 else None
        return Unit(
            id=own,
            doc=self.document.id,
            start=start,
            end=end,
            text=text,
            published=self.document.published[:10],
            sentence=number,
            names=tuple(_moved(n, fragments, moves) for n in inside if _within(n.start, fragments)),
            near=tuple(self._names_in(first, last)),
            top=self.top,
            setting=self.setting,
            people=self.people,
            years=self.years,
            where=self._where(start, end, number),
            previous=self.text[previous.start : previous.end][:_LONGEST] if previous else "",
            quantities=tuple(q for q in self.quantities if start <= q.start < end and _within(q.start, fragments)),
            times=tuple(t for t in self.times if start <= t.start < end and _within(t.start, fragments)),
            fragments=fragments,
            negated=says_no(text),
            stems=stems_of(text),
            **given,  # type: ignore[arg-type]
        )

    def _where(self, start: int, end: int, number: int) -> frozenset[str]:
        """The places that stand nearest: in the run, its sentence, the two before, the top of the document."""
        runs = [(start, end)]
        runs += [(s.start, s.end) for s in reversed(self.sentences[max(0, number - _BEFORE) : max(0, number + 1)])]
        for names in (*(self._names_in(a, b) for a, b in runs), self.heads):
            found = frozenset(n.key for n in names if n.kind in PLACES)
            if found:
                return found
        return frozenset()

    def _names_in(self, start: int, end: int) -> list[Named]:
        return self.names[bisect_right(self.name_starts, start - 1) : bisect_right(self.name_starts, end - 1)]


def _within(offset: int, fragments: Sequence[Fragment]) -> bool:
    return any(f.start <= offset < f.end for f in fragments)


def _moved(name: Named, fragments: Sequence[Fragment], moves: Sequence[tuple[int, int]]) -> Named:
    """A name with its offsets in the joined text."""
    by = next(move for f, (_, move) in zip(fragments, moves, strict=True) if f.start <= name.start < f.end)
    return Named(name.start + by, name.end + by, name.key, name.name, name.kind)


def key_of(name: str) -> str:
    """The same for a name however it is written: its words in lower case, without an article."""
    words = [m.group().lower().replace("’", "'").removesuffix("'s") for m in WORD.finditer(name)]
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
