"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import Unreadable
from rashomon.ingest.decoding import decode

PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)


@given(PRINTABLE)
def test_valid_utf8_comes_back_unchanged(text: str) -> None:
    """Valid UTF-8 is decoded to exactly its own characters, less a byte order mark that it starts with."""
    prefixed = "Report: " + text
    assert decode(prefixed.encode()).text == prefixed


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_newlines_stay_as_they_are(newline: str) -> None:
    """No newline is translated."""
    text = f"One line{newline}another{newline}"
    assert decode(text.encode()).text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    """Whatever the bytes, the result is encodable text or `Unreadable`."""
    try:
        decoded = decode(data)
    except Unreadable:
        return
    decoded.text.encode("utf-8")


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_dropped(name: str) -> None:
    """A byte order mark names the encoding, is no part of the text, and the decision says so."""
    decoded = decode("Über den Hafen, sagte er.".encode(name))
    assert decoded.text == "Über den Hafen, sagte er."
    assert "byte order mark, dropped" in decoded.how


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen_by_its_zeros(name: str) -> None:
    """UTF-16 of Latin text without a mark is recognised."""
    decoded = decode("The port was shelled, she said.".encode(name))
    assert (decoded.text, decoded.encoding) == ("The port was shelled, she said.", name)


def test_lone_surrogate_in_utf16_is_replaced_and_counted() -> None:
    """A lone surrogate becomes U+FFFD and the decision says how many there were."""
    decoded = decode(b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le"))
    assert decoded.text == "ab\ufffdc"
    assert "1 characters replaced" in decoded.how


def test_utf8_with_an_encoded_surrogate_stays_utf8() -> None:
    """Bytes of a lone surrogate inside UTF-8 are replaced; the rest is not mistaken for another encoding."""
    decoded = decode("Ärger über Öl".encode() + b"\xed\xa0\x80" + " später gemäß Plänen für".encode())
    assert decoded.encoding == "utf-8"
    assert "Ärger" in decoded.text
    assert "replaced" in decoded.how


def test_a_nul_in_text_is_kept() -> None:
    """A NUL byte in otherwise valid text is no reason to refuse it."""
    assert decode(b"before\x00after, said the clerk").text == "before\x00after, said the clerk"


def test_declared_encoding_of_a_page_is_obeyed() -> None:
    """A page that is not UTF-8 is read as its meta element says."""
    page = '<html><head><meta charset="windows-1251"></head><body>Порт обстрелян</body></html>'
    decoded = decode(page.encode("cp1251"))
    assert decoded.text == page
    assert "windows-1251" in decoded.how


def test_false_declaration_does_not_spoil_utf8() -> None:
    """Bytes that are valid UTF-8 are read as such, whatever a page says."""
    page = '<html><head><meta charset="iso-8859-1"></head><body>café</body></html>'
    assert decode(page.encode()).text == page


def test_seven_bit_declaration_is_obeyed() -> None:
    """ISO-2022-JP is pure ASCII on the wire; the declaration is the only way to know it."""
    page = '<html><head><meta charset="iso-2022-jp"></head><body>港が砲撃された</body></html>'
    assert decode(page.encode("iso2022_jp")).text == page


def test_utf7_is_never_believed() -> None:
    """A page cannot smuggle markup in through a declared UTF-7."""
    page = b'<html><head><meta charset="utf-7"></head><body>+ADw-script+AD4-</body></html>'
    assert decode(page).encoding == "utf-8"


def test_western_text_without_declaration_is_windows_1252() -> None:
    """Western European bytes that are not UTF-8 are read as windows-1252, and the decision says why."""
    decoded = decode("The café’s owner – a señor – said “no”.".encode("cp1252"))
    assert (decoded.text, decoded.encoding) == ("The café’s owner – a señor – said “no”.", "cp1252")


def test_cyrillic_without_declaration_is_guessed() -> None:
    """Text in another 8-bit encoding is guessed from its letters."""
    text = "Министерство заявило, что порт был обстрелян вечером в четверг, и возложило вину на бригаду. " * 4
    assert decode(text.encode("cp1251")).text == text


CYRILLIC = "Порт обстрелян, сказал он."


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r", "iso-8859-5", "cp866"])
def test_the_header_s_encoding_is_taken_where_the_bytes_obey_it(name: str) -> None:
    """What HTTP or mail says of the encoding decides between encodings that all fit."""
    decoded = decode(CYRILLIC.encode(name), charset=name)
    assert decoded.text == CYRILLIC
    assert decoded.how == f"declared in the header as {name}"


@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "koi8-r", "us-ascii"])
def test_a_header_does_not_spoil_utf8(name: str) -> None:
    """Bytes that are valid UTF-8 are read as such, and that the header says otherwise is said."""
    decoded = decode(CYRILLIC.encode(), charset=name)
    assert (decoded.text, decoded.encoding) == (CYRILLIC, "utf-8")
    assert f"the header says {name}" in decoded.how


def test_a_header_that_gives_controls_is_not_believed() -> None:
    """A declared encoding in which the bytes are C1 controls is only told of."""
    decoded = decode("He said “no” – twice".encode("cp1252"), charset="iso-8859-5")
    assert decoded.text == "He said “no” – twice"
    assert "the header says iso-8859-5" in decoded.how


@pytest.mark.parametrize("name", ["utf-7", "no-such", "rot13", "idna", "base64", "\x00", "x" * 500, "undefined"])
def test_a_header_that_names_no_encoding_does_no_harm(name: str) -> None:
    """Names of codecs that are no encodings, and of nothing, leave the text to the bytes."""
    assert decode("Über den Hafen, sagte er.".encode("cp1252"), charset=name).text == "Über den Hafen, sagte er."


def test_a_header_that_agrees_is_not_mentioned() -> None:
    """A header that says UTF-8 of UTF-8, or anything of ASCII, tells nothing new."""
    assert decode(CYRILLIC.encode(), charset="UTF-8").how == "strict UTF-8"
    assert decode(b"plain, she said", charset="windows-1252").how == "strict UTF-8"


def test_the_header_goes_before_the_page() -> None:
    """Where header and page disagree and the bytes fit both, the header decides, as in browsers."""
    page = '<html><head><meta charset="windows-1251"></head><body>Порт</body></html>'
    assert decode(page.encode("koi8-r"), charset="koi8-r").text == page


@given(st.binary(max_size=300), st.text(max_size=20) | st.sampled_from(["utf-16", "big5", "hz", "cp037", "utf-8-sig"]))
def test_any_bytes_and_any_header_give_text_or_a_reason(data: bytes, charset: str) -> None:
    """Whatever the bytes and the header, the result is encodable text or `Unreadable`."""
    try:
        decoded = decode(data, charset=charset)
    except Unreadable:
        return
    decoded.text.encode("utf-8")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"  \n\t ", "white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (bytes(range(256)) * 8, "control characters"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    """Empty and binary data are refused with what they look like."""
    with pytest.raises(Unreadable, match=word):
        decode(data)
