"""Time stamps (RFC 3161) over the head of the log of custody: somebody else's word for when the log was as it is.

A request is written to a file, which the user sends to a time stamp authority of their choice; the answer is kept
beside the log once it is seen to be about one of its lines. Nothing here goes to the network.
"""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from rashomon.custody import Custody, entry_of, lines_of
from rashomon.errors import InputError, NotFound, Unreadable

SHA256 = bytes.fromhex("608648016503040201")
"""The object identifier 2.16.840.1.101.3.4.2.1, as it is written in DER."""

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
INTEGER, BIT_STRING, OCTETS, NULL, OBJECT, SEQUENCE, TIME = 0x02, 0x03, 0x04, 0x05, 0x06, 0x30, 0x18
CONTEXT_0 = 0xA0
LARGEST = 1_000_000
"""Bytes: a token has some thousands; a longer file is none."""

GRANTED = (0, 1)
"""PKIStatus: granted, and granted with modifications."""

TIME_TEXT = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z")


class Stamp(Struct, frozen=True, kw_only=True):
    """What a time stamp token says: the SHA-256 it is about, when (UTC, ISO), its serial number, policy and nonce.

    That the authority has signed this is for `signature_fault` to check.
    """

    imprint: str
    when: str
    serial: int
    policy: str
    nonce: int | None = None


def request(digest: str, nonce: int | None = None) -> bytes:
    """A TimeStampReq in DER for a SHA-256 in hexadecimal digits; asks for the authority's certificate in the answer."""
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise InputError(f"{digest!r} is no SHA-256")
    imprint = _der(SEQUENCE, _der(SEQUENCE, _der(OBJECT, SHA256), _der(NULL)), _der(OCTETS, bytes.fromhex(digest)))
    number = secrets.randbits(63) if nonce is None else nonce
    return _der(SEQUENCE, _integer(1), imprint, _integer(number), _der(0x01, b"\xff"))


def write_request(log: Path) -> Path:
    """Write a request for the head of a log beside it, as `<log>.<line>.tsq`, and give its path.

    To have it stamped, post the file as `application/timestamp-query` to an authority and keep what it answers.
    """
    head = Custody.open(log).head()
    if not head.n:
        raise NotFound(f"{log}: there is no log of custody, or it is empty")
    path = log.with_name(f"{log.name}.{head.n}.tsq")
    try:
        path.write_bytes(request(head.hash))
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error
    return path


def accept(log: Path, answer: Path) -> tuple[Path, Stamp]:
    """Keep an authority's answer beside the log, as `<log>.<line>.tsr`, when it is about one of the log's lines.

    Raises Unreadable when it is no granted time stamp, or one of something else.
    """
    try:
        data = answer.read_bytes()[: LARGEST + 1]
    except OSError as error:
        raise NotFound(f"{answer}: cannot be read ({error.strerror or error})") from error
    try:
        stamp = read(data)
    except Unreadable as error:
        raise Unreadable(f"{answer}: {error}") from error
    line = _line_of(log, stamp.imprint)
    if line is None:
        raise Unreadable(f"{answer}: a time stamp of something else: {stamp.imprint} is the hash of no line of {log}")
    path = log.with_name(f"{log.name}.{line}.tsr")
    if path.exists() and path.read_bytes() != data:
        path = log.with_name(f"{log.name}.{line}.{stamp.serial:x}.tsr")
    if not path.exists():
        path.write_bytes(data)
    return path, stamp


def stamps(log: Path) -> Iterator[tuple[Path, Stamp | Unreadable]]:
    """The answers beside a log, each with what it says or why it cannot be read."""
    for path in sorted(log.parent.glob(_literal(log.name) + ".*.tsr")):
        try:
            yield path, read(path.read_bytes()[: LARGEST + 1])
        except Unreadable as error:
            yield path, error
        except OSError as error:
            yield path, Unreadable(f"cannot be read ({error.strerror or error})")


def read(data: bytes) -> Stamp:
    """What a token says: DER of a whole answer (TimeStampResp) or of the token in it. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("too long for a time stamp")
    try:
        parts = _parts(_only(data, SEQUENCE))
        if parts and parts[0][0] == SEQUENCE:
            status = _number(_of(_parts(parts[0][1])[0], INTEGER))
            if status not in GRANTED:
                raise Unreadable(f"the authority refused (status {status}); ask again or elsewhere")
            if len(parts) < 2:
                raise Unreadable("an answer without a time stamp in it")
            parts = _parts(_of(parts[1], SEQUENCE))
        return _stamp(parts)
    except (IndexError, ValueError) as error:
        raise Unreadable("no time stamp (RFC 3161, DER)") from error


def _stamp(parts: list[tuple[int, bytes]]) -> Stamp:
    """A token's content: SignedData around a TSTInfo."""
    if _of(parts[0], OBJECT) != SIGNED_DATA:
        raise ValueError("not signed")
    signed = _parts(_only(_of(parts[1], CONTEXT_0), SEQUENCE))
    content = _parts(_of(signed[2], SEQUENCE))
    if _of(content[0], OBJECT) != TST_INFO:
        raise ValueError("signed, but no time stamp")
    info = _parts(_only(_only(_of(content[1], CONTEXT_0), OCTETS), SEQUENCE))
    imprint = _parts(_of(info[2], SEQUENCE))
    if _parts(_of(imprint[0], SEQUENCE))[0] != (OBJECT, SHA256):
        raise Unreadable("a time stamp with another digest than SHA-256")
    when = TIME_TEXT.fullmatch(_of(info[4], TIME))
    if when is None:
        raise ValueError("no time")
    year, month, day, hour, minute, second = (part.decode() for part in when.groups())
    return Stamp(
        imprint=_of(imprint[1], OCTETS).hex(),
        when=f"{year}-{month}-{day}T{hour}:{minute}:{second}Z",
        serial=_number(_of(info[3], INTEGER)),
        policy=_dotted(_of(info[1], OBJECT)),
        nonce=next((_number(value) for tag, value in info[5:] if tag == INTEGER), None),
    )


def signature_fault(answer: Path, digest: str, authorities: Path, untrusted: Path | None = None) -> str:
    """Why an answer is not validly signed for a digest; empty when it is. The program openssl checks it.

    `authorities` holds the certificates (PEM) that are trusted, `untrusted` those between. Raises NotFound without
    openssl.
    """
    program = shutil.which("openssl")
    if program is None:
        raise NotFound("the program openssl is not installed; it checks the signatures of time stamps")
    command = [program, "ts", "-verify", "-digest", digest, "-in", str(answer), "-CAfile", str(authorities)]
    command += ["-untrusted", str(untrusted)] if untrusted else []
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - a list, no shell
    if done.returncode == 0 and "Verification: OK" in done.stdout + done.stderr:
        return ""
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return "; ".join(line for line in lines if "Verification" in line or "error:" in line)[:500] or "openssl says no"


def _line_of(log: Path, digest: str) -> int | None:
    """The line of a log that has this hash."""
    for number, line in enumerate(lines_of(log), 1):
        entry = entry_of(line) if digest.encode() in line else None
        if entry is not None and entry.hash == digest:
            return number
    return None


def _literal(name: str) -> str:
    """A file's name as a pattern that fits nothing else."""
    return re.sub(r"([*?\[])", r"[\1]", name)


# ---- DER, as much of it as there is in a time stamp


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _integer(number: int) -> bytes:
    return _der(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """The values that stand one after the other, as tag and content; ValueError when they do not fill the data."""
    found, at = [], 0
    while at < len(data):
        tag, size, at = data[at], data[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            if not 0 < count <= 4 or at + count > len(data):
                raise ValueError("a length that DER does not know")
            size, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + size > len(data):
            raise ValueError("longer than what is there")
        found.append((tag, data[at : at + size]))
        at += size
    return found


def _of(part: tuple[int, bytes], tag: int) -> bytes:
    if part[0] != tag:
        raise ValueError(f"tag {part[0]:#x} and not {tag:#x}")
    return part[1]


def _only(data: bytes, tag: int) -> bytes:
    (part,) = _parts(data)
    return _of(part, tag)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big", signed=True)


def _dotted(data: bytes) -> str:
    """An object identifier in digits and full stops."""
    numbers, current = [], 0
    for byte in data:
        current = current << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(current)
            current = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))
