"""UTF-8 that was read as another encoding is put right, and nothing else is."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.decoding import decode
from rashomon.ingest.mojibake import repaired

DATA = Path(os.environ.get("RASHOMON_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
SENTENCES = (
    "“It isn’t over,” the café’s owner said – and left.",
    "Der Bürgermeister sagte, die Straße nach Österreich sei geräumt; über den Preis schwieg er.",
    "Le maire a répondu : « Nous avons évacué le théâtre à huit heures », où l’œuvre était jouée.",
    "Министр сказал, что порт закрыт, и уехал в город.",
    "Ministr řekl, že přístav je zavřený, a žádné lodě nepřijedou. Każdy to wiedział.",
    "Ο υπουργός είπε ότι το λιμάνι έκλεισε.",
    "大臣は港が閉鎖されたと述べた。",
    "It cost €400 or £350 … the “Ñandú” crew said it’s 30° outside.",
)
ENCODINGS = {"latin-1": "latin-1", "cp437": "cp437", "cp1251": "cp1251", "cp1252": "cp1252"}
ORDINARY = (
    "",
    "The minister said “no”, and the café’s owner agreed: 30 °C, £5, 5 €.",
    "CAFÉ» stood over the door, and «À «» beside it; AU MARCHÉ… FERMÉ»…",
    "Il alla à « l’hôtel » où «É» et «Ê» sont écrits; VOILÀ»; c’est fermé»…",
    "O CHÃO, A MANHÃ— e a IRMÃ de João: “AMANHÔ.",
    "«СССР» и «РФ», сказал он: «Рим». «С» и «Р» — буквы. РСФСР…",
    "Сірий кіт, Єва й Ґудзик: «С», «Р»; від Р. до С.",
    "„GRÖSSE Ä“ und „Ü“ stehen auf dem Schild, dazu »Ö«.",
    "På Åland sa han “Å” och “Ä”; «Å» er en elv, og Å–Reine er en vei.",
    "┌──┐\n│ab│\n├──┤\n└──┘ and Γ with Çelik",
    "Â» is what a broken page shows, and Ã is a letter.",
    "日本語の文章です。「港」と言った。",
)


def misread(text: str, encoding: str) -> str:
    """The text as it looks when its UTF-8 is read in another encoding, unknown bytes as the controls they are."""
    out = []
    for byte in text.encode("utf-8"):
        try:
            out.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_sentence_read_wrongly_once_is_put_right(text: str, encoding: str) -> None:
    """Each sentence comes back to the letter from each of the wrong encodings."""
    assert repaired(misread(text, encoding)) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_read_wrongly_twice_is_put_right(text: str) -> None:
    """So it does when it was read wrongly two times."""
    assert repaired(misread(misread(text, "cp1252"), "cp1252")) == text


@pytest.mark.parametrize("text", [*ORDINARY, *SENTENCES])
def test_an_ordinary_text_is_left_alone(text: str) -> None:
    """Capitals before quotation marks, boxes and lone letters are no garbled characters."""
    assert repaired(text) is None


def test_the_sound_part_of_a_mixed_text_stays() -> None:
    """A text of which only one line was read wrongly keeps its other lines as they are."""
    sound = "CAFÉ» und «СССР» stand dort – “ja”."
    line = "“It isn’t over,” said the café’s owner."
    assert repaired(f"{sound}\n{misread(line, 'cp1252')}\n{sound}") == f"{sound}\n{line}\n{sound}"


@given(st.text(max_size=300))
def test_any_text_gives_none_or_another_text(text: str) -> None:
    """Whatever the text, the answer is None or a text that is not the same and can be written."""
    better = repaired(text)
    assert better is None or (better != text and better.encode("utf-8"))


@given(st.text(st.characters(max_codepoint=127), max_size=300))
def test_plain_ascii_is_never_garbled(text: str) -> None:
    """ASCII is nothing but itself."""
    assert repaired(text) is None


def test_no_page_that_is_sound_is_changed() -> None:
    """On the real pages only a line of Portuguese that was read wrongly before it was saved is put right."""
    if not (DATA / "pages").is_dir():
        pytest.skip("the folder of real pages is not here (RASHOMON_DATA)")
    changed = {}
    for path in sorted((DATA / "pages" / "html").glob("*.gz")):
        text = decode(gzip.decompress(path.read_bytes())).text
        changed.update({path.name: text} if repaired(text) is not None else {})
    for line in (DATA / "pages" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        changed.update({k: v for k, v in json.loads(line).items() if isinstance(v, str) and repaired(v) is not None})
    assert all("nÃ£o" in text for text in changed.values())
    assert len(changed) <= 1


def test_a_closing_quote_that_lost_its_last_byte_is_put_right() -> None:
    """Beside other garbled signs, what is left of a closing quotation mark is one; alone it proves nothing."""
    assert repaired("The mayor said â€œno,â€ and it wasnâ€™t.") == "The mayor said “no,” and it wasn’t."
    assert repaired("The sign â€ stood there.") is None
