"""The line model: its features, its arrays, and its arithmetic."""

from __future__ import annotations

import json
import time
from importlib.resources import files

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.plain import linemodel
from rashomon.ingest.plain.linemodel import CLASSES, Seen, arrays, densest, likelihoods, product
from rashomon.ingest.plain.measures import KEYS, clipped, measured

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(lambda t: t.strip())


def seen(texts: list[str]) -> Seen:
    texts = [text.strip() for text in texts]
    count = len(texts)
    return Seen(texts, [True] * count, [0] * count, [""] * count, [0.0] * count)


@settings(deadline=None)  # the first example waits for the arrays to be read
@given(st.lists(TEXT, min_size=1, max_size=12))
def test_every_line_gets_probabilities(texts: list[str]) -> None:
    """One row a line, one column a class, each row a distribution, whatever the characters."""
    found = likelihoods(seen(texts))
    assert found.shape == (len(texts), len(CLASSES))
    assert np.isfinite(found).all()
    assert np.allclose(found.sum(axis=1), 1, atol=1e-4)


def test_no_lines_no_rows() -> None:
    """An empty text has no probabilities."""
    assert likelihoods(seen([])).shape == (0, len(CLASSES))


def test_blocks_give_what_the_whole_gives() -> None:
    """A page that goes through the network in blocks gets the scores it gets at once."""
    texts = [f"The harbour office said on day {i} that a ship was seen." if i % 3 else "Share" for i in range(300)]
    whole = likelihoods(seen(texts))
    rows = linemodel.ROWS
    try:
        linemodel.ROWS = 50
        assert np.allclose(likelihoods(seen(texts)), whole, atol=1e-4)
    finally:
        linemodel.ROWS = rows


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_measures_count_what_is_there(texts: list[str]) -> None:
    """Classes of characters sum to the characters, keys lie in range, and rows name lines in order."""
    texts = [text.strip() for text in texts]
    found = measured(texts, arrays()["characters"])
    assert found.histogram.sum(axis=1).tolist() == [len(clipped(text)) for text in texts]
    assert ((found.keys >= 0) & (found.keys < KEYS)).all()
    assert (np.diff(found.rows) >= 0).all()


def test_words_have_one_key_in_any_case_and_place() -> None:
    """The key of a word depends on its letters alone."""
    found = measured(["Harbour office", "the HARBOUR", "🙂 harbour"], arrays()["characters"])
    keys = [key for key, long in zip(found.keys.tolist(), found.long.tolist(), strict=True) if long]
    assert keys[0] == keys[2] == keys[3] != keys[1]


def test_densest_run_is_the_one_of_the_greatest_sum() -> None:
    """Its end is excluded; without anything positive it is empty."""
    assert densest(np.array([-1.0, 3.0, -1.0, 4.0, -9.0, 5.0])) == (1, 4)
    first, last = densest(np.array([-1.0, -2.0]))
    assert first == last


def test_products_in_pieces_are_the_product() -> None:
    """Cutting a matrix product into pieces changes nothing."""
    chance = np.random.default_rng(3)
    rows, weights = chance.normal(size=(5000, 90)).astype(np.float32), chance.normal(size=(90, 32)).astype(np.float32)
    assert np.allclose(product(rows, weights), rows @ weights, atol=1e-3)


def test_time_grows_with_the_lines() -> None:
    """Two hundred thousand short lines take some seconds, and one very long line takes next to none."""
    began = time.process_time()
    likelihoods(seen(["Home", "World", "The ship left on Monday."] * 20_000))
    likelihoods(seen(["ship " * 4_000_000]))
    assert time.process_time() - began < 20


def test_card_names_the_arrays_that_are_there() -> None:
    """The card beside the arrays gives their digest and size, data with licences, scores by site, and limits."""
    import hashlib

    folder = files("rashomon").joinpath("weights")
    card = json.loads(folder.joinpath("lines.json").read_text("utf8"))
    data = folder.joinpath("lines.npz").read_bytes()
    assert len(data) < 1_000_000
    assert card["files"] == [{"name": "lines.npz", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}]
    assert all(row["licence"] for row in card["data"])
    assert card["limits"]
    assert card["scores"]["text, by site"]["f1"] >= 0.9
