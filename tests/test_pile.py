"""What the pile as a whole shows, and documents read again."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rashomon import Case
from rashomon.errors import BadQuery, NotFound
from rashomon.ingest.items import Captured
from rashomon.pile import Pile
from rashomon.pipeline import read_input
from rashomon.store import Store
from tests.factory import report, rows

FIXED = "From our man who walks along the harbour wall every evening"
"""A line that no grammar knows, and that an outlet puts into each of its articles."""


def article(number: int, outlet: str = "The Halyard", fixed: str = FIXED) -> bytes:
    """A page of an outlet about something that only it tells."""
    things = ["cranes", "ferries", "barges", "tugs", "yachts", "dredgers"]
    thing = things[number % len(things)]
    return (
        f'<!doctype html><html><head><title>Report {number}</title><meta property="og:site_name" content="{outlet}">'
        f"</head><body><article><h1>The {thing} of Vardessa, part {number}</h1>"
        f"<p>The harbour master said on Monday that {number + 3} {thing} had left the port before the storm.</p>"
        f"<p>{fixed}</p>"
        f"<p>Nobody could say where the {number + 3} {thing} were now, an officer of the coast guard told us.</p>"
        "</article></body></html>"
    ).encode()


def made(folder: Path, count: int, order: int = 0) -> Path:
    """A case with so many articles of one outlet, added one by one in some order."""
    folder.mkdir(exist_ok=True)
    files = []
    for number in range(count):
        files.append(folder / f"{number}.html")
        files[-1].write_bytes(article(number))
    random.Random(order).shuffle(files)  # noqa: S311 - an order, no secret
    case = folder / "case"
    with Case.new(case) as opened:
        for file in files:
            opened.add([str(file)], jobs=1)
    return case


def kinds(case: Path) -> list[tuple[str, str]]:
    """What the line is in each document, and what said so."""
    with Store.open(case) as store:
        found: list[tuple[str, str]] = []
        for reading in store.readings():
            assert reading.document
            at = reading.document.text.index(FIXED)
            (zone,) = [z for z in reading.zones if z.start <= at < z.end]
            found.append((zone.kind, zone.made_by))
        return found


def test_a_line_of_the_outlet_leaves_its_articles(tmp_path: Path) -> None:
    """A line in three documents of an outlet is no part of them; before there are three, nobody can tell."""
    assert "pile" not in {by for _, by in kinds(made(tmp_path / "two", 2))}
    assert kinds(made(tmp_path / "three", 3)) == [("navigation", "pile")] * 3


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    """The same documents give the same rows, whichever came first."""
    one, other = made(tmp_path / "a", 4, order=1), made(tmp_path / "a2", 4, order=2)
    told = [{k: v for k, v in rows(case).items() if k not in {"captures", "documents"}} for case in (one, other)]
    assert told[0] == told[1]


def test_versions_of_one_article_show_nothing(tmp_path: Path) -> None:
    """Lines that stand in four versions of the same article are that article's."""
    page = article(1).decode()
    for number in range(4):
        updated = page.replace("</article>", f"<p>Updated {number} times.</p></article>")
        (tmp_path / f"{number}.html").write_text(updated)
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / f"{n}.html") for n in range(4)], jobs=1)
    assert "pile" not in {by for _, by in kinds(tmp_path / "case")}


def test_another_outlets_line_is_a_copy(tmp_path: Path) -> None:
    """A passage that three outlets print stays in the article: it says something about where the articles come from."""
    for number, outlet in enumerate(("Halyard", "Packet", "Lantern")):
        (tmp_path / f"{number}.html").write_bytes(article(number, outlet))
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / f"{n}.html") for n in range(3)], jobs=1)
    assert "pile" not in {by for _, by in kinds(tmp_path / "case")}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A case with one article whose text says who spoke."""
    (tmp_path / "a.txt").write_text(
        "Two rockets hit the quay\n\nThe harbour master said that two rockets had hit the quay before dawn.\n\n"
        "The clerk told reporters that nobody had been on the quay.\n"
    )
    with Case.new(tmp_path / "case") as opened:
        opened.add([str(tmp_path / "a.txt")], jobs=1)
        yield opened


def test_a_relabelled_run_is_read_again(case: Case) -> None:
    """What a person calls navigation gives no claims any more; taken back, the claims are there again as they were."""
    before = case.claims()
    (clerk,) = [c for c in before if "clerk" in c.source]
    (document,) = case.documents()
    shown = case.show(clerk.id)
    (zone,) = shown.zones
    span = f"{document.id}:{zone.start}-{zone.end}"
    judgement = case.relabel(span, "navigation", why="a menu", who="Mara")
    assert clerk.id not in {c.id for c in case.claims()}
    assert [(z.kind, z.made_by) for z in case.show(span).zones] == [("navigation", "person")]
    assert [(j.id, j.who, j.why) for j in case.judgements()] == [(judgement.id, "Mara", "a menu")]
    case.relabel(span, "")
    assert case.claims() == before
    assert len(case.judgements(document.name)) == 2


def test_a_persons_word_about_a_document(case: Case) -> None:
    """An outlet and a day that a person gives stand through a new reading, before all others, until taken back."""
    (document,) = case.documents()
    case.correct(document.name, "outlet", "The Packet")
    case.correct(document.id, "published", "2022-10-06")
    case.reread()
    (now,) = case.documents()
    assert (now.outlet, now.published) == ("The Packet", "2022-10-06")
    assert {s.where for s in case.show(now.id).signals if s.field in {"outlet", "published"}} == {"a person"}
    case.correct(document.id, "outlet", "")
    assert case.documents()[0].outlet == document.outlet
    with pytest.raises(BadQuery, match="comments"):
        case.correct(document.id, "kind", "article")


def test_only_what_is_there_can_be_judged(case: Case) -> None:
    """A span outside the text, one that is none, and a document that is not there are refused; nothing is kept."""
    (document,) = case.documents()
    with pytest.raises(NotFound, match="characters"):
        case.relabel(f"{document.id}:5-99999", "body")
    with pytest.raises(BadQuery, match="START-END"):
        case.relabel(document.id, "body")
    with pytest.raises(NotFound):
        case.correct("nowhere", "title", "x")
    gap = case._store.text(document.id).index("\n\n")
    with pytest.raises(BadQuery, match="white space"):
        case.relabel(f"{document.id}:{gap}-{gap + 2}", "body")
    assert case.judgements() == []


def test_a_name_of_two_documents_names_none(tmp_path: Path) -> None:
    """A decision about a name that two documents have is refused with their ids, and nothing is kept."""
    with Case.new(tmp_path / "case") as case:
        for number in (1, 2):
            pile = [Captured(name="a.txt", data=f"The clerk said that boat {number} had left the quay.".encode())]
            Pile(case._store, pile).add("", 1, strict=False)
        for decide in (
            lambda: case.correct("a.txt", "title", "x"),
            lambda: case.relabel("a.txt:0-5", "body"),
            lambda: case.judgements("a.txt"),
        ):
            with pytest.raises(BadQuery, match="2 documents have the name"):
                decide()
        assert case.judgements() == []


def test_a_decision_about_a_comment_outlives_the_comment(tmp_path: Path) -> None:
    """Relabelled as body, a comment is gone and the decision about it stays, sealed; taken back, it counts again."""
    page = (
        "<!doctype html><html><head><title>Quay</title></head><body><article><h1>Two rockets hit the quay</h1>"
        "<p>The harbour master said that two rockets had hit the quay before dawn.</p></article>"
        "<ol class='commentlist'><li class='comment'><cite class='fn'>Bob</cite><div class='comment-content'>"
        "<p>My brother told me that he saw three boats leave at night.</p></div></li></ol></body></html>"
    )
    path = tmp_path / "case"
    with Case.new(path) as case:
        Pile(case._store, [Captured(name="a.html", data=page.encode())]).add("", 1, strict=False)
        (article,) = case.documents()
        (comment,) = case.documents(kind="comment")
        case.correct(comment.id, "kind", "article")
        span = f"{article.id}:{comment.id.rpartition('k')[2]}-{article.characters}"
        case.relabel(span, "body")
        assert case.documents(kind="comment") == []
        assert case.verify().problems == ()
        case.relabel(f"{article.id}:0-{article.characters}", "navigation")
        assert case.claims(kind="all") == []
        assert case.verify().problems == ()
        case.relabel(f"{article.id}:0-{article.characters}", "")
        case.relabel(span, "body")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DROP TRIGGER judgement_stays")
        db.execute("UPDATE judgements SET value = '' WHERE field = 'kind'")
    with Case.open(path) as case:
        assert "do not fit their seal" in " ".join(p.reason for p in case.verify().problems)
        case.relabel(span, "")
        assert [d.id for d in case.documents(kind="all")] == [article.id, comment.id]


def test_a_comment_counts_only_when_a_person_says_so(tmp_path: Path) -> None:
    """Claims of comments are apart; one that a person makes count stands among the claims, until it is taken back."""
    (tmp_path / "a.html").write_text(
        "<!doctype html><html><head><title>Quay</title></head><body><article><h1>Two rockets hit the quay</h1>"
        "<p>The harbour master said that two rockets had hit the quay before dawn, and that nobody had been there.</p>"
        "</article><ol class='commentlist'><li class='comment'><cite class='fn'>Bob</cite><div class='comment-content'>"
        "<p>My brother told me that he saw three boats leave at night.</p></div></li></ol></body></html>"
    )
    with Case.new(tmp_path / "case") as case:
        added = case.add([str(tmp_path / "a.html")], jobs=1)
        assert (added.documents, added.comments) == (1, 1)
        (comment,) = case.documents(kind="comment")
        (article,) = case.documents()
        assert (comment.of, comment.author, article.comments) == (article.id, "Bob", 1)
        assert not [c for c in case.claims() if "brother" in c.source]
        (claim,) = [c for c in case.claims(kind="comment") if "brother" in c.source]
        assert claim.content in article_text(case, article.id)
        case.correct(comment.id, "kind", "article")
        assert claim.id in {c.id for c in case.claims()}
        assert (case.status().documents, case.status().comments) == (2, 0)
        case.correct(comment.id, "kind", "comment")
        assert (case.status().documents, case.status().comments) == (1, 1)
        assert claim.id not in {c.id for c in case.claims()}


def article_text(case: Case, doc: str) -> str:
    """The text of a document."""
    return case.show(doc).passage.text


def test_long_files_are_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the limit is read again when it is stored; if it has changed meanwhile, that is a skip."""
    monkeypatch.setattr("rashomon.settings.HELD_BYTES", 10)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(report(len(name)) + name)
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / "a.txt")], jobs=1)
        (document,) = case.documents()
        assert case._store.blob(document.id) == (tmp_path / "a.txt").read_bytes()
        pile = Pile(case._store, [Captured(name="b", path=tmp_path / "b.txt")])
        readings = [read_input(item) for item in pile._new()]
        (tmp_path / "b.txt").write_text("changed")
        pile._keep(readings[0])
        (skip,) = case.skips()
        assert (skip.name, skip.stage) == ("b", "store")
        assert "changed" in skip.reason


def test_a_stopped_run_looks_at_repeated_lines_when_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of an outlet are found also when the run that read its articles ended before it came to that."""
    monkeypatch.setattr("rashomon.pile.settle_outlets", lambda *_: 0)
    case = made(tmp_path / "three", 3)
    monkeypatch.undo()
    assert "pile" not in {by for _, by in kinds(case)}
    with Case.open(case) as opened:
        opened.add([str(tmp_path / "three" / f"{n}.html") for n in range(3)], jobs=1)
    assert kinds(case) == [("navigation", "pile")] * 3


def test_a_table_is_kept_with_what_was_written_out_from_it(tmp_path: Path) -> None:
    """The raw bytes of a table stay in the case beside its rows, and verifying misses them when they are gone."""
    data = b'date,text\n2022-10-10,"The clerk said that nobody was there."\n2022-10-11,"An officer denied it."\n'
    (tmp_path / "posts.csv").write_bytes(data)
    path = tmp_path / "case"
    with Case.new(path) as case:
        case.add([str(tmp_path / "posts.csv")], jobs=1)
        assert len(case.documents()) == 2
        assert case.verify().problems == ()
    sha256 = hashlib.sha256(data).hexdigest()
    with closing(sqlite3.connect(path)) as db:
        (kept,) = db.execute("SELECT compressed FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
        assert zlib.decompress(kept) == data
        db.execute("DELETE FROM blobs WHERE sha256 = ?", (sha256,))
        db.commit()
    with Case.open(path) as case:
        assert sha256 in {p.where for p in case.verify().problems}


def test_a_persons_places_are_found_at_once(tmp_path: Path) -> None:
    """Places of a file are found in documents that were read before, and leave them again; the case stays whole."""
    (tmp_path / "a.txt").write_text(
        "Shells hit the army base at Quorrim on 6 October 2022, a spokesman for the army said.\n"
    )
    (tmp_path / "places.csv").write_text("name,lat,lon\nQuorrim,12.5,44.25\n")
    with Case.new(tmp_path / "case") as case:
        case.add([str(tmp_path / "a.txt")], jobs=1)
        before = case.places()
        assert all(row.lat is None for row in before)
        assert [place.names for place in case.gazetteer(str(tmp_path / "places.csv"))] == [("Quorrim",)]
        assert {(row.lat, row.lon, row.gazetteer_id) for row in case.places(name="quorrim")} == {(12.5, 44.25, "own:2")}
        assert case.verify().problems == ()
        assert case.gazetteer(none=True) == []
        assert case.places() == before
        assert case.verify().problems == ()
