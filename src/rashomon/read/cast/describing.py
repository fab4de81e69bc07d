"""The cast of a document: who is named, who is only described, and which description or pronoun is which of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rashomon.read.cast.items import bracketed, written_name
from rashomon.read.cast.nearness import FAR, described_nearer, last_subject
from rashomon.read.cast.phrases import head_sort
from rashomon.read.cast.referring import PAST_WORDS, Item, calibrated
from rashomon.read.cast.things import Answer, Thing, fullest, kind_of
from rashomon.read.cast.variants import Name, Names, name_of, plain
from rashomon.read.wordpieces import Ints
from rashomon.records import Entity, EntityKind

Near = Mapping[int, tuple[Ints, NDArray[np.float64]]]
ASK_NOUN = 0.6
"""What the likeliest entity must have for a description to be taken."""
GROUPS = ("he she", "they it", "i we you")
"""Pronouns that share a threshold and a calibration."""
PLAIN = ((0.5, 0.0, 1.0),) * len(GROUPS)
"""For each group: the least probability of an answer, and the bias and slope of its log odds."""
_NEW = frozenset(
    """another other others second third different some several many few two three four five six more most a an
    one""".split()
)
_FOR = re.compile(r" (?:for|of|from|at|in|with) (?:the )?$")
_OWNER = re.compile(r"(?:^|[^\w])((?:my|his|her|their|our|your|its) )$", re.IGNORECASE)


class Cast:
    """Items of a document and the things that they stand for."""

    def __init__(self, text: str, items: list[Item], named: Sequence[Item], kinds: Sequence[EntityKind]) -> None:
        self.sure: Sequence[Sequence[float]] = PLAIN
        self.text = text
        self.items = items
        self.things: list[Thing] = []
        self.answers: dict[int, Answer] = {}
        self._taken: dict[int, int] = {}  # what pronouns were taken for
        self._spoken: dict[int, int] = {}  # where a pronoun last stood for a thing
        self._starts = [i.start for i in items]
        self._by_words: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._by_role: dict[str, list[int]] = {}
        self._by_head: dict[str, list[int]] = {}
        self._name(named, kinds)
        self._apposed()

    def _name(self, named: Sequence[Item], kinds: Sequence[EntityKind]) -> None:
        """Things of names: every spelling is looked at once."""
        number: dict[tuple[str, str], int] = {}
        names: list[Name] = []
        of_item: list[int] = []
        for item in named:
            written = written_name(self.text[item.start : item.end])
            key = (written, "body" if item.sort in ("document",) else item.sort)
            if key not in number:
                number[key] = len(names)
                names.append(name_of(written, key[1]))
            of_item.append(number[key])
        groups = Names(names, bracketed(self.text, named, of_item))
        thing_of: dict[int, int] = {}
        place = {id(item): i for i, item in enumerate(self.items)}
        for item, n, kind in zip(named, of_item, kinds, strict=True):
            root = groups.root(n)
            if root not in thing_of:
                thing_of[root] = len(self.things)
                self.things.append(Thing(item.start, True, item.sort))
            at = thing_of[root]
            thing = self.things[at]
            thing.kinds[kind] += 1
            thing.words[names[n].text] += 1
            self._by_name.setdefault(" ".join(names[n].words), at)
            item.said = item.said or names[n].said
            thing.said = thing.said or item.said
            for role in (*item.roles, *(() if item.once else names[n].roles)):
                self._give_role(at, role)
            item.entity = at
            clear = n not in groups.unclear
            how = groups.why[n] or "named"
            if not clear:
                long = " and ".join(names[j].text for j in groups.unclear[n][:3])
                how = f"named; it may be short for {long}"
            self.answers[place[id(item)]] = Answer(at, how, 0.97 if clear else 0.6)
        for item in named:
            item.count = sum(self.things[item.entity].kinds.values())
            item.said = self.things[item.entity].said if item.sort == "person" else ""

    def _give_role(self, thing: int, role: str) -> None:
        if role and role not in self.things[thing].roles:
            self.things[thing].roles.add(role)
            self._by_role.setdefault(role, []).append(thing)

    def _apposed(self) -> None:
        """Descriptions beside a name, of the same: "X, the minister,"; "the group X"; "the minister, X,"."""
        items = self.items
        for i in range(len(items) - 1):
            a, b = items[i], items[i + 1]
            if a.name == b.name or a.pronoun or b.pronoun:
                continue
            name, other = (a, b) if a.name else (b, a)
            if not _fits(name, other) or name.modifies:
                continue
            between = self.text[a.end : b.start]
            stop = self.text[b.end : b.end + 1]
            comma = between in (", ", " – ", " — ", ", the ") and (stop in ",.;–—)" or stop == "\n" or not stop)
            beside = between == " " and not a.name
            copula = (
                a.name
                and between in (" is ", " was ", "'s ", "’s ")
                and b.opening in ("a", "an", "the")
                and between[:1] == " "
            )
            if beside or (comma and (other.opening in ("the", "a", "an", "") or a.name)):
                other.entity = name.entity
                self.answers[i if other is a else i + 1] = Answer(
                    name.entity, f"beside the name {self._title(name.entity)}", 0.9
                )
            known, plural = head_sort(other.phrase.head)
            if (beside or comma or copula) and known and not plural:
                self._give_role(name.entity, _role(other))
                if name.sort == "person" and not self.things[name.entity].said:
                    self.things[name.entity].said = other.said

    def _title(self, thing: int) -> str:
        return fullest(self.text, self.things[thing])

    def asks(self, item: Item) -> bool:
        """Whether a description may stand for somebody named or described before: "the group", "this official"."""
        return (
            not item.name
            and item.entity < 0
            and item.sort in ("person", "people", "body")
            and item.opening in ("the", "this", "that", "these", "those", "both", "same")
        )

    def asked(self) -> list[int]:
        """The items that a model is asked about: pronouns, descriptions of what may have been spoken of."""
        return [i for i, item in enumerate(self.items) if item.pronoun or self.asks(item)]

    def settle(self, near: Near, spoken: Mapping[int, int]) -> None:
        """Answer every item, from the first to the last; `near` are shares of what each may stand for."""
        for i, item in enumerate(self.items):
            if item.pronoun:
                self._pronoun(i, item, near, spoken)
            elif not item.name and item.entity < 0 and item.sort in ("person", "people", "body", "document"):
                self._description(i, item, near)
            if item.entity >= 0:
                item.shares = item.shares or {item.entity: 1.0}
                self.things[item.entity].last = i

    def _mass(self, i: int, near: Near) -> dict[int, float]:
        """Shares of things that an item may stand for, through pronouns that stand between; -1 for nothing."""
        if i not in near:
            return {}
        mass: dict[int, float] = {}
        options, shares = near[i]
        for c, share in zip(options.tolist(), shares.tolist(), strict=True):
            if c < 0 or share < 0.005:
                mass[-1] = mass.get(-1, 0.0) + share
                continue
            other = self.items[c]
            for thing, part in (other.shares or {other.entity: 1.0}).items():
                mass[thing] = mass.get(thing, 0.0) + share * part
        return mass

    def _pronoun(self, i: int, item: Item, near: Near, spoken: Mapping[int, int]) -> None:
        if item.pronoun in ("i", "we") and i in spoken:
            speaker = spoken[i]
            thing = self.items[speaker].entity
            if thing >= 0 or self.items[speaker].shares:
                item.shares = self.items[speaker].shares or {thing: 1.0}
                best = max(item.shares, key=lambda t: item.shares[t])
                if best >= 0:
                    p = item.shares[best] * (0.93 if item.pronoun == "i" else 0.7)
                    how = f"“{item.phrase.text}” in a quotation of {self._title(best)}"
                    item.entity = best
                    self.answers[i] = Answer(best, how, p)
                    return
        mass = self._mass(i, near)
        item.shares = dict(sorted(mass.items(), key=lambda kv: -kv[1])[:6])
        ranked = [(t, v) for t, v in item.shares.items() if t >= 0]
        least, bias, slope = self.sure[next(k for k, g in enumerate(GROUPS) if item.pronoun in g.split())]
        best, p = ranked[0] if ranked else (-1, 0.0)
        p = calibrated(p, bias, slope) if ranked else 0.0
        if p < least or not ranked:
            self.answers[i] = Answer(-1, self._why_not(item, ranked), p)
            return
        nearer = self._nearer(i, item, best) if item.pronoun in ("he", "she") and self.things[best].named else None
        if nearer is not None:
            item.shares = {nearer.thing: nearer.p, best: 1 - nearer.p}
        self._stands(i, nearer or Answer(best, self._why(i, item, best), p))

    def _stands(self, i: int, answer: Answer) -> None:
        """Take a pronoun for a thing, which has been spoken of there."""
        self.answers[i] = answer
        self._taken[i] = answer.thing
        self._spoken[answer.thing] = i

    def _nearer(self, i: int, item: Item, best: int) -> Answer | None:
        """Whom a pronoun stands for against the model: the last clause's subject, or somebody described nearer by."""
        said = f"“{item.phrase.text}”"
        subject = last_subject(self.text, self.items, i, best)
        if subject >= 0:
            why = f"{said}: {self._title(subject)}, the subject of the clause before, rather than {self._title(best)}"
            return Answer(subject, why, 0.75)
        at = max(self.things[best].last, self._spoken.get(best, 0))
        if item.phrase.sentence - self.items[at].phrase.sentence <= FAR or self.things[best].first > item.start:
            return None
        near = described_nearer(self.items, i, self._taken, lambda t: self.things[t].named)
        if near < 0:
            return None
        away = f"{item.phrase.sentence - self.items[at].phrase.sentence} sentences before"
        why = f"{said}: {self._title(near)}, described nearer by; {self._title(best)} was spoken of {away}"
        return Answer(near, why, 0.6)

    def _why(self, i: int, item: Item, thing: int) -> str:
        """In words: where the entity that a pronoun stands for was spoken of last."""
        said = f"“{item.phrase.text}”"
        title = self._title(thing)
        at = self.things[thing].last
        other = self.items[at]
        if other.start > item.start or at > i or self.things[thing].first > item.start:
            return f"{said}: {title}, named behind it in the same sentence"
        away = item.phrase.sentence - other.phrase.sentence
        where = {0: "in the same sentence", 1: "in the sentence before"}.get(away, f"{away} sentences before")
        sort = self.things[thing].sort
        between = {x.entity for x in self.items[at + 1 : i] if x.name and x.sort == sort} - {thing, -1}
        others = f"{len(between)} other{'s' if len(between) > 1 else ''}"
        rank = f"though {others} stand between" if between else "spoken of last"
        return f"{said}: {title}, {rank}, {where}"

    def _why_not(self, item: Item, ranked: list[tuple[int, float]]) -> str:
        said = f"“{item.phrase.text}”"
        if item.pronoun in ("i", "we", "you") and item.phrase.quotation >= 0:
            return f"{said} in a quotation: whoever speaks or is spoken to there, which the text beside it does not say"
        if len(ranked) > 1 and ranked[1][1] > 0.15 and ranked[0][1] > 0.15:
            return f"{said}: two fit, {self._title(ranked[0][0])} and {self._title(ranked[1][0])}"
        if ranked and ranked[0][1] > 0.25:
            return f"{said}: perhaps {self._title(ranked[0][0])}, but that is not sure"
        if item.pronoun == "it":
            return f"{said} stands for a thing, or for nothing"
        return f"{said}: nobody named or described near it fits"

    def _description(self, i: int, item: Item, near: Near) -> None:
        answer = self._known(i, item, near)
        if answer is None:
            answer = Answer(self._new(item), "described here for the first time", 0.9)
        item.entity = answer.thing
        self.answers[i] = answer
        thing = self.things[answer.thing]
        thing.heads.add(item.phrase.head)
        if not thing.named:
            thing.words[self._extended(item)] += 1
        found = self._by_head.setdefault(item.phrase.head, [])
        if answer.thing in found:
            found.remove(answer.thing)
        found.append(answer.thing)
        words = plain(item.phrase.text)
        self._by_words.setdefault(words.removeprefix("the "), answer.thing)

    def _known(self, i: int, item: Item, near: Near) -> Answer | None:
        """The thing that a description stands for, when it is one spoken of before."""
        words = plain(item.phrase.text).split()
        if words and (words[0] in _NEW or (len(words) > 1 and words[0] in ("the", "his", "her") and words[1] in _NEW)):
            return None
        key = " ".join(words).removeprefix("the ")
        if key in self._by_name and not item.phrase.head.isdigit() and any(c.isupper() for c in item.phrase.text[1:]):
            return Answer(self._by_name[key], "the same name again", 0.9)
        same = self._by_words.get(key)
        if item.sort == "people" and same is not None:
            return Answer(same, "the same words before", 0.85)
        if item.opening not in ("the", "this", "that", "these", "those", "same", "both"):
            return None
        return self._taken_up(i, item, words, near)

    def _taken_up(self, i: int, item: Item, words: list[str], near: Near) -> Answer | None:
        """The thing that a definite description takes up again: by its role, its head, or else by the model."""
        head = item.phrase.head
        role = _role(item)
        bearers = self._by_role.get(role, []) if head_sort(head)[0] == "person" else []
        bearers = [t for t in bearers if self.things[t].first < item.start]
        if len(bearers) == 1 and item.sort != "people":
            return Answer(bearers[0], f"the {role} is {self._title(bearers[0])}", 0.85)
        before = [t for t in self._by_head.get(head, []) if self.things[t].sort == item.sort]
        extra = set(words[1:-1])
        fitting = [t for t in before if (not extra or extra <= self._describing(t)) and not self._was(t, role)]
        if fitting:
            return Answer(fitting[-1], f"the {item.phrase.head} spoken of before: {self._title(fitting[-1])}", 0.8)
        last = self._last_of_sort(i, item)
        if last is not None:
            return last
        if any(x.modifies and item.start <= x.start < item.end for x in self.items[max(0, i - 2) : i + 3]):
            return None  # "the IS forces" are not IS
        mass = self._mass(i, near)
        ranked = sorted(((v, -t) for t, v in mass.items() if t >= 0), reverse=True)
        if ranked and ranked[0][0] >= ASK_NOUN and self._may_be(item, -ranked[0][1], role):
            thing = -ranked[0][1]
            return Answer(thing, f"“{item.phrase.text}” fits {self._title(thing)}, spoken of before", ranked[0][0])
        return None

    def _last_of_sort(self, i: int, item: Item) -> Answer | None:
        """The group or outlet named last, for a description that says no more than what it is: "the militia"."""
        sort = head_sort(item.phrase.head)[0]
        if sort not in ("group", "outlet") or item.number == 2:
            return None
        for other in reversed(self.items[max(0, i - 60) : i]):
            thing = self.things[other.entity] if other.name and not other.modifies else None
            if thing is None:
                continue
            kind = kind_of(thing)
            if kind == sort or (thing.sort == "body" and any(head_sort(r)[0] == sort for r in thing.roles)):
                title = self._title(other.entity)
                return Answer(other.entity, f"“{item.phrase.text}”: the {sort} named last is {title}", 0.75)
        return None

    def _describing(self, thing: int) -> set[str]:
        return {w for text in self.things[thing].words for w in plain(text).split()}

    def _may_be(self, item: Item, thing: int, role: str) -> bool:
        sorts = (self.things[thing].sort, item.sort)
        fits = sorts[0] == sorts[1] or set(sorts) <= {"body", "people"} or sorts == ("place", "body")
        return fits and not self._was(thing, role)

    def _was(self, thing: int, role: str) -> bool:
        """Whether somebody held a role that is another's now."""
        return f"former {role}" in self.things[thing].roles and role not in self.things[thing].roles

    def _new(self, item: Item) -> int:
        self.things.append(Thing(item.start, False, item.sort, said=item.said))
        return len(self.things) - 1

    def _extended(self, item: Item) -> str:
        """The words of a description with whom they belong to: "a spokesman for Kataib Hezbollah", "my father"."""
        owner = _OWNER.search(self.text, max(0, item.start - 8), item.start)
        return self.text[owner.start(1) if owner else item.start : self._end(item)]

    def _end(self, item: Item) -> int:
        rest = self.text[item.end : item.end + 12]
        if re.match(r" (?:for|of|from|at|with) ", rest):
            for other in self._after(item):
                if other.name and _FOR.match(self.text[item.end : other.start]):
                    return other.end
                break
        return item.end

    def _after(self, item: Item) -> list[Item]:
        at = bisect_right(self._starts, item.start)
        return self.items[at : at + 2]

    def answer(self, number: int) -> tuple[int, str, float]:
        """The thing that an item stands for (-1: none), in words how that is known, and how sure."""
        found = self.answers.get(number)
        if found is None:
            return -1, f"“{self.items[number].phrase.text}” describes nobody", 0.0
        return found.thing, found.how, found.p

    def entities(self, doc: str) -> tuple[Entity, ...]:
        """Entities of all things, in the order of their making."""
        used: set[int] = set()
        out = []
        for thing in self.things:
            at = thing.first
            while at in used:
                at += 1
            used.add(at)
            name = fullest(self.text, thing)
            aliases = tuple(sorted(w for w in thing.words if w != name))
            out.append(Entity(id=f"{doc}.e{at}", name=name, kind=kind_of(thing), aliases=aliases))
        return tuple(out)


def _fits(name: Item, other: Item) -> bool:
    return (name.sort == "person" and other.sort == "person") or (name.sort == "body" and other.sort == "body")


def _role(item: Item) -> str:
    """The role that a description says; one that is over is another."""
    once = PAST_WORDS & {item.phrase.before, *plain(item.phrase.text).split()[:-1]}
    return f"former {item.phrase.head}" if once else item.phrase.head
