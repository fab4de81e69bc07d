"""One and none: "one soldier", "killed an American contractor", "a kilometre away", "no casualties"."""

from __future__ import annotations

from rashomon.read.quantities.counting import Counted, counted, of_so_many
from rashomon.read.quantities.happenings import Happening, following, governing
from rashomon.read.quantities.lexicon import is_plural, singular, states, verbs, words
from rashomon.read.quantities.measures import Measured, unit_at
from rashomon.read.quantities.numbers import Number
from rashomon.read.quantities.tokens import Tokens
from rashomon.units import dimension

_AFTER_UNIT = frozenset(
    "away from off north south east west inside outside long wide deep high tall thick apart or inland offshore across "
    "northeast northwest southeast southwest up down below above beyond beneath behind underground".split()
)
_SAYS = frozenset("said says say told tells adds added asked wrote noted explained recalled argued put".split())
_NOT_BEFORE_ONE = frozenset("the this that no any every each which another last first next big number day".split())


def single_at(
    tokens: Tokens, at: int, shared: Happening | None, listed: bool
) -> tuple[Measured, Counted | None] | None:
    """The one or the none that begins at a token, with what it is of.

    `shared` is the verb of the number before it where both are objects of one; `listed`: it follows one in a list.
    """
    low = tokens.low(at)
    if low in ("a", "an"):
        return _article(tokens, at, shared)
    if low == "one":
        return _one(tokens, at, listed)
    return _both(tokens, at) if low == "both" else _nil(tokens, at, low)


def _nil(tokens: Tokens, at: int, low: str) -> tuple[Measured, Counted | None] | None:
    if low == "not" and tokens.low(at + 1) == "a" and tokens.low(at + 2) == "single":
        what = counted(tokens, at + 3, False)
        return (Measured(Number(at, at + 3, 0, 0, 0, "words"), "", at, at + 3), what) if what else None
    if low == "no":
        return _none(tokens, at)
    if low in ("none", "neither") and of_so_many(tokens, at + 1):
        return _plain(at, at + 1, 0), None
    if low == "nobody" and (verb := following(tokens, at + 1, at)) and verb.lemma in words("verbs", "casualties"):
        return _plain(at, at + 1, 0), None
    return None


def _plain(first: int, last: int, value: float, unit: str = "") -> Measured:
    return Measured(Number(first, first + 1, value, value, value, "words"), unit, first, last)


def _article(tokens: Tokens, at: int, shared: Happening | None) -> tuple[Measured, Counted | None] | None:
    """One of a unit ("a mile away"); a person is counted where somebody was killed, hurt or seized."""
    unit, last = unit_at(tokens, at + 1)
    if unit and dimension(unit) in ("length", "area") and tokens.at(at + 1).is_word:
        return (_plain(at, last, 1, unit), None) if tokens.low(last) in _AFTER_UNIT else None
    what = counted(tokens, at + 1, False)
    if what is None or not (_is_countable(tokens, what) or tokens.low(what.head).endswith(("ist", "cian"))):
        return None
    hurt = words("verbs", "casualties")
    verb = governing(tokens, at)
    if verb and not verb.lemma:
        return None
    if not (verb and verb.lemma in hurt and verb.last == at) and not (shared and shared.lemma in hurt):
        verb = following(tokens, what.last, at)
        if not (
            verb and verb.lemma in hurt and tokens.low(verb.first - 1) in (*words("function", "aux"), "reportedly")
        ):
            return None
    return _plain(at, at + 1, 1), what


def _is_countable(tokens: Tokens, what: Counted) -> bool:
    head = tokens.low(what.head)
    return head in words("nouns", "countable") and singular(head) == head


def _one(tokens: Tokens, at: int, listed: bool) -> tuple[Measured, Counted | None] | None:
    """One where a two could stand: before a thing or a person that can be counted, or "one killed"."""
    before, after, it = tokens.low(at - 1), tokens.low(at + 1), _plain(at, at + 1, 1)
    if before == "not":
        what = counted(tokens, at + 1, False)
        return (Measured(Number(at - 1, at + 1, 0, 0, 0, "words"), "", at - 1, at + 1), what) if what else None
    if before in _NOT_BEFORE_ONE or tokens.hyphened(at - 1) or tokens.hyphened(at + 1):
        return None
    verb = verbs().get(after)
    if (
        _befell(tokens, at)
        or after in words("verbs", "badly")
        or after in states()
        or (verb and verb.form == "past" and verb.lemma in words("verbs", "losses"))
    ):
        return it, None
    if after == "of":
        partial = (
            before in ("least", "than") or (before == "but" and tokens.low(at - 2) == "all") or _is_hurt(tokens, at)
        )
        return (it, counted(tokens, at + 1, True)) if partial else None
    what = counted(tokens, at + 1, False)
    if what is None or tokens.low(what.last) in (*_SAYS, "than") or before in _SAYS:
        return None  # "one official said", "one school than another"
    counts = _is_countable(tokens, what) or listed or before in ("least", "than", "exactly")
    return (it, what) if counts else None


def _befell(tokens: Tokens, at: int) -> bool:
    """Whether somebody who is not named was killed or hurt: "one is confirmed dead", "wounded one."""
    verb = None
    if tokens.low(at + 1) in words("function", "aux"):
        verb = following(tokens, at + 1, at, True)
    elif not tokens.at(at + 1).is_word or tokens.low(at + 1) in ("and", "in", "on", "before", "when", "as"):
        return _is_hurt(tokens, at)
    return verb is not None and verb.lemma in (words("verbs", "casualties") | words("verbs", "losses"))


def _is_hurt(tokens: Tokens, at: int) -> bool:
    """Whether a verb of harm has what begins at a token as its object: "killed one of his aides"."""
    verb = governing(tokens, at)
    return verb is not None and verb.last == at and verb.lemma in words("verbs", "casualties")


def _none(tokens: Tokens, at: int) -> tuple[Measured, Counted | None] | None:
    """None: "no casualties", "no one was hurt"."""
    if tokens.low(at + 1) == "one":
        verb = following(tokens, at + 2, at)
        hurt = verb is not None and verb.lemma in words("verbs", "casualties")
        return (Measured(Number(at, at + 2, 0, 0, 0, "words"), "", at, at + 2), None) if hurt else None
    what = counted(tokens, at + 1, False)
    if what is None or not (tokens.low(what.head) in words("nouns", "none") or _are_unhurt(tokens, at, what)):
        return None
    return _plain(at, at + 1, 0), what


def _are_unhurt(tokens: Tokens, at: int, what: Counted) -> bool:
    """Whether what is said of none of them is that somebody hurt them: "no militants were killed"."""
    verb = following(tokens, what.last, at)
    hurt = verb is not None and verb.lemma in (words("verbs", "casualties") | words("verbs", "losses"))
    return hurt and (is_plural(tokens.low(what.head)) or _is_countable(tokens, what))


def _both(tokens: Tokens, at: int) -> tuple[Measured, Counted | None] | None:
    """Two, of whom both were killed or hurt: "both pilots died"."""
    what = counted(tokens, at + 1, True)
    if not what and not tokens.at(at + 1).is_word and _is_hurt(tokens, at):
        return _plain(at, at + 1, 2), None  # "wounding both."
    if not what and tokens.low(at + 1) == "and" and _is_hurt(tokens, at) and tokens.low(at + 2) in verbs():
        return _plain(at, at + 1, 2), None  # "wounding both and killing ..."
    verb = following(tokens, what.last, at) if what else None
    hurt = verb is not None and verb.lemma in (words("verbs", "casualties") | words("verbs", "losses"))
    return (_plain(at, at + 1, 2), what) if hurt else None
