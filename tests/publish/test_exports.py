"""JSON and CSV of readings."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.publish import export_csv, export_json
from rashomon.publish.placing import placing
from rashomon.publish.reading_json import reading_json
from rashomon.records import Lineage, Links, Origins, Reading, Skip, Speaker, Statement, Step
from tests.factory import claim, document, reading, status_of
from tests.publish.depth import depth
from tests.publish.pages import boats
from tests.strategies import any_text, readings

STATUS = status_of()


@given(readings())
@settings(max_examples=30, deadline=None)
def test_json_quotes_the_text(given_reading: Reading) -> None:
    """The pairs of every claim quote the document's text, and the object survives being written and read."""
    found = json.loads(json.dumps(reading_json(given_reading)))
    assert given_reading.document
    assert found["text"] == given_reading.document.text
    for shown, kept in zip(found["claims"], given_reading.claims, strict=True):
        assert [found["text"][s:e] for s, e in shown["content"]] == [
            found["text"][f.start : f.end] for f in kept.content
        ]


def test_json_of_what_is_there_and_what_is_not() -> None:
    """A speaker is an object or null; a zone has a comment only when it is one; an unread input has its skips."""
    of = document("He said so.")
    found = reading_json(reading(of, claim(of, "He", "said", "so", speaker=Speaker(name="Ada"), parent="d1.c1")))
    assert found["claims"][0]["speaker"] == {**msgspec.to_builtins(Speaker(name="Ada")), "role_at": None}
    assert found["claims"][0]["source"] == [[0, 2]]
    assert "comment" not in found["zones"][0]
    unread = reading_json(Reading(name="x", skips=(Skip(name="x", stage="ingest", reason="empty"),)))
    assert unread["skips"] == [{"stage": "ingest", "reason": "empty"}]
    assert set(unread) == set(found)


@given(st.lists(readings(), max_size=3))
@settings(max_examples=20, deadline=None)
def test_exports_take_any_text(tmp_path_factory: pytest.TempPathFactory, given_readings: list[Reading]) -> None:
    """Whatever the documents hold, the JSON file parses and the CSV file has a row a claim and no formula."""
    folder = tmp_path_factory.mktemp("out")
    export_json.write(folder / "x.json", STATUS, given_readings, Links())
    found = json.loads((folder / "x.json").read_bytes())
    assert [d["text"] for d in found["documents"]] == [r.document.text for r in given_readings if r.document]
    export_csv.write(folder / "x.csv", STATUS, given_readings, Links())
    text = (folder / "x.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(export_csv.COLUMNS)
    assert len(rows) - 1 == sum(len(r.claims) for r in given_readings)
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


@given(any_text)
def test_harmless_cells(cell: str) -> None:
    """A cell is itself, or itself behind an apostrophe; never a formula, even behind white space."""
    safe = export_csv.harmless(cell)
    assert safe in (cell.replace("\0", "\ufffd"), "'" + cell.replace("\0", "\ufffd"))
    assert safe.lstrip()[:1] not in set("=+-@")


def test_json_has_the_reading_in_depth() -> None:
    """Names, entities, speakers, chains, the own voice and drifts are there, every offset quoting the text."""
    given = depth()
    found = json.loads(json.dumps(reading_json(given)))
    text = found["text"]

    def words(pair: list[int]) -> str:
        return str(text[pair[0] : pair[1]])

    assert found["mentions"][0]["entity"] == found["entities"][0]["id"] == found["claims"][3]["speaker"]["entity"]
    inner, denied, quoted, venn = found["claims"][1:5]
    assert inner["parent"] == found["claims"][0]["id"]
    assert words(inner["speaker"]["ground_rules_at"]).startswith("on condition of anonymity")
    assert [link["name"] for link in inner["chain"]] == ["Cold Lantern", "Orrin Post", "two officials"]
    assert set(inner["chain"][0]) == {"name", "kind", "identification", "start", "end", "how", "reason", "p"}
    assert words(denied["speaker"]["role_at"]) == "a spokesman"
    assert denied["speaker"]["ground_rules_at"] is None
    assert [words(p) for p in quoted["evidence_at"]] == ["the log of the radar station"]
    assert quoted["sure"] == {"attitude": 0.48, "certainty": 0.8, "evidence": 0.55}
    assert [words(p) for p in venn["loaded"]] == ["claimed"]
    assert [words(p) for p in found["accounts"][1]["loaded"]] == ["so-called"]
    assert [words(d["words"]) for d in found["drifts"]] == ["fired on the quay", "Experts", "regime"]


def test_csv_has_the_reading_in_depth(tmp_path: Path) -> None:
    """Speaker, stance, chain with its weakest link, and what is unsure, a column each; empty where nothing is known."""
    given = depth()
    assert given.document
    export_csv.write(tmp_path / "x.csv", STATUS, [given, boats(1)[0]], Links())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig"), newline="")))
    wanted = {
        "speaker": "two officials",
        "kind": "people",
        "identification": "anonymous",
        "ground_rules": "on condition of anonymity because the inquiry is open",
        "certainty": "PS+",
        "evidence": "none",
        "chain": "Cold Lantern > Orrin Post > two officials",
        "chain_length": "3",
        "weakest": "two officials: kept unnamed",
        "parent": given.claims[0].id,
        "sure_certainty": "0.71",
        "sure_attitude": "",
        "sure_speaker": "0.9",
    }
    assert {name: rows[1][name] for name in wanted} == wanted
    assert rows[3]["evidence_words"] == "the log of the radar station"
    assert rows[4]["loaded"] == "claimed"
    assert {rows[-1][name] for name in ("speaker", "chain", "weakest", "sure_speaker")} == {""}


def test_exports_have_what_was_found_between_documents(tmp_path: Path) -> None:
    """JSON has the links whole; in CSV a claim has its statement, its origin, and the bounds on independent origins."""
    given = depth()
    claim_id = given.claims[1].id
    step = Step(node="i1", name="Orrin Post", kind="outlet", identification="named", how="relay")
    links = Links(
        statements=(Statement(id="s1", text="x", spoken_by=claim_id, members=(claim_id,)),),
        lineages=(Lineage(claim=claim_id, steps=(step,)),),
        origins={"s1": Origins(low=1, high=3, proof=("two officials may be one",))},
    )
    export_json.write(tmp_path / "x.json", STATUS, [given], links)
    found = json.loads((tmp_path / "x.json").read_bytes())["links"]
    assert found["origins"] == {"s1": {"low": 1, "high": 3, "proof": ["two officials may be one"]}}
    assert found["lineages"][0]["steps"][0]["name"] == "Orrin Post"
    export_csv.write(tmp_path / "x.csv", STATUS, [given], links)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig"), newline="")))
    across = [[row[name] for name in ("statement", "origin", "origins_low", "origins_high")] for row in rows[:2]]
    assert across == [[""] * 4, ["s1", "Orrin Post", "1", "3"]]


def test_files_are_put_in_place_whole(tmp_path: Path) -> None:
    """When writing fails half-way, the file that was there stays and no draft is left."""
    (tmp_path / "x").write_text("old")

    def half(path: Path) -> None:
        with placing(path) as file:
            file.write("half")
            raise KeyError

    with pytest.raises(KeyError):
        half(tmp_path / "x")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("x", "old")]
    with pytest.raises(InputError, match="cannot be written"):
        half(tmp_path / "no" / "x")
