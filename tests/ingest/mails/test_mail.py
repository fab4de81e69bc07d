"""One mail as a document, and what is attached to it."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import TooLarge, Unreadable
from rashomon.ingest.items import Captured, Content
from rashomon.ingest.mails.mail import Mail, unflowed
from rashomon.records import Skip

HEAD = (
    b"From: Ann Example <ann@example.org>\r\nTo: bob@example.org\r\nSubject: Ships off the quay\r\n"
    b"Date: Fri, 07 Feb 2020 23:30:00 -0500\r\nMessage-ID: <a.b/c@example.org>\r\nMIME-Version: 1.0\r\n"
)
BODY = "The mayor said that two ships had been seen off the quay before the first shell fell."


def item(data: bytes) -> Captured:
    return Captured(name="m.eml", data=data)


def zones(content: Content) -> list[tuple[str, str]]:
    return [(z.kind, content.text[z.start : z.end]) for z in content.zones]


def signals(content: Content) -> dict[str, str]:
    return {s.field: s.value for s in reversed(content.signals)}


def multipart(kind: str, *parts: bytes) -> bytes:
    lines = b"".join(b"--B1\r\n" + part + b"\r\n" for part in parts)
    return (
        HEAD + b"Content-Type: " + kind.encode() + b"; boundary=B1\r\n\r\nfor old readers\r\n" + lines + b"--B1--\r\n"
    )


def test_subject_sender_date_and_body() -> None:
    """A mail is its subject, its sender, its date and its text, each a zone, and its headers are signals."""
    content = Mail().read(HEAD + b"\r\n" + BODY.encode() + b"\r\n")
    assert zones(content) == [
        ("headline", "Ships off the quay"),
        ("byline", "Ann Example <ann@example.org>"),
        ("dateline", "Fri, 07 Feb 2020 23:30:00 -0500"),
        ("body", BODY),
    ]
    found = signals(content)
    assert (found["title"], found["author"], found["published"]) == ("Ships off the quay", "Ann Example", "2020-02-07")
    assert found["canonical"] == "mid:a.b%2Fc@example.org"
    assert {z.made_by for z in content.zones[:3]} == {"format"}


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Press Office, Ministry of Ports <press@ports.example>", "Press Office, Ministry of Ports"),
        ('"Office, Press" <press@ports.example>', "Office, Press"),
        ("ann@example.org, Bob <bob@example.org>", "ann@example.org"),
        ("<ann@example.org>", "ann@example.org"),
    ],
)
def test_a_name_with_a_comma_is_whole(sender: str, author: str) -> None:
    """A sender whose name holds a comma is named whole, also when the quotation marks were forgotten."""
    mail = f"From: {sender}\r\nTo: b@a.example\r\nSubject: Quay\r\n\r\nThe mayor said no.\r\n".encode()
    assert signals(Mail().read(mail))["author"] == author


def test_list_headers_are_signals() -> None:
    """A list gives the outlet and the address of its archive; a sender "via" a list is the sender."""
    extra = (
        b"List-Id: Quay Watch <quay.lists.example.org>\r\nList-Archive: <https://lists.example.org/quay/>\r\n"
        b"Content-Language: de-AT\r\n"
    )
    head = HEAD.replace(b"Ann Example <", b"Ann Example via Quay Watch <")
    found = signals(Mail().read(head + extra + b"\r\n" + BODY.encode()))
    assert (found["outlet"], found["url"]) == ("Quay Watch", "https://lists.example.org/quay/")
    assert (found["author"], found["language"]) == ("Ann Example", "de")


def test_a_date_missing_is_taken_from_the_way() -> None:
    """Without a Date header the day of the last hop is the day."""
    head = b"Received: from a by b; Sat, 8 Feb 2020 01:00:00 +0000\r\nFrom: a@example.org\r\nSubject: No\r\n\r\n"
    assert signals(Mail().read(head + BODY.encode()))["published"] == "2020-02-08"


def test_plain_text_is_preferred_when_it_has_substance() -> None:
    """Of two forms the plain one is read; HTML is read where the plain one only says that there is HTML."""
    page = b"Content-Type: text/html\r\n\r\n<p>" + BODY.encode() + b"</p><p>It is the page.</p>"
    full = multipart("multipart/alternative", b"Content-Type: text/plain\r\n\r\n" + BODY.encode() + b" Plain.", page)
    assert zones(Mail().read(full))[3:] == [("body", BODY + " Plain.")]
    empty = b"Content-Type: text/plain\r\n\r\nYour program cannot display HTML messages."
    content = Mail().read(multipart("multipart/alternative", empty, page))
    assert content.text.endswith(BODY + "\n\nIt is the page.")


def test_html_quotations_stay_quotations() -> None:
    """In an HTML mail the answer is body and what it answers is a quotation, with the line that says whose."""
    page = (
        f"<html><body><p>{BODY}</p><div class='gmail_quote'>On Thu, Feb 6, 2020 at 9:00 AM Bob &lt;b@example.org&gt; "
        "wrote:<br><blockquote>What did the mayor say about the ships?</blockquote></div></body></html>"
    )
    content = Mail().read(HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode())
    kinds = {text: kind for kind, text in zones(content)}
    assert kinds[BODY] == "body"
    assert kinds["What did the mayor say about the ships?"] == "blockquote"
    assert kinds["On Thu, Feb 6, 2020 at 9:00 AM Bob <b@example.org> wrote:"] == "blockquote"


def test_attachments_are_members() -> None:
    """Attached files come under their own names, forwarded mails as mails, two of one name apart."""
    data = multipart(
        "multipart/mixed",
        b"Content-Type: text/plain\r\n\r\n" + BODY.encode(),
        b"Content-Type: message/rfc822\r\n\r\n" + HEAD + b"\r\nInner text.",
        b"Content-Type: text/plain; name*0*=utf-8''%C3%84; name*1=.txt\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"He said no."),
        b'Content-Disposition: attachment; filename="../../etc/a.txt"\r\n\r\nOne.',
        b'Content-Disposition: attachment; filename="a.txt"\r\n\r\nTwo.',
    )
    found = [m for m in Mail().members(item(data)) if isinstance(m, Captured)]
    assert [m.name for m in found] == [
        "m.eml/forwarded-01.eml", "m.eml/Ä.txt", "m.eml/a.txt", "m.eml/04-a.txt",
    ]  # fmt: skip
    assert [m.data for m in found[1:]] == [b"He said no.", b"One.", b"Two."]
    assert Mail().recognises(found[0])
    assert all(m.depth == 1 and not m.final for m in found)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nxx", "winmail.dat"),
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nxx", "encrypted"),
        (b"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nxx", "signature"),
        (b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x", "delivery-status"),
        (
            b"Content-Type: text/plain\r\n\r\n-----BEGIN PGP MESSAGE-----\r\nxx\r\n-----END PGP MESSAGE-----",
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_is_said(part: bytes, said: str) -> None:
    """Encrypted, wrapped and proprietary parts are named; the text beside them is kept, and alone they give no text."""
    body = b"Content-Type: text/plain\r\n\r\n" + BODY.encode()
    content = Mail().read(multipart("multipart/mixed", body, part))
    assert BODY in content.text
    assert any(said in skip for skip in content.skips)
    with pytest.raises(Unreadable, match=said):
        Mail().read(multipart("multipart/mixed", part))


def test_a_clear_signature_keeps_the_text() -> None:
    """A text signed in the clear is read; the armour is set aside, and a detached signature is no attachment."""
    armour = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n"
    content = Mail().read(HEAD + b"\r\n" + armour.format(BODY).encode())
    assert [text for kind, text in zones(content) if kind == "body"] == [BODY]
    data = multipart(
        "multipart/signed",
        b"Content-Type: text/plain\r\n\r\n" + BODY.encode(),
        b"Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----",
    )
    assert Mail().read(data).skips == ()
    assert list(Mail().members(item(data))) == []


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("utf-8", "Größe“".encode()),
        ("iso-8859-1", "Größe“".encode("cp1252")),
        ("us-ascii", "Größe“".encode()),
        ("utf-8", "Größe“".encode("cp1252")),
        ("x-unknown", "Größe“".encode()),
        ("koi8-r", "Нет“".encode()),
        ("windows-1251", "Нет, сказал мэр".encode("cp1251")),
        ("iso-2022-jp", "いいえ".encode("iso-2022-jp")),
    ],
)
def test_wrong_charsets(charset: str, raw: bytes) -> None:
    """A charset that the bytes do not obey is not believed."""
    words = {"utf-8": "Größe“", "koi8-r": "Нет“", "windows-1251": "Нет, сказал мэр", "iso-2022-jp": "いいえ"}
    data = HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + b"He said: " + raw
    assert words.get(charset, "Größe“") in Mail().read(data).text


def test_flowed_text_is_joined() -> None:
    """Lines that were broken for sending are whole again; quotations and signatures keep their lines."""
    assert unflowed("The mayor \nsaid no.\n> a \n> b\n-- \nAnn", False) == "The mayor said no.\n> a b\n-- \nAnn"
    assert unflowed("Bürger \nmeister", True) == "Bürgermeister"


def test_a_subject_alone_is_a_document() -> None:
    """A mail whose text is empty is still its headline; one that has none, nothing."""
    assert zones(Mail().read(HEAD + b"\r\n"))[0] == ("headline", "Ships off the quay")
    with pytest.raises(Unreadable, match="attached"):
        Mail().read(b"From: a@example.org\r\nDate: Fri, 07 Feb 2020 10:00:00 +0000\r\n\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "From the start: nobody knew.\nTo the end: nobody asked.\n\nSubject closed.",
        "From: the start\nTo: the end\n\nNothing was known.",
        "From: John\nTo: Mary\nSubject: ships\n\nThe mayor said no.",
        "Subject: ships\n\nThe mayor said no.",
        "Title: Ships\nAuthor: Ann\nDate: 7 February 2020\n\nThe mayor said no.",
        "Date: Fri, 07 Feb 2020 10:00:00 +0000\n\nThe mayor said no.",
        "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>No.</p>",
        "Note: see below\nMore prose that is no header.\nFrom: ann@example.org\nDate: Fri, 7 Feb 2020",
        "---\nfrom: ann@example.org\ndate: 2020-02-07\nsubject: x\n---\nText",
    ],
)
def test_texts_that_are_no_mail(text: str) -> None:
    """Prose, notes and documents with lines that look like headers are left alone."""
    assert not Mail().recognises(item(text.encode()))


def test_mail_by_other_programs() -> None:
    """Mail made by the standard library is recognised and read, with any characters in its headers."""
    message = EmailMessage()
    message["From"] = "Änne Größe <a@example.org>"
    message["To"] = "b@example.org"
    message["Subject"] = "Schüsse am Kai — eine lange Betreffzeile, die umbrochen wird, bevor sie reist"
    message["Date"] = "Fri, 07 Feb 2020 10:00:00 +0100"
    message.set_content("Der Bürgermeister sagte „nein“.\n")
    message.add_alternative("<p>Der Bürgermeister sagte „nein“.</p>", subtype="html")
    message.add_attachment(b"x,y\n", maintype="text", subtype="csv", filename="Größen.csv")
    data = bytes(message)
    assert Mail().recognises(item(data))
    content = Mail().read(data)
    assert zones(content)[0] == ("headline", str(message["Subject"]))
    assert zones(content)[-1] == ("body", "Der Bürgermeister sagte „nein“.")
    assert [m.name for m in Mail().members(item(data))] == ["m.eml/Größen.csv"]


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=x", "", 'é/ü;;="', "message/rfc822"]),
)
def test_any_body_is_read_or_refused(body: bytes, kind: str) -> None:
    """Whatever follows the headers, a mail is read with zones that quote back, or refused with a reason."""
    data = HEAD + b"Content-Type: " + kind.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body
    for mail in (data, data.replace(b": base64", b": quoted-printable"), data.replace(b": base64", b": 8bit"), body):
        checked(mail)


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_any_damage_is_read_or_refused(seed: int) -> None:
    """A mail with bytes taken out, doubled or changed anywhere is read or refused, and its members end."""
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    data = bytearray(
        multipart(
            "multipart/alternative",
            b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
            b"> a \r\n> b\r\nOn 1.2.2020 10:00 x@y wrote:\r\nNo.",
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>a=20b</p>",
        )
    )
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data))
        change = chance.randrange(3)
        if change == 0:
            del data[at : at + chance.randrange(1, 40)]
        elif change == 1:
            data[at:at] = data[at : at + chance.randrange(1, 60)]
        else:
            data[at] = chance.randrange(256)
        if not data:
            return
    checked(bytes(data))


def checked(data: bytes) -> None:
    mail = Mail()
    assert mail.recognises(item(data)) in {True, False}
    try:
        content = mail.read(data)
    except (Unreadable, TooLarge):
        pass
    else:
        content.text.encode()
        last = 0
        for zone in content.zones:
            piece = content.text[zone.start : zone.end]
            assert zone.start >= last
            assert piece == piece.strip() != ""
            last = zone.end
        assert mail.read(data) == content
    for member in mail.members(item(data)):
        assert isinstance(member, Skip | Captured)


@pytest.mark.parametrize("sender", ["m: " * 30_000, "(" * 60_000, "<" * 60_000, '"a" <b>, ' * 9000, "a@" * 30_000])
def test_a_sender_beyond_all_measure(sender: str) -> None:
    """A From line that would keep the standard library busy for good, or send it too deep, is cut."""
    mail = f"From: {sender}\r\nTo: b@a.example\r\nSubject: Quay\r\n\r\nThe mayor said no.\r\n".encode()
    assert Mail().read(mail).text.endswith("The mayor said no.")


def test_a_body_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that no person wrote is left out with a reason."""
    monkeypatch.setattr("rashomon.ingest.mails.mail.MAX_TEXT", 1000)
    assert "20 million" not in Mail().read(HEAD + b"\r\n" + BODY.encode()).text
    with pytest.raises(Unreadable, match="characters"):
        Mail().read(HEAD + b"\r\n" + b"x " * 1000)


def test_parts_without_end() -> None:
    """Thousands of parts within parts are neither followed to the bottom nor fatal."""
    data = HEAD
    for i in range(3000):
        data += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
    with pytest.raises(Unreadable):
        Mail().read(data + b"\r\nThe mayor said no.")
    many = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 20_000
    assert len(Mail().read(many).text) < 10_000


def test_parts_beyond_the_bound_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail with more parts than are looked at says so, and gives those before."""
    monkeypatch.setattr("rashomon.ingest.mails.mime.MAX_PARTS", 3)
    part = "--b\r\nContent-Disposition: attachment; filename={}.txt\r\n\r\nThe mayor said no.\r\n"
    head = "From: a@a.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    for count, skips in ((3, 0), (5, 1)):
        data = (head + "".join(part.format(n) for n in range(count)) + "--b--\r\n").encode()
        found = list(Mail().members(Captured(name="m", data=data)))
        assert sum(isinstance(f, Skip) for f in found) == skips
        assert sum(isinstance(f, Captured) for f in found) == 3
