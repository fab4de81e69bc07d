"""Names and phrases of a document as one row of items, in order, each with what its words say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from rashomon.read.cast.phrases import VECTOR, Phrase, head_sort, pronouns
from rashomon.read.cast.referring import PAST_WORDS, Item, feminine
from rashomon.read.cast.variants import given, listed, plain, titles
from rashomon.read.names.naming import PHRASES
from rashomon.read.speaking.roles import PAST, titles_before
from rashomon.records import Mention

SORTS = {"person": "person", "place": "place", "facility": "body", "event": "thing", "document": "document"}
"""What names of a kind are to a pronoun; organisations, groups and outlets are bodies."""
_BREAK = re.compile(r"[.!?…][”\"’)]*\s|\n")
_OPENING = frozenset("the a an this that these those another some same both".split())
_OWNED = frozenset("his her its their our my your s ’ '".split())
_MARK = re.compile(r"[,;:()\[\]\"“”\n—]|[^\W\d_]{5,}[.!?]\s")
_KINDS = ("person", "body", "place", "thing", "thing")
_PLACE = tuple(1.0 if k == "place" else 0.0 for k in PHRASES)


def items_of(text: str, mentions: Sequence[Mention], phrases: Sequence[Phrase]) -> tuple[list[Item], list[Item | None]]:
    """All items in text order, and the item of each mention that is a name.

    A name that ends a phrase takes it in ("Gen. Qassem Soleimani"); one that stands before its last word describes what
    the phrase is about ("US officials").
    """
    out: list[Item] = []
    named: list[Item | None] = []
    taken: set[int] = set()
    ends_at = {p.end for p in phrases}
    at = 0
    for m in mentions:
        if not _is_name(text[m.start : m.end]) or (m.end in ends_at and _is_title(text, m)):
            named.append(None)
            continue
        while at < len(phrases) and phrases[at].end <= m.start:
            at += 1
        touching = []
        for k in range(at, len(phrases)):
            if phrases[k].start >= m.end:
                break
            if not phrases[k].pronoun:
                touching.append(k)
        ends = [k for k in touching if phrases[k].end <= m.end]
        inside = [k for k in touching if phrases[k].end > m.end]
        taken.update(ends)
        phrase = phrases[ends[-1]] if ends else phrases[inside[0]] if inside else _alone(text, m, phrases, at)
        item = _name_item(text, m, phrase, bool(inside) and not ends)
        out.append(item)
        named.append(item)
    for k, p in enumerate(phrases):
        if k not in taken:
            out.append(_pronoun_item(p) if p.pronoun else _described_item(p))
    out.sort(key=lambda i: (i.start, i.end))
    return out, named


def _is_name(written: str) -> bool:
    """Whether a mention is a name, no pronoun or description of an actor: its last word has a capital or digits."""
    words = written.split()
    last = words[-1].strip("'’\"”“") if words else ""
    last = last.removesuffix("'s").removesuffix("’s")
    proper = any(c.isupper() or c.isdigit() for c in last) or not last.isascii()
    return proper and not (len(words) == 1 and last.lower() in pronouns() and not (last.isupper() and len(last) == 2))


def _is_title(text: str, mention: Mention) -> bool:
    """Whether a mention is only a title with an article: "the Secretary" describes whoever holds the office."""
    word = plain(text[mention.start : mention.end])
    return word in titles() and text[max(0, mention.start - 4) : mention.start].lower() == "the "


def _alone(text: str, mention: Mention, phrases: Sequence[Phrase], at: int) -> Phrase:
    """A phrase for a name that no phrase holds: it stands where the one before it stands, a little further on."""
    near = phrases[at - 1] if at else phrases[0] if phrases else None
    words = text[mention.start : mention.end]
    kinds = tuple(1.0 if SORTS.get(mention.kind, "body") == k else 0.0 for k in _KINDS)
    head = plain(words.split()[-1]) if words.split() else ""
    if near is None:
        return Phrase(mention.start, mention.end, words, head, kinds=kinds)
    before = near.end <= mention.start
    low, high = (near.end, mention.start) if before else (mention.end, near.start)
    between = text[low:high][-2000:]
    step = 1 if before else -1
    return Phrase(
        mention.start,
        mention.end,
        words,
        head,
        "",
        kinds,
        near.sentence + step * len(_BREAK.findall(between)),
        near.line + step * between.count("\n"),
        near.word + step * (len(between) // 6 + 1),
        -1,
        "",
        "",
        np.zeros(VECTOR, np.float32),
    )


def _name_item(text: str, mention: Mention, phrase: Phrase, modifies: bool) -> Item:
    sort = SORTS.get(mention.kind, "body")
    lead = text[min(phrase.start, mention.start) : mention.start] if not modifies else ""
    before = text[_titles_at(text, mention.start) : mention.start] if sort == "person" else ""
    lead = max(lead, before, key=len)
    words = [plain(w) for w in lead.split()]
    roles = [
        titles().get(w, "") or (w if head_sort(w)[0] in ("person", "organisation", "group", "outlet") else "")
        for w in words
    ]
    held = next((i for i, w in enumerate(words) if w in PAST_WORDS or w.startswith(PAST)), len(words))
    roles = [r if i < held else f"former {r}" for i, r in enumerate(roles) if r]
    first = text[mention.start : mention.end].split()
    said = next((s for s in (_said_by_title(w) or feminine(w) for w in words) if s), "")
    said = said or (given(plain(first[0])) if sort == "person" and len(first) > 1 else "")
    return Item(
        mention.start,
        mention.end,
        phrase,
        name=True,
        sort=sort,
        said=said if sort == "person" else "",
        number=1 if sort == "person" else 0,
        opening=words[0] if words and words[0] in _OPENING else "",
        roles=tuple(roles),
        modifies=modifies,
        once=held < len(words),
    )


def _titles_at(text: str, end: int) -> int:
    """Where the titles begin that stand right before a name, whatever phrases they are of: "New Jersey Gov."."""
    low = max(0, end - 80)
    marks = [m.end() for m in _MARK.finditer(text, low, end)]
    return titles_before(text, marks[-1] if marks else low, end)


def _said_by_title(word: str) -> str:
    return next((k for k in ("he", "she") if word in listed("titles", k)), "")


def _pronoun_item(phrase: Phrase) -> Item:
    number = 2 if phrase.pronoun in ("they", "we") else 1 if phrase.pronoun in ("he", "she", "i", "it") else 0
    return Item(
        phrase.start, phrase.end, phrase, said=phrase.pronoun if phrase.pronoun in ("he", "she") else "", number=number
    )


def _described_item(phrase: Phrase) -> Item:
    known, plural = head_sort(phrase.head)
    likely = int(np.argmax(phrase.kinds))
    flat = max(phrase.kinds) < 0.3
    sort = _KINDS[likely] if not flat else ""
    if known in ("person", "people") and (flat or phrase.kinds[0] + phrase.kinds[1] > 0.15):
        sort = "person"
    elif known in ("organisation", "group", "outlet") and (flat or phrase.kinds[1] + phrase.kinds[0] > 0.15):
        sort = "body"
    elif known == "document" and (flat or likely == len(_KINDS) - 1):
        sort = "document"
    if sort == "person" and (plural or known == "people"):
        sort = "people"
    first = plain(phrase.text.split()[0]) if phrase.text.split() else ""
    opening = first if first in _OPENING else phrase.before if phrase.before in _OWNED else ""
    return Item(
        phrase.start,
        phrase.end,
        phrase,
        sort=sort,
        said=feminine(phrase.head),
        number=2 if plural or sort == "people" else 1 if sort == "person" else 0,
        opening=opening,
    )


def written_name(text: str) -> str:
    """A name on one line, without the ending of a possessive."""
    return re.sub(r"\s+", " ", re.sub(r"(?:'s|’s|['’])$", "", text.strip()))


def bracketed(text: str, named: Sequence[Item], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers of names with a short form in capitals in brackets behind them, or the other way round.

    What a dash follows is a dateline, "MARL (Corrow News) -", and names two things.
    """
    out = []
    for k in range(len(named) - 1):
        a, b = named[k], named[k + 1]
        if text[a.end : b.start].strip() == "(" and text[b.end : b.end + 1] == ")" and a.sort == b.sort:
            short, long = sorted((text[x.start : x.end].replace(".", "") for x in (a, b)), key=len)
            dateline = text[b.end + 1 : b.end + 4].strip().startswith(("-", "–", "—"))
            if short.isupper() and len(short) < min(9, len(long)) and not dateline:
                out.append((numbers[k], numbers[k + 1]))
    return out
