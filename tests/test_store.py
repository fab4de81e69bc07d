"""The case file: what goes in comes out, wholly or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.errors import CaseError, CaseExists, CaseTooNew, InputError, NotACase, NotFound
from rashomon.migrations import APPLICATION, SCHEMA
from rashomon.records import Reading, Skip
from rashomon.store import Store
from tests.factory import claim, document, reading, report, rows
from tests.strategies import readings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.rashomon"


def one(number: int = 1, name: str = "a.txt") -> Reading:
    """A reading with one claim."""
    of = document(report(number), name=name, title=f"Quay {number}")
    return reading(of, claim(of, "Harbour master Anna Brandt", "said", f"that {number} rockets had hit the quay"))


def data_of(given_reading: Reading) -> bytes:
    """The raw bytes of a document made by the factory."""
    assert given_reading.document
    return given_reading.document.text.encode()


@given(st.lists(readings(), max_size=4, unique_by=lambda r: r.document and r.document.id))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_readings_come_back_equal(tmp_path_factory: pytest.TempPathFactory, given_readings: list[Reading]) -> None:
    """Every record of a reading comes back as it was, whatever its text holds; so do the raw bytes."""
    with Store.create(tmp_path_factory.mktemp("case") / "c") as store:
        for r in given_readings:
            assert store.add(r, b"\x00" + r.name.encode())
        back = {r.document.id: r for r in store.readings() if r.document}
        for r in given_readings:
            assert r.document
            # Skips go by name: an input of the same name that is read later speaks for it.
            found = back[r.document.id]
            assert replace(found, skips=()) == replace(r, skips=())
            assert store.blob(r.document.id) == b"\x00" + r.name.encode()
        assert [r.name for r in store.readings()] == sorted((r.name for r in given_readings), key=str.encode)


@given(st.permutations([one(n) for n in range(5)]))
@settings(max_examples=10, deadline=None)
def test_rows_do_not_depend_on_the_order(tmp_path_factory: pytest.TempPathFactory, order: list[Reading]) -> None:
    """The same readings give the same rows, in the same order, in whatever order they are added."""
    found = []
    for given_readings in (order, sorted(order, key=lambda r: r.document.id if r.document else "")):
        path = tmp_path_factory.mktemp("case") / "c"
        with Store.create(path) as store:
            for r in given_readings:
                store.add(r, data_of(r))
        found.append(rows(path))
    assert found[0] == found[1]
    assert len(found[0]["documents"]) == 5


def test_a_new_case_says_what_it_is(path: Path) -> None:
    """The file carries its kind and format, every table is strict, and the index agrees with the rows."""
    with Store.create(path, "Quay") as store:
        store.add(one(), data_of(one()))
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        assert [n for n, strict in tables if not strict and not n.startswith("sqlite_")] == []
        for index in ("document_search", "claim_search"):
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    db.close()


def test_a_document_is_done_once(path: Path) -> None:
    """A reading that the case has is not written again; its name is kept, and the first in sorting order stands."""
    with Store.create(path) as store:
        assert store.add(one(name="b.txt"), data_of(one()))
        before = rows(path)
        assert not store.add(one(name="b.txt"), data_of(one()))
        assert rows(path) == before
        assert not store.add(one(name="a.txt"), data_of(one()))
        assert not store.add(one(name="c.txt"), data_of(one()))
        (row,) = store.documents()
        assert row.name == "a.txt"
        assert [n for _, n in rows(path)["captures"]] == ["a.txt", "b.txt", "c.txt"]
        assert store.is_done("read", row.sha256)
        assert not store.is_done("read", "0")


@pytest.mark.parametrize("fault", ["making", "twice", "surrogate", "probability", "same number", "other making"])
def test_contradictory_records_leave_no_trace(path: Path, fault: str) -> None:
    """Records that cannot be stored raise ValueError, and not a row of their document is left."""
    good = one(1)
    bad = one(2)
    assert bad.document
    first = bad.claims[0]
    broken = {
        "making": replace(bad, claims=(replace(first, making="nobody"),)),
        "twice": replace(bad, claims=(first, first)),
        "surrogate": replace(bad, document=replace(bad.document, title="\ud800")),
        "probability": replace(bad, claims=(replace(first, p=1.5),)),
        "other making": replace(bad, makings=(replace(bad.makings[0], version="2"),)),
        "same number": replace(bad, document=replace(bad.document, id=good.document.id if good.document else "")),
    }
    with Store.create(path) as store:
        store.add(good, data_of(good))
        before = rows(path)
        with pytest.raises(ValueError, match=r"."):
            store.add(broken[fault], data_of(bad))
        assert rows(path) == before
        assert store.add(bad, data_of(bad))


def test_skips_are_of_the_last_attempt(path: Path) -> None:
    """A skip stays until an input of its name is read; a second attempt that fails in the same way is one skip."""
    failed = Reading(name="a.txt", skips=(Skip(name="a.txt", stage="ingest", reason="no text"),))
    with Store.create(path) as store:
        store.add(failed, b"")
        store.add(failed, b"")
        assert store.skips() == list(failed.skips)
        store.add(one(name="a.txt"), data_of(one()))
        assert store.skips() == []


def test_claims_and_documents_are_filtered(path: Path) -> None:
    """Filters look for a part of a column, whatever its case and accents; limits cut."""
    of = document("Élodie Brandt denied it. He said so.", name="x", outlet="The Packet")
    with Store.create(path) as store:
        store.add(reading(of, claim(of, "Élodie Brandt", "denied", "it"), claim(of, "He", "said", "so")), b"x")
        store.add(one(), data_of(one()))
        assert [c.source for c in store.claims({"c.source": "elodie"}, {})] == ["Élodie Brandt"]
        assert [c.source for c in store.claims({"d.outlet": "PACKET"}, {"form": "indirect"}, doc="x")][1:] == ["He"]
        assert list(store.claims({"c.source": "%"}, {})) == []
        assert len(list(store.claims({}, {}, limit=2))) == 2
        assert [d.name for d in store.documents({"d.outlet": "packet"})] == ["x"]
        assert [d.claims for d in store.documents()] == [1, 2]


def test_touching_claims(path: Path) -> None:
    """A span is touched by the claims that share a character with it; an empty one counts as one character."""
    of = document("He said so. She told us all.")
    with Store.create(path) as store:
        store.add(reading(of, claim(of, "He", "said", "so"), claim(of, "She", "told", "all")), b"x")
        assert [c.source for c in store.touching(of.id, 0, 2)] == ["He"]
        assert [c.source for c in store.touching(of.id, 2, 3)] == []
        assert [c.source for c in store.touching(of.id, 13, 13)] == ["She"]
        assert [c.source for c in store.touching(of.id, 0, 28)] == ["He", "She"]


def test_what_is_no_case_is_refused_unchanged(tmp_path: Path) -> None:
    """A text, another database, an empty file, a folder and nothing at all are told apart, and none is touched."""
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    (tmp_path / "text").write_text("We have people under the sheds.\n" * 100)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for name in ("other.db", "text", "empty", "folder"):
        before = b"" if name == "folder" else (tmp_path / name).read_bytes()
        with pytest.raises(NotACase, match=name):
            Store.open(tmp_path / name)
        assert name == "folder" or (tmp_path / name).read_bytes() == before
    with pytest.raises(NotFound, match="rashomon new"):
        Store.open(tmp_path / "nothing")
    with pytest.raises(NotFound):
        Store.open(Path("a\0b"))


def test_nothing_is_written_over(path: Path, tmp_path: Path) -> None:
    """A new case takes no place that is taken; the empty file of a run killed at its first step is none."""
    path.write_text("mine")
    with pytest.raises(CaseExists):
        Store.create(path)
    assert path.read_text() == "mine"
    with pytest.raises(CaseExists):
        Store.create(tmp_path)
    with pytest.raises(InputError):
        Store.create(tmp_path / "no folder" / "case")
    (tmp_path / "empty").touch()
    Store.create(tmp_path / "empty").close()
    with pytest.raises(CaseExists):
        Store.create(tmp_path / "empty")


def test_a_later_format_is_refused_unchanged(path: Path) -> None:
    """A case of a later version says so and stays as it is."""
    Store.create(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    db.close()
    before = hashlib.sha256(path.read_bytes()).digest()
    with pytest.raises(CaseTooNew, match="later"):
        Store.open(path)
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_a_second_writer_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, a write ends with a message; reading goes on."""
    monkeypatch.setattr("rashomon.settings.BUSY_SECONDS", 0.05)
    with Store.create(path) as store, Store.open(path) as other:
        other._db.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseError, match="locked"):
            store.add(one(), data_of(one()))
        assert store.documents() == []
        other._db.execute("ROLLBACK")
        assert store.add(one(), data_of(one()))


def test_missing_things(path: Path) -> None:
    """Asking for what is not there is said to be that."""
    with Store.create(path) as store:
        assert store.claim("d000000000000.c1") is None
        assert store.doc_of("0" * 64) is None
        for ask in (store.blob, store.text):
            with pytest.raises(NotFound):
                ask("d000000000000")


def test_status_counts(path: Path) -> None:
    """The status counts what the rows hold; the same speaker in capitals is one."""
    of = document("He said so. HE TOLD us.", outlet="The Packet")
    with Store.create(path, "Quay") as store:
        store.add(reading(of, claim(of, "He", "said", "so"), claim(of, "HE", "TOLD", "us")), b"x")
        store.add(reading(document("No outlet here.", name="b")), b"y")
        status = store.status("1.2")
    counted = {k: v for k, v in msgspec.to_builtins(status).items() if k != "makings"}
    assert counted == {
        "title": "Quay",
        "documents": 2,
        "comments": 0,
        "outlets": 1,
        "claims": 2,
        "speakers": 1,
        "skips": 0,
        "judgements": 0,
        "schema": SCHEMA,
        "version": "1.2",
    }
    assert [m.id for m in status.makings] == ["claims-1"]
