"""What is no quantity though it has a number: years, dates, clock times, ages, names, places in a row, scores."""

from __future__ import annotations

from rashomon.read.quantities.lexicon import is_nounlike, is_plural, is_time, values, verbs, words
from rashomon.read.quantities.measures import Measured
from rashomon.read.quantities.tokens import DASHES, Tokens

_ORDINAL = ("st", "nd", "rd", "th")
_BETWEEN_TIMES = frozenset(
    "more additional full long whole calendar business working past last next previous other consecutive straight "
    "successive school academic fiscal or so short further odd plus - ‑ solid".split()
)
_YEAR_WORDS = frozenset(
    "in since by during until till before after the early late mid from of circa through year years for to and "
    "spring summer autumn fall winter election elections campaign olympics".split()
)
_FACTORS = frozenset("as more less fewer greater higher lower bigger larger smaller faster the over stronger".split())


def is_something_else(tokens: Tokens, measured: Measured) -> bool:
    """Whether a number that was found is a name, a date, a score, anything but so many of something."""
    number = measured.number
    if _tied_before(tokens, measured.first):
        return True
    if not measured.unit and (_tied_after(tokens, measured.last) or _named(tokens, measured)):
        return True
    if measured.unit:
        return measured.unit == "percent" and number.shape == "share" and _no_share(tokens, measured)
    return (
        _is_time(tokens, measured)
        or _is_year(tokens, measured)
        or _is_age(tokens, measured)
        or _is_listed(tokens, measured)
        or _is_factor(tokens, measured)
        or _is_score(tokens, measured)
        or number.shape == "fraction"
        or tokens.low(measured.last) in ("figures", "digits")
    )


def _tied_before(tokens: Tokens, first: int) -> bool:
    """Letters or marks without a space before it: "K-1", "@30", "#5", "v2", "mid-30s"."""
    if not tokens.at(first).glued:
        return False
    before = tokens.at(first - 1)
    if before.low in DASHES:
        # "31–11 rockets" was read as no range: neither number counts anything.
        return (before.glued and before.low not in ("—", "–")) or tokens.at(first - 2).is_figure
    return (
        before.is_word
        or before.is_figure
        or before.text in "/\\#@_.:=&%*^+§№"
        or (before.text == "'" and tokens.low(first - 2) != "'")
    )


def _tied_after(tokens: Tokens, last: int) -> bool:
    """Marks without a space behind it: "9/11", "10:30", "5-4", "3.x"."""
    after, beyond = tokens.at(last), tokens.at(last + 1)
    if not after.glued:
        return False
    if after.low in _ORDINAL or after.text in "/\\_@=°":
        return True
    if after.text == ":" and beyond.glued and beyond.is_figure:
        return True
    if tokens.hyphened(last) and beyond.is_word and beyond.low not in words("nouns", "tied"):
        return not is_time(beyond.low)
    if after.low in DASHES and beyond.glued:
        return beyond.is_figure or (beyond.is_capital and len(beyond.text) < 4)
    return after.is_word and tokens.at(last - 1).is_figure


def _named(tokens: Tokens, measured: Measured) -> bool:
    """A number in a name or a row: "Boeing 737", "Article 5", "Phase Two", "12 Downing Street"."""
    first, last = measured.first, measured.last
    token, before = tokens[first], tokens.at(first - 1)
    back = first - 1
    if before.text == "." and before.glued:
        back -= 1
        before = tokens.at(back)
    counts = _before_plural(tokens, last)
    if before.low in words("nouns", "designators"):
        if before.is_capital and not (back == 0 and counts):
            return True
        return not counts or before.low in ("no", "nos", "page", "pages", "chapter", "top", "aged", "age", "ages")
    if before.low == "of" and tokens.at(back - 1).text == "Group":
        return True
    if token.is_figure and _is_small(before.low) and not tokens.hyphened(last):
        return True  # "five 787 jets"
    if token.is_figure:
        return (_is_name(tokens, back) and (not counts or _is_model(tokens, back))) or _is_address(tokens, last)
    return token.is_capital and before.is_word and not _titled(tokens) and first > 0


def _before_plural(tokens: Tokens, last: int) -> bool:
    for token in tokens[last : last + 3]:
        if not token.is_word or token.is_stop or (token.low in verbs() and not is_nounlike(token.low)):
            return False
        if is_plural(token.low) and not is_time(token.low) and not token.is_capital:
            return True
    return False


def _is_name(tokens: Tokens, at: int) -> bool:
    """Whether a word right before figures is a name: capital, and not because a sentence begins with it."""
    token = tokens.at(at)
    return at > 0 and token.is_word and token.is_capital and not is_time(token.low)


def _is_model(tokens: Tokens, at: int) -> bool:
    """Whether capital letters are those of a model, with a number behind: "two F 16 jets", "the AK 47 rifles"."""
    letters, before = tokens[at].text, tokens.at(at - 1)
    if len(letters) > 3 or not (letters.isupper() or letters in ("Mi", "Su", "Tu")):
        return False
    return len(letters) == 1 or before.is_figure or before.low in ("the", "an") or _is_small(before.low)


def _is_address(tokens: Tokens, last: int) -> bool:
    ahead = tokens[last : last + 5]
    for step, token in enumerate(ahead):
        if step and token.low in words("nouns", "streets") and token.is_capital:
            return True
        if not token.is_capital:
            return False
    return False


def _titled(tokens: Tokens) -> bool:
    """Whether most words of a sentence are capital, as in a headline."""
    long = [token for token in tokens[:40] if token.is_word and len(token.text) > 3]
    return len(long) > 3 and sum(token.is_capital for token in long) * 10 >= len(long) * 7


def _is_time(tokens: Tokens, measured: Measured) -> bool:
    """A length of time, a date or a time of day: "10 days", "two more weeks", "Dec. 27", "9 p.m.", "5-year-old"."""
    at = measured.last
    if tokens.hyphened(at) and tokens.low(at + 1) != "plus":
        return is_time(tokens.low(at + 1)) or tokens.low(at + 1) in ("year", "yr", "time", "times")
    if tokens.low(at) == "of" and measured.number.shape not in ("digits", "words", "range"):
        at += 1
        at += tokens.low(at) in ("the", "these", "those", "last")
    for _ in range(4):
        if tokens.low(at) not in _BETWEEN_TIMES:
            break
        at += 1
    if is_time(tokens.low(at)) or tokens.low(at) in ("a.m.", "p.m.", "noon", "midnight"):
        if tokens.low(at) == "min":
            return tokens.low(at + 1) == "read" or tokens.at(at).is_capital
        return tokens.low(at) not in ("may", "march", "second", "min", "sun") or tokens.at(at).is_capital
    before = measured.first - 1
    if tokens.low(before) == "past" and tokens.low(before - 1) in ("half", "quarter", "minutes"):
        return True
    if tokens.low(before) in (".", ","):
        before -= 1
    month = tokens.at(before)
    return month.low in words("nouns", "months") and month.is_capital and tokens[measured.first].is_figure


def _is_year(tokens: Tokens, measured: Measured) -> bool:
    number, token = measured.number, tokens[measured.first]
    low = float(number.low or 0)
    if not token.is_figure or len(token.text) != 4 or not 1500 <= low <= 2099 or not low.is_integer():
        return False
    before = tokens.low(measured.first - 1)
    if number.shape == "range":
        return len(tokens[number.last - 1].text) in (2, 4)
    free = measured.first > 0 and before not in _YEAR_WORDS and not _is_name(tokens, measured.first - 1)
    return not (free and _before_plural(tokens, measured.last))


def _is_age(tokens: Tokens, measured: Measured) -> bool:
    """A number between commas behind a name: "the driver, 43, was"; "as young as ten"."""
    token, before, after = tokens[measured.first], tokens.low(measured.first - 1), tokens.low(measured.last)
    beyond = tokens.low(measured.first - 2)
    if (before == "as" and beyond in ("young", "old")) or (before == "of" and beyond in ("age", "ages")):
        return True
    if not token.is_figure or (measured.number.low or 0) > 120 or measured.number.shape != "digits" or before != ",":
        return False
    verb = after in ("was", "is", "has", "who") and tokens.at(measured.first - 2).is_capital
    return verb or after in (",", ".", ";", ")")


def _is_listed(tokens: Tokens, measured: Measured) -> bool:
    """The number of an item or a footnote: "1. ...", "(2)", "[12]"."""
    if not tokens[measured.first].is_figure:
        return False
    before, after = tokens.low(measured.first - 1), tokens.low(measured.last)
    if before in ("(", "[") and after in (")", "]"):
        return True
    return measured.first == 0 and after in (".", ")", ":", "]", "")


def _is_factor(tokens: Tokens, measured: Measured) -> bool:
    """How many times as much: "three times as many", "ten times the limit"."""
    at = measured.last
    if tokens.low(at) == "fold" or (tokens.low(at) == "times" and "." in tokens[measured.number.first].text):
        return True
    return tokens.low(at) == "times" and tokens.low(at + 1) in _FACTORS


def _no_share(tokens: Tokens, measured: Measured) -> bool:
    """A half or a third that is none of something: "half past", "the second half", "a third man"."""
    number, at = measured.number, measured.last
    after, before = tokens.low(at), tokens.low(measured.first - 1)
    if tokens.hyphened(at):
        return True
    if measured.last - measured.first > 2 and tokens.low(at - 1) not in words("nouns", "plural"):
        whole = tokens.low(measured.first + 1) in ("of", "out", "in")
        return is_time(after) if not whole else False
    if tokens.low(at + 1) in words("nouns", "extents"):
        return True
    if after in ("of", "majority") or (
        after in ("the", "its", "his", "her", "their", "our", "those", "these", "all", "my", "your")
        and tokens.low(measured.first) == "half"
    ):
        return _is_time(tokens, measured._replace(last=at + 1 + (tokens.low(at + 1) in ("the", "an", "a"))))
    compares = ("by", "nearly", "almost", "about", "over", "than", "least", "roughly", "around")
    return not (before in compares and number.last - number.first > 1)


def _is_score(tokens: Tokens, measured: Measured) -> bool:
    """One of two numbers that are set against each other: "3 to 1", "5-4"; not the ends of a change or of a range."""
    first, last, links = measured.first, measured.last, ("to", *DASHES)
    if "from" in (tokens.low(at) for at in range(first - 6, first)):
        return False
    before = tokens.low(first - 1) in links and (tokens.at(first - 2).is_figure or _is_small(tokens.low(first - 2)))
    after = tokens.low(last) in links and (tokens.at(last + 1).is_figure or _is_small(tokens.low(last + 1)))
    return before or (after and measured.number.shape != "range")


def _is_small(word: str) -> bool:
    return word in values("numbers", "ones")
