"""How the page words what documents have to do with one another: copies, ways, changes, numbers of origins."""

from __future__ import annotations

from collections.abc import Mapping

from rashomon.publish.value_words import day_of_bound, day_words
from rashomon.publish.wording import Value
from rashomon.records import Origins

COPIES: Mapping[str, Value] = {
    row[0]: Value(*row)
    for row in (
        ("full copy", "full copy", "all of one document stands in the other"),
        ("abridged", "shortened copy", "one document stands in the other with parts left out"),
        ("passage", "shared passage", "a passage stands in both"),
        ("shared quotation", "same quotation", "both quote the same words of the same speaker"),
        ("official statement", "same official statement", "both repeat what an office gave out"),
        ("press release", "same press release", "both repeat what was sent to the press"),
        ("template", "same formula", "words that the outlets put into many texts; nobody took them from the other"),
        ("reworded", "reworded copy", "the same sentences in other words, as after a translation there and back"),
    )
}
DIRECTIONS: Mapping[str, str] = {
    "a to b": "taken over from left to right",
    "b to a": "taken over from left to right",
    "unknown": "which was first is not known",
}
"""The page puts the earlier one on the left."""
HANDED: Mapping[str, Value] = {
    row[0]: Value(*row)
    for row in (
        ("outlet", "published by", "the outlet publishes the document"),
        ("provenance", "credited", "a line of the text says where it comes from"),
        ("blockquote", "quoted whole", "the passage stands as a block quotation"),
        ("relay", "told", "the text says through whom it came"),
        ("claim", "reported", "the source of the claim around this one"),
        ("source", "said", "the claim’s own source"),
        ("copy", "copy", "a passage of the one stands in the other"),
        ("citation", "cited", "the text names the other document or its outlet"),
    )
}
"""How something came from one to the next."""
CHANGES: Mapping[str, Value] = {
    row[0]: Value(*row)
    for row in (
        ("certainty", "more or less certain", ""),
        ("speaker", "another speaker", ""),
        ("number", "another number", ""),
        ("hedge", "a doubt left out", ""),
        ("word", "words that nobody before said", ""),
    )
}
UNNAMED = {"anonymous": "kept unnamed", "unspecified": "source not stated"}
NOBODY = frozenset({"", "nobody named", "not stated who", "somebody not named"})
"""Names that say themselves that there is none."""
NODES = ("document", "outlet", "speaker")


def origins_words(origins: Origins | None) -> str:
    """How many independent origins there are at least and at most; empty where nobody counted."""
    if origins is None:
        return ""
    low, high = origins.low, max(origins.low, origins.high)
    number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{number} independent origin{'' if high == 1 else 's'}"


def seen_words(first_seen: str) -> str:
    """The day on which something was first seen, in words; what is no day as it is given."""
    day = day_of_bound(first_seen)
    return day_words(day) if day else first_seen


def unnamed_word(identification: str, name: str) -> str:
    """What marks an origin that is not named; empty for the others and where the name says it itself."""
    return "" if name.casefold() in NOBODY else UNNAMED.get(identification, "")
