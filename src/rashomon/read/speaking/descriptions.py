"""What the words of a source say by themselves: whether they name or describe, whom, in which role, and for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rashomon.read.speaking.roles import belongs_to, end_of, for_whom, is_armed, is_title, owner_in, role_in
from rashomon.read.speaking.source_names import before_name, holds_organisation, kind_before, kind_of_name, wider
from rashomon.read.speaking.source_words import LONGEST, PARTY, Word, lexicon, without_brackets, words_in
from rashomon.records import Fragment, SpeakerKind

Case = Literal["name", "description", "pronoun", "unnamed", "nobody"]
"""How a source refers: by a name, by a noun, by a pronoun, by a word that keeps it unnamed, to nobody in particular."""

_AGENT = re.compile(r"(?:(?<=[b-df-hj-np-tv-z])er|ist|ologist|[mw]an|person|eer)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What the words say: how they refer, to what kind, and the runs with the name, the role, and for whom it is held.

    `noun` is the noun that describes, in the singular, empty for a name; `core` the noun phrase without its owner and
    without what follows, `owner` whose it is. `several` says that more than one is meant, `relative` that a
    relative pronoun stands here,    `new` that nobody spoken of before can be, `titled_alone` that
    the role is one word before a name, which says less than a role behind it.
    """

    case: Case
    kind: SpeakerKind | Literal[""] = ""
    noun: str = ""
    name: Fragment | None = None
    role: Fragment | None = None
    affiliation: Fragment | None = None
    core: Fragment | None = None
    owner: Fragment | None = None
    several: bool = False
    relative: bool = False
    new: bool = False
    named_owner: bool = False
    titled_alone: bool = False

    @property
    def how_sure(self) -> str:
        """Which sort of name or description it is: some are told by a word that is known, some by none."""
        if self.case == "name":
            return "name" if self.kind or self.role is not None else "name alone"
        if self.noun not in lexicon().nouns:
            return "description alone"
        return "description" if self.new else "description known"


def describe(text: str, fragments: Sequence[Fragment]) -> Description:
    """What the words of a source say by themselves."""
    words, party = without_brackets(text, words_in(text, fragments))
    segments = _segments(words)
    if not segments:
        return Description(case="nobody", kind="unknown")
    main = _phrase(segments[0])
    if party and main.case == "name" and main.affiliation is None:
        main = replace(main, affiliation=party)
    for segment in segments[1:]:
        main = _beside(main, segment)
    return main


def apposition(text: str, fragment: Fragment) -> Description | None:
    """What a run beside a name says of its bearer, when all of it is a role: "the White House press secretary"."""
    segments = _segments(words_in(text, (fragment,)))
    if len(segments) != 1:
        return None
    found = _phrase(segments[0])
    return found if found.role is not None and found.name is None and found.noun and not found.several else None


@lru_cache(maxsize=4096)
def describe_words(name: str) -> Description:
    """What some words say that stand alone."""
    return describe(name, (Fragment(start=0, end=min(len(name), LONGEST)),))


def is_name(name: str) -> bool:
    """Whether some words are a name, not a description."""
    return bool(name) and describe_words(name).case == "name"


def _segments(words: list[Word]) -> list[list[Word]]:
    """Runs of words between commas, brackets and dashes."""
    out: list[list[Word]] = []
    for word in words:
        if word.broken or not out:
            out.append([])
        out[-1].append(word)
    return out


def _phrase(words: list[Word]) -> Description:
    """What one run of words says."""
    sets = lexicon().words
    if len(words) == 1 or words[0].bare in sets["relative"] | sets["singular"] | sets["plural"] | sets["neuter"]:
        found = _alone(words)
        if found is not None:
            return found
    if words[0].bare in sets["before"] and len(words) > 1:
        return _phrase(words[1:])
    at = _of_part(words)
    if at:
        return _part(words, at)
    stop = _stop(words)
    several = _joined(words[:stop]) or words[0].bare in sets["several_titles"]
    last = words[stop - 1]
    noun = _noun(words[:stop])
    if noun is None and (last.capital or last.bare in sets["particles"]):
        return _named(words, stop, several)
    vague = sets["nobody"] if words[0].bare in sets["articles"] else sets["nobody"] | sets["determiners"]
    if words[0].bare == "no" or (all(w.bare in vague for w in words[:stop]) and stop == len(words)):
        return _nobody(last)
    return _described(words, stop, noun, several)


def _alone(words: list[Word]) -> Description | None:
    """What a pronoun or a word for nobody says; none for anything else."""
    sets, bare = lexicon().words, words[0].bare
    owned = len(words) > 1
    if bare in sets["relative"] and not (bare == "that" and owned):
        person: SpeakerKind | Literal[""] = "person" if bare in ("who", "whom", "whose") else ""
        return Description(case="pronoun", kind=person, relative=True)
    if owned:
        return None
    if bare in sets["address"] or (bare in sets["nobody"] and bare not in ("it", "this", "that")):
        return _nobody(words[0])
    for name, kind in (("singular", "person"), ("plural", "people"), ("neuter", "")):
        if bare in sets[name]:
            return Description(case="pronoun", kind=kind, several=name == "plural")  # type: ignore[arg-type]
    return None


def _nobody(word: Word) -> Description:
    """Nobody in particular: people, unless the word speaks of things."""
    kind: SpeakerKind = "unknown" if word.bare in lexicon().words["things"] else "people"
    return Description(case="nobody", kind=kind, several=True, new=True)


def _of_part(words: list[Word]) -> int:
    """Where "of" stands in "some of the officials", "a wide array of economists"; 0 without one."""
    parts = lexicon().words["parts"]
    for at in range(1, min(len(words), 6)):
        if words[at].bare == "of":
            return at if words[at - 1].bare in parts and not any(w.capital for w in words[1:at]) else 0
    return 0


def _part(words: list[Word], at: int) -> Description:
    """What "some of the officials" says: the whole after "of", one or several of them."""
    if at + 1 == len(words):
        return Description(case="nobody", kind="people", several=True, new=True)
    whole = _phrase(words[at + 1 :])
    one = words[0].bare in ("one", "another", "none", "each", "either", "neither")
    kind: SpeakerKind | Literal[""] = whole.kind
    if kind in ("person", "people", "") or words[at - 1].bare == "members":
        kind = "person" if one else "people"
    case: Case = "unnamed" if whole.case == "unnamed" else "description"
    role = whole.role and Fragment(start=words[0].start, end=whole.role.end)
    return replace(whole, case=case, kind=kind, name=None, role=role, several=not one, new=True)


def _stop(words: list[Word]) -> int:
    """Where the noun phrase that names what all is about ends; "of" within a name is passed over."""
    sets = lexicon().words
    for at in range(1, len(words)):
        word = words[at]
        if word.bare not in sets["stops"] or (len(word.text) > 1 and word.text.isupper()):
            continue
        if words[at - 1].possessive:
            continue  # what is owned follows: "Weller's running mate"
        if word.bare in ("of", "for", "on", "in") and words[at - 1].capital and not words[at - 1].possessive:
            inner = [w for w in words[at + 1 : at + 3] if w.bare != "the"][:1]
            if inner and inner[0].capital and _name_goes_on(words, at):
                continue
        return at
    return len(words)


def _name_goes_on(words: list[Word], at: int) -> bool:
    """Whether "of" stands inside a name or a title before one: "Joint Chiefs of Staff Chairman", "Bank of England"."""
    noun = lexicon().nouns.get(words[at - 1].bare)
    if noun is None or noun[0] in ("office", "person"):
        return any(is_title(w) for w in words[at + 1 :]) or (noun is not None and len(words) > at + 3)
    return True


def _joined(words: list[Word]) -> bool:
    """Whether a phrase joins two names or persons: "Cruz and Rubio", "diplomats and officers"."""
    for at in range(1, len(words) - 1):
        if words[at].bare == "and" and not _in_organisation(words, at):
            return not (is_title(words[at - 1]) and words[-1].capital)  # "the author and mayor Anna Weller" is one
    return False


def _in_organisation(words: list[Word], at: int) -> bool:
    """Whether "and" stands inside the name of an office or an organisation: "Food and Drug Administration"."""
    nouns = lexicon().nouns
    if any(w.capital and nouns.get(w.bare, ("",))[0] == "organisation" for w in words[:at]):
        return words[-1].capital and not any(is_title(w) for w in words[at:])
    found = nouns.get(words[-1].bare)
    return found is not None and found[0] != "person" and nouns.get(words[at - 1].bare) is None


def _noun(words: list[Word]) -> tuple[str, str, bool] | None:
    """The noun that describes, with its class, its singular and whether it is a plural; none for a name."""
    last = words[-1]
    found = lexicon().nouns.get(last.bare)
    if found and (not last.capital or _capital_noun(words, found)):
        return found
    if last.capital and not (len(words) == 1 and last.bare in lexicon().words["determiners"]):
        return None
    plural = last.bare.endswith("s") and not last.bare.endswith("ss")
    if _AGENT.search(last.bare.removesuffix("s")):
        return "person", last.bare.removesuffix("s"), plural
    for word in reversed(words[:-1]):
        found = lexicon().nouns.get(word.bare)
        if found and not word.possessive and not word.capital:
            return found
    return "", last.bare, plural


def _capital_noun(words: list[Word], found: tuple[str, str, bool]) -> bool:
    """Whether a noun with a capital describes all the same: "the President", "Senate Republicans", "Sources"."""
    sets = lexicon().words
    sort, singular, plural = found
    first = words[0].bare in sets["determiners"] or not words[0].capital
    if len(words) == 1:
        return sort in ("office", "person", "unnamed", "document") or plural
    if sort in ("person", "unnamed"):
        return plural or first
    if sort == "office":
        titled = any(is_title(w) or w.bare in sets["honorifics"] for w in words[:-1])
        return plural or first or not (titled or singular in sets["surnames"])
    if words[0].bare in ("a", "an") and any(not w.capital for w in words[1:]):
        return True  # "a super PAC"
    return plural and sort in ("outlet", "document")


def _named(words: list[Word], stop: int, several: bool) -> Description:
    """What a phrase that ends in a name says: the name, the role before it, and what it belongs to."""
    first = 1 if words[0].bare in lexicon().words["determiners"] and not words[0].possessive and stop > 1 else 0
    at = stop - 1
    while at > first and not before_name(words[at - 1]):
        at -= 1
    if not several and kind_of_name(words[at:stop]) == "organisation":
        at = wider(words, first, at)
    held = None if several else role_in(words[:at])
    kind = _kind_of_several(words[:stop]) if several else kind_of_name(words[at:stop])
    owned = at > 0 and words[at - 1].possessive
    if several or (kind in ("", "person") and held is None and not owned and holds_organisation(words[first:stop])):
        kind, at = kind if several else "organisation", first
    elif kind == "organisation" and held is not None:
        if words[stop - 1].bare in lexicon().words["organisations"]:
            kind = "person"  # "Rep. Steve Israel"
        elif all(w.capital for w in words[first:stop]):
            held, at = None, first  # "the Justice Department": the title is part of the name
    kind = kind or kind_before(words[:at], several)
    person = kind in ("", "person")
    affiliation = (held and held[1]) or owner_in(words[first:at]) or belongs_to(words, stop)
    return Description(
        case="name",
        kind="people" if several and person else kind,  # type: ignore[arg-type]
        name=Fragment(start=words[at].start, end=end_of(words[stop - 1])),
        role=held[0] if held and person else None,
        affiliation=affiliation if person else None,
        several=several,
        titled_alone=held is not None and at == first + 1,
    )


def _kind_of_several(words: list[Word]) -> str:
    """The kind of names joined by "and": people, when a person is among them."""
    at = next((i for i in range(1, len(words) - 1) if words[i].bare == "and"), 0)
    kinds = {_phrase(part).kind for part in (words[:at], words[at + 1 :]) if part}
    return "people" if kinds & {"", "person", "people"} else min(kinds)


def _described(words: list[Word], stop: int, noun: tuple[str, str, bool] | None, several: bool) -> Description:
    """What a phrase that ends in a noun says."""
    sets = lexicon().words
    sort, singular, plural = noun or ("", words[stop - 1].bare, False)
    core = words[:stop]
    new = core[0].bare in sets["indefinite"] or (plural and core[0].bare not in sets["determiners"])
    counted = core[-1].bare in sets["determiners"] or core[-1].bare.rstrip("%").isdigit()
    several = plural or counted or (several and sort in ("office", "person", "unnamed", ""))
    kind: str = {"office": "person", "unnamed": "person", "": "person"}.get(sort, sort)
    if kind == "person" and several:
        kind = "people"
    elif kind == "organisation" and is_armed(core):
        kind = "group"
    privy = any(w.bare in sets["privy"] for w in words[stop : stop + 5]) and sort in ("person", "office", "unnamed")
    held = role_in(core) if sort in ("office", "unnamed") else None
    affiliation = for_whom(words, stop, held[1] if held else None)
    owns = [i for i, w in enumerate(core[:-1]) if w.possessive or (i == 0 and w.bare in sets["owners"])]
    first = owns[-1] + 1 if owns else 0
    return Description(
        case="unnamed" if sort == "unnamed" or (privy and new) else "description",
        kind=kind,  # type: ignore[arg-type]
        noun=singular,
        role=held[0] if held else None,
        affiliation=affiliation if kind in ("person", "people") else None,
        core=Fragment(start=core[first].start, end=end_of(core[-1])),
        owner=Fragment(start=core[0].start, end=end_of(core[first - 1])) if first else None,
        several=several,
        new=new,
        named_owner=any(w.capital and w.bare not in sets["determiners"] for w in core[:-1])
        or (kind == "document" and _made_by_name(words[stop:])),
    )


def _made_by_name(words: list[Word]) -> bool:
    """Whether words behind a text name who made it: "from the Norvane Institute", "conducted by the Courier"."""
    at = next((i for i, w in enumerate(words[:8]) if w.bare in ("from", "by")), len(words))
    return any(w.capital for w in words[at + 1 : at + 4])


def _beside(main: Description, words: list[Word]) -> Description:
    """What a further run of the same source adds: a role, a name, for whom."""
    sets = lexicon().words
    if PARTY.fullmatch(words[0].text):
        party = Fragment(start=words[0].start, end=words[0].end)
        return replace(main, affiliation=main.affiliation or party)
    if words[0].bare == "who":
        return _doing(main, words)
    if main.case == "name" and main.kind in ("", "person") and _one_more(words):
        name = main.name and Fragment(start=main.name.start, end=end_of(words[-1]))
        return replace(main, kind="people", name=name, several=True, role=None, affiliation=None)
    if words[0].bare in sets["relative"] | sets["stops"] | {"and", "or"}:
        return main
    found = _phrase(words)
    if main.case == "name" and found.case == "description" and found.kind == "person" and not main.several:
        title = main.role is not None and not main.titled_alone
        role = main.role if title else Fragment(start=words[0].start, end=_role_end(words))
        main = replace(main, kind=main.kind or "person", role=role, affiliation=main.affiliation or found.affiliation)
    elif main.case == "description" and main.kind == "person" and found.case == "name" and found.kind in ("", "person"):
        main = replace(main, case="name", name=found.name, role=main.role or found.role, named_owner=False)
    return main


def _doing(main: Description, words: list[Word]) -> Description:
    """The role that a clause gives by what somebody does: "who leads the inquiry"."""
    if len(words) < 3 or words[1].bare not in lexicon().words["does"] or main.role or main.kind not in ("person", ""):
        return main
    if words[1].bare in ("is", "was"):
        noun = _noun(words[2 : 2 + _stop(words[2:])])
        if noun is None or noun[0] != "office":
            return main
    return replace(main, role=Fragment(start=words[0].start, end=words[-1].end))


def _one_more(words: list[Word]) -> bool:
    """Whether a further run ends a list of names: "and Rand Paul", "Ted Cruz and Rand Paul"."""
    if words[0].bare == "and":
        return len(words) > 1 and _phrase(words[1:]).case == "name"
    found = _phrase(words)
    return found.case == "name" and found.several


def _role_end(words: list[Word]) -> int:
    """Where the role that a run gives ends: before a clause that tells something else."""
    for at in range(1, len(words)):
        if words[at].bare in ("who", "which", "whose", "that", "where", "when"):
            return words[at - 1].end
    return end_of(words[-1]) if words[-1].possessive else words[-1].end
