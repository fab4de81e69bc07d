"""Names of places that act: "Washington blamed", "relations between Moscow and Kyiv", "the Kremlin said".

Such a name stands for a government. The same name may be a place a sentence on: the two are two entities then. What is
not clear stays a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.read.places.conjugating import with_ed, with_ing, with_s
from rashomon.read.places.marking import whole
from rashomon.records import Claim, Entity, KnownPlace, Mention
from rashomon.text import fold

if TYPE_CHECKING:
    from rashomon.read.cast.coreference import Resolution

PLACES = ("place", "facility")
ACTS = "acts"
"""How a mention was found to be an organisation that the model of names took for a place."""
BODIES = ("organisation", "group")
AROUND = 200
"""Characters before and behind a name that are looked at."""
APPOSITION = 16
"""Words that may stand between two commas behind a name before what it does."""
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'-][^\W\d_]+)*|[^\w\s]|\n|\d+")
OWNS = ("'s", "’s", "'", "’")
DETERMINERS = frozenset("a an the its his her their that another no any all some more two three".split())
AUXILIARIES = frozenset("has have had will would must should can could may might did does do to cannot".split())
IS = frozenset("is are was were been be being".split())
STOPS = frozenset('.;:!?\n"“”()[]—–')
ENDS = frozenset(". , ; : ! ? \n \" ” ) ] — – ' ’".split(" "))
AGENT_GOES_ON = frozenset(
    """to in on that and or of for as with against since after before when while at from over during but into by last
    this is was has had will would yesterday today""".split()
)
QUOTES = frozenset("\"“”‘’'")
MODALS = frozenset("will would can could may might cannot did does do must should".split())
BETWEEN = 9
"""Words back from a name in which "between" has to stand."""
BOND_REACH = 6
"""Words before "between" in which the bond has to be named."""


@cache
def words(name: str) -> frozenset[str]:
    """A list of words of actors.toml."""
    return frozenset(_lists()[name].split())


@cache
def names(kind: str) -> frozenset[str]:
    """A list of names of actors.toml, folded, without an article."""
    return frozenset(_key(name) for name in " ".join(_lists()[kind].split()).split("|"))


@cache
def _lists() -> Mapping[str, str]:
    import tomllib

    found: Mapping[str, str] = tomllib.loads(
        files("rashomon.read.places").joinpath("actors.toml").read_text(encoding="utf-8")
    )
    return found


@cache
def _finite() -> frozenset[str]:
    """Forms of the verbs that stand right behind who acts: sends, sent, denied."""
    out = set(words("irregular"))
    for verb in words("verbs"):
        out |= {with_s(verb), with_ed(verb)}
    return frozenset(out)


@cache
def _participles() -> frozenset[str]:
    """Forms behind is and are: sending, trying."""
    out: set[str] = set()
    for verb in words("verbs"):
        out |= with_ing(verb)
    return frozenset(out)


def _key(name: str) -> str:
    bare = " ".join(fold(name).replace("’", "'").split())
    return bare.removeprefix("the ").removesuffix("'s").strip(" '")


def with_actors(
    text: str, claims: Sequence[Claim], resolution: Resolution, own: Sequence[KnownPlace] = ()
) -> Resolution:
    """A resolution in which names of places that act are organisations that stand for those places.

    Of the user's `own` places countries act as those that are known do.
    """
    states = {_key(name) for place in own if place.kind == "country" for name in place.names}
    sources = {_trimmed(text, c.source[0].start, c.source[0].end) for c in claims if len(c.source) == 1}
    entities = {e.id: e for e in resolution.entities}
    acting = {m.id for m in resolution.mentions if _is_actor(text, m, sources, states)}
    known = {m.entity for m in resolution.mentions if m.id in acting and m.entity}
    if not known:
        return resolution
    return resolution.told_apart(*_parted(text, resolution, entities, acting))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without an article before it and an ending of possession behind it."""
    if text[start : start + 4].lower() == "the ":
        start += 4
    return start, end - 2 if text[start:end].endswith(("'s", "’s")) else end


def _parted(
    text: str, resolution: Resolution, entities: Mapping[str, Entity], acting: set[str]
) -> tuple[list[Mention], list[Entity], dict[str, str]]:
    """Mentions and entities with the actors told from the places, and for each entity that was both its actor's id."""
    places = {m.entity for m in resolution.mentions if m.id not in acting and m.kind in PLACES}
    first: dict[str, Mention] = {}
    for mention in resolution.mentions:
        if mention.id in acting and mention.entity:
            first.setdefault(mention.entity, mention)
    used = set(entities)
    actors: dict[str, Entity] = {}
    for key, mention in first.items():
        entity = entities[key]
        stands_for = text[mention.start : mention.end]
        if entity.kind not in PLACES:
            actors[key] = replace(entity, stands_for=stands_for) if entity.kind in BODIES else entity
            continue
        if key not in places:
            actors[key] = replace(entity, kind="organisation", stands_for=stands_for)
            continue
        prefix, at = key.rpartition(".e")[0], mention.start
        while f"{prefix}.e{at}" in used:
            at += 1
        used.add(f"{prefix}.e{at}")
        actors[key] = replace(entity, id=f"{prefix}.e{at}", kind="organisation", stands_for=stands_for)
    return _mentions(resolution.mentions, acting, actors), *_entities(resolution.entities, actors)


def _mentions(mentions: Iterable[Mention], acting: set[str], actors: Mapping[str, Entity]) -> list[Mention]:
    """The mentions with those that act under their organisations; the name is still that of a place."""
    return [
        replace(
            m,
            entity=actors[m.entity].id if m.entity in actors else m.entity,
            how=ACTS if m.kind in PLACES else m.how,
        )
        if m.id in acting
        else m
        for m in mentions
    ]


def _entities(entities: Iterable[Entity], actors: Mapping[str, Entity]) -> tuple[list[Entity], dict[str, str]]:
    """The entities, each actor in its place's stead or behind them all, and the ids of those that were parted."""
    out = [actors[e.id] if e.id in actors and actors[e.id].id == e.id else e for e in entities]
    apart = {old: actor for old, actor in actors.items() if actor.id != old}
    return [*out, *apart.values()], {old: actor.id for old, actor in apart.items()}


def _is_actor(text: str, mention: Mention, sources: set[tuple[int, int]], states: set[str]) -> bool:
    """Whether a mention of a place, or of an organisation that goes by a place's name, acts where it stands."""
    if mention.kind not in ("place", "facility", "organisation") or mention.end - mention.start > 40:
        return False
    half = whole(text, mention.start, mention.end) < mention.start  # "Inner Mongolia" is not Mongolia
    start, end = _trimmed(text, mention.start, mention.end)
    key = _key(text[start:end])
    seat = key in names("seats")
    state = key in states or key in names("capitals") or key in names("countries")
    if mention.kind == "organisation":
        press = next(iter(TOKEN.findall(text, end, end + AROUND)), "") in words("press")
        return state or (seat and not press and not _located(TOKEN.findall(text, max(0, start - AROUND), start)))
    if (start, end) in sources:
        return True
    if half or not (seat or state):
        return False
    if seat and mention.kind != "facility":
        before = TOKEN.findall(text, max(0, start - AROUND), start)
        return not _located(before) and not _describes(TOKEN.findall(text, end, end + AROUND))
    return acts_at(text, start, end)


def _located(before: Sequence[str]) -> bool:
    """Whether a preposition of place stands before a seat."""
    words_before = _bare(before)
    last = words_before[-1].lower() if words_before else ""
    return last in words("prepositions") and last not in ("of", "with", "between", "from", "against", "about", "to")


def _describes(after: Sequence[str]) -> bool:
    """Whether a noun comes right behind a name, which then only says whose it is: "White House spokesman"."""
    first = after[0] if after else ""
    return first.islower() and first not in AUXILIARIES | IS | _finite() | AGENT_GOES_ON | words("adverbs")


def _bare(before: Sequence[str]) -> Sequence[str]:
    """The words before a name without the article."""
    return before[:-1] if before and before[-1].lower() == "the" else before


def acts(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the words before and behind a name make it who acts, or a party to a bond or a quarrel."""
    led = _before_others(_bare(before), after)
    last = led[-1].lower() if led else ""
    if after[:1] and after[0] in OWNS:
        return _owns_act(after)
    if _governs(before, after, last) or _of_bond(_bare(before), after) or _asked(led, after) or _party(led, after):
        return True
    if last == "by":
        return not after or after[0] in ENDS or after[0].lower() in AGENT_GOES_ON
    if last in ("for", "of") or last in words("told"):
        return _to_do(after, last)
    if _told_to(led, after):
        return True
    return last not in words("prepositions") and _does(after)


def acts_at(text: str, start: int, end: int) -> bool:
    """Whether the words around a run of the text make it who acts."""
    return acts(TOKEN.findall(text, max(0, start - AROUND), start), TOKEN.findall(text, end, end + AROUND))


def _before_others(led: Sequence[str], after: Sequence[str]) -> Sequence[str]:
    """The words before the names that this one is joined to: "from China, Russia and"."""
    at = len(led)
    while at and (led[at - 1] in (",", "and", "or", "&", "the") or led[at - 1][:1].isupper()):
        at -= 1
    joined = [word for word in led[at:] if word in (",", "and", "or", "&")]
    listed = bool(joined) and (joined[-1] != "," or after[:1] in (["and"], ["or"], [","]))
    return led[:at] if listed and at and led[at - 1].lower() in words("prepositions") else led


def _asked(led: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a question asks what the name does: "how strongly should Mexico retaliate"."""
    if len(led) < 2 or led[-1].lower() not in MODALS or not after[:1] or not after[0].islower():
        return False
    return led[-2].lower() in ("how", "why", "what", "when", "where", "whom") or _is_adverb(led[-2].lower())


def _owns_act(after: Sequence[str]) -> bool:
    """Whether what the name owns is a deed ("Tehran's denial", "Mexico's latest decision"); or "'s" is "is"."""
    rest = [w for w in (after[2:] if after[0] in ("'", "’") and after[1:2] == ["s"] else after[1:]) if w not in QUOTES]
    if rest and (rest[0] in _participles() or rest[0] in words("intent")):
        return True
    for word, following in zip(rest[:6], [*rest[1:], "."], strict=False):
        if word in words("prepositions") | AUXILIARIES | IS | words("conjunctions") or not word[0].isalpha():
            return False
        if word in words("acts") and not _goes_on(following):
            return True
    return False


def _goes_on(following: str) -> bool:
    """Whether the word behind a noun is another one that the first only describes: "nuclear test site"."""
    ends = words("prepositions") | AUXILIARIES | IS | AGENT_GOES_ON | words("conjunctions") | words("irregular")
    return following.islower() and following not in ends and not following.endswith(("ed", "s", "ly"))


def _of_bond(led: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the name is one of two in "relations between Moscow and Kyiv"."""
    at = next((i for i in range(len(led) - 1, max(-1, len(led) - BETWEEN), -1) if led[i].lower() == "between"), -1)
    if at < 0 or any(word in STOPS for word in led[at:]):
        return False
    first = at == len(led) - 1
    if first and not _and_another(after):
        return False
    if not first and led[-1].lower() not in ("and", ","):
        return False
    return any(word.lower() in words("bonds") for word in led[max(0, at - BOND_REACH) : at])


def _told_to(led: Sequence[str], after: Sequence[str]) -> bool:
    """Whether somebody wants the name to do something ("calls on X to", "that X solve"), or a headline says it will."""
    verb = (*after, "", "")[:2]
    if verb[0] != "to":
        return led[-1:] == ["that"] and verb[0] in words("verbs") - words("nouns_too")
    called = len(led) > 1 and led[-1] == "on" and led[-2].lower() in ("call", "calls", "called", "calling")
    opens = not led or led[-1] == "\n" or (led[-1] == "," and "\n" not in led[-4:] and len(led) < 4)
    return called or (opens and verb[1] in words("verbs"))


def _party(led: Sequence[str], after: Sequence[str]) -> bool:
    """Whether somebody deals with the name or turns to it: "make peace with Kabul", "protested to Tokyo"."""
    last = [word.lower() for word in led[-4:]]
    if _describes(after) or last[-1:] not in (["with"], ["to"]):
        return False
    verb = (*last, "")[-3] if len(last) > 1 else ""
    if last[-1] == "to":
        return verb in words("turned") and (not after or after[0] in ENDS)
    return verb in words("bonds") or "negotiate" in last or "negotiating" in last


def _governs(before: Sequence[str], after: Sequence[str], last: str) -> bool:
    """Whether a name says whose government is meant, or what it is doing is spoken of: "about Beijing offering"."""
    if not after or after[0] in words("governments"):
        return bool(after) and before[-1:] in (["the"], ["The"])
    return last in ("about", "of", "despite", "without") and after[0] in _participles() and after[0] != "hosting"


def _and_another(after: Sequence[str]) -> bool:
    """Whether "and" and another name come next, after names that stand between commas at most."""
    at = next((i for i, word in enumerate(after[:6]) if word == "and"), -1)
    rest = [w for w in after[at + 1 : at + 3] if w != "the"]
    return at >= 0 and all(w == "," or w[:1].isupper() for w in after[:at]) and bool(rest) and rest[0][:1].isupper()


def _to_do(after: Sequence[str], last: str) -> bool:
    """Whether the name is who is to do something, or is charged with it: "for Iran to", "accused Iran of"."""
    if not after:
        return False
    first = after[0].lower()
    if last in ("for", "of"):
        return first == "to" and (last == "for" or (*after, "")[1] in words("verbs"))
    if last in ("help", "let", "helped", "lets", "make", "made", "see", "demanded") and first in words("verbs"):
        return True
    return first == "to" or (first in ("of", "for", "that", "against", "over") and last not in ("lead", "led", "help"))


def _does(after: Sequence[str]) -> bool:
    """Whether a verb of those who decide comes next, after adverbs, other names and what stands between commas."""
    tokens = [t.lower() for t in after]
    at = _past_joined(after)
    if tokens[at : at + 1] == [","]:
        at = _past_comma(tokens, at)
        if at < 0:
            return False
    while at < len(tokens) and _is_adverb(tokens[at]):
        at += 1
    if at >= len(tokens):
        return False
    word, rest = tokens[at], tokens[at + 1 :]
    if word in words("nouns_too"):
        behind = after[at + 1] if at + 1 < len(after) else ""
        return behind.lower() in DETERMINERS or behind[:1].isupper()
    if word in words("lies") and rest and (rest[0][:1].isdigit() or rest[0] in words("lies_where")):
        return False  # "Rome lies 810 km from Athens": who lies somewhere is a place
    while rest and _is_adverb(rest[0]):
        rest = rest[1:]
    return word in _finite() or _helped(word, rest)


def _helped(word: str, rest: Sequence[str]) -> bool:
    """Whether an auxiliary and the words after it are a deed: "is trying", "has been sending", "would have to"."""
    following, third = (*rest, "", "")[:2]
    if word in IS:
        to_do = following == "to" and (third == "blame" or third in words("verbs"))
        return to_do or following in _participles() or following in words("intent")
    if word in ("must", "should", "ought"):
        able = third in _participles() | words("intent") | {"able"}
        return able if following == "be" else following.isalpha()
    if word in MODALS:
        refused = word in ("did", "does") and following in (",", "n't", "n’t")
        plain = following.isalpha() and following not in words("happens") | DETERMINERS
        return refused or plain or (following == "have" and third == "to")
    if word not in ("has", "have", "had"):
        return False
    if following == "been":
        return third in _participles() or third in words("intent")
    done = following.endswith("ed") and following not in words("befell")
    return third in words("verbs") if following == "to" else done or following in _finite()


def _is_adverb(word: str) -> bool:
    return word in words("adverbs") or (word.endswith("ly") and len(word) > 4)


def _past_joined(after: Sequence[str]) -> int:
    """Where the words go on after names that are joined to this one: "France and Germany unveiled"."""
    if after[:2] in (["and", "its"], ["and", "their"]):
        return 3
    if len(after) > 1 and after[0] in ("and", "&") and (after[1][:1].isupper() or after[1] == "the"):
        at = 2 if after[1] == "the" else 1
        while at < len(after) and after[at][:1].isupper():
            at += 1
        return at
    return 0


def _past_comma(tokens: Sequence[str], at: int) -> int:
    """Where the words go on behind the second of two commas; -1 without one."""
    for i in range(at + 1, min(len(tokens), at + 2 + APPOSITION)):
        if tokens[i] == ",":
            return i + 1
        if tokens[i] in STOPS:
            return -1
    return -1
