"""What a user can do with a case, on the real parts."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from rashomon import Case
from rashomon.errors import BadQuery, CaseExists, InputError, NotFound
from rashomon.operations import plain
from tests.factory import pile, report, rows
from tests.strategies import any_text, words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six reports, a page, and what cannot be used."""
    made = pile(tmp_path_factory.mktemp("pile"), 6)
    (made / "page.html").write_text(
        "<!doctype html><html><head><title>Quay</title></head><body><article><h1>Who fired?</h1><p>The minister, "
        "Ada Holm, said that nobody had fired, and that the town was calm.</p></article></body></html>"
    )
    (made / "empty.txt").write_bytes(b"")
    return made


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the folder in it; nobody writes to it."""
    path = tmp_path_factory.mktemp("case") / "quay.rashomon"
    with Case.new(path, title="Quay") as case:
        case.add([str(folder)], jobs=1)
    return path


def test_a_pile_becomes_claims(filled: Path) -> None:
    """Documents are listed by name, and every claim quotes its document to the character."""
    with Case.open(filled) as case:
        documents = case.documents()
        assert [Path(d.name).name for d in documents] == ["page.html", *(f"report-00{n}.txt" for n in range(6))]
        claims = case.claims()
        assert sum(d.claims for d in documents) == len(claims) >= 12
        for claim in claims:
            shown = case.show(claim.id)
            assert claim.content in shown.passage.text or " … " in claim.content
            assert claim in shown.claims
        assert any("Anna Brandt" in c.source and "rockets had hit" in c.content for c in claims)


def test_what_cannot_be_used_is_kept_with_its_reason(filled: Path) -> None:
    """An empty file is no document; the case says which, where it failed and why."""
    with Case.open(filled) as case:
        (skip,) = case.skips()
        assert skip.name.endswith("empty.txt")
        assert skip.stage == "ingest"
        assert skip.reason
        assert case.status().skips == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_do_not_depend_on_order_or_processes(filled: Path, folder: Path, tmp_path: Path, jobs: int) -> None:
    """The same documents give the same rows, byte for byte, in another order and with another number of processes."""
    names = [str(p) for p in folder.iterdir()]
    random.Random(jobs).shuffle(names)  # noqa: S311 - an order, no secret
    path = tmp_path / "case"
    with Case.new(path, title="Quay") as case:
        case.add(names[:3], jobs=jobs)
        case.add(names[3:], jobs=jobs)
    assert rows(path) == rows(filled)


def test_copies_do_not_depend_on_the_order(tmp_path: Path) -> None:
    """The same bytes under two names are one document, said so, with the same rows whichever came first."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(report(1))
    found = []
    for order in (["a.txt", "b.txt"], ["b.txt", "a.txt"]):
        path = tmp_path / f"{order[0]}.case"
        with Case.new(path) as case:
            added = case.add([str(tmp_path / name) for name in order])
            assert added.documents == 1
            assert added.repeated == (str(tmp_path / order[1]),)
        found.append(rows(path))
    assert found[0] == found[1]


def test_a_document_answers_to_all_its_names(tmp_path: Path) -> None:
    """The same bytes under two names are found under either."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(report(1))
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
        shown = [case.show(str(tmp_path / name)).document.id for name in ("a.txt", "b.txt")]
        assert shown[0] == shown[1]


def test_other_bytes_are_another_document(tmp_path: Path) -> None:
    """A file that was changed and added again is a new document of the same name; the old one stays."""
    file = tmp_path / "a.txt"
    with Case.new(tmp_path / "case") as case:
        for number in (1, 2):
            file.write_text(report(number))
            assert case.add([str(file)]).documents == 1
        assert [d.name for d in case.documents()] == [str(file)] * 2
        assert case.add([str(file)]).repeated == (str(file),)
        with pytest.raises(BadQuery, match="2 documents have the name"):
            case.show(str(file))


def test_copies_of_what_cannot_be_used(tmp_path: Path) -> None:
    """Two files of the same unusable bytes are two skips, and no repetition."""
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 50)
    with Case.new(tmp_path / "case") as case:
        added = case.add([str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "c")])
        assert (added.documents, added.repeated) == (0, ())
        assert sorted(Path(s.name).name for s in added.skips) == ["a", "b", "c"]
        assert sorted(s.name for s in case.skips()) == sorted(s.name for s in added.skips)


def test_a_killed_run_resumes(tmp_path: Path) -> None:
    """A run that is killed twice in the middle and started again has the rows of one that was left alone."""
    folder, path = pile(tmp_path / "pile", 60), tmp_path / "killed"
    with Case.new(tmp_path / "whole") as case:
        case.add([str(folder)], jobs=2)
    Case.new(path).close()
    command = [sys.executable, "-m", "rashomon", "add", str(path), str(folder), "--jobs", "2"]
    for least in (5, 25):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process:
            with Case.open(path) as case:
                while case.status().documents < least and process.poll() is None:
                    time.sleep(0.005)
            os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        with Case.open(path) as case:
            assert least <= case.status().documents < 60
    with Case.open(path) as case:
        added = case.add([str(folder)], jobs=2)
        assert 0 < added.documents < 60
        assert added.documents + len(added.repeated) == 60
    assert rows(path) == rows(tmp_path / "whole")


def test_strict_stops_at_the_first_skip(tmp_path: Path) -> None:
    """With strict, an unusable input ends the run with its reason; what came before it stays."""
    pile(tmp_path / "pile", 3)
    (tmp_path / "pile" / "report-001.txt").write_bytes(b"")
    with Case.new(tmp_path / "case") as case:
        with pytest.raises(InputError, match=r"report-001\.txt"):
            case.add([str(tmp_path / "pile")], strict=True, jobs=1)
        assert [Path(d.name).name for d in case.documents()] == ["report-000.txt"]


def test_dates_are_checked(tmp_path: Path) -> None:
    """A given date overrules the document's; one that is no day of the calendar is refused before anything is read."""
    (tmp_path / "a.txt").write_text(report(1))
    with Case.new(tmp_path / "case") as case:
        for wrong in ("6 October", "2022-13-01", "2022-02-30", "20221006"):
            with pytest.raises(InputError, match="YYYY-MM-DD"):
                case.add([str(tmp_path / "a.txt")], date=wrong)
        case.add([str(tmp_path / "a.txt")], date="2022-10-06")
        assert [d.published for d in case.documents()] == ["2022-10-06"]


def test_watchers_hear_every_input(folder: Path, tmp_path: Path) -> None:
    """A watcher is told after every input, and at the end that all are done."""
    heard: list[tuple[int, int, int]] = []
    with Case.new(tmp_path / "case") as case:
        case.progress = lambda *told: heard.append(told)
        case.add([str(folder), str(folder / "report-000.txt")], jobs=1)
    assert [done for done, _, _ in heard] == list(range(1, 10))
    assert heard[-1] == (9, 9, 1)


def test_claims_are_filtered(filled: Path) -> None:
    """Each filter keeps what it says, and a filter that cannot be understood says so."""
    with Case.open(filled) as case:
        assert {c.name for c in case.claims(source="ada HOLM")} == {case.documents(name="page")[0].name}
        assert all("nobody" in c.content for c in case.claims(text="nobody"))
        assert {c.form for c in case.claims(form="direct")} <= {"direct"}
        assert len(case.claims(limit=3)) == 3
        first = case.documents()[1]
        assert case.claims(document=first.id) == case.claims(document=first.name) != []
        assert case.claims(attitude="deny") == []
        with pytest.raises(BadQuery, match="direct, mixed or indirect"):
            case.claims(form="loud")  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            case.claims(document="nothing")
        with pytest.raises(BadQuery):
            case.claims(limit=-1)


def test_spans_and_documents_are_shown(filled: Path) -> None:
    """A span and a document are shown with what stands around them; beyond the text there is nothing."""
    with Case.open(filled) as case:
        row = case.documents()[1]
        whole = case.show(row.name)
        assert (whole.kind, whole.passage.before, len(whole.passage.text)) == ("document", "", row.characters)
        assert whole == case.show(row.id)
        assert len(whole.claims) == row.claims
        span = case.show(f"{row.id}:4-9")
        text = whole.passage.text
        assert (span.passage.before, span.passage.text, span.passage.after) == (text[:4], text[4:9], text[9:249])
        for wrong in (f"{row.id}:5-4", f"{row.id}:0-99999", "d0:0-1", "", f"{row.id}.c9999", "\ud800"):
            with pytest.raises(NotFound):
                case.show(wrong)


def test_search_finds_words_and_phrases(filled: Path) -> None:
    """All words must occur, phrases in a row, and words with a minus not at all; hits stand where they say."""
    with Case.open(filled) as case:
        hits = case.search('"rockets had hit" brandt')
        assert {h.kind for h in hits} == {"document", "claim"}
        documents = [h for h in hits if h.kind == "document"]
        assert len(documents) == 6
        for hit in documents:
            text = case.show(hit.doc).passage.text
            assert text[hit.start :].startswith(("rockets", "Brandt"))
            assert text[hit.start : hit.start + 20] in hit.excerpt
        assert [h.doc for h in case.search("quay -harbour")] == [case.documents(name="page")[0].id] * len(
            case.search("quay -harbour")
        )
        assert case.search("HARBOUR", limit=2) == case.search("hárbour")[:2]
        assert case.search('"hit had rockets"') == []


@given(any_text | words)
@example('"')
@example("a AND OR NOT NEAR(b, 2) title:x * ^ -")
@example("\x00'; DROP TABLE documents; --")
@settings(max_examples=150, deadline=None)
def test_no_search_is_an_error_of_ours(filled: Path, query: str) -> None:
    """Whatever is typed, a search gives hits or says that there is nothing to look for."""
    with Case.open(filled) as case, suppress(BadQuery):
        assert all(h.kind in ("document", "claim") for h in case.search(query))


def test_a_search_has_a_limit_of_words(filled: Path) -> None:
    """A search of more words than the index can take is refused with the number."""
    with Case.open(filled) as case:
        assert case.search("quay " * 64) != []
        with pytest.raises(BadQuery, match="65 words"):
            case.search("quay " * 65)


def test_the_json_export_holds_everything(filled: Path, tmp_path: Path) -> None:
    """The JSON export has every document with its records, and the inputs that gave none with their skips."""
    with Case.open(filled) as case:
        written = case.export(str(tmp_path))
        assert written.path == str(tmp_path / "case.json")
        found = json.loads(Path(written.path).read_text(encoding="utf-8"))
        assert found["status"] == plain(case.status())
        assert [d["id"] for d in found["documents"] if d["id"]] == [d.id for d in case.documents()]
        assert sum(len(d["claims"]) for d in found["documents"]) == written.claims == len(case.claims())
        assert [d["name"] for d in found["documents"] if d["skips"]] == [s.name for s in case.skips()]


def test_the_csv_export_is_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    """A line a claim; no cell of a hostile document begins a formula."""
    (tmp_path / "=cmd.txt").write_text("=HYPERLINK(1)\n\nAnna Brandt said that =1+1 rockets had hit the quay.\n")
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / "=cmd.txt")])
        written = case.export(str(tmp_path / "out.csv"), format="csv")
        data = Path(written.path).read_bytes()
        claims = case.claims()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(r["claim"], float(r["p"])) for r in table] == [(c.id, c.p) for c in claims]
    assert all(not cell.startswith(("=", "+", "-", "@")) for r in table for cell in r.values())


def test_writing_where_one_cannot(filled: Path, tmp_path: Path) -> None:
    """A missing folder and an unknown format are bad input, and nothing is left behind."""
    with Case.open(filled) as case:
        for verb in (case.export, case.dossier):
            with pytest.raises(InputError, match="folder"):
                verb(str(tmp_path / "no" / "out"))
        with pytest.raises(BadQuery, match="csv, json"):
            case.export(str(tmp_path / "out"), format="xls")
    assert list(tmp_path.iterdir()) == []


def test_a_dossier_is_written(filled: Path, tmp_path: Path) -> None:
    """The dossier is one file with the title of the case and the words of its claims."""
    with Case.open(filled) as case:
        written = case.dossier(str(tmp_path))
    page = Path(written.path).read_text(encoding="utf-8")
    assert written.path.endswith("dossier.html")
    assert "<title>Quay" in page
    assert "rockets had hit the quay" in page


def test_a_folder_may_hold_the_case_and_its_dossier(tmp_path: Path) -> None:
    """The case itself is never its own input, and a dossier is no report: it is skipped with the reason."""
    pile(tmp_path, 1)
    with Case.new(tmp_path / "case") as case:
        assert case.add([str(tmp_path)]).skips == ()
        case.dossier(str(tmp_path))
        added = case.add([str(tmp_path)])
        assert [s.reason[:9] for s in added.skips] == ["a dossier"]
        assert len(case.documents()) == 1


def test_a_copied_case_is_whole(filled: Path, tmp_path: Path) -> None:
    """A case that was closed is one file: its copy has all its rows."""
    shutil.copy(filled, tmp_path / "copy")
    assert rows(tmp_path / "copy") == rows(filled)
    with pytest.raises(CaseExists):
        Case.new(tmp_path / "copy")


PORTUGUESE = (
    "O ministro disse na sexta-feira que os foguetes foram disparados pela brigada, mas não apresentou nenhuma prova "
    "disso aos jornalistas presentes na sala, e que a cidade não foi atingida por um navio.\n"
) * 3


def test_a_skip_of_a_document_stays_when_its_name_is_given_again(tmp_path: Path) -> None:
    """Another document under the same name takes nothing from the skips of the first."""
    report = tmp_path / "report.txt"
    with Case.new(tmp_path / "c.rashomon") as case:
        report.write_text(PORTUGUESE, "utf8")
        case.add([str(report)])
        report.write_text("The mayor said the bridge was safe.\n", "utf8")
        case.add([str(report)])
        assert [s.stage for s in case.skips()] == ["read"]
        assert len(case.documents()) == 2


def test_skips_of_a_document_do_not_depend_on_the_order_of_its_names(tmp_path: Path) -> None:
    """The same bytes under two names export the same, whichever name comes first."""
    names = [tmp_path / "a.txt", tmp_path / "b.txt"]
    exports = []
    for number, order in enumerate((names, names[::-1])):
        for name in names:
            name.write_text(PORTUGUESE, "utf8")
        with Case.new(tmp_path / f"{number}.rashomon") as case:
            case.add([str(n) for n in order])
            exports.append(Path(case.export(str(tmp_path / f"{number}.json")).path).read_bytes())
    assert exports[0] == exports[1]
    assert b"another language" in exports[0]


def test_nothing_is_written_over_a_case(tmp_path: Path) -> None:
    """A dossier or an export asked for at the place of a case, or of its log, is refused, and the case stays."""
    path = tmp_path / "c.rashomon"
    with Case.new(path, "Kept") as case:
        for out in (path, tmp_path / "c.rashomon-wal"):
            with pytest.raises(InputError, match="destroy a case"):
                case.dossier(str(out))
            with pytest.raises(InputError, match="destroy a case"):
                case.export(str(out))
    with Case.open(path) as case:
        assert case.status().title == "Kept"
