"""What the page needs of what documents have to do with one another: numbers, and words that stand nowhere else.

Only what a list shows goes in: statements with two members or more, or that are disputed, with the ways of their
members; who is named in two documents or was merged; every copy; every change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rashomon.publish.claim_data import Numbered
from rashomon.publish.disputing import named, same_words
from rashomon.publish.link_words import CHANGES, COPIES, HANDED, NODES, origins_words
from rashomon.publish.markup import preview, unquoted
from rashomon.publish.pages import heading
from rashomon.publish.sayings import QUOTED, Saying, Sayings
from rashomon.publish.wording import CERTAINTIES, IDENTIFICATIONS, KINDS, word
from rashomon.records import Change, Copy, Group, Identity, Lineage, Links, SameAs, Statement, Step, Tie
from rashomon.text import fold

RELATED = 24
"""So many ties to other statements are given for each, the surest ones."""
_HANDED = {code: place for place, code in enumerate(HANDED)}
_IDENTIFIED = {code: place for place, code in enumerate(IDENTIFICATIONS)}
_CERTAIN = {code: place for place, code in enumerate(CERTAINTIES, 1)}
TIES = ("agrees", "contradicts", "qualifies")


class _Rows:
    """What rows count in: words, sayings, steps, and the copies that are on the page."""

    def __init__(self, links: Links, sayings: Sayings) -> None:
        self.sayings = sayings
        self.texts, self.said, self.steps, self.nodes = Numbered(), Numbered(), Numbered(), Numbered()
        self.copies: dict[str, int] = {}
        self.statement_of = {member: one.id for one in links.statements for member in one.members}

    def say(self, id_: str) -> int | None:
        """The number of a claim or sentence, or none where it is not on the page."""
        found = self.sayings(id_)
        return None if found is None else self.said(_said(found))

    def all_said(self, ids: Iterable[str]) -> list[int]:
        """The numbers of those that are on the page."""
        return [number for number in map(self.say, ids) if number is not None]

    def words(self, text: str) -> int:
        """The number of some words, in which documents are called as the page calls them."""
        return self.texts(self.sayings.called(text))

    def strings(self, texts: Iterable[str]) -> list[int]:
        """Numbers of words."""
        return [self.words(text) for text in texts]


def _said(one: Saying) -> tuple[Any, ...]:
    return (one.document, one.number) if one.number else (one.document, 0, *one.span, _CERTAIN.get(one.certainty, 0))


def links_data(links: Links, sayings: Sayings) -> dict[str, Any]:
    """The rows of all lists under one key; nothing where nothing links the documents."""
    rows = _Rows(links, sayings)
    copies = _copies(links.copies, rows)
    listed = listed_statements(links, sayings)
    order = {one.id: place for place, one in enumerate(listed)}
    statements = _statements(listed, links, rows)
    ties = _ties(links.ties, order, rows)
    members = {member for one in listed for member in one.members}
    ways = _ways((way for way in links.lineages if way.claim in members), rows)
    out: dict[str, Any] = {
        "statements": statements,
        "ties": ties,
        "ways": ways,
        "copies": copies,
        "changes": _changes(links.changes, rows),
        "who": _who(links.identities, rows),
        "alike": _alike(links, rows),
    }
    if not any(out.values()):
        return {}
    kinds = {
        "copyKinds": [[value.word, value.meaning] for value in COPIES.values()],
        "handed": [value.word for value in HANDED.values()],
        "changeKinds": [value.word for value in CHANGES.values()],
    }
    tables = {"words": list(rows.texts.found), "said": list(rows.said.found), "steps": list(rows.steps.found)}
    return {"links": out | tables | kinds}


class Counts(NamedTuple):
    """How many rows each list has; `alone`: entities that are in none, for one document names them once."""

    statements: int
    changes: int
    copies: int
    who: int
    alike: int
    alone: int


def counts(data: Mapping[str, Any], links: Links) -> Counts:
    """How long the lists are that `links_data` gave."""
    lists = data.get("links", {})
    statements, changes, copies, who, alike = (len(lists.get(name, ())) for name in Counts._fields[:5])
    return Counts(statements, changes, copies, who, alike, len(links.identities) - who)


def listed_statements(links: Links, sayings: Sayings) -> list[Statement]:
    """Statements that are worth a place in the list, those in most documents first."""
    disputed = {id_ for dispute in links.disputes for id_ in dispute.sides}
    weights: dict[str, tuple[int, int]] = {}
    for one in links.statements:
        said = [found for found in map(sayings, one.members) if found]
        if said and (len(said) > 1 or one.id in disputed):
            weights[one.id] = (-len({found.document for found in said}), -len(said))
    return sorted((one for one in links.statements if one.id in weights), key=lambda one: weights[one.id])


def _statements(listed: Sequence[Statement], links: Links, rows: _Rows) -> list[list[Any]]:
    """Id, the plainest saying, members, origins, proof, first seen, groups, number of its dispute from 1, its words.

    The words are left out where they are those of the plainest saying.
    """
    groups: dict[str, list[Group]] = {}
    for group in links.groups:
        groups.setdefault(group.statement, []).append(group)
    disputes = {id_: number for number, one in enumerate(links.disputes, 1) for id_ in one.sides}
    out = []
    for one in listed:
        origins = links.origins.get(one.id)
        members = [rows.said(_said(said)) for said in rows.sayings.all_of(one.members)]
        plainest = rows.say(one.spoken_by)
        out.append(
            [
                one.id,
                members[0] if plainest is None else plainest,
                members,
                rows.words(origins_words(origins)),
                rows.strings(origins.proof if origins and (len(members) > 1 or origins.high > 1) else ()),
                rows.words(rows.sayings.first_seen([one])),
                _groups(groups.get(one.id, ()), rows),
                disputes.get(one.id, 0),
                rows.words(_own_words(one, rows)),
            ]
        )
    return out


def _own_words(statement: Statement, rows: _Rows) -> str:
    plainest = rows.sayings(statement.spoken_by)
    words = unquoted(preview(statement.text, QUOTED))
    return "" if plainest and same_words(words, plainest.words) else words


def _groups(groups: Sequence[Group], rows: _Rows) -> list[list[Any]]:
    """Name, identification, members, names of those that it may be one with, reasons; most members first."""
    names = {group.id: named(group) for group in groups}
    found = [
        [
            rows.words(names[group.id]),
            _IDENTIFIED.get(group.identification, 0),
            [rows.said(_said(said)) for said in rows.sayings.all_of(group.members)],
            rows.strings(dict.fromkeys(names[other] for other in group.may_be if other in names)),
            rows.strings(group.reasons),
        ]
        for group in groups
    ]
    return sorted((row for row in found if row[2]), key=lambda row: -len(row[2]))


def _ties(ties: Iterable[Tie], order: Mapping[str, int], rows: _Rows) -> list[list[Any]]:
    """Kind, the two sayings and what each belongs to (a statement in the list, or -1), reasons, p.

    Between two statements one tie of a kind stands for all; within one there is nothing to tell.
    """
    out: list[list[Any]] = []
    seen: set[tuple[str, ...]] = set()
    count: dict[str, int] = {}
    for tie in sorted(ties, key=lambda t: (-t.p, t.a, t.b)):
        ends = tuple(rows.statement_of.get(id_, id_) for id_ in (tie.a, tie.b))
        key = (tie.kind, *(ends if tie.kind == "qualifies" else sorted(ends)))
        if ends[0] == ends[1] or key in seen or not any(end in order for end in ends):
            continue
        said = rows.all_said((tie.a, tie.b))
        if len(said) < 2 or all(count.get(end, 0) >= RELATED for end in ends):
            continue
        seen.add(key)
        for end in ends:
            count[end] = count.get(end, 0) + 1
        places = [order.get(end, -1) for end in ends]
        out.append([TIES.index(tie.kind), *said, *places, rows.strings(tie.reasons), round(tie.p, 2)])
    return out


def _ways(ways: Iterable[Lineage], rows: _Rows) -> list[list[Any]]:
    """A saying with the numbers of its steps, from the page to the origin."""
    found = ((rows.say(way.claim), [rows.steps(_step(step, rows)) for step in way.steps]) for way in ways)
    return [[said, steps] for said, steps in found if said is not None and steps]


def _step(step: Step, rows: _Rows) -> tuple[Any, ...]:
    """Node, name, kind, identification, how, where (document, start, end), copy, reason, p, its page or -1."""
    at = rows.sayings.place(step.at) or (-1, 0, 0)
    page = rows.sayings.document(step.node)
    return (
        rows.nodes(step.node),
        rows.words(_step_name(step, page, rows)),
        NODES.index(step.kind),
        _IDENTIFIED.get(step.identification, 0),
        _HANDED.get(step.how, 0),
        *at,
        rows.copies.get(step.copy, -1),
        rows.words(step.reason),
        round(step.p, 2),
        -1 if page is None else page,
    )


def _step_name(step: Step, page: int | None, rows: _Rows) -> str:
    """A page of the case that goes by its file's name goes by its title, where it has one."""
    if page is None:
        return step.name
    document = rows.sayings.readings[page].document
    assert document is not None  # noqa: S101 - only those with one are kept
    return heading(document) if rows.sayings.called(step.name) != step.name else step.name


def _copies(copies: Sequence[Copy], rows: _Rows) -> list[list[Any]]:
    """Kind, the two spans (the earlier first), identity, whether one was first, reasons, words, p, what is aligned.

    Those with most words come first.
    """
    kinds = list(COPIES)
    out: list[list[Any]] = []
    for copy in sorted(copies, key=lambda c: (-c.words, c.id)):
        left, right = rows.sayings.place(copy.a), rows.sayings.place(copy.b)
        if not (left and right):
            continue
        turned = copy.direction == "b to a"
        pairs = [(rows.sayings.place(a), rows.sayings.place(b)) for a, b in copy.aligned]
        aligned = [at for a, b in pairs if a and b for one in ((b, a) if turned else (a, b)) for at in one[1:]]
        sides = (right, left) if turned else (left, right)
        rows.copies[copy.id] = len(out)
        out.append(
            [
                copy.id,
                kinds.index(copy.kind),
                *(at for one in sides for at in one),
                round(copy.identity, 3),
                int(copy.direction != "unknown"),
                rows.strings(copy.reasons),
                copy.words,
                round(copy.p, 2),
                aligned if copy.kind == "reworded" else [],
            ]
        )
    return out


def _changes(changes: Iterable[Change], rows: _Rows) -> list[list[Any]]:
    """Kind, the later and the earlier saying, words after and before with where they stand, reason, p."""
    kinds = list(CHANGES)
    out: list[list[Any]] = []
    for change in changes:
        after, before = rows.sayings.place(change.after_at), rows.sayings.place(change.before_at)
        later, earlier = rows.say(change.claim), rows.say(change.of)
        if later is None or after is None:
            continue
        spans = (*after, *(before or (-1, 0, 0)))
        said = (later, -1 if earlier is None else earlier)
        texts = rows.strings((change.after, change.before, change.reason))
        out.append([kinds.index(change.kind), *said, *spans, *texts, round(change.p, 2)])
    return out


class _Known(NamedTuple):
    """An entity of the case in the list, with the pages that it is named in."""

    identity: Identity
    pages: list[int]


def _who(identities: Iterable[Identity], rows: _Rows) -> list[list[Any]]:
    """Name, kind, pages, other names, roles, reasons, whether a person decided; who is in most documents first."""
    known = [_Known(one, _pages(one, rows.sayings)) for one in identities]
    listed = [one for one in known if len(one.pages) > 1 or (one.pages and len(one.identity.members) > 1)]
    listed.sort(key=lambda one: (-len(one.pages), -len(one.identity.members), one.identity.name))
    return [
        [
            rows.words(one.identity.name),
            rows.words(word(KINDS, one.identity.kind)),
            one.pages,
            rows.strings(_others(one.identity)),
            rows.strings(one.identity.roles),
            rows.strings(one.identity.reasons),
            int(one.identity.decided_by == "person"),
        ]
        for one in listed
    ]


def _others(identity: Identity) -> list[str]:
    """The other names that an entity goes by, each once however it is written."""
    names = {fold(name): name for name in reversed(identity.names)}
    names.pop(fold(identity.name), None)
    return [name for name in dict.fromkeys(identity.names) if names.get(fold(name)) == name]


def _pages(identity: Identity, sayings: Sayings) -> list[int]:
    """The pages that an entity's members are named in."""
    found = (sayings.document(member.rpartition(".e")[0]) for member in identity.members)
    return sorted({page for page in found if page is not None})


def _alike(links: Links, rows: _Rows) -> list[list[Any]]:
    """Two entities that may be one: names and pages of both, reasons for and against, p; the surest first."""
    known = {one.id: one for one in links.identities}
    known |= {member: one for one in links.identities for member in one.members}
    out: list[list[Any]] = []
    seen: set[frozenset[str]] = set()
    for pair in sorted(links.suggestions, key=lambda s: (-s.p, s.a, s.b)):
        ends = _ends(pair, known)
        if ends is None or (both := frozenset(one.id for one in ends)) in seen:
            continue
        seen.add(both)
        pages = [_pages(one, rows.sayings) for one in ends]
        if all(pages):
            names = rows.strings(one.name for one in ends)
            told = (rows.strings(pair.reasons), rows.strings(pair.against))
            out.append([*names, *pages, *told, round(pair.p, 2)])
    return out


def _ends(pair: SameAs, known: Mapping[str, Identity]) -> tuple[Identity, Identity] | None:
    """The two that a suggestion is about, by their own ids or those of members; none where they are one by now."""
    if pair.a not in known or pair.b not in known or known[pair.a].id == known[pair.b].id:
        return None
    return known[pair.a], known[pair.b]
