"""The gazetteer of outlets: names, addresses, and where a text names them."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.ingest import outlets
from rashomon.ingest.outlets import (
    KINDS,
    Gazetteer,
    candidates,
    from_file,
    from_toml,
    gazetteer,
    outlet_of,
    outlet_of_domain,
    outlets_in,
)


def named(text: str) -> list[tuple[str, str]]:
    """What stands in a text, and whose name it is."""
    return [(text[start:end], outlet.name) for start, end, outlet in outlets_in(text)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NYT", "The New York Times"),
        ("nytimes", "The New York Times"),
        ("@nytimes", "The New York Times"),
        ("THE NEW YORK TIMES", "The New York Times"),
        ("www.nytimes.com", "The New York Times"),
        ("the duran", "The Duran"),
        ("ZeroHedge", "Zero Hedge"),
        ("AFP", "Agence France-Presse"),
        ("Agence France Presse", "Agence France-Presse"),
        ("Süddeutsche", "Süddeutsche Zeitung"),
        ("El Pais", "El País"),
        ("ТАСС", "TASS"),
        ("الجزيرة", "Al Jazeera"),
        ("新华社", "Xinhua"),
        ("SouthFront", "South Front"),
        ("Al-Masdar", "Al-Masdar News"),
        ("Kurdistan24", "Kurdistan 24"),
        ("Syrian Arab News Agency", "SANA"),
    ],
)
def test_an_outlet_is_found_under_all_its_names(written: str, name: str) -> None:
    """Case, accents, article, spaces and script do not matter; an address is a name too."""
    found = outlet_of(written)
    assert found is not None
    assert found.name == name


def test_a_name_of_several_is_left_open() -> None:
    """The name "The Times" is one of many; a country may tell which."""
    assert outlet_of("The Times") is None
    assert {"The New York Times", "The Times"} <= {o.name for o in candidates("the Times")}
    british, irish = outlet_of("The Times", "gb"), outlet_of("The Times", "IE")
    assert british is not None
    assert irish is not None
    assert (british.name, irish.name) == ("The Times", "The Irish Times")
    assert outlet_of("The Times", "US") is None
    assert outlet_of("no such paper") is None
    assert outlet_of("") is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("www.nytimes.com/2020/02/06/world/a.html?x=1", "The New York Times"),
        ("edition.cnn.com:80/", "CNN"),
        ("user@news.bbc.co.uk", "BBC"),
        ("huffpost.fr", "HuffPost"),
        ("www.huffingtonpost.co.uk", "HuffPost"),
        ("THEDURAN.COM.", "The Duran"),
        ("uk.reuters.com/x", "Reuters"),
        ("english.alarabiya.net", "Al Arabiya"),
        ("notnytimes.com", None),
        ("nytimes.com.evil.example", None),
        ("huffpost.evil.example", None),
        ("com", None),
        ("", None),
        ("http://", None),
    ],
)
def test_an_address_leads_to_its_outlet(address: str, name: str | None) -> None:
    """Subdomains and listed endings belong to the outlet; a name that only looks like it does not."""
    for scheme in ("", "//", "https://", "HTTP://"):
        found = outlet_of_domain(scheme + address)
        assert (found.name if found else None) == name


def test_outlets_in_running_text() -> None:
    """Names are found as they are written, with their article; prose in lower case is none."""
    text = "The Duran relays the New York Times, which cites Reuters and AFP. In the times of war, a mirror is focus."
    assert named(text) == [
        ("The Duran", "The Duran"),
        ("the New York Times", "The New York Times"),
        ("Reuters", "Reuters"),
        ("AFP", "Agence France-Presse"),
    ]


def test_the_short_name_means_the_one_that_was_named() -> None:
    """The name "The Times" stands for the paper that was named last; before any was named it stands for none."""
    assert named("The Times reported it.") == []
    text = "The New York Times reported it. Officials told the Times so. The Irish Times did not; The Times waited."
    assert [name for _, name in named(text)] == [
        "The New York Times",
        "The New York Times",
        "The Irish Times",
        "The Irish Times",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Time is short and the Sun is up.", []),
        ("Time magazine reported it.", ["Time"]),
        ("It was told to the Sun newspaper.", ["The Sun"]),
        ("A pilot told The Sun so.", ["The Sun"]),
        ("The Guardian has it.", ["The Guardian"]),
        ("A Guardian angel.", []),
        ("Steve Forbes was there.", []),
        ("DAMASCUS (SANA) - It rained.", ["SANA"]),
        ("WASHINGTON (AP) — It rained.", ["Associated Press"]),
        ("REUTERS/Somebody", ["Reuters"]),
        ("APnea and SANAtorium and CNNish", []),
        ("据新华社报道，下雨了。", ["Xinhua"]),
        ("По данным ТАСС, шел дождь.", ["TASS"]),
        ("Via Zero Hedge, authored by somebody", ["Zero Hedge"]),
    ],
)
def test_ordinary_words_need_a_sign_of_citing(text: str, found: list[str]) -> None:
    """A name that is also a word counts only where something is taken from it; others always do."""
    assert [name for _, name in named(text)] == found


NAMES = st.sampled_from(
    ["the Times", "The New York Times", "Reuters", "AP", "The Sun", "the", "said", "Time", "新华社", "BBC"]
)


@given(st.lists(NAMES | st.text(max_size=6), max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_spans_quote_back_in_order(text: str) -> None:
    """Every span lies in the text, after the one before, and bears a name of its outlet."""
    end = 0
    for start, stop, outlet in outlets_in(text):
        assert end <= start < stop <= len(text)
        assert outlet in candidates(text[start:stop])
        end = stop


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_lookups_never_raise(text: str) -> None:
    """Whatever is asked for, the answer is an outlet or none."""
    outlet_of(text, text[:2])
    outlet_of_domain(text)


def test_entries_are_sound() -> None:
    """Every entry has a known kind, a country, and domains that no other entry has; there are enough of each kind."""
    found = gazetteer().outlets
    kinds = Counter(o.kind for o in found)
    assert len(found) >= 350
    assert set(kinds) == set(KINDS)
    assert kinds["agency"] >= 60
    assert all(len(o.country) == 2 or o.country == "INT" for o in found), [o for o in found if len(o.country) > 3]
    domains = Counter(domain for o in found for domain in o.domains)
    assert [d for d, count in domains.items() if count > 1] == []
    assert [d for d in domains if "/" in d or "." not in d or " " in d] == []
    assert [o.name for o in found if "|" in o.name or "*" in o.name or o.name != o.name.strip()] == []
    text = Path(outlets.__file__).with_name("outlets.toml").read_text(encoding="utf-8")
    assert len(list(from_toml(text, "outlets.toml"))) == len(found)


def test_agencies_are_told_apart() -> None:
    """What others print is an agency's; a paper is none."""
    reuters, duran = outlet_of("Reuters"), outlet_of("The Duran")
    assert reuters is not None
    assert reuters.agency
    assert duran is not None
    assert not duran.agency


def test_loading_is_fast() -> None:
    """The entries are read in a few hundredths of a second, even on a slow computer, and only when asked for."""
    best = 1.0
    for _ in range(5):
        gazetteer.cache_clear()
        start = time.perf_counter()
        assert gazetteer().by_name
        best = min(best, time.perf_counter() - start)
    assert best < 0.06


TOML = """
[newspaper]
XA = '''
The Lantern | Lantern*, Die Laterne | lantern.example
'''
[[outlet]]
name = "Quay Radio"
aliases = ["QR*"]
domains = ["quay.example"]
kind = "broadcaster"
country = "XA"
[[outlet]]
name = "Reuters"
kind = "agency"
country = "XA"
"""
CSV = "name;aliases;domains;kind;country\nThe Lantern;Lantern*|Die Laterne;lantern.example;newspaper;xa\n"


def test_a_user_extends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A TOML or CSV file adds outlets, and replaces those of the same name."""
    toml, table = tmp_path / "own.toml", tmp_path / "own.csv"
    toml.write_text(TOML, encoding="utf-8")
    table.write_text("\ufeff" + CSV, encoding="utf-8")
    monkeypatch.setenv("RASHOMON_OUTLETS", str(toml))
    gazetteer.cache_clear()
    try:
        lantern, radio, reuters = outlet_of("Die Laterne"), outlet_of_domain("www.quay.example"), outlet_of("Reuters")
        assert lantern is not None
        assert radio is not None
        assert reuters is not None
        assert (lantern.name, radio.kind, reuters.country) == ("The Lantern", "broadcaster", "XA")
        assert named("A pilot told the Lantern so.") == [("the Lantern", "The Lantern")]
    finally:
        gazetteer.cache_clear()
    (from_table,) = from_file(table)
    assert from_table == Gazetteer(from_file(toml)).by_name["lantern"][0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[newspaper", "no TOML"),
        ("[paper]\nXA = 'x'", "no kind of outlet"),
        ("newspaper = 3", "no table"),
        ("[[outlet]]\nkind = 'blog'", "without a name"),
        ("name,kind\nA,radio\n", "line 2: 'radio' is no kind"),
    ],
)
def test_mistakes_of_a_user_are_named(tmp_path: Path, text: str, reason: str) -> None:
    """A list that cannot be used says where and why."""
    path = tmp_path / "own"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        from_file(path)
    with pytest.raises(InputError, match="cannot be read"):
        from_file(tmp_path / "none")
