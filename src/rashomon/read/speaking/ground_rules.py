"""The terms on which somebody spoke, as the text states them: "on condition of anonymity because ...".

The terms are looked for around a claim's source and cue, in their sentence and the next, and belong to the claim only
where the words in between lead to nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.read.cast.antecedents import antecedent
from rashomon.read.sentences import split_sentences
from rashomon.read.speaking.descriptions import Description
from rashomon.read.speaking.source_words import Word, lexicon, words_in
from rashomon.records import Claim, Fragment

BEFORE, AFTER = 400, 700  # characters around source and cue that are looked at
WIDEST = 6_000  # characters that are looked at in all
LONGEST = 300  # characters of a reason
GAP = 12  # words between a source and its terms

_NAMED = r"(?:named|identified|quoted|cited|mentioned)(?: by (?:full |first |last )?name)?"
_NAME = (
    r"(?:(?:his|her|their|its) (?:(?:full|first|last|real|own) )*names?"
    r"|(?:his|her|their|the) (?:organi[sz]ation|company|employer|agency|unit|country|government))"
)
_SHOWN = rf"(?:{_NAMED}|used|published|printed|revealed|disclosed)"
_ASKED = (
    r"(?:ask|request|want|insist)(?:s|ed|ing)?|wish(?:es|ed|ing)?|prefer(?:s|red|ring)?|chose|chosen|choosing"
    r"|agreed to (?:speak|talk) only"
)
_DECLINED = (
    r"(?:did|does|do)(?: not|n['’]t) (?:want|wish)|not (?:wanting|wishing)|declin(?:ed|es|ing)|refus(?:ed|es|ing)"
    r"|(?:was|were) (?:unwilling|reluctant|not willing)"
)
_SPOKE = (
    r"(?:speak(?:s|ing)?|spoke|talk(?:ed|ing)|respond(?:ed|ing)|agreed to (?:speak|talk)) (?:only )?"
    r"(?:to [^,.;\n]{1,30} )?"
)
_WHO = r"(?:who (?:also |has |had |have )?)?"
_CONDITION = (
    r"(?:on|under|with) (?:the |a )?(?:strict )?(?:condition|promise|guarantee|assurance|grant)s?"
    r" of (?:strict |complete |total |full )?(?:anonymity|confidentiality)"
    rf"|on (?:the )?(?:condition|understanding) that (?:{_NAME}|he|she|they|it)"
    rf" (?:(?:would |should |will |must )?not be {_SHOWN}|be (?:withheld|kept (?:secret|private|confidential)))"
)
_REQUEST = (
    rf"{_WHO}(?:{_ASKED}) (?:not to be {_NAMED}"
    r"|to (?:remain|be kept|stay|speak) (?:anonymous(?:ly)?|unnamed|unidentified)"
    rf"|that (?:{_NAME}|he|she|they) not be {_SHOWN}|to be (?:identified|named) only (?:by|as) [^,.;:\n\"“”()]{{1,60}})"
)
_REFUSAL = (
    rf"{_WHO}(?:{_DECLINED}) (?:to (?:be {_NAMED}|give {_NAME}|reveal (?:his|her|their) identit(?:y|ies))"
    rf"|{_NAME} (?:to be )?{_SHOWN})"
)
_ANONYMITY = (
    rf"{_WHO}(?:ask(?:ed|ing|s)? for|request(?:ed|ing|s)?|sought|seeking|insist(?:ed|ing|s)? on|demand(?:ed|ing|s)?"
    r"|(?:was|were|been) (?:granted|promised|given)|(?<=, )(?:granted|promised|given)) anonymity"
    r"(?! (?:of|to (?:the|a|an|all|its|his|her|their)|for (?!fear))\b)"
    rf"|{_WHO}insist(?:ed|ing|s)? on not being {_NAMED}"
)
_BACKGROUND = r"off the record|(?:on|for) (?:deep )?background\b(?! (?:check|noise|music|of|to|information|in))"
_MANNERS = (
    rf"(?:who )?{_SPOKE}(?:anonymously|without attribution|not for attribution|{_BACKGROUND})"
    rf"|(?P<bare>{_BACKGROUND}|not for attribution)"
)
_FORBIDDEN = (
    r"(?P<whole>(?:who )?(?:(?:was|were|is|are|am|being) not|(?:was|were|is|are)n['’]t|not)"
    r" (?:yet )?(?:been )?(?:authori[sz]ed|allowed|permitted|cleared)"
    r" to (?:publicly )?(?:speak|talk|comment|discuss|brief|be (?:quoted|named|identified)|disclose)\b)"
)
_KEPT_BACK = (
    r"whose names? (?:is|are|was|were|has been|have been|is being|are being) (?:being )?withheld"
    r"|(?:who )?(?:would )?(?:give|gave|giving|gives) only (?:his|her|their) (?:first|last|given) names?"
)
_TERMS = re.compile(
    rf"\b(?:{_CONDITION}|{_REQUEST}|{_REFUSAL}|{_ANONYMITY}|{_MANNERS}|{_FORBIDDEN}|{_KEPT_BACK})", re.IGNORECASE
)
_HINTS = (
    *("anonym", "confidential", "on background", "deep background", "the record", "attribution", "withheld"),
    *(
        "his name",
        "her name",
        "their name",
        "its name",
        "first name",
        "last name",
        "full name",
        "real name",
        "own name",
    ),
    *(
        "being named",
        "being identified",
        "being quoted",
        "be named",
        "be identified",
        "be quoted",
        "be cited",
        "be mentioned",
        "unnamed",
        "unidentified",
        "identity",
    ),
    *("identities", "given name", "rized to", "rised to", "allowed to", "permitted to", "cleared to"),
)
_HERE = r" (?:publicly|in this (?:article|story|report)|in print|for this (?:article|story|report))"
_REASON = re.compile(
    rf"(?:{_HERE})?(?:,? (?:because|for fear|out of (?:fear|concern|respect)|fearing|citing|given|due to|owing to"
    r"|in order|so as|so that|lest|pending|in (?:line|keeping|accordance) with|under (?:the|government|department|army)"
    r"|for (?:his|her|their|security|safety|legal|professional|privacy|personal))\b"
    r"| (?:as|since|to|in exchange|while|when|before|until|about)\b|, (?:as|since) (?:he|she|they|it|the)\b)",
    re.IGNORECASE,
)
_MANNER = re.compile(rf"{_HERE}\b")
_CLAUSE_ENDS = re.compile(
    r"[,;:—–\n\"“”()]"
    r"|\s(?:and |but |also )?(?:said|says|tells|told (?=[A-Z]|reporters|the\b)|added|confirmed|warned|insisted)\b"
)
_JOINS = re.compile(r"\s+(?:and|but|also)$")
_VERBS = (
    "who spoke speaking asked requested insisted declined refused did was were is are would has had wanted both all"
    " also only agreed talked"
)
_SUBJECT = re.compile(
    r"[\s\"“”'‘’]*(?:(?P<pronoun>he|she|they|both|all|neither|none|like)\b"
    r"|(?:the|that|those|these|this|both|all|each of the) (?P<nouns>[^,.;:\n\"“”]{1,60}?)"
    rf"(?=,| (?:{_VERBS.replace(' ', '|')})\b))",
    re.IGNORECASE,
)
_LIKE = re.compile(r"[\s,]*(?:who,? )?(?:(?:also|both of whom),? )?like\b", re.IGNORECASE)
_BARE = re.compile(_BACKGROUND, re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:according to|citing|quot(?:ing|ed)|by|while|whereas)\b|[.!?][\"”’]*\s", re.IGNORECASE)

_ARTICLES = frozenset(("a", "an", "the", "one", "another", "some", "two"))


def ground_rules(text: str, claim: Claim, source: Description) -> Fragment | None:
    """Where the text states the terms on which the source of a claim spoke, if it does."""
    parts = [*claim.source, *claim.cue]
    start = max(0, min(part.start for part in parts) - BEFORE)
    end = min(max(part.end for part in parts) + AFTER, start + WIDEST)
    near = text[start:end].lower()
    if not any(hint in near for hint in _HINTS) or not _TERMS.search(text, start, end):
        return None
    first, last = min(claim.source).start, max(part.end for part in parts)
    bounds = [(s.start, s.end) for s in split_sentences(text, start, min(end, len(text)))]
    own = [i for i, (s, e) in enumerate(bounds) if s < last and e > min(part.start for part in parts)]
    if not own:
        return None
    for found in _terms(text, bounds[own[0]][0], bounds[own[-1]][1], claim):
        if _within(found, claim.content) and not _within(found, claim.source):
            continue
        if _within(found, claim.source) or _leads(text, found, claim, first):
            return found
    after = own[-1] + 1
    if source.case == "name" or after >= len(bounds) or "\n" in text[bounds[own[-1]][1] : bounds[after][0]]:
        return None
    for found in _terms(text, *bounds[after], None):
        if _same(text, bounds[after][0], found, source):
            return found
    return None


def _terms(text: str, start: int, end: int, claim: Claim | None) -> Iterator[Fragment]:
    """The terms stated between two offsets, each with its reason."""
    reached = start
    for found in _TERMS.finditer(text, start, end):
        if found.start() < reached:
            continue
        stops = [part.start for part in _behind(found.start(), claim) if part.start >= found.end()]
        reached = _reason_end(text, found, min([end, *stops]))
        yield Fragment(start=_word_start(text, found.start()), end=reached)


def _behind(start: int, claim: Claim | None) -> Sequence[Fragment]:
    """The parts of a claim that end terms which begin at an offset: its cue behind its source, or its content."""
    if claim is None or min(claim.source).start >= start:
        return ()
    return (*claim.cue, *claim.content) if claim.cue and max(claim.cue).start < start else claim.cue


def _word_start(text: str, start: int) -> int:
    """Where the words of some terms begin, behind any space."""
    while text[start : start + 1].isspace():
        start += 1
    return start


def _reason_end(text: str, found: re.Match[str], bound: int) -> int:
    """Where terms end, with their reason if one is given."""
    end = found.end()
    if not found["whole"]:
        reason = _REASON.match(text, end, bound)
        if not reason:
            manner = _MANNER.match(text, end, bound)
            return manner.end() if manner else end
        end = reason.end()
    bound = min(bound, end + LONGEST)
    stop = _CLAUSE_ENDS.search(text, end, bound)
    return _trimmed(text, found.end(), stop.start() if stop else bound)


def _trimmed(text: str, start: int, end: int) -> int:
    """An end without the marks and the joining word before it."""
    while end > start and text[end - 1] in " .!?,-\n\t\r":
        end -= 1
    joins = _JOINS.search(text, max(start, end - 6), end)
    return joins.start() if joins else end


def _within(found: Fragment, parts: Iterable[Fragment]) -> bool:
    return any(part.start <= found.start < part.end for part in parts)


def _leads(text: str, found: Fragment, claim: Claim, first: int) -> bool:
    """Whether nobody else stands between a source and terms in the same sentence."""
    if found.start < first:
        between = text[found.end : first]
        return len(between.split()) <= 4 and not _somebody(words_in(between, (Fragment(start=0, end=len(between)),)))
    last = max((part.end for part in claim.source if part.end <= found.start), default=found.start)
    between = _masked(text, last, found.start, (*claim.cue, *claim.content))
    like = _LIKE.match(between)
    if like:
        return len(between.split()) <= 2 * GAP
    if _who_else(text, found, last):
        return False
    if len(between.split()) > (2 if _BARE.match(text, found.start) else GAP) or _ELSEWHERE.search(between):
        return False
    return not _somebody(words_in(between, (Fragment(start=0, end=len(between)),)))


def _who_else(text: str, found: Fragment, last: int) -> bool:
    """Whether terms that begin with "who" go with somebody named or described after the source, not beside it."""
    if text[found.start : found.start + 4].lower() != "who ":
        return False
    before = antecedent(text, found.start)
    if before is None or before.start < last or text[last : before.start].strip(" ") == ",":
        return False
    nouns = lexicon().nouns
    return any(nouns.get(w.bare, ("",))[0] in ("person", "office", "unnamed") for w in words_in(text, (before,)))


def _masked(text: str, start: int, end: int, parts: Iterable[Fragment]) -> str:
    """A run of the text without some of its parts."""
    out = []
    for part in sorted(parts):
        if part.end <= start or part.start >= end:
            continue
        out.append(text[start : max(start, part.start)])
        start = max(start, part.end)
    return " ".join([*out, text[start:end]])


def _somebody(words: list[Word]) -> bool:
    """Whether words name or describe a person who may have spoken; "like others", "told reporters" do not."""
    nouns = lexicon().nouns
    for at, word in enumerate(words):
        before = {w.bare for w in words[max(0, at - 5) : at]}
        sort = nouns.get(word.bare, ("",))[0]
        if sort in ("person", "office", "unnamed") and not before & {"like", "told", "to", "with", "as"}:
            return True
        if word.bare in ("and", "but", "while") and any(w.capital or w.bare in _ARTICLES for w in words[at + 1 :]):
            return True
    return False


def _same(text: str, start: int, found: Fragment, source: Description) -> bool:
    """Whether the sentence that states terms says so of the same speaker."""
    subject = _SUBJECT.match(text, start, found.end)
    if not subject or not 0 <= found.start - subject.end() <= 120:
        return False
    between = text[subject.end() : found.start]
    if _ELSEWHERE.search(between):
        return False
    words = words_in(between, (Fragment(start=0, end=len(between)),))
    if _somebody([Word(0, 0, "like", "like", False), *words] if "like" in between else words):
        return False
    if subject["pronoun"]:
        pronoun = subject["pronoun"].lower()
        return pronoun in ("like", "they") or (pronoun not in ("he", "she")) == source.several
    nouns = {lexicon().nouns[word][1] for word in subject["nouns"].lower().split() if word in lexicon().nouns}
    return bool(nouns & {source.noun, "person", "source"}) or (source.case == "pronoun" and bool(nouns))
