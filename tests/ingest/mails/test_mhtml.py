"""Pages that a browser saved whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured
from rashomon.ingest.mails.mail import Mail
from rashomon.ingest.mails.mhtml import Mhtml

PAGE = (
    "<html><head><title>Ships seen</title></head><body><h1>Ships seen</h1><p>The mayor said =E2=80=9Cno=E2=80=9D and "
    "that two ships had been seen off the quay before the first shell.</p></body></html>"
)
CHROME = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lantern.example/a\r\nSubject: Ships seen\r\n"
    "Date: Sat, 8 Feb 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    '\ttype="text/html";\r\n\tboundary="B1"\r\n\r\n\r\n--B1\r\nContent-Type: text/html\r\nContent-ID: <frame-1@x>\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://lantern.example/a\r\n\r\n"
    + PAGE
    + "\r\n--B1\r\nContent-Type: text/html\r\nContent-Location: cid:frame-2@mhtml\r\n\r\n<p>Buy now</p>"
    "\r\n--B1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--B1--\r\n"
).encode()
WORD = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"--=_NextPart\"\n\nThis is a web archive.\n\n"
    b"----=_NextPart\nContent-Location: file:///C:/a.htm\nContent-Type: text/html; charset=\"windows-1252\"\n"
    b"Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>He said =96 no.</p></html>\n----=_NextPart--\n"
)  # fmt: skip


def item(data: bytes) -> Captured:
    return Captured(name="p.mhtml", data=data)


def test_the_page_is_read() -> None:
    """The page's text is read; its address and the day of saving are signals; its frames are said to be left out."""
    assert Mhtml().recognises(item(CHROME))
    assert not Mail().recognises(item(CHROME))
    content = Mhtml().read(CHROME)
    assert "The mayor said “no” and that two ships" in content.text
    assert "Buy now" not in content.text
    found = {s.field: s.value for s in reversed(content.signals)}
    assert (found["url"], found["captured"]) == ("https://lantern.example/a", "2020-02-08")
    assert found["title"] == "Ships seen"
    assert content.skips == ("1 frame inside the page not read",)


def test_other_programs() -> None:
    """An archive by an office program, in the encoding that it names."""
    assert Mhtml().recognises(item(WORD))
    assert "He said – no." in Mhtml().read(WORD).text


def test_mail_is_no_saved_page() -> None:
    """An HTML mail with its pictures travelled, and is mail."""
    mail = WORD.replace(b"MIME", b"From: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\nMIME", 1)
    assert not Mhtml().recognises(item(mail))
    assert Mail().recognises(item(mail))


def test_a_start_that_is_named_is_the_page() -> None:
    """The part that the archive names as its start is read, not the first one."""
    data = CHROME.replace(b'type="text/html"', b'type="text/html"; start="<s>"').replace(
        b"Content-Location: cid:frame-2", b"Content-ID: <s>\r\nX: cid:frame-2"
    )
    assert "Buy now" in Mhtml().read(data).text


def test_no_page_at_all() -> None:
    """An archive of a picture is refused."""
    with pytest.raises(Unreadable, match="without a page"):
        Mhtml().read(b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\n1\n--x--")


@settings(deadline=None)
@given(st.integers(0, len(CHROME)), st.binary(max_size=20))
def test_any_damage_is_read_or_refused(at: int, junk: bytes) -> None:
    """With anything put anywhere, or the rest cut off, the page is read or refused."""
    for data in (CHROME[:at] + junk + CHROME[at:], CHROME[:at] + junk):
        Mhtml().recognises(item(data))
        try:
            content = Mhtml().read(data)
        except (Unreadable, TooLarge):
            continue
        assert all(content.text[z.start : z.end].strip() for z in content.zones)
