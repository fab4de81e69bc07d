"""Whether two nodes are one entity: how sure, and what speaks for and against it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rashomon.geography import kilometres
from rashomon.link.who.cast import Cast
from rashomon.link.who.likeness import OTHER, likeness
from rashomon.link.who.name_keys import land, listed
from rashomon.link.who.nodes import NEAR_KM, Node, shared

SURE = 0.98
"""Above it two are merged without asking; measured by evals/identities.py."""
WORTH = 0.2
"""Below it a pair is not even suggested."""
SOME, MUCH = 0.5, 2.5  # weights of what two contexts share
HOLDS_DAYS = 31

# How sure a likeness of names is: with contexts that share nothing, something, much.
_P: dict[str, dict[str, tuple[float, float, float]]] = {
    "person": {
        "same": (0.85, 0.985, 0.99),
        "middle": (0.95, 0.985, 0.99),
        "variant": (0.8, 0.98, 0.985),
        "nickname": (0.9, 0.98, 0.985),
        "reordered": (0.7, 0.9, 0.98),
        "part": (0.8, 0.98, 0.985),
        "close": (0.2, 0.4, 0.6),
        "initial": (0.5, 0.9, 0.98),
        "generation": (0.4, 0.6, 0.7),
        "family": (0.4, 0.98, 0.985),
        "bare": (0.5, 0.98, 0.985),
        "bare variant": (0.1, 0.4, 0.7),
        "given": (0.1, 0.4, 0.7),
    },
    "body": {
        "same": (0.985, 0.985, 0.99),
        "variant": (0.85, 0.98, 0.985),
        "acronym": (0.8, 0.98, 0.985),
        "generic": (0.3, 0.8, 0.985),
        "head": (0.1, 0.5, 0.985),
        "of a land": (0.4, 0.7, 0.9),
        "short": (0.2, 0.5, 0.7),
    },
    "place": {
        "same": (0.9, 0.98, 0.985),
        "variant": (0.5, 0.8, 0.9),
        "adjective": (0.9, 0.98, 0.985),
        "feature": (0.3, 0.4, 0.5),
        "short": (0.1, 0.3, 0.4),
    },
    "thing": {"same": (0.5, 0.8, 0.9), "variant": (0.3, 0.6, 0.8), "generic": (0.1, 0.3, 0.4)},
}
LOOSE = frozenset(
    ("family", "bare", "bare variant", "given", "head", "short", "of a land", "generic", "initial", "office")
)
"""Short forms: they say who is meant only while nobody else can be."""


@dataclass(frozen=True, slots=True)
class Score:
    """How sure it is that two nodes are one, by what (a likeness, or "office"), and the words for both sides."""

    p: float
    how: str
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    weight: float = 0.0


NO = Score(0.0, OTHER)


def scored(a: Node, b: Node, cast: Cast) -> Score:
    """How sure it is that two nodes are one; the order of the two does not count."""
    if b.figures[0].id < a.figures[0].id:
        a, b = b, a
    if "described" in (a.sort, b.sort):
        return _described(a, b, cast)
    if a.sort != b.sort:
        return NO
    if a.group == b.group:
        return Score(0.99, "same", (f"both are called {a.key.text}",))
    sort = "place" if a.sort == "state" else a.sort
    like = likeness(a.key, b.key, sort)
    if like.how in ("", OTHER):
        return NO if not like.why else Score(0.0, OTHER, against=(like.why,))
    if like.how == "same" and a.sort == b.sort == "state":
        return Score(0.985, "same", (like.why,))
    weight, names = shared(a, b, cast)
    level = _level(weight)
    reasons, against = [like.why], list[str]()
    if names and level:
        reasons.append(f"their documents share {_listed(names)}")
    role = _same_office(a, b)
    if role:
        reasons.append(f"both are {role}")
        level = min(2, level + 1)
    p = _P[sort].get(like.how, (0.0, 0.0, 0.0))[level]
    p, more = _weighed(a, b, like.how, p)
    for line in more:
        (against if line.startswith("but ") else reasons).append(line.removeprefix("but "))
    if not level and like.how in LOOSE:
        against.append("their documents have no other names in common")
    return Score(p, like.how, tuple(reasons), tuple(against), weight)


def _weighed(a: Node, b: Node, how: str, p: float) -> tuple[float, list[str]]:
    """What else speaks for or against: owners, points, one document that has both, a description."""
    said = []
    if a.sort == "body" and how in ("generic", "head", "same", "variant") and a.owner and b.owner:
        if a.owner != b.owner and (a.key.generic or b.key.generic):
            return 0.0, ["but they belong to different places"]
        if a.owner == b.owner and how in ("generic", "head"):
            p, said = max(p, 0.985), ["both belong to the same place"]
    elif a.sort == "body" and how in ("generic", "head") and bool(a.owner) != bool(b.owner):
        owned, free = (a, b) if a.owner else (b, a)
        national = any(w in listed("national") for w in free.key.core)
        if national and any(land(n) == owned.owner for n in free.context if " " not in n):
            p, said = min(p, 0.8), ["but its document names that country, and does not say that it is its"]
    if a.sort == "place" and a.point and b.point:
        far = kilometres(*a.point, *b.point)
        if far > NEAR_KM:
            p, said = min(p, 0.3), [f"but they lie {far:.0f} km apart"]
        elif how == "variant":
            p, said = max(p, 0.98), ["they lie at the same point"]
    if a.docs & b.docs and how not in ("same", "adjective", "acronym") and not _called_so(a, b):
        p = min(p, 0.6)
        said.append("but one document has both, as two")
    if not (a.named and b.named) and not (how == "same" and p >= SURE and sorted(a.key.core) == sorted(b.key.core)):
        p = min(p, 0.9)
        said.append("but one of them is described, not named")
    return p, said


def _called_so(a: Node, b: Node) -> bool:
    """Whether a document that has both bodies calls one of them by the other's name."""
    both = a.docs & b.docs
    for one, two in ((a, b), (b, a)):
        names = {n.casefold() for f in one.figures[:50] if f.doc in both for n in f.aliases}
        if a.sort == "body" and two.key.text.casefold() in names:
            return True
    return False


def _level(weight: float) -> int:
    return 2 if weight >= MUCH else 1 if weight >= SOME else 0


def _listed(names: list[str]) -> str:
    return ", ".join(n.title() for n in names)


def _same_office(a: Node, b: Node) -> str:
    both = sorted(a.offices & b.offices)
    return both[0].words if both else ""


def _described(a: Node, b: Node, cast: Cast) -> Score:
    """A description: of an office with its holder, or of a body with the same words."""
    weight, names = shared(a, b, cast)
    level = _level(weight)
    if a.sort == b.sort:
        if (
            not level
            or not _definite(a)
            or not _definite(b)
            or a.key.core != b.key.core
            or a.docs & b.docs
            or any(f.human for n in (a, b) for f in n.figures)
        ):
            return NO
        reasons = (f"both are called “{a.key.text}”", f"their documents share {_listed(names)}")
        return Score((0.0, 0.3, 0.6)[level], "described", reasons, ("a description may fit several",), weight)
    holder, told = (a, b) if b.sort == "described" else (b, a)
    if holder.sort != "person" or a.docs & b.docs:
        return NO
    for mine in sorted(told.offices):
        for held in sorted(holder.offices):
            if mine.words == held.words and (mine.owner == held.owner or not (mine.owner and held.owner)):
                sure = bool(mine.owner) and mine.owner == held.owner and level > 0
                return _held(holder, told, mine.words, sure and _at_the_time(holder, told), level)
    return NO


def _definite(node: Node) -> bool:
    """Whether a description is of one thing, by an article or by whose it is: "the mayor's office"."""
    words = node.key.text.split()
    return len(node.key.core) > 1 and (words[0].lower() == "the" or any(w.endswith(("'s", "’s")) for w in words))


def _held(holder: Node, told: Node, office: str, sure: bool, level: int) -> Score:
    reasons = (f"a document says that {holder.key.text} is {office}", f"another one says “{told.key.text}”")
    against = () if sure else ("it is not said for whom, or when, in both",)
    return Score(0.985 if sure else (0.0, 0.5, 0.7)[level], "office", reasons, against)


def _at_the_time(holder: Node, told: Node) -> bool:
    """Whether a document that names the holder is of the same month as the one that names the office only."""
    days = [date.fromisoformat(f.day) for f in told.figures if _is_day(f.day)]
    held = [date.fromisoformat(f.day) for f in holder.figures if _is_day(f.day) and f.roles]
    return any(abs((x - y).days) <= HOLDS_DAYS for x in days[:5] for y in held[:50])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
