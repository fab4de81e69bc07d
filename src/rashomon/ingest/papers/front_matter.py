"""Front matter: the block of fields, in YAML or TOML, that stands before a Markdown text."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from rashomon.records import Signal

BLOCK = re.compile(
    r"\ufeff?(?:(?P<yaml>---)|(?P<toml>\+\+\+))[ \t]*\r?\n"
    r"(?P<inner>(?:(?!(?:---|\+\+\+|\.\.\.)[ \t]*\r?$).*+\n){1,200}?)"
    r"(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?\n|\Z)",
    re.MULTILINE,
)
PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*$")
ENTRY = re.compile(r"[ \t]*-[ \t]+(?P<value>.*?)[ \t]*$")
FIELDS = {
    "title": ("title", 0.9),
    "headline": ("title", 0.9),
    "author": ("author", 0.9),
    "authors": ("author", 0.9),
    "byline": ("author", 0.85),
    "date": ("published", 0.85),
    "published": ("published", 0.9),
    "pubdate": ("published", 0.9),
    "publishdate": ("published", 0.9),
    "created": ("published", 0.5),
    "updated": ("updated", 0.9),
    "lastmod": ("updated", 0.9),
    "modified": ("updated", 0.9),
    "lang": ("language", 0.9),
    "language": ("language", 0.9),
    "url": ("url", 0.8),
    "source": ("url", 0.6),
    "link": ("url", 0.7),
    "canonical": ("canonical", 0.9),
    "canonical_url": ("canonical", 0.9),
    "publisher": ("outlet", 0.85),
    "publication": ("outlet", 0.85),
    "outlet": ("outlet", 0.9),
    "site": ("outlet", 0.6),
}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDRESS = re.compile(r"https?://\S+")


class Matter(Struct, frozen=True):
    """A block of front matter: where it stands, its marks included, and its fields as text."""

    start: int
    end: int
    fields: dict[str, str]


def front_matter(text: str) -> Matter | None:
    """The front matter that a text starts with; None where it has none, as after a mere rule."""
    match = BLOCK.match(text)
    if match is None:
        return None
    fields = from_toml(match.group("inner")) if match.group("toml") else from_yaml(match.group("inner"))
    return Matter(match.start(), match.end(), fields) if fields else None


def from_yaml(inner: str) -> dict[str, str]:
    """The plain fields of a YAML block: text, quoted text and flat lists; nothing where a line is none of YAML's."""
    fields: dict[str, str] = {}
    key = ""
    for line in inner.splitlines():
        pair, entry = PAIR.match(line), ENTRY.match(line)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if pair:
            key = pair.group("key").strip().lower()
            fields[key] = unquoted(pair.group("value") or "")
        elif entry and key:
            fields[key] = ", ".join(filter(None, (fields[key], unquoted(entry.group("value")))))
        elif line[0] in " \t" and key:
            if not re.search(r":\s|:$", line):  # a folded text; a nested field is none of ours
                fields[key] = f"{fields[key].lstrip('>|-').strip()} {line.strip()}".strip()
        else:
            return {}
    return fields


def unquoted(value: str) -> str:
    """A YAML value as text: without quotes, a flat list with commas."""
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(filter(None, (unquoted(part.strip()) for part in value[1:-1].split(","))))
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return re.sub(r"\s+#.*$", "", value)


def from_toml(inner: str) -> dict[str, str]:
    """The top fields of a TOML block; nothing where it is broken."""
    import tomllib

    try:
        fields: dict[str, Any] = tomllib.loads(inner.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    plain = {key.lower(): value for key, value in fields.items() if not isinstance(value, dict)}
    return {
        key: ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        for key, value in plain.items()
    }


def front_matter_signals(fields: dict[str, str]) -> list[Signal]:
    """What the fields say of the document."""
    found = []
    for key, value in fields.items():
        field, p = FIELDS.get(key, ("", 0.0))
        checked = value
        if field in {"published", "updated"}:
            date = DATE.search(value)
            checked = date.group() if date else ""
        elif field in {"url", "canonical"}:
            checked = value if ADDRESS.fullmatch(value) else ""
        elif field == "language":
            checked = value[:2].lower() if re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)?", value) else ""
        if field and checked:
            found.append(Signal(field=field, value=checked[:500], where=f"front matter, {key}", p=p))
    return found
