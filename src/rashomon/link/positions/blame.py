"""Who is said to have done it, or not: the agent, the class of the act, and what it was done to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.link.positions.act_words import alternatives, classes, listed, stem, words_of
from rashomon.link.positions.units import Unit

_BE = frozenset({"was", "were", "been", "be", "being", "is", "are", "got", "get"})
_BARE = re.compile(
    r"\W*(?:$|(?:in|at|by|as|after|when|during|near|and|with|since|along|from|two|three|out)\b)", re.IGNORECASE
)
"""What follows a verb without its object: "killed in the attack" says nothing of who killed."""
_AFTER = re.compile(
    r"\s+(?:on|in|at|during|that|which|who|to|for|when|after|before|with|as|from|since|and|or)\s.*$", re.DOTALL
)
_PROPER = re.compile(r"^(?:(?:the|a|an)\s+)?(?:[A-Z][\w’'-]*\s+)+[A-Z][\w’'-]*$")
_UNLIKELY = re.compile(
    r"\b(?:unlikely|doubtful|(?<!no )doubts?|impossible|not|never|denies|denied|cannot)\b|n[’']t\b", re.IGNORECASE
)
_SHOT = r"(?:rockets?|missiles?|shells?|mortars?|salvos?|rounds?|shots?|bullets?|projectiles?|guns?|torpedo\w*)"
_FIRED = rf"fired(?=\s+(?:on|at|upon|into|towards?|over|across|back)\b|(?:\s+[\w’'-]+){{0,4}}\s+{_SHOT}\b)"
"""Of those who fired, not those who fired somebody."""
_IDIOMS = (
    r"(?:a|an|the|its|his|her|their)\s+(?:\w+\s+){0,3}"
    r"(?:deals?|agreements?|bargains?|tones?|chords?|balance|campaigns?|bids?|websites?|investigations?|inquir(?:y|ies)"
    r"|probes?|initiatives?|programmes?|programs?|compan(?:y|ies)|products?|career|show|book|establishment|records?)"
    r"|up\s+(?:this|last|by|to|on|in|for)|down\s+(?:the\s+)?(?:idea|plan|proposal|request|motion)|deals?|bargains?|over"
)
"""What follows a verb of an act that is meant otherwise: "struck a deal", "shot up this week", "won over"."""
_SUPPOSES = re.compile(r"\W*(?:if|whether|who|unless)\b", re.IGNORECASE)
_IF = re.compile(
    r"\b(?:if|possible|prepar\w+|plan\w*|threat\w*|would|might|whether|who|threaten\w*|risk\w*)\b", re.IGNORECASE
)
_FIRST = re.compile(
    r".*(?:^|\b)(?:that|which|who|whether|because|when|while|after|before|and|but|as|if|said|says|believes?|think|admit\w*"
    r"|likely|probably|evidence|proof|of)\s+",
    re.IGNORECASE | re.DOTALL,
)
_NAME = r"(?P<agent>[^,;:.!?()“”\"«»]{2,70})"
_BLAMES = re.compile(r"\b(?:blam\w+|pin(?:ned|s|ning)?)\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\b(?:attribut\w+|ascrib\w+)\b", re.IGNORECASE)
_ACCUSES = re.compile(r"\baccus\w+\b", re.IGNORECASE)
_CLAIMS = re.compile(r"\bclaim\w*\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?P<agent>[^,;:!?()“”\"«»]{2,70}?)\s+(?:(?:is|are|was|were|had been|has been|have been|be|been|bears?|bore)\s+)"
    r"(?P<no>not\s+|no\s+)?(?:\w+ly\s+)?(?:responsib\w+|behind|to blame|guilty)",
    re.IGNORECASE,
)
_WINNER = re.compile(
    r"(?P<agent>[^,;:!?()“”\"«»]{2,70}?)\s+(?:is|was|had been)\s+(?P<no>not\s+)?"
    r"(?:the\s+)?(?:\w+\s+)?(?:winner|victor)\b",
    re.IGNORECASE,
)
_INVOLVED = re.compile(r"\b(?:responsib|involve|behind)")
_GUILT = re.compile(
    r"(?:(?P<agent>[^,;:.!?()“”\"]{2,60}?)[’']s?\s+(?:responsibility|guilt|involvement|role)"
    r"|(?:responsibility|guilt|involvement|participation|role)\s+of\s+(?P<of>[^,;:.!?()“”\"]{2,60}))",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"\b(?:point(?:s|ed)?|lead(?:s)?|led)\s+(?:us\s+|them\s+|clearly\s+|all\s+)?to\s+{_NAME}", re.IGNORECASE
)
_PINNED = re.compile(rf"\b(?:pin\w*|blam\w+)\s+(?:it|this|that|the\s+\w+)\s+on\s+{_NAME}", re.IGNORECASE)
_WORK = re.compile(rf"\bthe\s+work\s+of\s+{_NAME}", re.IGNORECASE)
_TO_DO = re.compile(
    rf"{_NAME[:-1]}?)\s+(?:had|has|have|having)\s+(?P<some>anything|nothing|something)\s+to\s+do\s+with", re.IGNORECASE
)
_PART = re.compile(
    r"^\W*(?:any|all|every|its|their|his|her|having|being|that)?\s*(?:part|role|hand|involvement|responsibility"
    r"|participation|blame|guilt|complicity|knowledge|having|being\s+(?:behind|involved|responsible)"
    r"|(?:taken|played)\s+(?:any\s+)?part|anything\s+to\s+do|carrying\s+out|firing|attacking|shelling|bombing|launching)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Blame:
    """That somebody did it (or did not): `agent` is a key, `name` for people; `named` when it is a proper name.

    `acts` are classes of acts.toml, `of` the stems of the other words, `places` the keys of what else is named;
    `loose` when the content itself does not say which act it speaks of.
    """

    agent: str
    name: str
    named: bool
    acts: frozenset[str]
    of: frozenset[str]
    places: frozenset[str]
    near: frozenset[str]
    loose: bool
    no: bool
    kind: str = ""


@cache
def _verbs() -> re.Pattern[str]:
    words = rf"{alternatives(classes('verbs'))}|{_FIRED}"
    return re.compile(
        rf"(?P<agent>[^,;:.!?()“”\"«»]{{2,70}}?)"
        r"(?P<aux>(?:,?\s+(?:has|have|had|was|were|is|are|be|been|being|did|does|do|not|never|also|already|itself|got|get|had"
        r"|deliberately|probably|might|may|could|would|likely|n[’']t))*)"
        rf",?\s+(?P<verb>{words})\b(?![’']t\b)(?!\s+(?:{_IDIOMS})\b)",
        re.IGNORECASE,
    )


@cache
def _passive() -> re.Pattern[str]:
    words = alternatives(
        w for w in {**classes("verbs"), **classes("nouns")} if w not in ("attacks", "strikes", "raids")
    )
    return re.compile(rf"\b(?P<verb>{words})\b[^.!?;:,]{{0,24}}?\bby\s+{_NAME}", re.IGNORECASE)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(classes('nouns'))})\b", re.IGNORECASE)


@cache
def _any_act() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives({**classes('nouns'), **classes('verbs')})}|{_FIRED})\b", re.IGNORECASE)


def blames(unit: Unit) -> tuple[Blame, ...]:
    """Whom a unit names as having done something, or as not having done it."""
    if unit.is_open or unit.attitude == "warn" or _SUPPOSES.match(unit.text):
        return ()
    found: dict[tuple[str, bool], Blame] = {}
    for blame in _all(unit):
        found.setdefault((blame.agent, blame.no), blame)
    return tuple(found.values())[:3]


def _all(unit: Unit) -> list[Blame]:
    text, cue = unit.text, unit.cue
    own = _of_self(unit)
    if own:
        return [own]
    found = []
    if _BLAMES.search(cue) or _ATTRIBUTES.search(cue):
        word = "on" if _BLAMES.search(cue) else "to"
        split = re.search(rf"\b{word}\s+{_NAME}$", text.strip(), re.IGNORECASE)
        if split:
            found.append(_blame(unit, split.group("agent"), split.start(), text[: split.start()]))
        elif word == "on" and not re.search(r"\bfor\b", cue):
            found.append(_blame(unit, re.split(r"\bfor\b", text)[0], 0, text))
    elif _ACCUSES.search(cue):
        head, _, rest = text.partition(" of ")
        if rest and _any_act().search(rest):
            found.append(_blame(unit, head, 0, rest))
    for pattern in (_BEHIND, _WINNER, _TO_DO, _PINNED, _POINTS, _WORK):
        for m in pattern.finditer(text):
            no = bool(m.groupdict().get("no")) or m.groupdict().get("some") == "nothing" or _denied_before(text, m)
            found.append(_blame(unit, m.group("agent"), m.start("agent"), text, no=no))
    for m in _GUILT.finditer(text):
        group = "agent" if m.group("agent") else "of"
        found.append(_blame(unit, m.group(group), m.start(group), text))
    return [b for b in (*found, *_by_verb(unit)) if b is not None]


def _denied_before(text: str, m: re.Match[str]) -> bool:
    return bool(_UNLIKELY.search(text[max(0, m.start() - 60) : m.end()]))


def _of_self(unit: Unit) -> Blame | None:
    """Who denies to have done something, or claims to have."""
    if not unit.speaker or not (_any_act().search(unit.text) or _INVOLVED.search(unit.text)):
        return None
    claims = unit.attitude == "claim_responsibility" or (
        _CLAIMS.search(unit.cue) and re.match(r"^\W*(?:responsibility|credit|the\s+\w+\W*$)", unit.text, re.IGNORECASE)
    )
    if claims:
        return _framed(unit, unit.speaker, unit.says, unit.text, no=False)
    if not unit.denied:
        return None
    first = _leading(unit.text)
    if _PART.match(unit.text) or first in listed("self"):
        if not _any_act().search(unit.text) and not re.search(r"responsib|involve|behind|part\b|role\b", unit.text):
            return None
        return _framed(unit, unit.speaker, unit.says, unit.text, no=True)
    return None


def _leading(text: str) -> str:
    """The pronoun or short noun phrase that a content begins with."""
    words = words_of(text)
    words = words[1:] if words[:1] == ("that",) else words
    pair = " ".join(words[:2])
    return pair if pair in listed("self") else (words[0] if words else "")


def _by_verb(unit: Unit) -> list[Blame | None]:
    """Whoever is the subject of an act, or stands after "by"."""
    found: list[Blame | None] = []
    if not _any_act().search(unit.text):  # the pattern below tries every place of a text
        return found
    for m in _verbs().finditer(unit.text):
        aux, going = set(words_of(m.group("aux"))), m.group("verb").lower().endswith("ing")
        if (
            bool(aux & _BE) != going
            or (not aux and " " not in m.group("verb") and _BARE.match(unit.text, m.end()))
            or _IF.search(m.group("agent"))
        ):
            continue
        no = bool(_UNLIKELY.search(unit.text[: m.end("aux")])) or bool(
            re.match(r"\W*(?:none|no|nobody|not)\b", m.group("agent"), re.IGNORECASE)
        )
        found.append(_blame(unit, m.group("agent"), m.start("agent"), unit.text[m.start("verb") :], no=no))
    for m in _passive().finditer(unit.text):
        if _IF.search(unit.text[max(0, m.start() - 40) : m.start()]):
            continue
        no = bool(_UNLIKELY.search(unit.text[: m.start("agent")]))
        found.append(_blame(unit, m.group("agent"), m.start("agent"), unit.text[: m.start("agent")], no=no))
    return found


def _blame(unit: Unit, words: str, offset: int, act: str, no: bool = False) -> Blame | None:
    """What is said of whoever is named in some words of the content, if that can be told."""
    cut = _FIRST.match(words)
    begin = cut.end() if cut and cut.end() < len(words) - 1 else 0
    words, offset = _AFTER.sub("", words[begin:]).rstrip(), offset + begin
    end = offset + len(words)
    plain = words_of(words)
    lower = " ".join(plain)
    bare = " ".join(plain[1:] if plain[:1] and plain[0] in ("the", "a", "an") else plain)
    if bare in listed("before"):
        before = [n for n in unit.near if n.kind in ("group", "organisation") and n.start < unit.start]
        return _framed(unit, before[-1].key, before[-1].name, act, no) if before else None
    if lower in listed("self") and not lower.startswith("the "):
        own = bool(unit.cue) and (lower in ("i", "we") or _wins(lower, act))
        return _framed(unit, unit.speaker, unit.says, act, no) if own else None
    last = bare.rpartition(" ")[2]
    inside = [n for n in unit.names if offset <= n.start < end]
    if inside:
        tail = words_of(words[inside[-1].end - offset :])
        if not tail or (last in listed("actors") and inside[-1].kind in ("group", "organisation")):
            one = inside[-1]
            return _framed(unit, one.key, one.name, act, no, kind=one.kind)
    if not bare or last in listed("things") or len(plain) > 6:
        return None
    if last in listed("actors") or _PROPER.match(words.strip()):
        proper = bool(_PROPER.match(words.strip()))
        named = proper or bare in listed("actors", "institutions")
        return _framed(
            unit, bare, words.strip(), act, no, named=named, kind="group" if last in listed("actors") else ""
        )
    return None


def _wins(pronoun: str, act: str) -> bool:
    """Whether somebody says to have won: "he said that he had won"."""
    first = _any_act().match(act.strip())
    return pronoun in ("he", "she", "it", "they") and first is not None and "win" in _classes_of(first.group())


def _framed(  # noqa: PLR0913 (what is said of the agent, each with its own name)
    unit: Unit, agent: str, name: str, act: str, no: bool, *, named: bool = True, kind: str = ""
) -> Blame | None:
    found = frozenset(c for m in _any_act().finditer(act) for c in _classes_of(m.group()))
    if not found:
        found = frozenset(c for m in _nouns().finditer(unit.text) for c in _classes_of(m.group()))
    loose = not found
    if not found:
        found = frozenset(c for m in _nouns().finditer(unit.previous) for c in _classes_of(m.group()))
    if not found or not agent:
        return None
    dull = {stem(w) for w in (*classes("nouns"), *classes("verbs"))} | {stem(w) for w in agent.split()}
    places = unit.keys - {agent}
    near = frozenset(n.key for n in unit.near) | unit.top
    return Blame(
        agent=agent,
        name=name,
        named=named,
        acts=found,
        of=unit.stems - dull,
        places=places,
        near=near,
        loose=loose or not places,
        no=no != (unit.denied and not (no and agent == unit.speaker)),
        kind=kind,
    )


def _classes_of(words: str) -> frozenset[str]:
    plain = " ".join(words.lower().split())
    if plain == "fired":
        return frozenset({"attack"})
    return classes("verbs").get(plain, frozenset()) | classes("nouns").get(plain, frozenset())


def same_agent(one: Blame, other: Blame) -> bool:
    """Whether two agents can be one: the same key, or one name's words among the other's."""
    a, b = set(one.agent.split()), set(other.agent.split())
    return bool(a) and bool(b) and (a <= b or b <= a)


def rivals(one: Blame, other: Blame) -> bool:
    """Whether two agents rule one another out: both named and of one sort, since a person may belong to a group."""
    if not (one.named and other.named) or "place" in (one.kind, other.kind):
        return False
    if set(one.agent.split()) & set(other.agent.split()) & listed("actors", "institutions"):
        return False
    if any(x.agent in listed("actors", "institutions") and y.kind != "group" for x, y in ((one, other), (other, one))):
        return False
    if any(_is_unit(x) and y.agent in listed("actors", "institutions") for x, y in ((one, other), (other, one))):
        return False
    return not ({one.kind, other.kind} - {"person"} and "person" in (one.kind, other.kind))


def _is_unit(blame: Blame) -> bool:
    """Whether an agent is a part of an army or a police, by its last word."""
    return blame.agent.rpartition(" ")[2] in (
        "battery",
        "regiment",
        "unit",
        "battalion",
        "troops",
        "artillery",
        "officers",
    )


def same_act(one: Blame, other: Blame) -> bool:
    """Whether two speak of one act, as far as their words and what stands around them tell."""
    if not one.acts & other.acts:
        return False
    if one.places and other.places:
        return bool(one.places & other.places) or (bool(one.of & other.of) and bool(one.near & other.near))
    if one.places or other.places:
        sure, loose = (one, other) if one.places else (other, one)
        return bool(sure.places & loose.near)
    return len(one.near & other.near) >= 1
