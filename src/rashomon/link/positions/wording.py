"""The words of relations: questions for what two differ on, verbs that agree with who says it."""

from __future__ import annotations

import re

from rashomon.link.positions.act_words import words_of
from rashomon.link.positions.units import Unit

WHO = {
    "attack": "Who carried out the attack",
    "destroy": "Who caused the destruction",
    "burn": "Who set the fire",
    "steal": "Who took it",
    "leak": "Who leaked or forged it",
    "win": "Who won",
}
WHEN = {
    "attack": "When the attack began",
    "destroy": "When it gave way",
    "burn": "When the fire began",
    "quake": "When the earth shook",
    "stop": "When the truce began",
    "arrive": "When it arrived",
    "leave": "When it left",
}
_THINGS = {
    "person": "people",
    "projectile": "projectiles",
    "fighter": "fighters",
    "soldier": "soldiers",
    "policeman": "policemen",
    "house": "houses",
}
_HAPPENED = {
    "kill": "were killed",
    "wound": "were wounded",
    "arrest": "were arrested",
    "displace": "were displaced",
    "destroy": "were destroyed",
    "miss": "are missing",
    "charge": "were charged",
    "convict": "were convicted",
    "rescue": "were rescued",
}
_MANY = re.compile(
    r"^(?:the\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|some|most|both|multiple|dozens|all)\b",
    re.IGNORECASE,
)
_PLURAL = frozenset("people police they we men women others members media children republicans democrats".split())
_LOWERED = frozenset("the a an he she it they we there this that these those its his her their no some all".split())
_ARTICLES = ("The", "A", "An", "Some", "Several")
_WITH_ARTICLE = frozenset(
    "Ministry Brigade Army Navy Force Forces Office Guard Police Department Battery League Company Union Front "
    "Movement Council Committee Agency Bureau Court Commission Government Militia Party Group Organisation "
    "Organization States State Kingdom Nations Association Authority Service Institute Observatory".split()
)
"""Last words of names of bodies that are told of with an article: "the Defence Ministry", "the Islamic State"."""
_ALONE = frozenset(("Pentagon", "Kremlin", "White House", "Taliban", "Vatican", "EU", "UN", "US", "UK", "CIA", "FBI"))
_SHORT = 90
_LONGEST = 80


def many(name: str) -> bool:
    """Whether a name stands for several: "three officials", "officials", "the police"; not a proper name."""
    head = re.split(r"\s(?:of|with|in|from|who|at|on|for)\s", name.strip())[0]
    last = head.rpartition(" ")[2]
    if _MANY.match(head) or last.lower() in _PLURAL:
        return True
    return last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics"))


def does(name: str, verb: str) -> str:
    """A verb in the present, as it goes with who does it."""
    if many(name):
        return verb
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeou" else f"{verb}s"


def called(name: str) -> str:
    """A name as it stands inside a sentence: bodies that go with an article have it."""
    name = " ".join(name.split())
    takes = name.partition(" ")[0] != name and name[:1].isupper() and name.rpartition(" ")[2] in _WITH_ARTICLE
    takes = takes and not re.search(r"[’']s\b", name) and name.partition(" ")[0] not in _ARTICLES
    return f"the {name}" if takes or name in _ALONE else lowered(name)


def whom(unit: Unit) -> str:
    """Who says it, where known, as it begins a sentence."""
    name = " ".join(unit.says.split()) or "somebody"
    told = called(name)
    return f"The {told[4:]}" if told.startswith("the ") else name


def inner(unit: Unit) -> str:
    """Who says it, as it stands inside a sentence."""
    return called(unit.says or "somebody")


def lowered(text: str) -> str:
    """A text that begins with an article, as it stands inside a sentence."""
    return text[:1].lower() + text[1:] if text.partition(" ")[0] in _ARTICLES else text


def how_many(thing: str, event: str, words: str) -> str:
    """The question after a number: of which class of thing, what happened to it, the number with its noun."""
    if thing == "projectile":
        return "How many projectiles were fired"
    noun = words_of(words)[-1] if words_of(words) else ""
    if thing not in _THINGS and not noun.isalpha():
        return "How many it was"
    named = _THINGS.get(thing, noun)
    return f"How many {named} {_HAPPENED[event]}" if event in _HAPPENED else f"How many {named} there were"


def how_much(unit: str) -> str:
    """The question after a number with a unit."""
    return "How much money it was" if re.search(r"dollar|euro|pound|yen|rouble|yuan|franc", unit) else "How much it was"


def whether(unit: Unit) -> str:
    """The question whether it is so: the first clause of a content, or else whom it names."""
    text = plain(unit.text).strip(" .;:!?")
    clause = re.split(
        r"[;:–—]|,\s(?=and|but|who|which|with|as|\w+ing\b)|\s(?:who|which|because|although|while)\s", text
    )[0]
    clause = clause.strip(" ,.")
    if len(words_of(clause)) <= 2 or len(clause) > _LONGEST:
        clause = text if len(text) <= _LONGEST else ""
    if not clause:
        names = list(dict.fromkeys(n.name for n in unit.names))
        return f"What is said of {' and '.join(names[:2])}" if names else "Whether it is so"
    first, _, rest = clause.partition(" ")
    return f"Whether {first.lower() if first.lower() in _LOWERED else first} {rest}".strip()


def plain(text: str) -> str:
    """A content without a leading "that" and without quotation marks."""
    return re.sub(r"^\s*that\s+", "", re.sub(r"[“”\"«»]|''", "", " ".join(text.split())))


def short(text: str) -> str:
    """A text that fits into a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"
