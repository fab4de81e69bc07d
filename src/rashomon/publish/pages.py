"""A document made ready for its page: stretches and paragraphs, what each was taken for, where its articles begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.publish.commenting import counted, outer
from rashomon.publish.markup import FOLDS, INLINE, Block, Marked, Run, preview
from rashomon.publish.origins import BRIEF, Relation, Signals, disagreement, relations, signals_by_field
from rashomon.publish.own_voice import Question, Sentence, own_voice, questions
from rashomon.publish.wording import likelihood
from rashomon.records import Document, Fragment, Reading, Zone

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PLAIN: frozenset[str] = INLINE | {"body", "headline", "comment"}
"""Zones whose paragraphs look like any other: they are marked elsewhere, or need no mark."""
FURNITURE = {
    "navigation": "menus and notices",
    "related": "other stories",
    "share": "sharing",
    "support": "donations and subscriptions",
    "rating": "votes",
}
"""What the kinds of furniture are called where they are folded away."""
SURE = 0.95


class Paragraph(NamedTuple):
    """A block of a document on the page.

    `kind` is its class, `tag` what it was taken for and how surely, `parts` the numbers of the articles that begin with
    it, `opens` is set where a comment begins.
    """

    html: str
    kind: str
    tag: str
    parts: list[int]
    blank: bool
    opens: bool
    author: str
    when: str
    reply_to: str


class Shown(NamedTuple):
    """A stretch of a document on the page; a folded one says in its summary what it is.

    `voted` are the comments that count because a person said so; `parts` and `pages` are articles and pages that begin
    in the fold.
    """

    kind: str
    folded: bool
    holds: str
    size: int
    comments: int
    voted: int
    preview: str
    parts: list[int]
    pages: list[int]
    paragraphs: list[Paragraph]


class Ahead(NamedTuple):
    """What has not begun yet as a document is written out, each as where it begins and its number.

    `voted`: where the comments stand that count because a person said so.
    """

    parts: list[tuple[int, int]]
    pages: list[tuple[int, int]]
    voted: set[int]


class Page(NamedTuple):
    """A document on the page. `echoed`: its text has the headline already; `height`: how tall it may be, as a class.

    `claims` counts those that stand inside no other, `inner` the others; `own` is what the document says itself,
    `questions` what its headline makes one ask.
    """

    document: Document
    heading: str
    language: str
    reading: Reading
    stretches: list[Shown]
    claims: int
    inner: int
    own: list[Sentence]
    questions: list[Question]
    echoed: bool
    height: int
    origins: list[Relation]
    links: list[tuple[str, str]]
    repaired: str
    signals: list[Signals]
    disagreement: str
    brief: bool


def page(reading: Reading, spots: Sequence[Fragment] = ()) -> Page:
    """A document ready for the template; `spots` are runs of it that checks speak of, which get an address."""
    document = reading.document
    assert document is not None  # noqa: S101 - `render` leaves out readings without a document
    marked = Marked(reading, spots)
    ahead = Ahead(
        parts=[(part.start, number) for number, part in enumerate(reading.parts, 1)],
        pages=[(leaf.start, leaf.number) for leaf in reading.pages],
        voted={a.document.at for a in reading.attached if a.document and a.document.kind == "article"},
    )
    title = heading(document)
    claims = counted(reading.claims)
    estimate = 400 + len(document.text) // 70 * 30
    return Page(
        document=document,
        heading=title,
        language=document.language if LANGUAGE.fullmatch(document.language) else "",
        reading=reading,
        stretches=[_shown(marked, run, ahead) for run in marked.runs],
        claims=len(outer(claims)),
        inner=len(claims) - len(outer(claims)),
        own=own_voice(document.text, reading.accounts),
        questions=questions(document.text, reading.drifts),
        echoed=any(r.kind == "headline" and _same(title, document.text[r.start : r.end]) for r in marked.runs),
        height=min(9, (estimate // 500).bit_length()),
        origins=relations(reading.provenance),
        links=list(dict.fromkeys((said.name, said.url) for said in reading.provenance if said.url)),
        repaired=next((a.document.id for a in reading.attached if a.document and a.document.kind == "repaired"), ""),
        signals=signals_by_field(document.signals),
        disagreement=disagreement(document.conflicts),
        brief=sum(map(len, document.conflicts)) <= BRIEF,
    )


def heading(document: Document) -> str:
    """What a document is called: its title, or the name it was given under."""
    return document.title or document.name


def _shown(marked: Marked, run: Run, ahead: Ahead) -> Shown:
    """A stretch; an article or a page that begins in a fold is announced outside it, where it can be seen."""
    folded = run.kind in FOLDS.values()
    return Shown(
        kind=run.kind,
        folded=folded,
        holds=", ".join(dict.fromkeys(FURNITURE[z.kind] for z in run.zones if z.kind in FURNITURE)),
        size=run.end - run.start,
        comments=sum(z.kind == "comment" for z in run.zones),
        voted=sum(z.kind == "comment" and z.start in ahead.voted for z in run.zones),
        preview=preview(marked.text[run.start : min(run.end, run.start + 400)]),
        parts=_begin(ahead.parts, run.end) if folded else [],
        pages=[number for number in _begin(ahead.pages, run.end) if folded],
        paragraphs=list(_paragraphs(marked, run.start, ahead)),
    )


def _paragraphs(marked: Marked, run: int, ahead: Ahead) -> Iterator[Paragraph]:
    """The blocks of a run, with the articles that begin at each."""
    for block in marked.blocks[run]:
        blank = not marked.text[block.start : block.end].strip()
        kinds = {zone.kind for zone in block.zones}
        kind = next(iter(kinds)) if block.whole and len(kinds) == 1 else "body"
        said = (block.comment.author, block.comment.when, block.comment.reply_to) if block.comment else ("", "", "")
        parts = [] if blank else _begin(ahead.parts, block.end)
        html = marked.block(block.end)
        yield Paragraph(html, "" if kind in PLAIN else kind, tag(block), parts, blank, block.comment is not None, *said)


def _begin(ahead: list[tuple[int, int]], end: int) -> list[int]:
    """The numbers of what begins before `end`, taken out of what lies ahead."""
    found = []
    while ahead and ahead[0][0] < end:
        found.append(ahead.pop(0)[1])
    return found


def tag(block: Block) -> str:
    """What a block was taken for, how surely if not almost so, and who said so if it was no rule and no model.

    A block of several zones names each once; the least sure word on a kind is the one told.
    """
    kinds: dict[str, list[Zone]] = {}
    for zone in block.zones:
        kinds.setdefault(zone.kind, []).append(zone)
    return ", ".join(_tag(kind, zones) for kind, zones in kinds.items())


def _tag(kind: str, zones: Sequence[Zone]) -> str:
    least = min(zone.p for zone in zones)
    sure = "" if least >= SURE else f" {likelihood(least)}"
    by = {"person": " by a person", "pile": " repeated in the outlet"}
    makers = dict.fromkeys(by[zone.made_by] for zone in zones if zone.made_by in by)
    return kind.replace("_", " ") + sure + "".join(makers)


def _same(one: str, other: str) -> bool:
    """Whether two headlines are one but for case, punctuation, and what either adds at its end or beginning."""
    a, b = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    return bool(a and b) and (a in b or b in a)
