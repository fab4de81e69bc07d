"""A document's marked text: always the text, always the right marks."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.markup import FOLDS, Marked, cut, marks_of, paragraphs, preview, runs, visible
from rashomon.records import Claim, Fragment, Page, Provenance, Reading, Zone, ZoneKind
from tests.factory import HOSTILE, claim, document, hostile, reading

texts = st.text(
    st.sampled_from("ab <&>\"'“”\r\n\t\u202e\u2066\u200b\u2028\x07é中\U0001f600")
    | st.characters(exclude_categories=["Cs"])
)
"""Text in which everything that markup can trip over is frequent; NUL is tested on its own."""


class Read(HTMLParser):
    """What a parser finds: the text, and for each token of a mark the text under it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.under: dict[str, str] = {}
        self.anchors: list[tuple[str | None, int]] = []
        self.open: list[list[str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.anchors.append((given["id"], len(self.text)))
        self.open.append((given.get("data-n") or "").split() if tag == "mark" else [])

    def handle_endtag(self, _tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for token in {t for tokens in self.open for t in tokens}:
            self.under[token] = self.under.get(token, "") + data


def whole(of: Reading) -> Read:
    """All paragraphs of a reading, parsed."""
    marked = Marked(of)
    return Read("".join(marked.block(b.end) for run in marked.runs for b in marked.blocks[run.start]))


@st.composite
def overlapping(draw: st.DrawFn) -> Reading:
    """A document with claims whose spans overlap, nest, are shared, discontinuous, empty, or run past the end."""
    text = draw(texts).replace("\x00", "")
    place = st.integers(0, len(text) + 2)
    span = st.tuples(place, place).map(lambda p: Fragment(start=min(p), end=max(p)))
    shared = draw(st.lists(span, min_size=1, max_size=3))
    parts = st.lists(span | st.sampled_from(shared), max_size=3).map(tuple)
    of = document(text)
    claims = [
        Claim(
            id=f"{of.id}.c{n}",
            doc=of.id,
            source=draw(parts),
            cue=draw(parts),
            content=draw(parts),
            form="direct",
            p=0.5,
            zone="body",
            making="m",
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    cuts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=8))))
    kinds: st.SearchStrategy[ZoneKind] = st.sampled_from(
        ("headline", "body", "comment", "navigation", "byline", "provenance")
    )
    zones = tuple(Zone(start=a, end=b, kind=draw(kinds)) for a, b in pairwise(cuts) if draw(st.booleans()))
    pages = tuple(Page(number=n, start=a, end=a) for n, a in enumerate(draw(st.lists(place, max_size=3)), 1))
    origins = tuple(Provenance(start=a, end=a, relation="via", name="x") for a in draw(st.lists(place, max_size=3)))
    return Reading(name="a", document=of, zones=zones, claims=tuple(claims), pages=pages, provenance=origins)


@given(overlapping())
def test_marks_removed_the_text_is_the_text(of: Reading) -> None:
    """Taking the marks away gives the document's text back exactly, whatever the spans and zones."""
    assert of.document
    assert whole(of).text == of.document.text


@given(overlapping())
def test_every_part_of_every_claim_is_marked_and_nothing_else(of: Reading) -> None:
    """The characters under a claim's mark are the characters of its fragments, each once, in order."""
    assert of.document
    text, read = of.document.text, whole(of)
    for number, one in enumerate(of.claims, 1):
        for code, spans in (("s", one.source), ("k", one.cue), ("c", one.content)):
            places = sorted({i for f in spans for i in range(f.start, min(f.end, len(text)))})
            assert read.under.get(f"{code}{number}", "") == "".join(text[i] for i in places)


@given(overlapping())
def test_every_claim_has_its_anchor(of: Reading) -> None:
    """Each claim has one anchor, where its content begins, unless the document has no text at all."""
    assert of.document
    if of.document.text:
        anchors = dict(whole(of).anchors)
        assert len(anchors) == len(of.claims) + len(of.pages) + len(of.provenance)
        length = len(of.document.text)
        assert [anchors[f"page-{of.document.id}-{p.number}"] for p in of.pages] == [
            min(p.start, length) for p in of.pages
        ]
        for one in of.claims:
            if one.content:
                assert anchors[f"claim-{one.id}"] == min(one.content[0].start, len(of.document.text))


@given(overlapping())
def test_stretches_and_pieces_cover_the_text_once(of: Reading) -> None:
    """Runs, and the pieces between borders, follow one another from the first character to the last."""
    assert of.document
    length = len(of.document.text)
    stretches = runs(of.document.text, of.zones)
    pieces = list(cut(length, marks_of(of.claims, length)))
    for row in ([(r.start, r.end) for r in stretches], [(p.start, p.end) for p in pieces]):
        assert [a for a, _ in row][1:] == [b for _, b in row][:-1]
        assert not row or (row[0][0], row[-1][1]) == (0, length)


@given(texts)
def test_paragraphs_cover_the_text_once(text: str) -> None:
    """Paragraphs follow one another without gap or overlap."""
    blocks = list(paragraphs(text, 0, len(text)))
    assert "".join(text[a:b] for a, b in blocks) == text


def test_a_long_line_is_a_paragraph_and_short_lines_stay_together() -> None:
    """Lines broken by hand stay in one paragraph; a line of prose is one by itself; blank lines stand alone."""
    prose, verse = "word " * 30 + "\n", "roses are red\nviolets are blue\n"
    text = prose + prose + "\n" + verse + "\r\n" + "end"
    found = [text[a:b] for a, b in paragraphs(text, 0, len(text))]
    assert found == [prose, prose, "\n", verse, "\r\n", "end"]


def test_what_hides_or_reorders_text_is_named() -> None:
    """Direction overrides, zero-width and control characters stand in boxes with their code; NUL becomes U+FFFD."""
    assert visible("a\u202eb") == "a<span class=x data-x=U+202E>\u202e</span>b"
    assert visible("\x00") == "<span class=x data-x=U+0000>\ufffd</span>"
    assert "U+D800" in visible("\ud800")
    assert visible("العربية\n\t") == "العربية\n\t"


def test_hostile_text_stays_text() -> None:
    """Nothing in a document's text becomes an element of the page."""
    read = whole(hostile())
    assert read.text == HOSTILE.replace("\x00", "\ufffd")
    assert read.under["s1"] == "<script>alert(1)</script>"
    assert read.under["c1"] == "<b onclick\U0001f600 astral"


def test_a_source_shared_by_claims_is_one_mark_that_names_both() -> None:
    """Where two claims share a source, one piece carries both, and says where each begins."""
    d = document("Ann said it rained and added it poured.")
    one, two = claim(d, "Ann", "said", "it rained"), claim(d, "Ann", "added", "it poured")
    html = Marked(reading(d, one, two)).block(len(d.text))
    assert html.startswith('<mark class=s data-n="s1 s2" data-l="1 2">Ann</mark>')


def test_a_content_that_goes_on_elsewhere_carries_its_number() -> None:
    """The second fragment of a content says whose it is; the first has the anchor for that."""
    d = document("“It rained,” Ann said, “all day.”")
    html = Marked(reading(d, claim(d, "Ann", "said", "“It rained,”", "“all day.”"))).block(len(d.text))
    assert "data-n=1></a><mark class=c data-n=c1>“It rained,”</mark>" in html
    assert "<mark class=c data-n=c1 data-l=1 data-m=1>“all day.”</mark>" in html


def test_a_claim_within_a_claim_is_shaded_twice() -> None:
    """Content within content is told apart from content, and a source within content is both."""
    d = document("Ann said Bob said it rained.")
    outer, inner = claim(d, "Ann", "said", "Bob said it rained"), claim(d, "Bob", "said", "it rained")
    html = Marked(reading(d, outer, inner)).block(len(d.text))
    assert '<mark class="s c" data-n="c1 s2" data-l=2>Bob</mark>' in html
    assert '<mark class="c deep" data-n="c1 c2">it rained</mark>' in html


def test_zones_that_are_not_the_article_are_stretches_of_their_own() -> None:
    """A comment between paragraphs is a stretch to fold; white space after it goes with it."""
    text = "Body one.\n\nI disagree!\n\nBody two."
    at = text.index("I dis")
    zones = [
        Zone(start=0, end=9, kind="body"),
        Zone(start=at, end=at + 11, kind="comment"),
        Zone(start=at + 13, end=len(text), kind="body"),
    ]
    found = [(r.kind, text[r.start : r.end]) for r in runs(text, zones)]
    assert found == [("article", "Body one.\n\n"), ("comment", "I disagree!\n\n"), ("article", "Body two.")]
    assert "comment" in FOLDS


def test_a_preview_is_one_short_line() -> None:
    """A preview cuts at a word and says that it cut."""
    assert preview("a\n b") == "a b"
    assert preview("word " * 30, 12) == "word word …"
