"""One declaration, several surfaces: the command line offers all verbs of `Case` and gives the same JSON."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from rashomon import Case, cli
from rashomon.operations import operations, plain
from tests.factory import pile

VERBS = operations(Case)
BY_HAND = {"run", "read", "demo", "fetch", "compare"}
CLOCKED = {"when", "id", "head", "again"}
"""Fields that tell the time, or are made from what does."""


STRONG = """Massacre in market town as army moves in

Soldiers moved into the market town of Dessen at dawn on Sunday and took the bridge and the post office. Shots were
heard for about an hour. One shopkeeper died when a shell fell short, the hospital said, and two boys were cut by glass.

By evening the stalls were open again. The army put up a list of rules at the church door. Farmers who had come with
their carts were told to be out of the town before dark.
"""
"""A report whose headline has a word that nobody in it says."""


VALUES = """Five killed in attack on Marseille

Rockets hit the port of Marseille on Tuesday. The attackers fired eleven rockets, the prefect said on Wednesday.

Three people were killed in the attack on Marseille, he said. The harbour was closed for the rest of the day.
"""
"""A report with a time, a place, quantities, and a number in its headline that its text does not have."""


AGENCY = """Eleven rockets hit fuel depot at Marl, ministry says

By Lena Orsk, Corrow News Agency

MARL, 4 March 2021 (Corrow News Agency) - Eleven rockets hit the fuel depot at Marl on Wednesday night, the Defence
Ministry said. Colonel Ida Brenn, a ministry spokeswoman, said that the Northern Front had fired them from a lorry.

The Northern Front denied that it had fired rockets at the depot. Two watchmen were wounded, the mayor's office said.
"""
"""An agency's report."""


REPRINT = """Rockets hit depot

The Marl Gazette, 5 March 2021

Eleven rockets hit the fuel depot at Marl on Wednesday night, the Defence Ministry said. Colonel Ida Brenn, a ministry
spokeswoman, said that the Northern Front had fired them from a lorry.

The Northern Front denied that it had fired rockets at the depot. Residents said that at least 30 rockets had hit the
fuel depot at Marl.

This report was first published by Corrow News Agency.
"""
"""A reprint of it, with a sentence of its own."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    pile(folder / "pile", 3)
    (folder / "pile" / "empty.txt").write_bytes(b"")
    (folder / "pile" / "strong.txt").write_text(STRONG, encoding="utf-8")
    (folder / "pile" / "values.txt").write_text(VALUES, encoding="utf-8")
    (folder / "pile" / "agency.txt").write_text(AGENCY, encoding="utf-8")
    (folder / "pile" / "reprint.txt").write_text(REPRINT, encoding="utf-8")
    with Case.new(folder / "quay.rashomon", title="Quay") as made:
        made.add([str(folder / "pile")], jobs=1)
        made.correct(made.claims(source="brandt")[0].doc, "title", "Quay", who="Mara")
    return folder / "quay.rashomon"


def arguments_of(verb: str, case: Path) -> dict[str, Any]:
    """Arguments for a verb, one for each of its parameters."""
    with Case.open(case) as opened:
        claim = opened.claims(source="brandt")[0]
        front, ministry = (opened.entities(name)[0] for name in ("Northern Front", "Defence Ministry"))
    given: dict[str, dict[str, Any]] = {
        "new": {"path": "new.rashomon", "title": "T"},
        "add": {"inputs": ["more.txt", "none.txt"], "date": "2022-10-06", "jobs": 1, "strict": False},
        "documents": {"name": "report", "title": "quay", "outlet": "", "kind": "all", "limit": 2},
        "claims": {
            "source": "brandt",
            "speaker": "",
            "certainty": "",
            "evidence": "",
            "identification": "",
            "via": "",
            "own_voice": False,
            "outlet": "",
            "text": "rockets",
            "attitude": "",
            "form": "indirect",
            "document": claim.doc,
            "kind": "article",
            "limit": 5,
        },
        "times": {
            "since": "",
            "until": "",
            "type": "DATE",
            "anchor": "",
            "text": "tuesday",
            "outlet": "",
            "document": "",
            "kind": "article",
            "limit": 3,
        },
        "places": {
            "name": "",
            "country": "fr",
            "near": "48,2,900",
            "outlet": "",
            "document": "",
            "kind": "article",
            "limit": 3,
        },
        "quantities": {
            "of": "rocket",
            "unit": "",
            "event": "",
            "outlet": "",
            "document": "",
            "kind": "all",
            "limit": 3,
        },
        "checks": {"kind": "headline", "outcome": "", "document": ""},
        "merge": {"a": front.id, "b": ministry.id, "why": "a test", "who": "Mara"},
        "split": {"id": front.members[0].entity, "other": "", "why": "a test", "who": "Mara"},
        "rename": {"id": front.id, "name": "The Front", "why": "its own word", "who": "Mara"},
        "aliases": {"file": "names.txt", "none": False},
        "entities": {"name": "front", "kind": "", "document": "", "suggested": False, "limit": 3},
        "copies": {"kind": "", "outlet": "", "document": "", "limit": 3},
        "lineage": {"claim": "", "statement": "", "via": "corrow", "document": "", "limit": 3},
        "statements": {"text": "rockets", "speaker": "", "document": "", "alone": True, "limit": 3},
        "disputes": {"text": "", "document": "", "limit": 3},
        "gazetteer": {"file": "places.csv", "none": False},
        "headlines": {"outlet": "", "kind": "word", "document": str(case.parent / "pile" / "strong.txt")},
        "relabel": {"span": f"{claim.doc}:0-5", "kind": "caption", "why": "a picture", "who": "Mara"},
        "correct": {"id": claim.doc, "field": "outlet", "value": "The Packet", "why": "its foot", "who": "Mara"},
        "watch": {"feeds": "feeds.opml", "every": 60, "once": True, "jobs": 1},
        "verify": {"deep": True, "head": ""},
        "timestamp": {"token": ""},
        "judgements": {"document": claim.doc},
        "reread": {},
        "show": {"id": claim.id},
        "search": {"text": '"rockets had" -elephant', "limit": 3},
        "skips": {},
        "status": {},
        "dossier": {"out": "out.html"},
        "export": {"out": "out.csv", "format": "csv"},
    }
    return given[verb]


def command_line(verb: str, case: Path, arguments: dict[str, Any]) -> list[str]:
    """The same call as a command line, made from the command's own parameters."""
    command = cli.rashomon.get_command(click.Context(cli.rashomon), verb)
    assert command is not None
    words = [verb, str(case)]
    for parameter in command.params[1:]:
        if parameter.name == "as_json":
            continue
        value = arguments[str(parameter.name)]
        if isinstance(parameter, click.Argument):
            words += value if isinstance(value, list) else [value]
        elif isinstance(value, bool):
            words += [parameter.opts[0]] if value else []
        elif value != "":
            words += [parameter.opts[0], str(value)]
    return [*words, "--json"]


def in_a_copy(case: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "feeds.opml").write_text(
        "<opml version='2.0'><body><outline type='rss' text='Quay' xmlUrl='http://127.0.0.1:9/'/></body></opml>"
    )
    (folder / "places.csv").write_text("names,lat,lon\nCustoms Quay,43.29,5.36\n")
    (folder / "names.txt").write_text("Northern Front = NF = the Front [group]\n")
    (folder / "more.txt").write_text("Ada Holm said that the quay had been empty since dawn on Monday.\n")
    shutil.copy(f"{case}.custody.jsonl", folder / "quay.rashomon.custody.jsonl")
    return Path(shutil.copy(case, folder / "quay.rashomon"))


@pytest.mark.parametrize("verb", VERBS)
def test_the_command_gives_the_json_of_the_call(
    verb: str, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A verb called from Python and as a command, with every parameter given, answers with the same JSON."""
    arguments = arguments_of(verb, case)
    assert set(arguments) == {p.name for p in VERBS[verb].parameters}
    copy = in_a_copy(case, tmp_path / "python", monkeypatch)
    if verb == "new":
        with Case.new(**arguments) as made:
            called = plain(made.status())
        copy = Path("new.rashomon")
    else:
        with Case.open(copy.name) as opened:
            called = plain(getattr(opened, verb)(**arguments))
    in_a_copy(case, tmp_path / "command", monkeypatch)
    code = cli.main(command_line(verb, Path(copy.name), arguments))
    assert code == (3 if verb == "add" else 0)
    assert steady(json.loads(capsys.readouterr().out)) == steady(called)
    assert called or verb == "skips"


def steady(value: Any) -> Any:
    """An answer without what depends on the clock."""
    if isinstance(value, list):
        return [steady(v) for v in value]
    return {k: v for k, v in value.items() if k not in CLOCKED} if isinstance(value, dict) else value


def test_every_verb_has_a_command() -> None:
    """The commands are the verbs and four written by hand; verbs are all public methods but opening and closing."""
    commands = set(cli.rashomon.list_commands(click.Context(cli.rashomon)))
    assert commands == set(VERBS) | BY_HAND
    public = {name for name, member in vars(Case).items() if not name.startswith("_") and callable_member(member)}
    assert public - set(VERBS) == {"open", "close"}


def callable_member(member: object) -> bool:
    return isinstance(member, classmethod) or inspect.isfunction(member)


@pytest.mark.parametrize("verb", VERBS)
def test_every_parameter_is_explained(verb: str) -> None:
    """A verb has a sentence, and each of its parameters a line of help that the command shows with the same default."""
    declared = VERBS[verb]
    assert declared.summary.endswith(".")
    assert all(p.help for p in declared.parameters)
    command = cli.rashomon.get_command(click.Context(cli.rashomon), verb)
    assert command is not None
    context = click.Context(command)
    shown = " ".join(command.get_help(context).split())
    for parameter in declared.parameters:
        if verb != "new" or parameter.name != "path":
            assert " ".join(parameter.help.split()) in shown


def test_plain_values_are_checked() -> None:
    """A surface that calls a verb with JSON values gets bad types, unknown and missing parameters told."""
    call: Callable[..., Any] = VERBS["claims"].call
    for wrong in ({"limit": "many"}, {"form": "loud"}, {"colour": "red"}, {"source": 3}):
        with pytest.raises(Exception, match=next(iter(wrong))) as caught:
            call(object(), wrong)
        assert type(caught.value).__name__ == "BadQuery"
    with pytest.raises(Exception, match="missing: id"):
        VERBS["show"].call(object(), {})
