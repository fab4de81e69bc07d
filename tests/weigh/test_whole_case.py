"""A small case read and linked as a user's would be: whose word it is, and copies that change no count."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pytest

from rashomon.ingest.items import Captured
from rashomon.link.pairs.vectors import sentence_vectors
from rashomon.linking import linked
from rashomon.pipeline import read_input
from rashomon.records import Links, Reading
from rashomon.text import quote

WIRE = """Gates of Fell dam opened at night, engineers say

KESTREL WIRE
Monday 3 March 2031

FELL, Orland (Kestrel) - The gates of the dam at Fell were opened on Sunday night without a warning to the villages \
below, two engineers at the dam said.

"Nobody rang the bell and nobody rang the mayor," one of the engineers, who asked not to be named because he feared \
for his post, said. Eleven houses in Lower Fell were washed away.

The Orland Water Board said the gates had opened by themselves after a fault in the power supply. Tessa Morrow, a \
spokeswoman for the board, said the fault had been repaired by dawn.
"""
REPRINT = """Dam gates opened in the night

The Lorne Post
Tuesday 4 March 2031
From Kestrel Wire

The gates of the dam at Fell were opened on Sunday night without a warning to the villages below, two engineers at the \
dam said.

"Nobody rang the bell and nobody rang the mayor," one of the engineers, who asked not to be named because he feared \
for his post, said. Eleven houses in Lower Fell were washed away.
"""
CITING = """What the board will not say

The Dale Record
Wednesday 5 March 2031

Kestrel Wire reported that two engineers at the dam said the gates had been opened without a warning to the villages. \
The board has been silent since.
"""
OWN = """Mayor: no warning before the flood

The Fell Messenger
Wednesday 5 March 2031

Ilse Dorn, the mayor of Lower Fell, said the gates of the dam were opened on Sunday night without a warning to the \
villages below.
"""
CASE = {"wire.txt": WIRE, "reprint.txt": REPRINT, "citing.txt": CITING, "own.txt": OWN}


@cache
def reading_of(name: str, text: str) -> Reading:
    """The reading of one text."""
    return read_input(Captured(name=name, data=text.encode()), "")


@cache
def linked_up(files: tuple[tuple[str, str], ...]) -> tuple[list[Reading], Links]:
    """The readings of a case, and what was found between them."""
    readings = [reading_of(name, text) for name, text in files]
    return readings, linked(readings, {r.document.id: sentence_vectors(r) for r in readings if r.document})


def ends(files: Mapping[str, str], words: str) -> dict[str, set[str]]:
    """By document the last nodes of the lineages of all claims with these words."""
    readings, links = linked_up(tuple(files.items()))
    last = {way.claim: way.steps[-1].node for way in links.lineages}
    return {
        r.name: {last[c.id] for c in r.claims if words in quote(r.document.text, c.content)}
        for r in readings
        if r.document
    }


def counts(files: Mapping[str, str]) -> dict[frozenset[str], tuple[int, int]]:
    """The bounds of each statement by its members."""
    _, links = linked_up(tuple(files.items()))
    return {frozenset(s.members): (links.origins[s.id].low, links.origins[s.id].high) for s in links.statements}


def test_reprint_and_citation_go_back_to_the_same_engineers() -> None:
    """The wire's engineers are the origin of the reprint and of what another paper says that the wire reported."""
    found = ends(CASE, "without a warning")
    assert len(found["wire.txt"]) == 1
    assert found["wire.txt"] == found["reprint.txt"] == found["citing.txt"]


def test_a_named_mayor_is_another_origin() -> None:
    """Whoever says the same in her own name is no engineer."""
    found = ends(CASE, "without a warning")
    assert len(found["own.txt"]) == 1
    assert found["own.txt"].isdisjoint(found["wire.txt"])


def test_the_board_speaks_through_its_spokeswoman() -> None:
    """The board and its spokeswoman are one origin."""
    found = ends(CASE, "the gates had opened by themselves")["wire.txt"] | ends(CASE, "repaired by dawn")["wire.txt"]
    assert len(found) == 1


@pytest.mark.parametrize(
    "added",
    [
        {"again.txt": WIRE + "\n"},
        {"again.txt": WIRE + "\n", "once-more.txt": WIRE + "\n\n"},
        {"short.txt": REPRINT.rpartition('"Nobody')[0].replace("The Lorne Post", "The Marl Star")},
        {"own-again.txt": OWN.replace("The Fell Messenger", "The Marl Star")},
        {"citing-again.txt": CITING + "\n", "again.txt": WIRE + "\n", "own-again.txt": OWN + "\n"},
    ],
    ids=["full", "twice", "abridged", "elsewhere", "all"],
)
def test_copies_of_files_change_no_count(added: dict[str, str]) -> None:
    """Files that are added once more, whole or abridged, leave the bounds of every statement as they are."""
    before, after = counts(CASE), counts({**CASE, **added})
    for members, bounds in before.items():
        again = [found for others, found in after.items() if members <= others]
        assert again == [bounds], members


EXAMPLE = files("rashomon") / "example"
CUT = (
    "01-halyard-shells-hit-quay.txt",
    "12-cold-lantern-what-a-fin-can-tell.txt",
    "07-halyard-strikes-and-correction.txt",
)


@cache
def packaged() -> dict[str, str]:
    """The plain-text documents of the packaged example, and those of its pages."""
    found = {file.name: file.read_text("utf-8") for file in EXAMPLE.iterdir() if file.name[:2].isdigit()}
    return dict(sorted(found.items()))


def cut_short(text: str) -> str:
    """The first six tenths of a text's paragraphs."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: max(3, len(paragraphs) * 6 // 10)]) + "\n"


@pytest.mark.parametrize("name", CUT)
def test_a_copy_cut_short_raises_no_count_of_the_example(name: str) -> None:
    """An abridged copy of a document of the example raises no upper bound of what the example's documents say."""
    before = counts(packaged())
    after = counts({**packaged(), f"z-{name}": cut_short(packaged()[name])})
    high = {member: bounds[1] for members, bounds in after.items() for member in members}
    raised = {members for members, bounds in before.items() if max(high[m] for m in members) > bounds[1]}
    assert not raised


def test_a_whole_copy_changes_no_count_of_the_example() -> None:
    """A second copy of a document, whole, leaves the bounds of each statement as they were."""
    before = counts(packaged())
    after = counts({**packaged(), "z.txt": packaged()[CUT[0]] + "\n"})
    of = {member: bounds for members, bounds in after.items() for member in members}
    assert {members: bounds for members, bounds in before.items() if {of[m] for m in members} != {bounds}} == {}
