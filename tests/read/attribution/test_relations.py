"""Fragments become relations by the linker's scores, the same in one window or across many."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.attribution.linking import (
    PAIR_FEATURES,
    VECTOR,
    Crowd,
    no_link_features,
    pair_features,
    span_vectors,
)
from rashomon.read.attribution.relations import Relation, read_relations
from rashomon.read.states import see
from rashomon.read.tagging import TAGS, Encoded, Floats, Fragment, encode
from rashomon.read.wordpieces import Ints, packaged

TAGGED = {"mayor": "B-source", "said": "B-cue", "told": "B-cue", "bridge": "B-content", "river": "B-content"}
RANKS = {packaged().tokenize(word).ids[0]: TAGS.index(tag) for word, tag in TAGGED.items()}


class ByWord:
    """A reader that tags five words and links what stands nearest; with `alone` it links nothing."""

    def __init__(self, alone: bool = False) -> None:
        self.transitions: Floats = np.zeros((len(TAGS), len(TAGS)), np.float32)
        self.alone = alone

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats, Floats]:  # noqa: ARG002 - the protocol's
        tags = np.zeros((len(ids), len(TAGS)), np.float32)
        for i, rank in enumerate(ids.tolist()):
            tags[i, RANKS.get(rank, 0)] = 9.0
        return tags, np.zeros((len(ids), 3 * VECTOR), np.float32), np.zeros((len(ids), 2), np.float32)

    def link(self, cues: Floats, others: Floats, features: Floats) -> Floats:  # noqa: ARG002 - the protocol's signature
        nothing = features[:, 0] == 1
        near = np.where(nothing, 99.0 if self.alone else -9.0, -features[:, 3])
        return np.stack([near, near], 1).astype(np.float32)


class Running(ByWord):
    """Tags every word after the cue as inside a content."""

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats, Floats]:
        tags, links, states = super().encode(ids, features)
        cue = int(tags[:, TAGS.index("B-cue")].argmax())
        tags[cue + 1 :] = 0
        tags[cue + 1 :, TAGS.index("I-content")] = 9.0
        tags[:, TAGS.index("B-content")] += 1.0
        return tags, links, states


def related(text: str, encoded: Encoded, reader: ByWord) -> list[Relation]:
    """The relations that a reader finds in an encoded text."""
    return read_relations(see(text, encoded, reader), reader)


def read(text: str, alone: bool = False) -> tuple[Encoded, list[Relation]]:
    """Encode and read a text with the reader above."""
    encoded = encode(text, packaged())
    return encoded, related(text, encoded, ByWord(alone))


def words(text: str, encoded: Encoded, fragments: list[Fragment]) -> list[str]:
    """What fragments quote."""
    return [text[encoded.start[f.first] : encoded.end[f.last]] for f in fragments]


def test_each_content_goes_to_one_cue_and_each_cue_to_one_source() -> None:
    """Two statements in one text become two relations with their own parts."""
    text = "The mayor said a bridge fell. Later that week, as it rained, a mayor told us of a river."
    encoded, found = read(text)
    assert [words(text, encoded, [r.source] if r.source else []) for r in found] == [["mayor"], ["mayor"]]
    assert [words(text, encoded, list(r.contents)) for r in found] == [["bridge"], ["river"]]
    assert [words(text, encoded, [r.cue]) for r in found] == [["said"], ["told"]]


def test_a_cue_without_content_is_no_relation() -> None:
    """A cue to which no content is linked makes no relation."""
    assert read("The mayor said little.")[1] == []
    assert read("The mayor said a bridge fell.", alone=True)[1] == []


def test_a_cue_without_source_keeps_its_content() -> None:
    """A text that names no source gives a relation without one."""
    _, found = read("It was said that a bridge fell.")
    assert len(found) == 1
    assert found[0].source is None
    assert found[0].signals[-1] == 0.0


def test_a_source_may_serve_several_cues() -> None:
    """One source with two cues stands in both relations."""
    _, found = read("The mayor said a bridge fell and told of a river.")
    assert len(found) == 2
    assert found[0].source == found[1].source


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 700), st.integers(0, 700))
def test_relations_do_not_depend_on_where_windows_fall(before: int, after: int) -> None:
    """However much text stands around a sentence, it gives the same relation."""
    text = "rain " * before + "The mayor said a bridge fell. " + "sun " * after
    encoded, found = read(text)
    assert len(found) == 1
    assert words(text, encoded, [found[0].cue, *found[0].contents]) == ["said", "bridge"]


def test_no_text_gives_no_relations() -> None:
    """An empty text and one of white space only are read without complaint."""
    assert read("")[1] == read(" \n ")[1] == []


def test_a_span_vector_is_first_plus_last_plus_mean() -> None:
    """The three parts of the link states are taken from the first piece, the last piece, and the mean over the span."""
    states = np.random.default_rng(1).normal(size=(6, 3 * VECTOR)).astype(np.float32)
    want = states[1, :VECTOR] + states[4, VECTOR : 2 * VECTOR] + states[1:5, 2 * VECTOR :].mean(0)
    assert np.allclose(span_vectors(states, [(1, 4)])[0], want, atol=1e-5)


def test_pair_features_tell_sides_apart() -> None:
    """Before and after, distance, and the pair with nothing are different rows of the same length."""
    encoded = encode("The mayor said a bridge fell.", packaged())
    cue, source, content = Fragment("cue", 2, 2), Fragment("source", 0, 1), Fragment("content", 3, 5)
    left = pair_features(encoded, cue, source, Crowd([cue]), Crowd([source]))
    right = pair_features(encoded, cue, content, Crowd([cue]), Crowd([content]))
    assert left.shape == right.shape == no_link_features().shape == (PAIR_FEATURES,)
    assert (left[1], left[2], right[1], right[2]) == (1, 0, 0, 1)


def test_joints_at_the_border_belong_to_no_content() -> None:
    """A comma or colon at a content's border is cut off; inside quotation marks it stays."""
    for text, want in (("The mayor said: it fell,", "it fell"), ("The mayor said “it fell,”", "“it fell,”")):
        encoded = encode(text, packaged())
        assert words(text, encoded, list(related(text, encoded, Running())[0].contents)) == [want]


def test_no_fragment_goes_over_a_line_break() -> None:
    """Tags that run on over the end of a line make one fragment on each line."""
    text = "The mayor said it rained\n\nand it snowed"
    encoded = encode(text, packaged())
    assert words(text, encoded, list(related(text, encoded, Running())[0].contents)) == ["it rained", "and it snowed"]


def test_a_source_stands_on_the_line_of_its_cue() -> None:
    """The last name of the paragraph before is nobody's source, however near it stands."""
    _, found = read("Photo: the mayor\n\nIt is said a bridge fell")
    assert [r.source for r in found] == [None]


def test_a_source_that_was_overlooked_is_found_in_the_sentence() -> None:
    """A cue without a source takes the untagged words of its sentence that come near to being one, and no others."""

    class Unsure(ByWord):
        """Gives the word "ferry" a third of a chance to be a source."""

        def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats, Floats]:
            tags, links, states = super().encode(ids, features)
            tags[ids == packaged().tokenize("ferry").ids[0], TAGS.index("B-source")] = 8.3
            return tags, links, states

    text = "A ferry came. The ferry said a bridge fell"
    encoded = encode(text, packaged())
    (found,) = related(text, encoded, Unsure())
    assert found.source == Fragment("source", 5, 5)
    assert 0.2 < found.signals[2] < 0.5
