"""Reads one document: who says what, how sure, on what evidence; its own voice; when, where, how many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from rashomon import __version__
from rashomon.models import card, digest_of
from rashomon.read.attribution.claims import making, read_claims, stretches
from rashomon.read.attribution.nested import with_nested
from rashomon.read.cast.coreference import phrases_in, resolve
from rashomon.read.drifts.drift import drifts
from rashomon.read.names.mentions import find_mentions, settle
from rashomon.read.own_voice.voice import accounts_in
from rashomon.read.places.actors import with_actors
from rashomon.read.places.places import places_in
from rashomon.read.quantities.quantities import quantities_in
from rashomon.read.relays.chains import with_chains
from rashomon.read.sentences import split_sentences
from rashomon.read.speaking.speakers import speakers_of
from rashomon.read.stances.stance import with_stances
from rashomon.read.times.events import with_events
from rashomon.read.times.times import times_in
from rashomon.records import (
    ARTICLE_ZONES,
    BY_WORDS,
    Claim,
    Document,
    KnownPlace,
    Making,
    Reading,
    Sentence,
    Skip,
    Taken,
)


def read(taken: Taken, own: Sequence[KnownPlace] = ()) -> Reading:
    """All records of one document, in text order; pure, and the same for the same document, places and versions.

    `own` are places of the user's. A document that is not in English is skipped, with the reason: the models and rules
    know English only.
    """
    document, zones = taken.document, taken.zones
    sentences = [s for z in zones if z.kind in ARTICLE_ZONES for s in split_sentences(document.text, z.start, z.end)]
    reading = Reading(name=document.name, document=document, zones=zones, sentences=tuple(sentences), makings=makings())
    skips = foreign(document)
    return msgspec.structs.replace(reading, skips=skips) if skips else _in_depth(taken, reading, own)


@cache
def makings() -> tuple[Making, ...]:
    """How the rows of a document are made: its claims, what the small models and the gazetteer give, and rules."""
    models = [(name, digest_of(card(name))) for name in ("names", "references", "stance", "gazetteer")]
    made = []
    for plugin, model in (*models, ("times", ""), ("quantities", "")):
        name = "-".join(filter(None, (plugin, __version__, model[:8])))
        made.append(Making(id=name, plugin=plugin, version=__version__, model=model))
    return making(), *made


def _in_depth(taken: Taken, reading: Reading, own: Sequence[KnownPlace]) -> Reading:
    document, zones = taken.document, taken.zones
    found, phrases, claims, accounts = [], [], list[Claim](), []
    end = 0
    for states in stretches(document, zones):
        end = states.at + len(states.text)
        found += find_mentions(states)
        phrases += phrases_in(states)
        said = with_stances(states, with_nested(document, zones, read_claims(document, zones, states)))
        accounts += accounts_in(states, document, zones, _within(reading.sentences, states.at, end), said)
        claims += said
    resolution = resolve(document, zones, settle(document, zones, found), phrases)
    resolution = with_actors(document.text, claims, resolution, own)
    speakers = speakers_of(document.text, claims, resolution)
    claims = [msgspec.structs.replace(c, speaker=s) for c, s in zip(claims, speakers, strict=True)]
    claims, accounts = with_chains(taken, claims, accounts, resolution)
    reading = msgspec.structs.replace(
        reading,
        mentions=resolution.mentions,
        entities=resolution.entities,
        times=tuple(with_events(taken, reading.sentences, times_in(taken, reading.sentences))),
        claims=tuple(claims),
        accounts=tuple(accounts),
        drifts=tuple(drifts(document, zones, claims, accounts)),
        skips=unread(document, end),
    )
    return located(taken, reading, own)


def located(taken: Taken, reading: Reading, own: Sequence[KnownPlace]) -> Reading:
    """A reading with its places, and its quantities, which depend on them; `own` are places of the user's."""
    places = places_in(taken, reading.mentions, reading.entities, own)
    quantities = quantities_in(taken, reading.sentences, reading.times, places)
    return msgspec.structs.replace(reading, places=tuple(places), quantities=tuple(quantities))


def _within(sentences: tuple[Sentence, ...], start: int, end: int) -> list[Sentence]:
    """The sentences that begin in a run of the text."""
    return [s for s in sentences if start <= s.start < end]


def unread(document: Document, end: int) -> tuple[Skip, ...]:
    """A skip when a text is so long that its claims were read to `end` only."""
    length = len(document.text)
    if end >= length:
        return ()
    reason = f"claims were read in the first {end:,} of {length:,} characters, and not beyond; split the document"
    return (Skip(name=document.name, stage="read", reason=reason),)


def foreign(document: Document) -> tuple[Skip, ...]:
    """A skip when the words of the text, not only its template, say that it is in another language than English."""
    chosen = next((s for s in document.signals if s.field == "language"), None)
    if chosen is None or chosen.where != BY_WORDS or chosen.value == "en":
        return ()
    reason = (
        f"the text is in another language ({chosen.value}): claims are read in English only, and none was read here"
    )
    return (Skip(name=document.name, stage="read", reason=reason),)
