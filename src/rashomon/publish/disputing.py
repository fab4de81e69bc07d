"""The disputes of a case ready for reading: what they are about, who stands on which side, and why they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from rashomon.publish.link_words import origins_words, unnamed_word
from rashomon.publish.markup import preview, unquoted
from rashomon.publish.sayings import QUOTED, QUOTES, UNNAMED, Saying, Sayings
from rashomon.publish.wording import unsure
from rashomon.records import Dispute, Group, Links, Statement, Tie, joint_origins
from rashomon.text import fold

AT_ONCE = 12
"""So many disputes stand open; the others are folded away, for nobody reads more of them from top to bottom."""
AT_MOST = 60
"""Of more, the list of statements tells: each costs time when the page is opened."""
NAMED = 50
"""Longer names are cut in headings."""


class Voice(NamedTuple):
    """A dependence group on a side: whom it goes back to, what its members say, and what it may be one with.

    `name` is empty where nobody grouped them. The first of `said` is the earliest; `reasons` say what makes them one.
    """

    name: str
    identified: str
    unnamed: bool
    said: list[Saying]
    may_be: list[str]
    reasons: list[str]


class Side(NamedTuple):
    """A side of a dispute: its statement's words and where they stand, how many origins it has, and who says so.

    `act` is who does what with the words where they are not simply asserted, but denied, doubted, asked; `others` are
    the ids and words of further statements that agree.
    """

    id: str
    act: str
    words: str
    href: str
    origins: str
    documents: int
    first_seen: str
    voices: list[Voice]
    proof: list[str]
    others: list[tuple[str, str]]

    @property
    def quoted(self) -> bool:
        """Whether the words bring quotation marks of their own."""
        return self.words[:1] in QUOTES

    @property
    def said(self) -> int:
        """How many passages say so."""
        return sum(len(voice.said) for voice in self.voices)


class Why(NamedTuple):
    """Why claims of two sides contradict one another, and between whom it is so."""

    reasons: list[str]
    unsure: str
    pairs: list[tuple[Saying, Saying]]


_Pair = tuple[Saying, Saying]


class Disputed(NamedTuple):
    """A dispute ready for the template."""

    id: str
    about: str
    sides: list[Side]
    whys: list[Why]


def disputed(links: Links, sayings: Sayings) -> list[Disputed]:
    """The disputes in their order; sides of which nothing stands on the page are left out."""
    statements = {one.id: one for one in links.statements}
    groups: dict[str, list[Group]] = {}
    for group in links.groups:
        groups.setdefault(group.statement, []).append(group)
    found = (_disputed(dispute, links, statements, groups, sayings) for dispute in links.disputes)
    return [dispute for dispute in found if len(dispute.sides) > 1]


def _disputed(
    dispute: Dispute,
    links: Links,
    statements: Mapping[str, Statement],
    groups: Mapping[str, Sequence[Group]],
    sayings: Sayings,
) -> Disputed:
    agreeing = ([statements[id_] for id_ in dict.fromkeys(ids) if id_ in statements] for ids in dispute.positions)
    sides = [side(held, groups, links, sayings) for held in agreeing if held]
    return Disputed(
        dispute.id,
        dispute.about,
        sorted((one for one in sides if one.said), key=lambda one: -one.documents),
        _whys(dispute.ties, sayings, _positions(dispute, statements)),
    )


def side(agreeing: Sequence[Statement], groups: Mapping[str, Sequence[Group]], links: Links, sayings: Sayings) -> Side:
    """One side: statements that agree, the words of the first, and the voices that say so, that of the words first."""
    statement = agreeing[0]
    said = sayings.all_of([member for one in agreeing for member in one.members])
    held = [group for one in agreeing for group in groups.get(one.id, ())]
    counted = [links.origins[one.id] for one in agreeing if one.id in links.origins]
    origins = joint_origins(counted, held) if len(counted) == len(agreeing) else None
    plainest = sayings(statement.spoken_by) or (said[0] if said else None)
    words = unquoted(preview(statement.text, QUOTED)) or (plainest.words if plainest else "")
    return Side(
        id=statement.id,
        act=act_of(words, plainest),
        words=words,
        href=plainest.href if plainest else "",
        origins=origins_words(origins),
        documents=len({one.document for one in said}),
        first_seen=sayings.first_seen(agreeing),
        voices=_voices(said, _merged(held), sayings, plainest),
        proof=[sayings.called(one) for one in origins.proof] if origins and (len(said) > 1 or origins.high > 1) else [],
        others=[(one.id, unquoted(preview(one.text, NAMED))) for one in agreeing[1:]],
    )


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Groups of several statements with one origin as one, for they are one voice."""
    found: dict[str, Group] = {}
    for group in groups:
        old = found.get(group.origin)
        found[group.origin] = (
            group
            if old is None
            else replace(
                old,
                members=tuple(dict.fromkeys((*old.members, *group.members))),
                may_be=tuple(dict.fromkeys((*old.may_be, *group.may_be))),
                reasons=tuple(dict.fromkeys((*old.reasons, *group.reasons))),
            )
        )
    return list(found.values())


def act_of(words: str, said: Saying | None) -> str:
    """Who does what with the words: nothing where they are simply said, or tell it themselves."""
    told = said is None or not said.act or not same_words(words, said.words)
    return "" if said is None or told else f"{preview(said.speaker, NAMED)} {said.act}"


def same_words(one: str, other: str) -> bool:
    """Whether two texts are one but for marks and for what is left out at the end of either."""
    a, b = ("".join(filter(str.isalnum, fold(text))) for text in (one, other))
    return bool(a) and (a.startswith(b) or b.startswith(a))


def _voices(said: Sequence[Saying], groups: Sequence[Group], sayings: Sayings, plainest: Saying | None) -> list[Voice]:
    """The groups with their members, the one of the statement's words first; what is in no group stands alone."""
    wanted = {one.id for one in said}
    names = {group.id: sayings.called(named(group)) for group in groups}
    out: list[Voice] = []
    for group in groups:
        members = [one for one in sayings.all_of(group.members) if one.id in wanted]
        members.sort(key=lambda one: one != plainest)
        wanted -= {one.id for one in members}
        own = names[group.id]
        if members:
            out.append(
                Voice(
                    names[group.id],
                    unnamed_word(group.identification, named(group)),
                    group.identification in UNNAMED,
                    members,
                    list(dict.fromkeys(n for other in group.may_be if (n := names.get(other, own)) != own)),
                    [sayings.called(one) for one in dict.fromkeys(group.reasons)],
                )
            )
    out.sort(key=lambda voice: (-len(voice.said), voice.unnamed))
    out += [Voice("", "", False, [one], [], []) for one in said if one.id in wanted]
    return sorted(out, key=lambda voice: plainest not in voice.said)


def named(group: Group) -> str:
    """Whom a group goes back to, in words."""
    return group.name or ("not stated who" if group.identification == "unspecified" else "somebody not named")


def _positions(dispute: Dispute, statements: Mapping[str, Statement]) -> dict[str, int]:
    """The place of the side that each member of the dispute's statements is on."""
    held = ((place, statements[id_]) for place, ids in enumerate(dispute.positions) for id_ in ids if id_ in statements)
    return {member: place for place, one in held for member in one.members}


def _whys(ties: Iterable[Tie], sayings: Sayings, positions: Mapping[str, int]) -> list[Why]:
    """The contradictions, the surest first; those with the same reasons together, however they are written.

    Between two sides, what sets a value against another is told once: the values of a side are the same.
    """
    found: dict[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], float, dict[frozenset[str], _Pair]]] = {}
    for tie in sorted(ties, key=lambda t: (-t.p, t.a, t.b)):
        one, other = sayings(tie.a), sayings(tie.b)
        if one and other:
            places = tuple(sorted(str(positions.get(end, end)) for end in (tie.a, tie.b)))
            key = tuple(places if " against " in reason else _same_reason(reason) for reason in tie.reasons)
            _, _, pairs = found.setdefault(key, (tie.reasons, tie.p, {}))
            pairs.setdefault(frozenset((one.speaker, other.speaker)), (one, other))
    return [
        Why([sayings.called(one) for one in dict.fromkeys(reasons)], unsure(p), list(pairs.values()))
        for reasons, p, pairs in found.values()
    ]


def _same_reason(reason: str) -> tuple[str, ...]:
    """What makes two reasons one: their words without marks."""
    return tuple("".join(c if c.isalnum() else " " for c in fold(reason)).split())
