"""Character references before a parser sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.tables.references import References


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("a & b &amp; c", "a &amp; b &amp; c"),
        ("R&D; AT&T", "R&amp;D; AT&amp;T"),
        ("&nbsp;&hellip;", "\xa0…"),
        ("&lt;&#38;&#x26;", "&lt;&#38;&#x26;"),
        ("&own;", "&amp;own;"),
        ("&AMP;", "&amp;"),
        ("&#0;&#xD800;&#1114112;", "\ufffd\ufffd\ufffd"),
        ("<![CDATA[a & b &own;]]> & c", "<![CDATA[a & b &own;]]> &amp; c"),
        ("<![CDATA[a & b", "<![CDATA[a & b"),
    ],
)
def test_references(text: str, mended: str) -> None:
    """Bare ampersands are text, names of HTML are characters, a file's own entities stay, CDATA is left alone."""
    assert References()(text, True) == mended


@given(st.text(alphabet="&;#x1aB<![CDATA[]]>", max_size=80), st.integers(1, 7))
def test_pieces_do_not_matter(text: str, size: int) -> None:
    """However the text comes in pieces, what goes on is the same."""
    mend = References()
    parts = [mend(text[i : i + size], False) for i in range(0, len(text), size)]
    assert "".join(parts) + mend("", True) == References()(text, True)
