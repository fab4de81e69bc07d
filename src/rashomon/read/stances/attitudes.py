"""The attitude of a claim, from the words of its cue: what the source does with the content (assert, deny, doubt, ...).

The words are in attitudes.toml. A cue that gives no ground has no attitude: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from rashomon.records import Attitude

ATTITUDES: tuple[str, ...] = get_args(Attitude)
"""The words for what a source does with a content."""

NEGATORS = frozenset("not never no neither nor nobody none cannot without hardly".split())
NEGATING = {"yet": "to", "failed": "to", "fails": "to", "fail": "to", "unable": "to", "short": "of"}
"""Words that negate what follows, when the next word is the one given: "has yet to say", "stopped short of saying"."""
NOT_YET_DONE = frozenset("may might could should unlikely hard".split())
"""Words before a verb that tell of what has not been said: "may blame", "could also deny", "is unlikely to say"."""
MARKS = frozenset(",;:")
DETERMINERS = frozenset("a an the his her its their our my this that these those".split())
REACH = 4  # words before a verb among which a negation or a modal is looked for: "did not immediately want to say"

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|['’]s\b|[,;:]")
_MARK = re.compile(r":\s*$|^\s*[:–—―-]+\s*$")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """attitudes.toml, ready to be looked up; `bases` maps an inflected word to its base forms.

    `phrases` are found by their first word. `ranks` are verbs, nouns and weak verbs, each a word with its attitude.
    """

    bases: Mapping[str, frozenset[str]]
    ranks: tuple[Mapping[str, str], ...]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    negated: Mapping[str, str]
    content: tuple[tuple[frozenset[str], re.Pattern[str], str], ...]

    def of(self, token: str) -> frozenset[str]:
        """A token and its base forms."""
        return self.bases.get(token, frozenset()) | {token}


_OTHERS = re.compile(r"(?:they|he|she)\b", re.IGNORECASE)  # inside quotation marks never the speaker
_NOBODY = re.compile(r"(?:no|none|nobody|neither|few)\b", re.IGNORECASE)


def attitude_of(cue: str, content: str, source: str = "") -> str:
    """The attitude that a cue expresses, one of ATTITUDES; empty when the cue gives no ground.

    The content is looked at only where the cue's verb needs it ("claimed" + "responsibility for the attack"), the
    source only for a word that takes the attitude back ("No one believes").
    """
    if _NOBODY.match(source) or cue.startswith("To "):
        return ""  # a sentence that opens with "To confirm ..." speaks of what is not done yet
    tokens = _tokens(cue)
    lexicon = _lexicon()
    found = sorted(_matches(tokens, lexicon))
    if not found:
        held_back = any(_negator(tokens, at) or _not_yet_done(tokens, at) for at in range(len(tokens)))
        bases = {base for token in tokens for base in lexicon.of(token)}
        by_content = "" if held_back else _by_content(bases, content, lexicon)
        return by_content or ("assert" if _MARK.search(cue) else "")
    _, at, attitude, base = found[0]
    negator = _negator(tokens, at)
    if negator:
        made = lexicon.negated.get(base, "")
        return "" if negator == "never" and made == "decline" else made
    if tokens[at] != "not" and _not_yet_done(tokens, at):
        return ""
    return _by_content({base}, content, lexicon) or attitude


def _tokens(cue: str) -> list[str]:
    """The words of a cue in lower case, contracted negations written out; commas, semicolons and colons are words."""
    text = re.sub(r"n['’]t\b", " not", cue.lower())
    return [token.replace("’", "'") for token in _TOKEN.findall(text)]


def _matches(tokens: list[str], lexicon: _Lexicon) -> Iterator[tuple[int, int, str, str]]:
    """What the lexicon has for a cue: rank (0 is strongest), position, attitude, and the base form or the phrase."""
    at = 0
    while at < len(tokens):
        phrase = _phrase(tokens, at, lexicon)
        if phrase:
            length, attitude, base = phrase
            if attitude != "none":
                yield 0, at, attitude, base
            at += length
            continue
        yield from _word(tokens, at, lexicon)
        at += 1


def _word(tokens: list[str], at: int, lexicon: _Lexicon) -> Iterator[tuple[int, int, str, str]]:
    """The entries of one word; a word that only a negation makes speak counts as a verb where it is negated."""
    bases = sorted(lexicon.of(tokens[at]))
    for rank, words in enumerate(lexicon.ranks):
        for base in bases:
            if base in words:
                # After an article the word is a noun, whatever its form: "a report blaming", "the claim".
                noun = rank == 0 and at > 0 and tokens[at - 1] in DETERMINERS
                yield (1 if noun else rank), at, words[base], base
                return
    for base in bases:
        if base in lexicon.negated and _negator(tokens, at):
            yield 0, at, "", base


def _phrase(tokens: list[str], at: int, lexicon: _Lexicon) -> tuple[int, str, str] | None:
    """The longest phrase that begins at a token: its length there, its attitude, and the phrase."""
    candidates = [entry for base in lexicon.of(tokens[at]) for entry in lexicon.phrases.get(base, ())]
    for words, attitude in sorted(candidates, key=lambda entry: (-len(entry[0]), entry)):
        end = at
        for word in words:
            # The first word stands where it is looked for; a later one may follow a word in between.
            gap = int(at < end < len(tokens) and tokens[end] not in NEGATORS | MARKS)
            near = range(end, min(end + 1 + gap, len(tokens)))
            end = next((i + 1 for i in near if word in lexicon.of(tokens[i])), 0)
            if not end:
                break
        if end:
            return end - at, attitude, " ".join(words)
    return None


def _negator(tokens: list[str], at: int) -> str:
    """The word that negates the one at a position, or nothing; "not only" is no negation."""
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        word, after = tokens[i], tokens[i + 1]
        if word in MARKS:
            return ""
        if word in NEGATORS and after not in ("only", "just", "merely", "simply"):
            return word
        if NEGATING.get(word) == after:
            return word
    return ""


def _not_yet_done(tokens: list[str], at: int) -> bool:
    """Whether the word at a position tells of what may be or would have been: "may blame", "could also deny"."""
    before = " ".join(tokens[max(0, at - REACH) : at]).split(",")[-1].split()
    return before[-2:] == ["would", "have"] or not NOT_YET_DONE.isdisjoint(before)


def _by_content(bases: Iterable[str], content: str, lexicon: _Lexicon) -> str:
    """What the content's opening makes of the words of a cue; nothing in most cases."""
    opening = content[:200].lstrip(" \n\"“”«‘'")
    if opening != content[:200].lstrip() and _OTHERS.match(opening):
        return ""
    for verbs, opens, attitude in lexicon.content:
        if not verbs.isdisjoint(bases) and opens.match(opening):
            return attitude
    return ""


@cache
def _lexicon() -> _Lexicon:
    """The lexicon, read once."""
    import tomllib

    data = tomllib.loads(files("rashomon.read.stances").joinpath("attitudes.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for attitude, text in data["phrases"].items():
        for phrase in re.split(r"[;\n]", text.strip()):
            phrases.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), attitude))
    ranks = tuple(_by_word(data[name]) for name in ("verbs", "nouns", "weak"))
    negated = _by_word(data["negated"])
    content = tuple(
        (frozenset(row["verbs"].split()), re.compile(row["opens"], re.IGNORECASE), row["attitude"])
        for row in data["content"]
    )
    words = {word for entries in phrases.values() for phrase, _ in entries for word in phrase}
    words = words.union(negated, *ranks, *(row[0] for row in content))
    return _Lexicon(
        bases=_bases(words, data["inflection"]),
        ranks=ranks,
        phrases=phrases,
        negated=negated,
        content=content,
    )


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    """A table of attitudes with their words, turned around."""
    return {word: attitude for attitude, words in table.items() for word in words.split()}


def _bases(words: Iterable[str], inflection: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """For each inflected form the words it may be a form of."""
    irregular = {row.split()[0]: row.split()[1:] for row in re.split(r"[;\n]", inflection["irregular"].strip())}
    doubled = set(inflection["doubled"].split())
    forms: dict[str, set[str]] = {}
    for word in words:
        for form in {*irregular.get(word, ()), *_regular(word, word in doubled, word in irregular)}:
            forms.setdefault(form, set()).add(word)
    return {form: frozenset(of) for form, of in forms.items()}


def _regular(word: str, doubled: bool, only_ing: bool) -> Iterator[str]:
    """Regular forms of a verb, the plural of a noun among them; of an irregular word the form in -ing alone."""
    stem = word + word[-1] if doubled else word.removesuffix("e")
    yield (word if word.endswith("ee") else stem) + "ing"
    if only_ing:
        return
    past = word[:-1] + "i" if re.search(r"[^aeiou]y$", word) else word.removesuffix("e")
    yield (stem if doubled else past) + "ed"
    yield (past + "es") if past.endswith("i") or re.search(r"(s|x|z|ch|sh)$", word) else word + "s"
