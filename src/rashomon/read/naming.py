"""The tags of names and phrases that the encoder's further heads give each word, and how tags become spans.

Numbers only, shared by training and reading. Three heads read the same states: `names` marks proper names alone, as
Universal NER does; `actors` marks whoever acts in a report of conflict, named or described, pronouns and titles
included, as re3d does; `phrases` marks the shortest noun phrases for persons, organisations, places and events, as cut
from GUM, which is what a pronoun may stand for.
"""

from __future__ import annotations

from rashomon.read.tagging import Floats, Ints

NAMES = ("PER", "ORG", "LOC", "MISC")
PHRASES = ("person", "organisation", "place", "event", "other")


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Outside, then a tag that begins and one that continues each kind."""
    return ("O", *(f"{x}-{k}" for k in kinds for x in "BI"))


NAME_TAGS, PHRASE_TAGS = bio(NAMES), bio(PHRASES)
