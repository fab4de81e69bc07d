"""Mail: one message as a document, what is attached to it as members, and boxes of many messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import quote

import msgspec

from rashomon.errors import InputError, Unreadable
from rashomon.ingest.items import HEAD, Captured, Content
from rashomon.ingest.mails.mail_quotes import mail_content
from rashomon.ingest.mails.mbox import MAX_MAIL, Mbox
from rashomon.ingest.mails.mime import MAX_PARTS, Entity, headers_of, parsed
from rashomon.ingest.tables.composed import Composer, body_of, one_line, page, whole_characters
from rashomon.ingest.tables.stamps import dated, day_of
from rashomon.records import Signal, Skip

SAVED = re.compile(rb"saved by|snapshot|mimeole", re.IGNORECASE)
ADDRESS = re.compile(rb"[^\s<>@,;:\"]{1,80}@[^\s<>@,;:\"]{1,80}")
ANGLE = re.compile(rb"<[^<>\s]{3,300}>")
UNQUOTED = re.compile(r"\s*(?P<name>[^<>@\"]+?)\s*<[^<>\s]+@[^<>\s]+>\s*")
"""A sender whose name holds a comma and stands without quotation marks: to a parser it is two senders."""
TRAVELLED = frozenset({"received", "return-path", "delivered-to", "x-original-to", "message-id", "to", "list-id"})
VIEWER = re.compile(
    r"(?:does not|doesn['’]t|cannot|can['’]t|unable to|not able to).{0,40}(?:display|support|view|read).{0,40}html"
    r"|html.{0,30}(?:compatible|capable|enabled)|view (?:this|it|the).{0,30}(?:browser|online|web)",
    re.IGNORECASE | re.DOTALL,
)
IGNORED = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
REPORTS = frozenset(
    {"message/delivery-status", "message/disposition-notification", "message/partial", "message/external-body"}
    | {"text/rfc822-headers", "message/feedback-report"}
)
ENCRYPTED = "encrypted; decrypt it in your mail program and export it again"
PGP_MESSAGE = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----|\Z)", re.DOTALL)
MAX_TEXT = 20_000_000
"""Characters of one body; a longer one is left out, as no person wrote it."""
LONGEST_SENDER = 300
"""Characters of a From line that are looked through for a name."""
SUBSTANCE = 40
"""Words from which on a plain text is not compared with the HTML beside it."""


class Found:
    """What lies in a mail: its bodies in order, each in all its forms, what is attached, and problems."""

    def __init__(self) -> None:
        self.bodies: list[list[Entity]] = []
        self.attached: list[Entity] = []
        self.skips: list[str] = []


def walk(entity: Entity, found: Found) -> None:
    """Sorts the parts of a mail."""
    kind = entity.kind
    if kind == "multipart/alternative":
        alternatives(entity, found)
    elif kind == "multipart/encrypted" or (kind == "application/pkcs7-mime" and "signed" not in smime(entity)):
        found.skips.append(f"a part is {ENCRYPTED}")
    elif kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        found.skips.append("a part is wrapped in its signature (S/MIME); export it from your mail program as text")
    elif kind == "multipart/signed" and entity.parts:
        walk(entity.parts[0], found)
    elif kind == "multipart/related" and entity.parts:
        related(entity, found)
    elif entity.parts:
        for part in entity.parts:
            walk(part, found)
    elif kind.startswith("multipart/"):
        found.skips.append("parts within parts, too deep to be a mail")
    elif kind in {"text/plain", "text/html"} and entity.disposition != "attachment" and not entity.filename:
        found.bodies.append([entity])
    else:
        other(entity, found)


def other(entity: Entity, found: Found) -> None:
    """A part that is no body: attached, or of no use."""
    if entity.kind == "application/ms-tnef" or entity.filename.lower() == "winmail.dat":
        found.skips.append("winmail.dat holds attachments in a form of Outlook's own; ask for them in another form")
    elif entity.kind in REPORTS:
        found.skips.append(f"a part of the kind {entity.kind} is not read")
    elif entity.kind not in IGNORED and entity.kind != "application/pgp-encrypted" and entity.body.strip():
        found.attached.append(entity)


def smime(entity: Entity) -> str:
    """What S/MIME did to a part."""
    return entity.parameters.get("smime-type", "enveloped-data")


def alternatives(entity: Entity, found: Found) -> None:
    """One body in several forms; what is no text among them is attached."""
    forms: list[Entity] = []
    for part in entity.parts:
        inner = Found()
        walk(part, inner)
        forms += [body for choice in inner.bodies for body in choice]
        found.attached += inner.attached
        found.skips += inner.skips
    if forms:
        found.bodies.append(forms)


def related(entity: Entity, found: Found) -> None:
    """A page with the pictures that belong to it."""
    start = entity.parameters.get("start", "")
    root = next((part for part in entity.parts if start and part.header("content-id") == start), entity.parts[0])
    walk(root, found)
    for part in entity.parts:
        if part is root:
            continue
        if part.kind.startswith("image/") and part.disposition != "attachment":
            found.skips.append(f"a picture inside the text is not read ({one_line(part.filename) or part.kind})")
        else:
            walk(part, found)


class Mail:
    """One message, as mail programs save it (EML)."""

    name = "mail"

    def recognises(self, item: Captured) -> bool:
        """Nothing but headers up to an empty line, and among them what only mail has; a box or a saved page is none."""
        try:
            return is_mail(item.head(HEAD))
        except (InputError, OSError, ValueError):
            return False

    def read(self, data: bytes) -> Content:
        """Subject, sender, date, text; raises `Unreadable` when nothing of it can be read."""
        mail = parsed(data)
        found = Found()
        walk(mail, found)
        composer = Composer()
        subject, sender = mail.header("subject"), mail.header("from")
        composer.add(subject, "headline")
        composer.add(sender, "byline")
        composer.add(mail.header("date"), "dateline", "\n" if sender else "\n\n")
        written = False
        encodings: list[Signal] = []
        for forms in found.bodies:
            content, decoded = best_of(forms, found.skips)
            encodings += decoded
            written = written or bool(content.text.strip())
            composer.add_content(content)
        if not written and (found.skips or not subject):
            reason = "; ".join(dict.fromkeys(found.skips)) or "what it holds is attached to it"
            raise Unreadable(f"a mail without a text that can be read ({reason})")
        signals = [*encodings[:1], *signals_of(mail, subject, sender)]
        content = composer.content("message/rfc822", signals, tuple(dict.fromkeys(found.skips)))
        return msgspec.structs.replace(content, encoding=encodings[0].value if encodings else "")

    def members(self, item: Captured) -> Iterator[Captured | Skip]:
        """What is attached, each under its own name; forwarded mails are mails."""
        try:
            mail = parsed(item.read(MAX_MAIL))
        except InputError as error:
            yield Skip(name=item.name, stage="ingest", reason=str(error).removeprefix(f"{item.name}: "))
            return
        if mail.cut:
            reason = f"more than {MAX_PARTS} parts in one mail: the rest is not looked at; save it from a mail program"
            yield Skip(name=item.name, stage="ingest", reason=reason)
        found = Found()
        walk(mail, found)
        used: set[str] = set()
        for number, part in enumerate(found.attached, 1):
            given = whole_characters(part.filename)
            name = given or (f"forwarded-{number:02}.eml" if part.kind == "message/rfc822" else f"part-{number:02}")
            if name in used:
                name = f"{number:02}-{name}"
            used.add(name)
            yield Captured(name=f"{item.name}/{name}", data=part.content, depth=item.depth + 1)


def is_mail(head: bytes) -> bool:
    """Whether headers of a mail stand at the start, and nothing else up to an empty line."""
    if head.startswith(b"From ") or not re.match(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z][\w-]{1,60}[ \t]*:", head[:200]):
        return False
    pairs, start, whole = headers_of(head)
    if not whole and not (start > 20_000 and len(pairs) > 10):
        return False
    headers = dict(reversed(pairs))
    sender, date = headers.get("from", b""), headers.get("date", b"")
    if is_saved_page(headers):
        return False
    routed = "received" in headers and re.search(rb"\b(?:by|from|with)\b", headers["received"]) is not None
    named = ANGLE.search(headers.get("message-id", b"")) is not None
    framed = headers.get("mime-version", b"").startswith(b"1.") and "content-type" in headers
    addressed = ADDRESS.search(sender) is not None
    dayed = bool(day_of(date.decode("latin-1")))
    if routed or named or framed or "return-path" in headers or "delivered-to" in headers:
        return bool({"from", "date", "subject", "to"} & headers.keys())
    return addressed and (dayed or (ADDRESS.search(headers.get("to", b"")) is not None)) and len(headers) >= 3


def is_saved_page(headers: dict[str, bytes]) -> bool:
    """Whether these are the headers of a page that a browser saved (MHTML), which never travelled."""
    kind = headers.get("content-type", b"").lstrip().lower()
    if "snapshot-content-location" in headers:
        return True
    if not kind.startswith((b"multipart/related", b"text/html", b"multipart/alternative")):
        return False
    if SAVED.search(headers.get("from", b"")) and b"@" not in headers.get("from", b""):
        return True
    framed = kind.startswith(b"multipart/related") or "content-location" in headers
    return framed and not TRAVELLED & headers.keys() and b"@" not in headers.get("from", b"")


def best_of(forms: list[Entity], skips: list[str]) -> tuple[Content, list[Signal]]:
    """The body in the form that says most: plain text when there is substance to it, else HTML."""
    plain = [form for form in forms if form.kind == "text/plain"]
    pages = [form for form in forms if form.kind == "text/html"]
    signals: list[Signal] = []
    text = "\n\n".join(filter(None, (characters_of(form, signals, skips) for form in plain)))
    text, count = PGP_MESSAGE.subn("", text)
    if count:
        skips.append(f"a part is {ENCRYPTED}")
    words = len(text.split())
    if not pages or (words >= SUBSTANCE and not (words < 4 * SUBSTANCE and VIEWER.search(text))):
        return mail_content(text.strip("\r\n")) if text.strip() else Content(text="", media_type="text/plain"), signals
    found: list[Signal] = []
    markup = "\n".join(filter(None, (characters_of(form, found, skips) for form in pages)))
    shown = marked_up(markup)
    if text.strip() and 2 * words > len(shown.text.split()) and not VIEWER.search(text):
        return mail_content(text.strip("\r\n")), signals
    return (shown, found) if shown.text.strip() else (mail_content(text.strip("\r\n")), signals)


def characters_of(form: Entity, signals: list[Signal], skips: list[str]) -> str:
    """The characters of a body, line ends as one character, soft ones undone; how it was decoded becomes a signal."""
    try:
        decoded = form.text()
    except Unreadable as error:
        if form.content.strip():
            skips.append(f"a body that cannot be read: {error}")
        return ""
    signals.append(Signal(field="encoding", value=decoded.encoding, where=f"mail, {decoded.how}"))
    if len(decoded.text) > MAX_TEXT:
        skips.append(f"a body of more than {MAX_TEXT // 1_000_000} million characters; save it as a text file")
        return ""
    text = whole_characters(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    if form.kind == "text/plain" and form.parameters.get("format", "").lower() == "flowed":
        return unflowed(text, form.parameters.get("delsp", "").lower() == "yes")
    return text


def unflowed(text: str, delete: bool) -> str:
    """Lines that were broken only to be sent are joined again (RFC 3676); `delete` says that their last space goes."""
    found: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        inner = line[marks:]
        inner = inner.removeprefix(" ") if marks or inner.startswith((" >", " From ", "  ")) else inner
        if open_depth == marks and inner != "-- ":
            found[-1] += inner
        else:
            found.append(">" * marks + (" " if marks and inner else "") + inner)
        flowing = inner.endswith(" ") and inner != "-- "
        if flowing and delete:
            found[-1] = found[-1][:-1]
        open_depth = marks if flowing else -1
    return "\n".join(found)


def marked_up(markup: str) -> Content:
    """An HTML body: the page's own zones, but for what is quoted, signed, or a list's footer."""
    if not markup.strip():
        return Content(text="", media_type="text/html")
    try:
        found = page(markup)
    except Unreadable:
        return Content(text="", media_type="text/html")
    quoted = [(zone.start, zone.end) for zone in found.zones if zone.kind == "blockquote"]
    useful = any(zone.kind in {"body", "list", "standfirst"} for zone in found.zones)
    return mail_content(found.text, quoted, found.zones if useful else ()) if found.text.strip() else body_of("")


def signals_of(mail: Entity, subject: str, sender: str) -> list[Signal]:
    """What the headers say."""
    found: list[Signal] = []
    name, address = parseaddr(sender[:LONGEST_SENDER])  # it goes one call deeper for each colon
    bare_name = UNQUOTED.fullmatch(sender[:LONGEST_SENDER])
    name = name or (bare_name.group("name") if bare_name else "")
    name = re.sub(r"\s+via\s+.{1,60}$", "", name.strip(" '\"")) or address
    pairs = (
        ("title", subject, "mail Subject"),
        ("author", name or sender, "mail From"),
        ("outlet", re.sub(r"\s*<[^<>]*>\s*$", "", mail.header("list-id")).strip(' "'), "mail List-Id"),
        ("url", address_in(mail.header("archived-at")), "mail Archived-At"),
        ("url", address_in(mail.header("list-archive")), "mail List-Archive"),
    )
    found += [Signal(field=field, value=value[:2000], where=where) for field, value, where in pairs if value]
    language = re.match(r"[a-zA-Z]{2,3}(?![a-zA-Z])", mail.header("content-language"))
    if language:
        found.append(Signal(field="language", value=language.group().lower(), where="mail Content-Language"))
    number = ANGLE.search(mail.raw("message-id"))
    if number:
        bare = number.group()[1:-1].decode("utf-8", "replace")
        found.append(
            Signal(field="canonical", value=f"mid:{quote(bare, safe='@!$&*+-.=^_~')}", where="mail Message-ID")
        )
    for header in ("date", "resent-date", "delivery-date"):
        day = dated("published", mail.header(header), f"mail {header.title()}")
        if day:
            return [*found, *day]
    received = mail.header("received").rpartition(";")[2]
    return [*found, *dated("published", received, "mail Received")] if day_of(received) else found


def address_in(text: str) -> str:
    """The web address in a header such as List-Archive; empty for another kind."""
    match = re.search(r"https?://[^\s<>]+", text)
    return match.group() if match else ""


FORMATS = (Mbox(), Mail())
