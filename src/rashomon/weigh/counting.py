"""What is counted: which nouns and verbs mean the same thing to a count, and which are parts of another."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from msgspec import Struct

from rashomon.records import Quantity

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DOERS = re.compile(r"[a-z]{3}(?:er|or|ist|ian|man|men|ee|ant|eer)s?$")
_EMPTY = frozenset(
    "the a an of its his her their our my your this that these those some all both other such own at in on by from to"
    " for with and or about nearly almost more less than least most only just total".split()
)


class Lexicon(Struct, frozen=True):
    """The lists of counting.toml, turned round: what a noun or a verb counts as."""

    anybody: frozenset[str]
    people: frozenset[str]
    events: dict[str, str]
    things: dict[str, str]
    apart: frozenset[str]
    apart_before: frozenset[str]
    rising: frozenset[str]
    light: frozenset[str]
    lives: frozenset[str]
    parts: dict[str, str]
    told: dict[str, str]
    causes: dict[str, str]
    common: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The packaged lists."""
    table = tomllib.loads(resources.files(__package__).joinpath("counting.toml").read_text(encoding="utf-8"))
    return Lexicon(
        anybody=frozenset(table["anybody"]),
        people=frozenset(table["people"]) | frozenset(w.lower() for w in table["people"]),
        events={word: name for name, words in table["events"].items() for word in words},
        things={word: name for name, words in table["things"].items() for word in words},
        apart=frozenset(table["apart"]["words"]),
        apart_before=frozenset(table["apart"]["before"]),
        rising=frozenset(table["apart"]["rising"]),
        light=frozenset(table["light"]["verbs"]),
        lives=frozenset(table["lives"]["verbs"]),
        parts=table["parts"],
        told=table["told"],
        causes={word: name for name, words in table["causes"].items() for word in words},
        common=frozenset(table["common"]["words"]),
    )


def event_of(quantity: Quantity) -> str:
    """What happens to what is counted, in one word for all verbs and nouns that mean it."""
    known = lexicon().events
    event, head = quantity.event.lower(), quantity.head.lower()
    if head in ("life", "live") and event in lexicon().lives:
        return "kill"
    return known.get(head) or known.get(event, event)


def thing_of(quantity: Quantity) -> str:
    """What is counted, in one word for all nouns that mean it."""
    head = quantity.head.lower()
    if not head and event_of(quantity) in ("kill", "wound", "arrest", "displace", "miss"):
        return "person"
    return lexicon().things.get(head, head)


def is_people(quantity: Quantity) -> bool:
    """Whether human beings are counted, in general or of some kind."""
    head = quantity.head.lower()
    return thing_of(quantity) == "person" or head in lexicon().people or head in lexicon().anybody


def may_be_people(quantity: Quantity) -> bool:
    """Whether what is counted can be human beings, by the ending of the noun at least ("inspectors")."""
    return is_people(quantity) or bool(_DOERS.search(quantity.head.lower()))


def kinds_of(quantity: Quantity) -> frozenset[str]:
    """The words that narrow down what is counted ("Shiite buffalo" of herders)."""
    words = {w.lower() for w in _WORD.findall(quantity.of)}
    head = quantity.head.lower()
    dull = _EMPTY | {head, f"{head}s", f"{head}es"} | _inflected(words, head)
    return frozenset(words - dull)


def _inflected(words: set[str], head: str) -> set[str]:
    """The words that are the head with an ending, or a synonym of the same thing."""
    things = lexicon().things
    same = {w for w in words if head and w.startswith(head[: max(3, len(head) - 2)]) and len(w) <= len(head) + 3}
    return same | {w for w in words if things.get(w) and things.get(w) == things.get(head)}


@dataclass(frozen=True, slots=True, order=True)
class Counts:
    """What a number counts: a thing, what happened to it, and the words that narrow it down."""

    thing: str
    event: str
    kinds: tuple[str, ...] = ()
    people: bool = False

    @property
    def family(self) -> tuple[str, str]:
        """The same for all that may be parts of one another: the thing, or people of any kind, and the event."""
        return "person" if self.people else self.thing, lexicon().parts.get(self.event, self.event)

    def within(self, other: Counts) -> bool:
        """Whether all that this counts is among what the other counts: soldiers among people, and the same."""
        if self.event != other.event and lexicon().parts.get(self.event) != other.event:
            return False
        whole = self.people and other.people and other.thing == "person"
        return (self.thing == other.thing or whole) and set(other.kinds) <= set(self.kinds)

    @property
    def words(self) -> str:
        """What is counted, for a sentence: "people killed"; "the same thing" where that is not plain."""
        thing, event = (lexicon().told.get(name, "") for name in (self.thing, self.event))
        return f"{thing} {event}" if thing and event and not self.kinds else "the same thing"

    def same(self, other: Counts) -> bool:
        """Whether both count the same."""
        return (self.thing, self.event, self.kinds) == (other.thing, other.event, other.kinds)


def counts_of(quantity: Quantity, event: str = "") -> Counts:
    """What a quantity counts; the event may be known better from its sentence."""
    return Counts(
        thing=thing_of(quantity),
        event=event or event_of(quantity),
        kinds=tuple(sorted(kinds_of(quantity))),
        people=is_people(quantity),
    )
