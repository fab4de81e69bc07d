"""A page's tree to its text."""

from __future__ import annotations

import pytest

from rashomon.ingest.pages.blocks import page_of
from rashomon.ingest.pages.html import parse


def text_of(inner: str) -> str:
    """The text of a page with this body."""
    return page_of(parse(f"<!doctype html><html><body>{inner}</body></html>")).text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<h1>A &amp; B</h1>\n<p>One\n  <b>two</b> three.</p><p>Line<br>next<br><br>new</p><ul><li>x<li>y</ul>",
            "A & B\n\nOne two three.\n\nLine\nnext\n\nnew\n\nx\ny",
        ),
        ("<p>She said <q>no</q> twice.</p>", "She said “no” twice."),
        (
            "<table><tr><td>Dead</td><td>5</td></tr><tr><td>Hurt</td><td>12</td></tr></table>",
            "Dead\t5\nHurt\t12",
        ),
        ("<pre>a  b\n  c</pre><p>d  e</p>", "a b\nc\n\nd e"),
        ("<p>a<span>b</span> c<i> d</i></p>", "ab c d"),
    ],
    ids=["blocks", "quotation", "cells", "preformatted", "inline"],
)
def test_text_of_a_page_is_its_blocks(inner: str, text: str) -> None:
    """White space is collapsed, paragraphs stand apart by a blank line, cells by a tab, a q element has its marks."""
    assert text_of(inner) == text


def test_what_is_not_shown_is_no_text() -> None:
    """Scripts, styles, templates, comments, drawings, formulas and what stands in noscript are dropped."""
    hidden = (
        "<script>said()</script><style>p{}</style><template>no</template><noscript>no</noscript><!-- no -->"
        "<svg><text>no</text></svg><math><mi>no</mi></math><select><option>no</select><textarea>no</textarea>"
    )
    assert text_of(f"{hidden}<p>Shown text, he said.</p>{hidden}") == "Shown text, he said."


def test_blocks_quote_the_text_and_count_their_links() -> None:
    """A block's offsets give its text; characters inside links are counted, those to other sites apart."""
    markup = "<p>one <a href='/x'>two</a> <a href='https://b.example/y'>three</a></p><div><h2>four</h2></div>"
    page = page_of(parse(f"<html><body>{markup}</body></html>"), "www.a.example")
    assert [page.text[b.start : b.end] for b in page.blocks] == ["one two three", "four"]
    assert (page.blocks[0].linked, page.blocks[0].outward) == (8, 5)
    assert page.blocks[1].context.heading == 2
