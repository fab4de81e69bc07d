"""What comes before what: events against the day of publication, and against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rashomon.records import Finding, Sentence, Time
from rashomon.weigh.article import Article, day_of, single_day
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, Said, finding, in_words, quoted, side

_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|can|plan\w*|schedul\w*|expect\w*|until|due|deadline|expir\w*|"
    r"next|upcoming|future|set|matur\w*|effective|if|hop\w*|intend\w*|aim\w*|goal|target\w*|propos\w*|forecast\w*|"
    r"predict\w*|projected|announc\w*|called|pending|postpon\w*|extend\w*|delay\w*|valid|agreed|promis\w*|pledg\w*|vow\w*|copyright|"
    r"updated|modified|accessed|retrieved|ending|beginning|starting|no later than)\b",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(
    r"[ -](?!(?:in|at|on|when|after|before|and|or|by|with|near|as|during|while|for|from|to|but|that|who|which|of|off|"
    r"where|over|under|into|following|because|amid|outside|inside|along|about|a|an|the|it|he|she|they|we|was|were|had|"
    r"against)\b)[a-z]{3,}"
)
"""A noun right after a date, which is then only its kind: "a 22 November 2023 release"."""
_TOWARDS = re.compile(r"\b(?:by|to|till|before|through|for|from|until|as of|about|since)\s+(?:the\s+)?$", re.IGNORECASE)
_SPOKEN = (
    "said|told|added|stated|asked|warned|called|announced|agreed|promised|voted|need|needed|wanted|feed|indeed|speed|seed|"
    "used|based|named|dated|united|limited|armed|supposed|believed|hundred|red|bed|led"
)
_HAPPENED = re.compile(
    rf"\b(?!(?:{_SPOKEN})\b)[a-z]{{2,}}ed\b"
    r"|\b(?:shot|sank|fell|rose|took|came|gave|lost|won|made|found|met|hit|struck|broke|began|ran|went|wrote|saw|flew|drove|"
    r"fought|fled|stole|bought|sold|sent|held|burnt|blew|caught|threw|built|bit|beat|chose|became|tore|led to)\b"
)
_CAME = (
    r"(?:[^.;:,]{0,40}?\b(?:came|took place|happened|occurred|began|was held|were held|was carried out|"
    r"fell|ended|was signed|broke out)\b)"
)
_ORDER = re.compile(
    rf"{_CAME}\s+(?:(?:just|only|shortly|soon|long|immediately)\s+)?"
    r"(before|after|prior to|ahead of|following)\s+[^.;:,]{0,60}?",
    re.IGNORECASE,
)
_VERBS = re.compile(r"[^.;:]{0,40}?\b(followed(?: by)?|preceded(?: by)?)\s+[^.;:,]{0,60}?", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:correct(?:ion|ed|s)\b|clarifi(?:cation|ed)|updat(?:e|ed)\b|amend(?:ed|ment)?\b|editor[’']?s?[’']?\s+note|"
    r"(?:earlier|previous|original|first)\s+version|(?:this|the)\s+(?:article|story|post|page|report|piece)\s+"
    r"(?:was|has been|originally|first)|republished|reposted|revised|(?:first|originally)\s+published)",
    re.IGNORECASE,
)
"""What is written onto a text after its publication: corrections, updates, notes of the editors."""
_LINE = 400
"""Characters of a line that are looked through for that."""
_NEAR = 120
"""Characters of a clause in which a verb belongs to a date."""


def orders(article: Article) -> Iterator[Finding]:
    """A finding for each past event dated after publication, and each pair of dated events that is put in an order."""
    for passage in article.passages():
        if not article.in_article(passage):
            continue
        times = article.times_in(passage)
        for time in times:
            found = _after_publication(article, passage, time)
            if found:
                yield found
        dated = [t for t in times if article.says_day(t) and single_day(t)]
        for first, second in pairwise(dated):
            yield from _pair(article, first, second)


def _after_publication(article: Article, passage: Sentence, time: Time) -> Finding | None:
    """An event told as past, with a full date of its own that is later than the document's."""
    published, day = day_of(article.published(time.start)), single_day(time)
    if not (published and day and article.says_year(time) and article.says_day(time)) or day <= published:
        return None
    clause = article.text[max(passage.start, time.start - _NEAR) : min(passage.end, time.end + _NEAR)]
    if (
        _OF_NOUN.match(article.text, time.end)
        or _TOWARDS.search(article.text, max(0, time.start - 15), time.start)
        or not _HAPPENED.search(clause)
    ):
        return None
    if _AHEAD.search(clause.replace(article.words(time), " ")) or _is_note(article, time):
        return None
    days = (day - published).days
    reason = f"The text tells of {in_words(day)} as past and was published on {in_words(published)}, "
    reason += f"{days} day{'s' if days > 1 else ''} earlier."
    sides = (side(article.words(time), in_words(day), time.p), f"day of publication: {in_words(published)}")
    outcome = DIFFERS if days > 1 else OPEN  # over night it is another day elsewhere
    if outcome == OPEN:
        reason += " It may have been that day already where it happened."
    said = Said(reason=reason, computed=f"{days} days", tolerance="1 day, for time zones", sides=sides, p=time.p)
    return finding("order", outcome, [article.spot(time)], said)


def _is_note(article: Article, time: Time) -> bool:
    """Whether a time stands in a line that was added to the text later, as a correction is."""
    start = article.text.rfind("\n", max(0, time.start - _LINE), time.start) + 1 or max(0, time.start - _LINE)
    end = article.text.find("\n", time.end, time.end + _LINE)
    return bool(_NOTE.search(article.text, start, end if end >= 0 else time.end + _LINE))


def _pair(article: Article, first: Time, second: Time) -> Iterator[Finding]:
    """What is "the strikes of 29 December came before the attack of 27 December"."""
    gap = article.text[first.end : second.start]
    if len(gap) > _NEAR:
        return
    match = _ORDER.fullmatch(gap)
    verb = _VERBS.fullmatch(gap)
    if not match and not verb:
        return
    said = (match.group(1) if match else verb.group(1) if verb else "").lower()
    later = said in ("after", "following", "followed", "preceded by")
    one, other = single_day(first), single_day(second)
    if one is None or other is None or one == other:
        return
    fits = (one > other) == later
    reason = f"The text puts {in_words(one)} {'after' if later else 'before'} {in_words(other)} ({quoted(gap)}); "
    reason += f"in the calendar it is {'later' if one > other else 'earlier'}."
    sides = tuple(side(article.words(t), in_words(d), t.p) for t, d in ((first, one), (second, other)))
    told = Said(
        reason=reason,
        computed=f"{abs((one - other).days)} days {'later' if one > other else 'earlier'}",
        tolerance="none",
        sides=sides,
        p=first.p * second.p,
    )
    yield finding("order", FITS if fits else DIFFERS, [article.spot(first), article.spot(second)], told)
