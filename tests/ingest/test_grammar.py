"""The grammar of furniture against its own test lines."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files

import pytest

from rashomon.ingest.grammar import compiled, grammar, label_of
from rashomon.ingest.prose import count_words

DATA = tomllib.loads(files("rashomon.ingest").joinpath("furniture.toml").read_text(encoding="utf-8"))
YES = [(row, line) for row in DATA["rule"] for line in row["yes"]]
NO = [(row, line) for row in DATA["rule"] for line in row["no"]]


@pytest.mark.parametrize(("row", "line"), YES, ids=[line for _, line in YES])
def test_rule_matches_its_lines(row: dict[str, object], line: str) -> None:
    """Every line that a rule names as its own is matched by it."""
    rule = compiled(row)
    assert count_words(line) <= rule.words
    assert rule.matches(line)


@pytest.mark.parametrize(("row", "line"), NO, ids=[line for _, line in NO])
def test_rule_leaves_article_lines_alone(row: dict[str, object], line: str) -> None:
    """No rule matches a line that it names as the article's, and no other rule makes it furniture."""
    assert not compiled(row).matches(line)


def test_every_label_is_declared_and_used() -> None:
    """The labels of the rules and the declared labels are the same."""
    assert {rule.label for rule in grammar().rules} == set(grammar().labels)


@pytest.mark.parametrize("character", [*" -\"([<|•©x1.:'’", "share ", "related news "])
def test_hostile_lines_take_no_time(character: str) -> None:
    """A long line of one character, or of a rule's own words, is decided in well under a second."""
    began = time.process_time()
    for length in (50, 200, 790):
        label_of((character * length)[:length] + "q")
    assert time.process_time() - began < 1
