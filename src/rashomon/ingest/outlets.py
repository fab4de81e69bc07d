"""The gazetteer of outlets: who publishes, under which names and addresses. Its entries are in outlets.toml.

A name that several outlets bear ("The Times") is left open unless a country or an address tells them apart.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct

from rashomon.errors import InputError
from rashomon.text import fold

Kind = Literal["newspaper", "agency", "broadcaster", "website", "magazine", "blog"]
KINDS: tuple[str, ...] = get_args(Kind)
WEAK = "*"
"""Behind a name that is an ordinary word or stands for other things too: in running text it needs a sign of citing."""

NONE_WEAK: frozenset[str] = frozenset()
CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(f"[{CJK}]|[^\\W{CJK}]+")
ARTICLE = re.compile(r"\b[Tt]he\s{1,2}\Z|\bTHE\s{1,2}\Z")
CITED_AFTER = re.compile(
    r"['’]s\s+\w+ \w*\s*(?:report|article|correspondent|editor)"
    r"|\W{1,2}(?:(?:has|had|have|also|later|first|in an? \w+)\s+)?"
    r"(?:report(?:s|ed|ing)?|said|says|wrote|writes|quoted|quotes|published|cited|cites|claimed|claims|revealed"
    r"|magazine|newspaper|news agency|daily|weekly|website|correspondent|journalist|editor)\b"
)
CITED_BEFORE = re.compile(
    r"\b(?:told|via|citing|cited by|quoted by|reported by|according to|interview with|writing (?:in|for)|newspaper"
    r"|magazine|agency|channel|website|broadcaster)\s+(?:[Tt]he\s+)?\Z|[(\[]\Z"
)
HOST = re.compile(r"(?:(?:[a-z][a-z0-9+.-]*:)?//)?(?:[^/@\s]*@)?([^/:?#\s@]+)", re.IGNORECASE)
SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne"})
NO_LETTER = re.compile(r"[\W_]+")
UNSPACED = re.compile(f"[{CJK}]")


class Outlet(Struct, frozen=True, kw_only=True):
    """Who publishes: the name that stands for all others, and what else it goes by; `country` is an ISO code.

    A domain such as `example.*` stands for that label under every country's ending.
    """

    name: str
    kind: Kind
    country: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()

    @property
    def agency(self) -> bool:
        """Whether others print what it sends out."""
        return self.kind == "agency"


class Bearer(Struct, frozen=True, kw_only=True):
    """An outlet under one of its names in a text: whether the article has to be there, and whether a sign of citing."""

    outlet: Outlet
    article: bool
    weak: bool


def outlet_of(name: str, country: str = "") -> Outlet | None:
    """The outlet of this name, however it is spelled; None without one, or with several in doubt."""
    found = candidates(name)
    if len(found) > 1 and country:
        found = tuple(outlet for outlet in found if outlet.country == country.upper())
    return found[0] if len(found) == 1 else None


def candidates(name: str) -> tuple[Outlet, ...]:
    """All outlets that bear a name, or whose address it is; more than one where the name is ambiguous."""
    known = gazetteer().by_name.get(key_of(name), ())
    if known or "." not in name:
        return known
    by_domain = outlet_of_domain(name)
    return (by_domain,) if by_domain else ()


def outlet_of_domain(address: str) -> Outlet | None:
    """The outlet at a host or web address, also at one of its subdomains or under another country's ending."""
    match = HOST.match(address.strip())
    labels = match.group(1).lower().strip(".").split(".") if match else []
    domains = gazetteer().by_domain
    for at in range(len(labels) - 1):
        found = domains.get(".".join(labels[at:])) or (_any_ending(labels[at:]) and domains.get(f"{labels[at]}.*"))
        if found:
            return found
    return None


def _any_ending(labels: list[str]) -> bool:
    return len(labels) == 2 or (len(labels) == 3 and labels[1] in SECOND_LEVEL and len(labels[2]) == 2)


def outlets_in(text: str) -> Iterator[tuple[int, int, Outlet]]:
    """Where a text names outlets: start, end, outlet, in order and without overlap.

    Capitals count ("the times" is no outlet). A name of several stands for the one of them that the text has named last
    in full, and is left out where it has named none.
    """
    text = text.replace("\xa0", " ").replace("\n", " ")  # a name may run over the end of a line
    index, end = gazetteer().by_first_word, 0
    last: dict[str, int] = {}
    for at, word in _first_words(text, index.keys() & set(WORD.findall(text))):
        for name, bearers in index[word] if at >= end else ():
            stop = at + len(name)
            if not text.startswith(name, at) or not _ends(text, stop, name):
                continue
            article = ARTICLE.search(text, max(end, at - 6), at)
            start = article.start() if article else at
            outlet = _meant([b for b in bearers if article or not b.article], last, text, (start, stop))
            if outlet is not None:
                start = start if article and outlet.name.startswith("The ") else at
                last[outlet.name], end = start, stop
                yield start, stop, outlet
                break


def _first_words(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Where some words begin in a text, in order; faster than to look at all words, because few are left."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            if at == 0 or not (text[at - 1].isalnum() or text[at - 1] == "_") or UNSPACED.match(word):
                found.append((at, word))
            at = text.find(word, at + 1)
    return sorted(found)


def _ends(text: str, stop: int, name: str) -> bool:
    """Whether a name ends at a border of words; scripts without spaces have none."""
    if UNSPACED.match(name[-1]):
        return True
    return stop >= len(text) or not (text[stop].isalnum() or text[stop] in "_@")


def _meant(bearers: Sequence[Bearer], last: Mapping[str, int], text: str, at: tuple[int, int]) -> Outlet | None:
    """Which of those who bear a name is meant by it here, if any."""
    names = {bearer.outlet.name: bearer for bearer in bearers}
    if len(names) == 1:
        outlet = bearers[0].outlet
        strong = any(not bearer.weak for bearer in bearers)
        return outlet if strong or _cited(text, *at) else None
    named = [name for name in names if name in last]
    return names[max(named, key=lambda name: last[name])].outlet if named else None


def _cited(text: str, start: int, stop: int) -> bool:
    """Whether the words around a name say that something is taken from it."""
    after = CITED_AFTER.match(text, stop, stop + 60)
    return after is not None or CITED_BEFORE.search(text, max(0, start - 30), start) is not None


def key_of(name: str) -> str:
    """What spellings of one name have in common: letters and digits, no case, no accents, no article, no "@"."""
    flat = (name.lower() if name.isascii() else fold(name)).strip().removeprefix("the ")
    return flat if flat.isalnum() else NO_LETTER.sub("", flat)


class Gazetteer:
    """The entries and three indexes over them, each made when first asked for; later entries win over earlier ones."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self.outlets = tuple({outlet.name: outlet for outlet in outlets}.values())

    @cached_property
    def by_name(self) -> dict[str, tuple[Outlet, ...]]:
        """Outlets by `key_of` their names."""
        found: dict[str, tuple[Outlet, ...]] = {}
        for outlet in self.outlets:
            for key in {key_of(name) for name in (outlet.name, *outlet.aliases)}:
                found[key] = (*found[key], outlet) if key in found else (outlet,)
        return found

    @cached_property
    def by_domain(self) -> dict[str, Outlet]:
        """Outlets by domain, wildcards as they are written."""
        return {domain: outlet for outlet in self.outlets for domain in outlet.domains}

    @cached_property
    def by_first_word(self) -> dict[str, list[tuple[str, list[Bearer]]]]:
        """By the first word of a name without its article: the names, the longest first, and who bears each."""
        names: dict[str, list[Bearer]] = {}
        for outlet in self.outlets:
            for name, bearer in _spellings(outlet):
                names.setdefault(name, []).append(bearer)
        found: dict[str, list[tuple[str, list[Bearer]]]] = {}
        for name, bearers in names.items():
            first = WORD.match(name)
            if first:
                found.setdefault(first.group(), []).append((name, bearers))
        for rows in found.values():
            rows.sort(key=lambda row: -len(row[0]))
        return found


def _spellings(outlet: Outlet) -> Iterator[tuple[str, Bearer]]:
    """The names as they stand in a text, without the article, and as capitals."""
    for name in (outlet.name, *outlet.aliases):
        bare = name.removeprefix("The ")
        # "Guardian" alone may be anything; "New York Times" is what it is.
        bearer = Bearer(outlet=outlet, article=bare != name and " " not in bare, weak=name in outlet.weak)
        yield bare, bearer
        if len(bare) >= 5 and not bearer.weak and bare.upper() != bare:
            yield bare.upper(), bearer


@cache
def gazetteer() -> Gazetteer:
    """The shipped entries, and over them those of the file that RASHOMON_OUTLETS names."""
    shipped = (files("rashomon.ingest") / "outlets.toml").read_text(encoding="utf-8")
    outlets = list(from_toml(shipped, "outlets.toml"))
    own = os.environ.get("RASHOMON_OUTLETS", "").strip()
    if own:
        outlets += from_file(Path(own))
    return Gazetteer(outlets)


def from_file(path: Path) -> list[Outlet]:
    """The entries of a TOML or CSV file, whichever its content is; raises InputError with the place of the mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(f"{path}: the list of outlets cannot be read ({reason})") from error
    header = text.lstrip().split("\n", 1)[0].lower()
    is_csv = re.match(r'"?name"?\s*[,;\t]', header) is not None
    return list(from_csv(text, str(path)) if is_csv else from_toml(text, str(path)))


def from_csv(text: str, place: str) -> Iterator[Outlet]:
    """Entries from rows with the columns name, aliases, domains, kind, country; several in a cell stand between `;`."""
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    for number, row in enumerate(csv.DictReader(text.lstrip().splitlines(), delimiter=delimiter), 2):
        fields = {str(k).strip().lower(): str(v or "").strip() for k, v in row.items() if k}
        split = re.compile(r"\s*[;|]\s*" if delimiter != ";" else r"\s*\|\s*")
        yield _outlet(
            (fields.get("name", ""), split.split(fields.get("aliases", "")), split.split(fields.get("domains", ""))),
            fields.get("kind", "") or "website",
            fields.get("country", ""),
            f"{place}, line {number}",
        )


def from_toml(text: str, place: str) -> Iterator[Outlet]:
    """Entries from a table a kind, with a key a country and a line an outlet, or from an array of tables `outlet`."""
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{place}: no TOML ({error})") from error
    for row in data.pop("outlet", []):
        fields = {"kind": "website", "country": "", "name": "", "aliases": [], "domains": [], **row}
        names = (fields["name"], list(fields["aliases"]), list(fields["domains"]))
        yield _outlet(names, fields["kind"], fields["country"], place)
    for kind, countries in data.items():
        if not isinstance(countries, dict):
            raise InputError(f"{place}: {kind} is no table of countries")
        for country, lines in countries.items():
            for line in str(lines).strip().splitlines():
                name, *rest = (part.strip() for part in line.split("|"))
                aliases, domains = ([*rest, "", ""])[:2]
                yield _outlet((name, aliases.split(","), domains.split(",")), kind, country, place)


def _outlet(names: tuple[str, list[str], list[str]], kind: str, country: str, place: str) -> Outlet:
    name, aliases, domains = names
    if kind not in KINDS:
        raise InputError(f"{place}: {kind!r} is no kind of outlet; it can be {', '.join(KINDS)}")
    if not name.rstrip(WEAK).strip():
        raise InputError(f"{place}: an outlet without a name")
    given = [bare for part in (name, *aliases) if (bare := part.strip())]
    clean = [part.rstrip(WEAK).rstrip() for part in given]
    weak = {part.rstrip(WEAK).rstrip() for part in given if part.endswith(WEAK)}
    return Outlet(
        name=clean[0],
        kind=kind,  # type: ignore[arg-type] # checked above
        country=country.strip().upper(),
        aliases=tuple(clean[1:]),
        domains=tuple(bare.lower().removeprefix("www.") for domain in domains if (bare := domain.strip())),
        weak=frozenset(weak) if weak else NONE_WEAK,
    )
