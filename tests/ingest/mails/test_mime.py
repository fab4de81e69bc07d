"""Headers, parameters, transfer encodings."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.mails.mime import characters, headers_of, parameters, parsed, split, unwrapped


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?Q?Sch=C3=BCsse_am?= Kai", "Schüsse am Kai"),
        (b"=?UTF-8?B?U2Now7w=?= =?UTF-8?B?c3Nl?=", "Schüsse"),
        (b"=?utf-8?B?U2NOw?= =?utf-8?Q?=BC?=", None),
        (b"=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=", "ü"),
        (b"=?x-none?Q?a=FC?=", "aü"),
        (b"=?utf-8*de?Q?a?=", "a"),
        ("Schüsse".encode(), "Schüsse"),
        ("Schüsse".encode("latin-1"), "Schüsse"),
        (b"=?utf-8?Q?broken", "=?utf-8?Q?broken"),
        (b"a\x00b", "a b"),
    ],
)
def test_encoded_words(raw: bytes, text: str | None) -> None:
    """Encoded words are decoded, whatever their charset claims; characters split between two are whole again."""
    assert characters(raw) == text if text is not None else characters(raw)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b'text/plain; charset="utf-8"; name=a', {"charset": "utf-8", "name": "a"}),
        (b"x/y; name*=utf-8'de'%C3%84.txt", {"name": "Ä.txt"}),
        (b"x/y; name*1=b; name*0*=utf-8''%C3%84", {"name": "Äb"}),
        (b'x/y; name="a\\"b;c"', {"name": 'a"b;c'}),
        (b"x/y; name==?utf-8?Q?=C3=84?=", {"name": "Ä"}),
        (b"x/y; name", {}),
        (b"", {}),
    ],
)
def test_parameters(raw: bytes, found: dict[str, str]) -> None:
    """Parameters in quotation marks, in pieces, in a charset, and broken ones."""
    assert parameters(raw)[1] == found


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_base64_and_quoted_printable_are_undone(data: bytes) -> None:
    """What was wrapped comes back; what is broken gives something."""
    assert unwrapped(base64.encodebytes(data), "base64") == data
    unwrapped(data, "base64")
    unwrapped(data, "quoted-printable")
    assert unwrapped(data, "8bit") == data


def test_a_boundary_that_is_not_declared_is_guessed() -> None:
    """Parts are found by the first line that looks like a boundary; one that is never closed runs to the end."""
    body = b"--zz\r\nContent-Type: text/plain\r\n\r\na\r\n--zz\r\nX: y\r\n\r\nb"
    assert list(split(body, "")) == list(split(body, "zz"))
    assert [part.body for part in parsed(b"Content-Type: multipart/mixed\r\n\r\n" + body).parts] == [b"a", b"b"]


def test_a_part_may_have_no_headers() -> None:
    """A part that begins with an empty line is its body, whatever that looks like; in a digest it is a mail."""
    data = b"Content-Type: multipart/%b; boundary=b\n\n--b\n\nNote: a\n\nText\n--b--\n"
    (part,) = parsed(data % b"mixed").parts
    assert (part.kind, part.headers, part.body) == ("text/plain", (), b"Note: a\n\nText")
    assert parsed(data % b"digest").parts[0].kind == "message/rfc822"


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_have_parts(data: bytes) -> None:
    """Nothing raises, and what is no header is body."""
    entity = parsed(data)
    assert entity.body in data
    assert isinstance(entity.filename + entity.disposition + entity.header("subject"), str)


def test_headers_without_end_take_no_time() -> None:
    """Carriage returns, spaces and folds without end are passed in linear time."""
    began = time.process_time()
    for data in (b"a: " + b"x\r" * 100_000, b"a:" + b"\n " * 200_000, b"a: b\n" * 100_000, b"=?" * 100_000):
        headers_of(data)
        characters(data)
        parameters(data)
        parsed(b"Content-Type: multipart/mixed; boundary=" + data)
    assert time.process_time() - began < 5
