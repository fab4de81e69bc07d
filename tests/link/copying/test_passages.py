"""The index of passages: what two texts share, and where it stands in both."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link.copying.fingerprints import TOGETHER
from rashomon.link.copying.passages import Passage, PassageIndex

_NOUNS = "harbour pilot lorry crane warehouse ferry signal engine mayor tower fisherman letter".split()
_VERBS = "carried followed painted repaired forgot lifted signed watched counted moved".split()


def prose(seed: int, words: int) -> str:
    """Invented text in which hardly any run of words comes twice."""
    chance = random.Random(seed)  # noqa: S311
    out = []
    for n in range(words):
        word = chance.choice(_NOUNS if n % 2 else _VERBS) + chance.choice(["", "ing", "s", "er", "like"])
        out.append(word + str(chance.randrange(60)) if n % 3 == 0 else word + chance.choice("abcdefghijklmnop"))
    return " ".join(w + ("." if n % 14 == 13 else "") for n, w in enumerate(out))


def shared(*texts: str) -> list[Passage]:
    """The passages that texts share, which go by their number."""
    index = PassageIndex()
    for number, text in enumerate(texts):
        index.add(f"d{number:04}", text)
    return list(index.passages())


def quoted(passage: Passage, *texts: str) -> tuple[str, str]:
    """The words of a passage on both sides."""
    a, b = texts[int(passage.a[1:])], texts[int(passage.b[1:])]
    return a[passage.a_start : passage.a_end], b[passage.b_start : passage.b_end]


def test_a_passage_inside_other_words_is_found_with_its_offsets() -> None:
    """Twenty words that stand in two texts are one passage, quoted exactly in both."""
    words = "the pilots of the harbour have seen two boats without lamps and nobody in the tower wrote it down"
    texts = (f"{prose(1, 60)} {words} {prose(2, 50)}", f"{prose(3, 30)} “{words.title()}” {prose(4, 90)}")
    (found,) = shared(*texts)
    assert quoted(found, *texts) == (words, words.title())
    assert (found.words, found.identity) == (20 - 1, 1.0)


def test_eleven_words_are_no_passage() -> None:
    """What is shorter than twelve words is not reported; twelve words are."""
    words = "pilots saw boats without lamps while nobody upstairs wrote anything down properly"
    assert not shared(f"{prose(1, 40)} {' '.join(words.split()[:11])} {prose(2, 40)}", f"{prose(3, 40)} {words}")
    assert shared(f"{prose(1, 40)} {words} {prose(2, 40)}", f"{prose(3, 40)} {words} {prose(4, 9)}")


def test_words_changed_left_out_and_put_in_are_one_passage() -> None:
    """An edited copy is one passage whose identity says how many words are still the same."""
    base = prose(5, 120).split()
    other = base.copy()
    other[30] = other[61] = "changed"
    del other[90:93]
    other[45:45] = ["two", "more"]
    (found,) = shared(" ".join(base), " ".join(other))
    assert found.words == 119
    assert found.equal == 115
    assert found.lengths == (120, 119)


def test_moved_paragraphs_are_two_passages() -> None:
    """Two paragraphs that change places are reported each."""
    one, other = prose(6, 40), prose(7, 40)
    found = shared(f"{one}\n\n{other}", f"{other}\n\n{one}")
    assert sorted(p.words for p in found) == [40, 40]


def test_short_sentences_of_an_abridged_text_are_part_of_it() -> None:
    """A sentence of six words that an abridged text has kept belongs to the passage it follows."""
    parts = [prose(8, 30), prose(9, 28), "nobody in town kept any lamp lit.", prose(10, 28), prose(11, 25)]
    (found,) = shared(" ".join(parts), " ".join(parts[0::2]))
    assert found.words == 62
    assert found.identity == 1


def test_only_the_given_runs_are_looked_at() -> None:
    """Words outside the runs are not found, and a passage may go from one run to the next."""
    first, second, between = prose(12, 20), prose(13, 20), prose(14, 15)
    text = f"{first}\n{between}\n{second}"
    index = PassageIndex()
    index.add("a", text, [(0, len(first)), (len(first) + len(between) + 2, len(text))])
    index.add("b", f"{first} {second}")
    index.add("c", between)
    (found,) = index.passages()
    assert (text[found.a_start : found.a_end] + ".", found.words) == (text.rstrip(".") + ".", 40)


def test_characters_of_scripts_without_spaces_count_half() -> None:
    """Twenty-four Han characters make a passage, twenty-two do not."""
    han = "港口昨夜有两艘没有灯火的船被看见但塔上无人记下此事令人不安"
    around = "甲乙丙丁戊己庚辛壬癸"
    assert shared(around + han[:26], "子丑寅卯辰巳" + han[:26])
    assert not shared(around + han[:22], "子丑寅卯辰巳" + han[:22])


def test_a_story_in_hundreds_of_documents_hangs_together_without_all_pairs() -> None:
    """Of a story in many documents, each is paired with the first and some others, and all hang together."""
    story, count = prose(15, 60), 10 * TOGETHER
    found = shared(*(f"{prose(100 + n, 30)} {story} {prose(900 + n, 20)}" for n in range(count)))
    pairs = {(p.a, p.b) for p in found}
    assert len(pairs) < 8 * count
    reached, left = {"d0000"}, True
    while left:
        more = {x for pair in pairs if set(pair) & reached for x in pair} - reached
        reached, left = reached | more, bool(more)
    assert len(reached) == count


def test_empty_and_strange_texts_share_nothing() -> None:
    """Texts without words, a lone surrogate, marks that turn writing round: nothing fails, nothing is shared."""
    assert not shared("", " \n ", "\ud800", "\u202e\u2066", "!?", "one", "\u0301", "🏴\u200d☠\ufe0f" * 20, "0 " * 5)


def test_the_same_word_over_and_over_stays_cheap() -> None:
    """Two texts of one word a thousand times are a copy, and only some of its places are compared."""
    found = shared("la " * 1000, "la " * 1000)
    assert found
    assert len(found) < 10


_texts = st.lists(
    st.lists(st.sampled_from([prose(n, 15) for n in range(20, 28)]), min_size=1, max_size=5).map(" ".join),
    min_size=2,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(_texts, st.randoms(use_true_random=False))
def test_neither_the_order_nor_an_unrelated_text_changes_what_is_found(texts: list[str], chance: random.Random) -> None:
    """Texts in another order, with an unrelated one among them, share the same passages."""
    named = [(f"d{n:04}", t) for n, t in enumerate(texts)]
    other = [*named, ("c", prose(99, 200))]
    chance.shuffle(other)
    results = []
    for order in (named, other):
        index = PassageIndex()
        for name, text in order:
            index.add(name, text)
        results.append(sorted(index.passages(), key=lambda p: (p.a, p.b, p.a_start, p.b_start)))
    assert results[0] == results[1]


@settings(max_examples=40, deadline=None)
@given(_texts)
def test_every_span_lies_in_its_text(texts: list[str]) -> None:
    """Spans are inside the texts, parts are in order inside the spans, and identity is a share."""
    for p in shared(*texts):
        for side, text in ((0, texts[int(p.a[1:])]), (2, texts[int(p.b[1:])])):
            edges = [x for part in p.parts for x in part[side : side + 2]]
            assert edges == sorted(edges)
            assert 0 <= edges[0] < edges[-1] <= len(text)
            assert text[edges[0]].isalnum()
        assert 0 < p.identity <= 1


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Mn", "Po", "Zs"]), max_size=300))
def test_identical_texts_are_the_same(text: str) -> None:
    """Whatever a text is written in, what it shares with itself is the same word for word."""
    assert all(p.identity == 1 and p.lengths[0] == p.lengths[1] for p in shared(text, text))
