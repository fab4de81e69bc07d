"""Time stamps of the log's head, with a real authority made on the spot by openssl."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon import timestamping
from rashomon.custody import Custody
from rashomon.errors import InputError, NotFound, Unreadable
from rashomon.timestamping import accept, read, request, signature_fault, stamps, write_request

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
DIGEST = "ab" * 32
CONFIG = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical, CA:true
[stamping]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def run(*command: str) -> None:
    subprocess.run(["openssl", *command], check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate authority of its own and a time stamp authority under it."""
    folder = tmp_path_factory.mktemp("tsa")
    config = folder / "config"
    config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
    (folder / "serial").write_text("01", encoding="utf-8")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", str(config))
    ca, key = str(folder / "ca.pem"), str(folder / "ca.key")
    run("req", "-x509", *curve, "-keyout", key, "-out", ca, "-subj", "/CN=ca", "-days", "2", "-extensions", "authority")
    run("req", "-new", *curve, "-keyout", str(folder / "tsa.key"), "-out", str(folder / "csr"), "-subj", "/CN=tsa")
    signing = ("-CA", ca, "-CAkey", key, "-CAcreateserial", "-days", "2", "-extfile", str(config))
    extension = ("-extensions", "stamping")
    run("x509", "-req", "-in", str(folder / "csr"), *signing, *extension, "-out", str(folder / "tsa.pem"))
    return folder


def answered(authority: Path, question: Path) -> Path:
    """The authority's answer to a request."""
    answer = question.with_name("answer.tsr")
    config = ("-config", str(authority / "config"), "-section", "tsa_config")
    run("ts", "-reply", "-queryfile", str(question), *config, "-out", str(answer))
    return answer


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "case [1].custody.jsonl"
    with Custody.open(path) as custody:
        for number in range(3):
            custody.append("received", str(number))
    return path


@needs_openssl
def test_openssl_understands_the_request(tmp_path: Path) -> None:
    """The request says what RFC 3161 asks for: version, digest, nonce, and the wish for a certificate."""
    path = tmp_path / "q.tsq"
    path.write_bytes(request(DIGEST, 255))
    command = ["openssl", "ts", "-query", "-in", str(path), "-text"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Hash Algorithm: sha256" in done.stdout
    assert "Nonce: 0xFF" in done.stdout
    assert "Certificate required: yes" in done.stdout
    assert done.stdout.count("ab ab") + done.stdout.count("ab-ab") >= 2
    run("ts", "-query", "-in", str(path), "-text")
    path.write_bytes(request(DIGEST))
    run("ts", "-query", "-in", str(path), "-text")


@needs_openssl
def test_an_answer_is_kept_and_its_signature_holds(authority: Path, log: Path) -> None:
    """A real token is about the log's head, stands beside the log, and openssl confirms who signed it."""
    question = write_request(log)
    assert question.name == "case [1].custody.jsonl.3.tsq"
    head = Custody.open(log).head()
    path, stamp = accept(log, answered(authority, question))
    assert path.name == "case [1].custody.jsonl.3.tsr"
    assert stamp.imprint == head.hash
    assert stamp.policy == "1.2.3.4.1"
    assert stamp.nonce is not None
    assert stamp.when.startswith("20")
    assert stamp.when.endswith("Z")
    assert list(stamps(log)) == [(path, stamp)]
    assert signature_fault(path, head.hash, authority / "ca.pem") == ""
    assert "FAILED" in signature_fault(path, "00" * 32, authority / "ca.pem")
    assert signature_fault(path, head.hash, authority / "tsa.pem")


@needs_openssl
def test_the_token_alone_is_read_too(authority: Path, log: Path) -> None:
    """An authority's answer and the token taken out of it say the same; a second stamp of one line is kept beside."""
    question = write_request(log)
    answer = answered(authority, question)
    token = answer.with_name("token")
    run("ts", "-reply", "-in", str(answer), "-token_out", "-out", str(token))
    assert read(token.read_bytes()) == read(answer.read_bytes())
    first, _ = accept(log, answer)
    again, _ = accept(log, answered(authority, question))
    assert first != again
    assert len(list(stamps(log))) == 2


@needs_openssl
def test_a_stamp_of_something_else_is_refused(authority: Path, log: Path, tmp_path: Path) -> None:
    """A token about another digest is not kept; a refusal of the authority is said to be one."""
    question = tmp_path / "other.tsq"
    question.write_bytes(request(DIGEST))
    with pytest.raises(Unreadable, match="of something else"):
        accept(log, answered(authority, question))
    assert list(stamps(log)) == []
    question.write_bytes(b"no request")
    with pytest.raises(Unreadable, match="refused"):
        accept(log, answered(authority, question))


@needs_openssl
def test_a_broken_token_is_named(authority: Path, log: Path) -> None:
    """A file beside the log that is no time stamp any more comes with the reason."""
    path, _ = accept(log, answered(authority, write_request(log)))
    path.write_bytes(path.read_bytes()[:-9])
    ((_, reason),) = stamps(log)
    assert isinstance(reason, Unreadable)


@given(st.integers(0, 2**64), st.binary(min_size=32, max_size=32))
@settings(max_examples=50, deadline=None)
def test_requests_are_der(nonce: int, digest: bytes) -> None:
    """A request is one value, as long as it says, whatever the nonce."""
    parts = timestamping._parts(timestamping._only(request(digest.hex(), nonce), 0x30))
    assert [tag for tag, _ in parts] == [0x02, 0x30, 0x02, 0x01]
    assert timestamping._number(parts[2][1]) == nonce
    assert digest in parts[1][1]


@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda b: b"0" + bytes([len(b)]) + b))
@settings(max_examples=200, deadline=None)
def test_no_bytes_get_through_as_a_stamp(data: bytes) -> None:
    """Whatever the bytes, they are refused with a reason."""
    with pytest.raises(Unreadable):
        read(data)


def test_what_cannot_be_stamped_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No log, no digest, no answer and no openssl each have their own message."""
    with pytest.raises(NotFound, match="no log"):
        write_request(tmp_path / "none")
    with pytest.raises(InputError, match="no SHA-256"):
        request("abc")
    with pytest.raises(NotFound, match="cannot be read"):
        accept(tmp_path / "log", tmp_path / "none")
    with pytest.raises(Unreadable, match="too long"):
        read(bytes(timestamping.LARGEST + 1))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NotFound, match="openssl"):
        signature_fault(tmp_path, DIGEST, tmp_path)
