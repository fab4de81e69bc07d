"""Names of a document: kinds by lists, spans by tags, and one find and one kind for the same name."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.names.edges import Found, mended
from rashomon.read.names.mentions import find_mentions, kind_of, settle
from rashomon.read.names.naming import (
    FEATURES,
    NAME_TAGS,
    allowed,
    best_path,
    features_of,
    hashes,
    lexicon,
    spans_of,
    squeezed,
)
from rashomon.read.states import States
from rashomon.read.tagging import encode
from rashomon.read.wordpieces import packaged
from rashomon.records import Document, Mention, Zone

WIDTH = 8
TEXTS = st.text(alphabet=st.sampled_from(list("aBC dé.,()'\n-\u200f\U0001f600")), max_size=120)


def arrays(seed: int = 0) -> dict[str, np.ndarray]:
    """Arrays of the shapes that the model has, with chance in them."""
    chance = np.random.default_rng(seed)
    out: dict[str, np.ndarray] = {f"list_{n}": hashes(["Karven", "Mara"]) for n in ("towns", "given", "family")}
    for head in ("names", "actors"):
        for part in ("own", "left", "right"):
            out[f"{head}_{part}"] = chance.normal(size=(WIDTH + FEATURES, 4)).astype(np.float32)
        out[f"{head}_bias"] = np.zeros(4, np.float32)
        out[f"{head}_out"] = chance.normal(size=(4, len(NAME_TAGS))).astype(np.float32)
        out[f"{head}_out_bias"] = np.zeros(len(NAME_TAGS), np.float32)
        out[f"{head}_transitions"] = allowed()
    out["gate"] = chance.normal(size=3 * WIDTH + FEATURES).astype(np.float32)
    return out | {"gate_bias": np.zeros(1, np.float32)}


def states_of(text: str, at: int = 0) -> States:
    """States of a text with chance in them."""
    encoded = encode(text, packaged())
    hidden = np.random.default_rng(1).normal(size=(len(encoded.ids), WIDTH)).astype(np.float32)
    stops = np.append(encoded.piece[1:], len(encoded.ids)) - 1
    return States(at, text, encoded, [], np.zeros((len(encoded.start), 0), np.float32), hidden, stops)


def document(text: str) -> Document:
    """A document of a text."""
    return Document(id="d1", name="n", sha256="", media_type="text/plain", encoding="utf-8", text=text)


def named(text: str, name: str, kind: str = "organisation", p: float = 0.95, nth: int = 0) -> Mention:
    """A mention of the nth place of a name in a text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(name, at + 1)
    return Mention(id="", start=at, end=at + len(name), kind=kind, p=p)  # type: ignore[arg-type]


def settled(text: str, *mentions: Mention, zones: tuple[Zone, ...] = ()) -> list[tuple[str, str]]:
    """Words and kinds of the mentions that a document settles on."""
    return [(text[m.start : m.end], m.kind) for m in settle(document(text), zones, mentions)]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("The New York Times", "ORG", "outlet"),
        ("Harrow Gazette", "ORG", "outlet"),
        ("Kataib Hezbollah", "ORG", "group"),
        ("Islamic State", "ORG", "group"),
        ("Marsh Brigade", "ORG", "group"),
        ("Ministry of Ports", "ORG", "organisation"),
        ("K1", "LOC", "facility"),
        ("K-1", "LOC", "facility"),
        ("Camp Orrin", "LOC", "facility"),
        ("Orrin Air Base", "LOC", "facility"),
        ("Kirkuk", "LOC", "place"),
        ("Operation Inherent Resolve", "MISC", "event"),
        ("Operation Marsh Light", "ORG", "event"),
        ("Treaty of Orrin", "MISC", None),
        ("Orrin Treaty", "MISC", "document"),
        ("Iraqi", "MISC", None),
        ("Mara Venn", "PER", "person"),
        ("", "PER", "person"),
    ],
)
def test_kinds_are_refined_by_lists_and_head_words(name: str, kind: str, expected: str | None) -> None:
    """Lists and the last words of a name tell outlets, groups, facilities, events and documents."""
    assert kind_of(name, kind) == expected


def test_lists_hold_names_as_the_text_is_cut() -> None:
    """An entry with marks in it matches the words that a text is cut into."""
    assert squeezed("al-Qaeda’s  U.S.") == "al - qaeda ' s u . s ."
    assert "jaish - e - mohammed" in lexicon()["groups"]
    found = features_of("The New York Times wrote", encode("The New York Times wrote", packaged()), arrays())
    assert found.shape == (5, FEATURES)
    assert found[1:4, 9].tolist() == [1.0, 1.0, 1.0]  # outlets, as part of several words


def test_the_best_path_never_continues_what_did_not_begin() -> None:
    """A tag inside a kind stands only behind a tag of that kind."""
    scores = np.random.default_rng(3).normal(size=(200, len(NAME_TAGS))).astype(np.float32)
    path = best_path(scores, allowed())
    for before, after in zip([0, *path], path, strict=False):
        if NAME_TAGS[after][0] == "I":
            assert NAME_TAGS[before][2:] == NAME_TAGS[after][2:]


@given(st.lists(st.integers(0, len(NAME_TAGS) - 1), max_size=30))
def test_spans_are_in_order_and_apart(path: list[int]) -> None:
    """Whatever the tags are, spans follow each other."""
    spans = spans_of(path)
    assert all(a <= b for a, b, _ in spans)
    assert all(x[1] < y[0] for x, y in itertools.pairwise(spans))


@settings(deadline=None)
@given(TEXTS, st.integers(0, 5))
def test_any_text_can_be_read(text: str, seed: int) -> None:
    """Mentions of any text lie in it, are apart, in order, and bear ids by their place."""
    states = states_of(text)
    found = settle(document(text), (), find_mentions(states, arrays(seed)))
    assert all(0 <= m.start < m.end <= len(text) and m.id == f"d1.m{m.start}" for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_offsets_are_those_of_the_document() -> None:
    """A stretch that begins later in its document gives mentions there."""
    text = "Mara Venn met Odo Harl in Karven (KV) on Monday."
    here, there = (find_mentions(states_of(text, at), arrays(2)) for at in (0, 1000))
    assert here
    assert [(m.start + 1000, m.end + 1000, m.kind) for m in here] == [(m.start, m.end, m.kind) for m in there]


def test_a_name_is_found_again_in_the_same_letters() -> None:
    """What is surely a name once is a name everywhere, as whole words and not within a longer name."""
    text = "Orrin League spoke. The Orrin League said so. Orrin Leagues and Orrin League Park are others."
    assert settled(text, named(text, "Orrin League")) == [("Orrin League", "organisation")] * 2


def test_a_last_name_stands_for_the_person() -> None:
    """The last name of a person is found, but not where it is part of another name."""
    text = "Mara Venn arrived. But Venn left; the Venn Institute stayed. Later Venn wept."
    found = settled(text, named(text, "Mara Venn", "person"))
    assert found == [("Mara Venn", "person"), ("Venn", "person"), ("Venn", "person")]


def test_initials_in_brackets_are_a_name() -> None:
    """Initials that follow a name in brackets are found with it, everywhere."""
    text = "The Harbour Guard (HG) fired. HG denied it."
    found = settled(text, named(text, "Harbour Guard", "group"))
    assert found == [("Harbour Guard", "group"), ("HG", "group"), ("HG", "group")]


def test_the_same_name_has_one_kind() -> None:
    """A mention that is not firm takes the kind that the name has elsewhere; a firm one keeps its own."""
    text = "Karven fell. Karven burned. Karven denied it. Karven won."
    sure = [named(text, "Karven", "place", 0.95, n) for n in (0, 1)]
    unsure, firm = named(text, "Karven", "person", 0.5, 2), named(text, "Karven", "organisation", 0.97, 3)
    assert [k for _, k in settled(text, *sure, unsure, firm)] == ["place", "place", "place", "organisation"]


def test_of_two_that_overlap_the_surer_stays() -> None:
    """No mention overlaps another."""
    text = "the Port of Karven opened"
    found = settled(text, named(text, "Port of Karven", "facility", 0.6), named(text, "Karven", "place", 0.9))
    assert found == [("Karven", "place")]


def test_names_are_looked_for_in_the_article_alone() -> None:
    """A comment under the article that has the same name gives no mention."""
    text = "Orrin League spoke.\nOrrin League again"
    zones = (Zone(start=0, end=19, kind="body"), Zone(start=20, end=len(text), kind="comment"))
    assert settled(text, named(text, "Orrin League"), zones=zones) == [("Orrin League", "organisation")]


def test_a_long_text_is_settled_in_time() -> None:
    """A megabyte without a space, and many names that begin alike, are settled at once."""
    text = "Venn A. " * 20_000 + "x" * 1_000_000
    mentions = [Mention(id="", start=8 * i, end=8 * i + 6 + i % 2, kind="person", p=0.9) for i in range(10_000)]
    assert len(settle(document(text), (), mentions)) >= 10_000


def ends(text: str, *found: tuple[str, str], how: str = "name") -> list[tuple[str, str]]:
    """Words and kinds of runs of a text after their ends are mended; each is searched from the start."""
    e = encode(text, packaged())
    runs = []
    for name, kind in found:
        at = text.index(name)
        first = int(np.searchsorted(e.end, at, side="right"))
        last = int(np.searchsorted(e.start, at + len(name), side="left")) - 1
        runs.append(Found(first, last, kind, 0.9, how))
    towns = hashes(["Karven", "San Orrin"])
    return [(text[e.start[f.first] : e.end[f.last]], f.kind) for f in mended(text, e, runs, towns)]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("near San Orrin Texas now", [("San Orrin Texas", "LOC")], [("San Orrin", "LOC"), ("Texas", "LOC")]),
        ("New Mexico now", [("New Mexico", "LOC")], [("New Mexico", "LOC")]),
        ("The US said", [("US", "ORG")], [("US", "LOC")]),
        ("President Mara Venn", [("President Mara Venn", "PER")], [("Mara Venn", "PER")]),
        ("the Karven area", [("Karven area", "LOC")], [("Karven", "LOC")]),
        ("the city of Orrin", [("city", "ORG"), ("Orrin", "LOC")], [("city", "ORG"), ("Orrin", "LOC")]),
        ("the City of Orrin", [("City", "ORG"), ("Orrin", "LOC")], [("City of Orrin", "ORG")]),
        ("the Gulf of Orrin", [("Gulf", "LOC"), ("Orrin", "LOC")], [("Gulf of Orrin", "LOC")]),
        ("Venn Inc. paid", [("Venn Inc", "ORG")], [("Venn Inc.", "ORG")]),
        ("see www.karven.example/x", [("karven", "LOC")], []),
        ("mail mvenn@orrin.example", [("orrin", "ORG")], []),
        ("Hurricane Mara came", [("Mara", "PER")], [("Hurricane Mara", "MISC")]),
        ("the Popular Mobilization Forces", [("Mobilization Forces", "ORG")], [("Popular Mobilization Forces", "ORG")]),
        ("Bank of Karven in", [("Bank of Karven in", "ORG")], [("Bank of Karven", "ORG")]),
        ("Plan K failed", [("K", "ORG")], []),
    ],
)
def test_ends_of_names_are_mended(text: str, found: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    """Lists and spelling correct where a name begins, ends, and what kind it has."""
    assert ends(text, *found) == expected


def test_described_actors_keep_their_titles() -> None:
    """Whoever acts in a report is marked with title and article, and a place with its country behind a comma."""
    assert ends("President Mara Venn", ("President Mara Venn", "PER"), how="actor") == [("President Mara Venn", "PER")]
    assert ends("in Karven, Iraq", ("Karven", "LOC"), ("Iraq", "LOC"), how="actor") == [("Karven, Iraq", "LOC")]
