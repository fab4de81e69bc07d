"""How one claim stands to another: rules for agents, times, numbers, denial and negation, then the pair model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.link.positions.act_words import listed, negated_stems, opposed, share, stem, stems_of, words_of
from rashomon.link.positions.blame import Blame, blames, rivals, same_act, same_agent
from rashomon.link.positions.exclusive import at_odds, sureness, why
from rashomon.link.positions.figures import Count, counts, likeness, of_counts
from rashomon.link.positions.moments import Clock, clocks, of_gaps, of_times
from rashomon.link.positions.occasions import (
    WEEKDAYS,
    clause_at,
    contrasted,
    deniable,
    far_apart,
    is_clause,
    is_unreal,
    main_denial,
    plain_stems,
    same_deed,
    same_occasion,
    subjects,
)
from rashomon.link.positions.points import Point
from rashomon.link.positions.predicates import other_numbers, other_predicate
from rashomon.link.positions.standing import of_places, standing
from rashomon.link.positions.unclear import UNCLEAR, is_unclear, one_attack
from rashomon.link.positions.units import Unit, key_of
from rashomon.link.positions.wording import (
    WHEN,
    WHO,
    called,
    does,
    how_many,
    how_much,
    inner,
    lowered,
    plain,
    short,
    whether,
    whom,
)
from rashomon.records import TieKind

ALIKE = 0.84
"""Vectors (cosine) so alike that two contents say the same, unless a rule says otherwise."""
NEAR = 0.6
_SURELY = 0.9
_ASKED = 0.68
"""Vectors so alike that the pair model is asked."""
_SURE = 0.85
_WORDS = 0.6
_LOW = frozenset({"PS+", "PS-"})
_HIGH = frozenset({"CT+", "CT-"})
_DENIED = 0.5
_REST = 0.5
_CLAUSE = frozenset("that had has have was were is are been did would could".split())
_LONG = 12
_OF_VIOLENCE = frozenset({"attack", "destroy", "burn"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit with what the rules hold against others: whom it blames, what it counts, what time it gives."""

    unit: Unit
    blames: tuple[Blame, ...]
    counts: tuple[Count, ...]
    clocks: tuple[Clock, ...]
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How a first unit stands to a second one; `about` is what they speak of, `turned` that the second qualifies."""

    kind: TieKind
    p: float
    reason: str
    about: str = ""
    turned: bool = False


Judge = Callable[[Unit, Unit], tuple[str, float, tuple[str, ...]]]
"""What the pair model makes of two units: supports, contradicts or neutral; how surely; why."""


def stated(unit: Unit, points: tuple[Point, ...] = ()) -> Stated:
    """A unit with what the rules need."""
    return Stated(unit, blames(unit), counts(unit), clocks(unit), points)


def related(a: Stated, b: Stated, near: float) -> Relation | None:
    """How `a` stands to `b` by the rules, if at all; `near` is how alike their vectors are (cosine)."""
    one, other = a.unit, b.unit
    if _overlap(one, other) or one.is_open != other.is_open:
        return None
    if one.is_open:
        return _same_words(one, other, near)
    found = [*_agents(a, b, near), *_values(a, b, near), *_polarity(a, b, near), *_points(a, b), *_unclear(a, b)]
    against = [r for r in found if r.kind == "contradicts"]
    against = against or [r for r in found if r.kind == "qualifies" and (near >= NEAR or r.about == UNCLEAR)]
    if against:
        return max(against, key=lambda r: r.p)
    agreeing = [r for r in found if r.kind == "agrees"]
    same = max(agreeing, key=lambda r: r.p) if agreeing else _same_words(one, other, near)
    return (_weaker(one, other) or same) if same is not None else None


def _points(a: Stated, b: Stated) -> Iterator[Relation]:
    """Values of two units that exclude each other."""
    if not one_voice(a.unit, b.unit):
        for x, y in at_odds(a.unit, b.unit, a.points, b.points):
            yield Relation("contradicts", sureness(x), why(x, y), x.about)


def _unclear(a: Stated, b: Stated) -> Iterator[Relation]:
    """One knows who did it, where to the other it is unclear; of one act, told near the same names."""
    for x, y, turned in ((a, b, False), (b, a, True)):
        unclear, sure = x.unit, y.unit
        if not is_unclear(unclear) or is_unclear(sure) or one_voice(unclear, sure):
            continue
        blamed = next((z for z in y.blames if z.named and not z.no and not z.acts.isdisjoint(_OF_VIOLENCE)), None)
        if blamed and one_attack(unclear, sure):
            who = "to somebody" if not unclear.says else f"to {inner(unclear)}"
            reason = (
                f"{who} it is unclear who did it, where {inner(sure)} {does(whom(sure), 'name')} {called(blamed.name)}"
            )
            yield Relation("qualifies", 0.5, reason, UNCLEAR, turned=turned)


def _overlap(one: Unit, other: Unit) -> bool:
    """Whether two units share characters: one is said inside the other."""
    return one.doc == other.doc and one.start < other.end and other.start < one.end


def _agents(a: Stated, b: Stated, near: float) -> Iterator[Relation]:
    """What the agents that two units name say of one another."""
    for x in a.blames:
        for y in b.blames:
            if not same_act(x, y):
                continue
            about = WHO[min(x.acts & y.acts)]
            if same_agent(x, y) and x.no != y.no and same_deed(a.unit, b.unit, x, y):
                yes, no = (b, a) if x.no else (a, b)
                name = max(x.name, y.name, key=len)
                yield Relation("contradicts", 0.85, _denies(no.unit, yes.unit, name), about)
            elif same_agent(x, y):
                if x.no == y.no and max(len(a.unit.stems), len(b.unit.stems)) <= _LONG:
                    deed = "did not do it" if x.no else "did it"
                    yield Relation("agrees", 0.8, f"both say that {called(max(x.name, y.name, key=len))} {deed}", about)
            elif not x.no and not y.no and rivals(x, y) and _one_matter(a.unit, b.unit, x, y, near):
                reason = _named(a.unit, b.unit, x, y)
                yield Relation("contradicts", 0.55, reason, about)


def _one_matter(one: Unit, other: Unit, x: Blame, y: Blame, near: float) -> bool:
    """Whether two that name different agents speak of one act: neither names the other's, nor another day."""
    if x.agent in other.keys or y.agent in one.keys or not same_deed(one, other, x, y):
        return False
    if not one.cue and not other.cue and (one.doc == other.doc or near < NEAR):
        return False
    return bool(x.of & y.of) or near >= 0.45 or min(len(x.of), len(y.of)) <= 1


def _named(one: Unit, other: Unit, x: Blame, y: Blame) -> str:
    """That two name two agents; whoever speaks of himself claims it."""
    told = [
        f"{whom(u)} {does(whom(u), 'claim')} it"
        if u.speaker == z.agent
        else f"{whom(u)} {does(whom(u), 'name')} {called(z.name)}"
        for u, z in ((one, x), (other, y))
    ]
    told[1] = lowered(told[1])
    return ", where ".join(told)


def _denies(no: Unit, yes: Unit, name: str) -> str:
    what = "having done it" if key_of(name) == no.speaker else f"that {called(name)} did it"
    verb = does(whom(no), "doubt" if no.attitude in ("doubt", "believe") else "deny")
    return f"{whom(no)} {verb} {what}, which {inner(yes)} {does(whom(yes), 'say')}"


def _values(a: Stated, b: Stated, near: float) -> Iterator[Relation]:
    """What the numbers and clock times of two units say of one another."""
    for d in of_times(a.unit, b.unit, a.clocks, b.clocks):
        about = WHEN.get(min(a.clocks[0].events & b.clocks[0].events, default=""), "When it happened")
        if d.kind == "contradicts":
            yield Relation("contradicts", d.p, d.reason, about)
    for d in of_gaps(a.unit, b.unit, near):
        yield Relation(
            "contradicts" if d.kind == "contradicts" else "agrees", d.p, d.reason, "How long before or after it was"
        )
    for d in of_places(a.unit, b.unit, near):
        yield Relation("contradicts", d.p, d.reason, f"Where the {standing(a.unit)[0].noun} was")
    if a.unit.negative != b.unit.negative and (a.unit.denied or b.unit.denied):
        return
    if one_voice(a.unit, b.unit):
        return
    if contrasted(a.unit.text, b.unit.text) or far_apart(a.unit, b.unit):
        return
    for d in of_counts(a.unit, b.unit, a.counts, b.counts, near):
        about = _counted(a, d.reason)
        if d.kind == "contradicts":
            yield Relation("contradicts", d.p, d.reason, about)
        elif d.kind in ("qualifies", "qualified"):
            yield Relation("qualifies", d.p, d.reason, about, turned=d.kind == "qualified")


def one_voice(one: Unit, other: Unit) -> bool:
    """Whether the same speaker says both in one document."""
    return one.doc == other.doc and bool(one.speaker) and one.speaker == other.speaker


def _counted(a: Stated, reason: str) -> str:
    """What is asked of the first number of a reason: how many of what, and what happened to it."""
    for x in a.counts:
        if reason.startswith((x.words, f"both have {x.words}")):
            return how_much(x.unit) if x.unit else how_many(x.thing, x.event, x.words)
    return "How many there were"


def _polarity(a: Stated, b: Stated, near: float) -> Iterator[Relation]:
    """One says what the other says not to be so, in much the same words; who did it is told by the agents alone."""
    one, other = a.unit, b.unit
    if one.negative == other.negative:
        yield from _contrary(one, other, near)
        return
    no, yes = (one, other) if one.negative else (other, one)
    if any(x.no for x in (*a.blames, *b.blames)) or not _is_denial(no, yes):
        return
    shared = len(one.stems & other.stems)
    if (
        near < (_DENIED if no.denied else NEAR)
        or likeness(one, other) < _WORDS
        or shared < 2
        or (one_voice(one, other) and not no.denied)
    ):
        return
    if no.denied and _of_oneself(no) and not _speaks_of(yes, no.speaker):
        return
    if not (no.denied and _core(no) in yes.stems) and (
        shared < 3 or shared * 3 < 2 * max(len(one.stems), len(other.stems))
    ):
        return
    if not no.denied and share(negated_stems(no.text), yes.stems) < 0.5:
        return
    said = f"where {inner(yes)} {does(whom(yes), 'say')} “{short(plain(yes.text))}”"
    reason = (
        f"{whom(no)} {does(whom(no), 'deny')} it, {said}"
        if no.denied
        else f"{whom(no)} {does(whom(no), 'say')} that it is not so, {said}"
    )
    yield Relation("contradicts", 0.7, reason, whether(yes))


def _is_denial(no: Unit, yes: Unit) -> bool:
    """Whether both say something of the same subject on one occasion, the one that it is not so."""
    denied = deniable(no.text) if no.denied else no.text if main_denial(no.text) and is_clause(no.text) else ""
    if not denied or not is_clause(yes.text) or is_unreal(yes.text) or is_unreal(no.text):
        return False
    if yes.doc == no.doc and yes.speaker and yes.speaker == no.speaker:
        return False
    names, others = subjects(no), subjects(yes)
    if (names and others and names.isdisjoint(others)) or other_predicate(denied, yes.text):
        return False
    mine, theirs = plain_stems(no), plain_stems(yes)
    both = mine & theirs
    if len(both) < 2 and not (both and len(both) == min(len(mine), len(theirs))):
        return False
    alike = bool(names & others) and both in (mine, theirs)
    return same_occasion(no, yes, anywhere=alike)


def _of_oneself(unit: Unit) -> bool:
    """Whether a content begins with a pronoun: "denied that he was there" tells of who denies it."""
    words = [w for w in words_of(unit.text) if w != "that"]
    return bool(words) and words[0] in listed("self")


def _speaks_of(unit: Unit, key: str) -> bool:
    """Whether somebody is named in a content, by the whole name or a part of it, or says it."""
    words = set(key.split())
    return any(words <= set(k.split()) or set(k.split()) <= words for k in (*unit.keys, unit.speaker) if k)


def _core(unit: Unit) -> str:
    """The stem of what a denial is mostly of: the last word of a clause, the first of a noun phrase."""
    words = words_of(unit.text)
    ordered = iter(words) if _CLAUSE.isdisjoint(words) else reversed(words)
    return next((stem(w) for w in ordered if stem(w) in unit.stems), "")


def _contrary(one: Unit, other: Unit, near: float) -> Iterator[Relation]:
    """One has the contrary of a word of the other, and all else is much the same."""
    words = opposed(one.text, other.text)
    if words is None or near < 0.55 or one_voice(one, other) or is_unreal(one.text) or is_unreal(other.text):
        return
    if not _one_subject(one, other, words) or not same_occasion(one, other):
        return
    reason = f"“{words[0]}” against “{words[1]}”"
    yield Relation("contradicts", 0.65, reason, whether(one))


def _one_subject(one: Unit, other: Unit, words: tuple[str, str]) -> bool:
    """Whether the clauses that two contrary words stand in are alike but for these, and of the same subject."""
    rest: list[frozenset[str]] = []
    before: list[frozenset[str]] = []
    for unit, word in ((one, words[0]), (other, words[1])):
        begin, clause = clause_at(unit.text, word)
        rest.append(stems_of(clause) - {stem(words[0]), stem(words[1])} - WEEKDAYS)
        at = begin + max(0, clause.lower().find(word))
        before.append(frozenset(n.key for n in unit.names if begin <= n.start < at))
    if before[0] and before[1] and before[0].isdisjoint(before[1]):
        return False
    if one.cue == other.cue == "" and share(one.stems, other.stems) < _WORDS:
        return False
    return share(rest[0], rest[1]) >= _REST


def _same_words(one: Unit, other: Unit, near: float) -> Relation | None:
    """Two contents in much the same words, or with much the same vector."""
    if one.is_tiny or other.is_tiny or one.negative != other.negative:
        return None
    words = likeness(one, other)
    long = min(len(one.stems), len(other.stems)) * 2 >= max(len(one.stems), len(other.stems))
    elsewhere = bool(one.keys) and bool(other.keys) and not one.keys & other.keys
    if elsewhere and near < _SURELY:
        return None
    if min(len(one.stems), len(other.stems)) < 3 and not (one.top & other.top and words == 1.0):
        return None
    if other_predicate(one.text, other.text) or other_numbers(one.text, other.text):
        return None
    if near >= ALIKE or (near >= 0.7 and words >= 0.75 and long):
        return Relation("agrees", round(min(0.95, max(near, words)), 3), "say the same in much the same words")
    return None


def _weaker(one: Unit, other: Unit) -> Relation | None:
    """One says that something may be, what the other says is."""
    pair = (one.certainty, other.certainty)
    for turned, (low, high) in enumerate((pair, pair[::-1])):
        if low in _LOW and high in _HIGH:
            weak, sure = (one, other) if not turned else (other, one)
            reason = f"{weak.says or 'somebody'} says that it may be so, {sure.says or 'somebody'} that it is"
            return Relation("qualifies", 0.6, reason, turned=bool(turned))
    return None


def is_worth_asking(one: Unit, other: Unit, near: float) -> bool:
    """Whether the pair model may tell more of two units of which the rules tell nothing."""
    if one.is_tiny or other.is_tiny or one.is_open or other.is_open or near < _ASKED:
        return False
    return len(one.stems & other.stems) >= 2 and not one_voice(one, other) and not _overlap(one, other)


def judged(one: Unit, other: Unit, near: float, judge: Judge) -> Relation | None:
    """What the pair model says of two units, where it is sure."""
    relation, p, reasons = judge(one, other)
    if relation == "supports" and p >= 0.7 and one.negative == other.negative:
        if other_predicate(one.text, other.text) or other_numbers(one.text, other.text):
            return None
        return Relation("agrees", round(p * near, 3), "; ".join(reasons))
    if relation == "contradicts" and p >= _SURE and len(one.stems & other.stems) >= 3 and _decidable(one, other):
        return Relation("contradicts", round(0.6 * p, 3), "; ".join(reasons), whether(one))
    return None


def _decidable(one: Unit, other: Unit) -> bool:
    """Whether what the model takes for a contradiction can be one: of one occasion, by other words than figures."""
    if any(is_unreal(u.text) or not is_clause(u.text) for u in (one, other)) or not same_occasion(one, other):
        return False
    figures = [frozenset(w for w in words_of(u.text) if w[0].isdigit()) for u in (one, other)]
    names, others = subjects(one), subjects(other)
    return figures[0] == figures[1] and not (names and others and names.isdisjoint(others))
