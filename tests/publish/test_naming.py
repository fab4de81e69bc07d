"""What documents are called on a page: titles and file names, and no folder that they were read from."""

from __future__ import annotations

from msgspec.structs import replace

from rashomon.publish.markup import unquoted
from rashomon.publish.naming import Naming
from rashomon.records import Reading, Skip
from tests.factory import document, reading


def named(name: str, title: str = "", published: str = "") -> Reading:
    """A reading of a document of this name."""
    return reading(replace(document(f"Text of {name}."), name=name, title=title, published=published))


def test_a_document_without_a_title_goes_by_its_file() -> None:
    """Folders are left out; two files of one name have their folder's last part; addresses stay whole."""
    given = [
        named("/somewhere/a/one.txt"),
        named("/somewhere/b/one.txt"),
        named("C:\\me\\two.txt"),
        named("https://example.org/a/b"),
    ]
    naming = Naming(given)
    names = [one.document.name for one in map(naming.reading, given) if one.document]
    assert names == ["a/one.txt", "b/one.txt", "two.txt", "https://example.org/a/b"]


def test_words_call_a_document_by_its_title_or_its_file() -> None:
    """A path in a reason becomes the title in quotation marks, or the name of the file."""
    naming = Naming(
        [named("/a/one.txt", "Rain"), named("/a/two.txt")], [Skip(name="/a/bad.pdf", stage="read", reason="-")]
    )
    assert naming("/a/one.txt has more than /a/two.txt") == "“Rain” has more than two.txt"
    assert naming("either/or") == "either/or"
    assert naming.skip(Skip(name="/a/bad.pdf", stage="read", reason="/a/bad.pdf: empty")).name == "bad.pdf"


def test_documents_of_one_title_are_told_apart() -> None:
    """The day tells them apart where it can, else the file."""
    given = [
        named("/a/1.txt", "Rain", "2020-02-07"),
        named("/a/2.txt", "Rain"),
        named("/a/3.txt", "rain"),
        named("/a/4.txt", "Sun"),
    ]
    naming = Naming(given)
    titles = [one.document.title for one in map(naming.reading, given) if one.document]
    assert titles == ["Rain (7 February 2020)", "Rain (2.txt)", "rain (3.txt)", "Sun"]


def test_marks_around_all_of_the_words_are_left_out() -> None:
    """Nor does one stay that nothing closes; marks around a part and apostrophes do."""
    assert [unquoted(t) for t in ("“x.”", "“cut off", "cut off”", '"y"', "the men’s")] == [
        "x.",
        "cut off",
        "cut off",
        "y",
        "the men’s",
    ]
    assert unquoted("“A” said B “C”") == "“A” said B “C”"
    assert unquoted("named “half the coast") == "named “half the coast”"
