"""Numbers in words and figures, ranges of them and shares: what they come to, without what stands around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from rashomon.read.quantities.lexicon import is_time, values, words
from rashomon.read.quantities.tokens import DASHES, Tokens
from rashomon.units import spellings

LIMIT = 1e18
"""No text counts so many; beyond it figures are serial numbers."""

_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")
_COMMA = re.compile(r"\d+,\d{1,2}")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009")
_VAGUE = ("few", "handful", "number")


class Number(NamedTuple):
    """A number at tokens `first` to before `last`: at least `low`, at most `high`, and the figure itself.

    `shape`: digits, words, one (that word), plural ("dozens"), vague ("several"), share (of a whole), range, comma (a
    decimal comma, which only a unit makes sure).
    """

    first: int
    last: int
    low: float | None
    high: float | None
    value: float | None
    shape: str
    scaled: bool = False


def figure(text: str) -> float | None:
    """The value of digits with their separators; none where they are no number, or more than one reading fits."""
    text = text.translate(_SPACES)
    if len(text) > 1 and text[0] == "0" and text[1].isdecimal():
        return None
    if _PLAIN.fullmatch(text):
        value = float(text.replace(",", ""))
    elif _POINTED.fullmatch(text):
        value = float(text.replace(".", "").replace(",", "."))
    elif _COMMA.fullmatch(text):
        value = float(text.replace(",", "."))
    else:
        return None
    return value if value < LIMIT else None


def number_at(tokens: Tokens, at: int) -> Number | None:
    """The number that begins at a token, none where none does."""
    token = tokens.at(at)
    if token.is_figure:
        return _digits(tokens, at)
    for read in (_fraction, _vague, _words, _plural):
        number = read(tokens, at)
        if number and (number.value or 0) < LIMIT:
            return number
    return None


def _exact(first: int, last: int, value: float, shape: str, scaled: bool = False) -> Number:
    return Number(first, last, value, value, value, shape, scaled)


def _share(first: int, last: int, value: float) -> Number:
    return _exact(first, last, round(value * 100, 4), "share")


def _digits(tokens: Tokens, at: int) -> Number | None:
    text = tokens[at].text
    value, last = figure(text), at + 1
    if value is None:
        return None
    shape = "comma" if _COMMA.fullmatch(text) else "digits"
    sign = values("numbers", "signs").get(tokens.low(last))
    if sign and shape == "digits":
        value, last = value + sign, last + 1
    elif tokens.low(last) == "/" and tokens.at(last).glued and tokens.at(last + 1).glued:
        return _slashed(tokens, at, value)
    elif tokens.low(last) == "and" and tokens.low(last + 1) in ("a", "one") and tokens.low(last + 2) == "half":
        value, last = value + 0.5, last + 3
    else:
        slashed = _digits(tokens, last) if tokens.low(last + 1) == "/" and tokens.at(last).is_figure else None
        if slashed and slashed.shape == "fraction":
            value, last = value + (slashed.value or 0), slashed.last
    bottom = values("numbers", "fractions").get(tokens.low(last + 1)) if tokens.hyphened(last) else None
    if bottom and value < 1 / bottom:
        return _share(at, last + 2, value * bottom)
    value, last, scaled = _scaled(tokens, value, last)
    return _exact(at, last, value, "digits" if scaled else shape, scaled) if value < LIMIT else None


def _slashed(tokens: Tokens, at: int, top: float) -> Number | None:
    """A fraction ("3/4") where the lower figure is a usual one, else nothing that counts."""
    bottom = figure(tokens[at + 2].text) if tokens.at(at + 2).is_figure else None
    if bottom in (2, 3, 4, 5, 8, 10) and 0 < top < bottom and top in (1, 2, 3, 5, 7):
        share = tokens.low(at + 3) == "of"
        return _share(at, at + 3, top / bottom) if share else _exact(at, at + 3, top / bottom, "fraction")
    return None


def _scaled(tokens: Tokens, value: float, last: int) -> tuple[float, int, bool]:
    """With the scales that follow: "1.5 million", "3.2bn", "$5-million"."""
    scaled = False
    for _ in range(2):
        step = _ways_to_scale(tokens, last)
        word = tokens.low(last + step)
        factor = values("numbers", "scales").get(word) if not word.endswith("s") or word == "millions" else None
        if factor is None and not step and (tokens.at(last).glued or word in ("bn", "mn", "trn")):
            factor = values("numbers", "suffixes").get(word) if len(word) > 1 else None
        if factor is None:
            break
        value, last, scaled = round(value * factor, 6), last + step + 1, True
    return value, last, scaled


def _ways_to_scale(tokens: Tokens, at: int) -> int:
    """How many tokens a scale may have before it: the hyphen of "$5-million", all of "$20-plus trillion", "+" ."""
    hyphen = int(tokens.hyphened(at))
    if tokens.low(at + hyphen) not in (*OPEN, "odd") or tokens.low(at + hyphen + 1) not in values("numbers", "scales"):
        return hyphen
    return hyphen + 1


OPEN = ("plus", "+")
"""Words between a figure and its scale that make it the least: "20-plus trillion"."""


def _words(tokens: Tokens, at: int) -> Number | None:
    """A number in words: "two hundred and fifty thousand", "a dozen", "half a million"."""
    begun = _begun(tokens, at)
    if begun is None:
        return None
    now, last = begun
    if now == 0.5 and tokens.low(last) not in values("numbers", "scales"):
        return _exact(at, last, 0.5, "words")
    small, scales = values("numbers", "ones") | values("numbers", "tens"), values("numbers", "scales")
    total, top, open_ = 0.0, 0.0, False
    while True:
        step = int(tokens.hyphened(last) or (tokens.low(last) == "and" and open_))
        word = tokens.low(last + step)
        if word in small and _fits(now, small[word], open_):
            now, open_ = max(now, 0) + small[word], False
        elif word in scales and not word.endswith("s") and now >= 0 and not (step and open_):
            factor = scales[word]
            if factor > 100 and factor >= (top or LIMIT):
                break
            if factor > 100:
                total, now, top = total + now * factor, 0.0, factor
            else:
                now *= factor
            open_ = True
        else:
            break
        last += step + 1
    if tokens.low(last) == "and" and tokens.low(last + 1) in ("a", "one") and tokens.low(last + 2) == "half":
        return _halves(tokens, at, last + 3, now)
    value = total + max(now, 0)
    shape = "one" if last == at + 1 and value == 1 else "words"
    return _exact(at, last, value, shape, open_ or top > 0)


def _begun(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """What a number in words begins with, and the token behind it: "five", "a" of "a dozen", "half a"."""
    word = tokens.low(at)
    first = values("numbers", "tens").get(word, values("numbers", "ones").get(word))
    if first is not None:
        return first, at + 1
    if word == "half" and _is_unit(tokens, at + 2):
        return 0.5, at + 2
    half = at + (word in ("a", "an") and tokens.hyphened(at + 2))
    value, last = (0.5, half + 1) if tokens.low(half) == "half" else (1.0, at + 1)
    if value == 1 and word not in ("a", "an"):
        return None
    if value < 1 and (tokens.low(last) in ("a", "an") or tokens.hyphened(last)):
        last += 1
    scale = tokens.low(last)
    if scale not in values("numbers", "scales") or scale.endswith("s") or scale == "score":
        return None
    return value, last


def _is_unit(tokens: Tokens, at: int) -> bool:
    """Whether an article and then a unit lead up to or begin at a token: "half a mile"."""
    known = tokens.low(at) in spellings() or f"{tokens.low(at)} {tokens.low(at + 1)}" in spellings()
    return known and tokens.low(at - 1) in ("a", "an")


def _fits(now: float, small: float, open_: bool) -> bool:
    """Whether a small number goes on the one so far: "twenty five", "hundred and five"."""
    if open_:
        return now % 100 == 0
    return 0 < small < 10 and now % 10 == 0 and now % 100 >= 20


def _halves(tokens: Tokens, first: int, last: int, whole: float) -> Number:
    """With the half that follows: "two and a half million"."""
    value, last, scaled = _scaled(tokens, whole + 0.5, last)
    return _exact(first, last, value, "words", scaled)


def _fraction(tokens: Tokens, at: int) -> Number | None:
    """A share: "half of", "two-thirds", "a quarter of", "one in five", "½"."""
    word = tokens.low(at)
    sign = values("numbers", "signs").get(word)
    if sign is not None:
        return _share(at, at + 1, sign) if tokens.low(at + 1) == "of" else _exact(at, at + 1, sign, "fraction")
    ones = values("numbers", "ones")
    scale = values("numbers", "scales")
    half = at + (word == "a")
    if tokens.low(half) == "half" and tokens.low(half + 1 + tokens.hyphened(half + 1)) in scale:
        return None  # "a half-dozen", "half million"
    if word == "half" and tokens.low(at + 1) not in ("a", "an"):
        return _share(at, at + 1, 0.5)
    top = 1.0 if word == "a" else ones.get(word)
    if not top:
        return None
    step = at + (2 if tokens.hyphened(at + 1) else 1)
    part = values("numbers", "fractions").get(tokens.low(step))
    if part is None or top * part >= 1 or (tokens.low(step).endswith("s") and top == 1):
        return None
    return _share(at, step + 1, top * part)


def _vague(tokens: Tokens, at: int) -> Number | None:
    word, after = tokens.low(at), tokens.low(at + 1)
    if word == "several":
        return _vague_scale(tokens, at, at + 1)
    if word == "twin":
        return _exact(at, at + 1, 2, "words")
    if (
        word != "a"
        or tokens.at(at + 1).is_capital > tokens[at].is_capital
        or after not in ("small", "large", "good", "couple", "pair", *_VAGUE)
    ):
        return None
    if after in ("small", "large", "good"):
        return Number(at, at + 3, None, None, None, "vague") if tokens.low(at + 2) in _VAGUE else None
    if after == "couple":
        return _couple(tokens, at)
    return _exact(at, at + 2, 2, "words") if after == "pair" else _vague_scale(tokens, at, at + 2)


def _couple(tokens: Tokens, at: int) -> Number:
    """Two or three, as people use it; of a scale ("a couple hundred"), at least two."""
    factor = values("numbers", "scales").get(tokens.low(at + 2))
    if factor:
        return Number(at, at + 3, 2 * factor, None, 2 * factor, "plural", True)
    return Number(at, at + 2, 2, 3, 2, "words")


def _vague_scale(tokens: Tokens, first: int, last: int) -> Number:
    """At least two of the scale that follows, where one does: "a few hundred"."""
    factor = values("numbers", "scales").get(tokens.low(last))
    if factor is None:
        return Number(first, last, None, None, None, "vague")
    return Number(first, last + 1, 2 * factor, None, None, "plural", True)


def _plural(tokens: Tokens, at: int) -> Number | None:
    """At least two of the scale: "dozens", "tens of thousands"."""
    word = tokens.low(at)
    plurals, last = values("numbers", "plurals"), at + 1
    tens = values("numbers", "plural_tens").get(word)
    if tens and tokens.low(at + 1) == "of" and tokens.low(at + 2) in plurals:
        low, last = tens * plurals[tokens.low(at + 2)] / 2, at + 3
        return Number(at, last, low, None, None, "plural", True)
    if word not in plurals:
        return None
    if tokens.low(at + 1) in ("upon", "and") and tokens.low(at + 2) == word:
        last = at + 3
    return Number(at, last, plurals[word], None, None, "plural", True)


def ranged(tokens: Tokens, one: Number) -> Number:
    """With the number that follows, where both are the ends of a range: "11 to 16", "two or three"."""
    step = one.last + 1
    if one.low is None or one.shape in ("plural", "vague") or not _is_linked(tokens, one):
        return one
    step += _hangs(tokens, one.last)
    while tokens.low(step) in CURRENCY_MARKS:
        step += 1
    other = number_at(tokens, step)
    if other is None or other.low is None or other.shape in ("plural", "vague"):
        return one
    low, high = one.low, other.low
    if other.scaled and not one.scaled and low < high:
        low = _carried(tokens, other, low)
    shares = (one.shape == "share") + (other.shape == "share")
    if low >= high or shares == 1 or (shares and tokens.low(one.last) in DASHES):
        return one
    return Number(one.first, other.last, low, high, low, "share" if shares else "range", other.scaled)


def _is_linked(tokens: Tokens, one: Number) -> bool:
    """Whether the word behind a number leads to the other end of a range, and not to what it came from or went to."""
    link, before = tokens.low(one.last), one.first - 1
    while tokens.low(before) in CURRENCY_MARKS:
        before -= 1
    start = tokens.low(before)
    if start == "from" or (link == "to" and before < one.first - 1 and start in words("function", "moves")):
        return False  # "from 3 to 5", "fell $4 to $14"
    if link == "," and one.low and tokens.low(one.last + 2) in _HUNDREDTHS and tokens.at(one.last + 1).is_figure:
        return one.low < 10 and figure(tokens[one.last + 1].text) == one.low + 1  # "3, 4 percent"
    return link in (*DASHES, "to", "or") or (start == "between" and link == "and")


def _hangs(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen waits for the word that both ends of a range have: "24- to 30-foot"."""
    return tokens.low(at) in DASHES and tokens.at(at).glued and tokens.low(at + 1) in ("to", "or")


CURRENCY_MARKS = ("$", "€", "£", "¥", "₹", "₽", "₪", "us$", "us")


def _carried(tokens: Tokens, other: Number, low: float) -> float:
    """The lower end with the scale that only the upper one has: "2 to 3 million"; as it is where that is too much."""
    bare = number_bare(tokens, other)
    if not bare or other.value is None:
        return low
    carried = low * other.value / bare
    return carried if low < bare and carried < other.value else low


def number_bare(tokens: Tokens, number: Number) -> float:
    """The number without its scale: 3 of "3 million"."""
    token = tokens[number.first]
    if token.is_figure:
        return figure(token.text) or 0.0
    return values("numbers", "ones").get(token.low, values("numbers", "tens").get(token.low, 0.0))


_HUNDREDTHS = ("percent", "percentage", "%")


def _portion(tokens: Tokens, one: Number) -> Number:
    """A share of a number: "a quarter of a million", "half of 1 percent"."""
    part = one.shape == "share" and tokens.low(one.last) == "of"
    if part and one.value and tokens.low(one.last + 1) in ("a", "one") and tokens.low(one.last + 2) in _HUNDREDTHS:
        return _exact(one.first, one.last + 2, one.value / 100, "words")
    other = number_at(tokens, one.last + 1) if part else None
    if (
        not other
        or not other.value
        or not one.value
        or not (other.scaled or tokens.low(other.last) in ("percent", "%"))
    ):
        return one
    return _exact(one.first, other.last, one.value / 100 * other.value, "words", other.scaled)


def shared(tokens: Tokens, one: Number) -> Number:
    """With the whole that it is a part of: "two out of three", "one of every nine", "one in five"."""
    one = _portion(tokens, one)
    for link in (("out", "of", "every"), ("out", "of"), ("of", "every"), ("in", "every"), ("in",), ("of",)):
        if tuple(tokens.low(one.last + i) for i in range(len(link))) != link:
            continue
        whole = number_at(tokens, one.last + len(link))
        if whole is None or not one.value or not whole.value or not _is_part(tokens, one, whole, link):
            return one
        return _share(one.first, whole.last, one.value / whole.value)
    return one


def _is_part(tokens: Tokens, one: Number, whole: Number, link: tuple[str, ...]) -> bool:
    """Whether two linked numbers make a share, and are not a count of some of so many: "300 out of 412 men"."""
    part, all_ = one.value or 0, whole.value or 0
    if whole.shape not in ("digits", "words") or is_time(tokens.low(whole.last)):
        return False
    if not part < all_ <= 1e6 or not float(part).is_integer():
        return False
    if link == ("in",):
        return part <= 9 and all_ in _WHOLES and (part == 1 or not tokens[one.first].is_figure)
    if link == ("of",):
        return all_ in (10, 100)
    return link != ("out", "of") or all_ <= 20 or all_ in _WHOLES


_WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10000, 100000, 1e6)
