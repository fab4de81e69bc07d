"""The command line: the verbs of `Case`, made from their declarations; `run`, `read`, `demo`, `fetch` written by hand.

Exit codes: 0 done, 1 our bug, 2 bad input, 3 done with skips; 130 when interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rashomon import __version__
from rashomon.errors import RashomonError

if TYPE_CHECKING:
    from rashomon.answers import Added, Status
    from rashomon.operations import Operation, Parameter

SKIPPED = 3
"""Exit code of a command that did its work and had to leave something out."""

CHANGED = 2
"""Exit code of `verify` when something is not what it was."""

NAMED = 5
"""Inputs of which `run` says by name that the case has them; it counts the rest."""

CASE_NAME, DEMO_NAME, DOSSIER_NAME = "case.rashomon", "demo.rashomon", "dossier.html"
_JSON = click.Option(
    ["--json", "as_json"], is_flag=True, help="Print JSON: an array for a list, an object for one thing."
)


class _PipeClosed(Exception):
    """The reader of the output has gone."""


class Verbs(click.Group):
    """A group whose commands are made when they are asked for, so that `--version` and an error are quick."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a closed pipe goes by another name, because click would make it exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _PipeClosed from error

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the shape that click calls
        """The commands written by hand, then the verbs of a case in the order of their declaration."""
        return [*self.commands, *_operations()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command with this name."""
        if cmd_name in self.commands:
            return self.commands[cmd_name]
        verb = _operations().get(cmd_name)
        return _command(verb) if verb else None


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version=__version__, prog_name="rashomon")
def rashomon() -> None:
    """Who says what, on whose word, at exactly which characters: case files from reports about contested events."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code; messages go to standard error."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = rashomon.main(args=arguments, prog_name="rashomon", standalone_mode=False)
        sys.stdout.flush()
    except (_PipeClosed, BrokenPipeError):
        # The reader has seen enough (`| head`). What is left in the buffer must not complain when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted; what was finished is kept")
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except RashomonError as error:
        _complain(str(error))
        return error.exit_code
    except Exception as error:
        _complain(f"this is our bug, please report it: {type(error).__name__}: {error}")
        if os.environ.get("RASHOMON_DEBUG"):
            raise
        _complain("RASHOMON_DEBUG=1 shows where it happened")
        return 1
    return code if isinstance(code, int) else 0


def _complain(text: str) -> None:
    from rashomon.text import encodable, one_line

    print(f"rashomon: {one_line(encodable(text))}", file=sys.stderr)


# ---- verbs of a case


def _operations() -> dict[str, Operation]:
    from rashomon.case import Case
    from rashomon.operations import operations

    return operations(Case)


def _command(verb: Operation) -> click.Command:
    own = [_parameter(p) for p in verb.parameters if not (verb.makes and p.name == "path")]
    return click.Command(
        verb.name,
        params=[click.Argument(["case"], metavar="CASE"), *own, _JSON],
        callback=_callback(verb),
        help=_help(verb),
        short_help=verb.summary,
    )


def _help(verb: Operation) -> str:
    placed = [p for p in verb.parameters if _is_placed(p) and not (verb.makes and p.name == "path")]
    listed = "\n\n".join(f"{p.name.upper()}: {p.help}{_choices(p)}" for p in placed)
    return f"{verb.description}\n\n{listed}".replace("\n\n\n", "\n\n")


def _choices(p: Parameter) -> str:
    """What may stand in a place, in words; an option says it by itself."""
    named = [c for c in p.choices if c]
    return f" One of {', '.join(named)}." if named else ""


def _is_placed(p: Parameter) -> bool:
    """Whether a parameter is given by its place; where to write is always named, so that no input is overwritten."""
    return p.required and p.name != "out"


def _parameter(p: Parameter) -> click.Parameter:
    if _is_placed(p):
        return click.Argument([p.name], nargs=-1 if p.many else 1, required=True)
    flag = p.type is bool
    choices = [c for c in p.choices if c]
    kind = click.Choice(choices) if choices else None if flag else p.type
    return click.Option(
        [f"--{p.name.replace('_', '-')}", p.name],
        type=kind,
        is_flag=flag,
        required=p.required,
        default=None if p.required or p.default == "" else p.default,
        show_default=not flag and bool(p.default),
        help=p.help,
    )


def _callback(verb: Operation) -> Callable[..., int]:
    def run_verb(case: str, as_json: bool, **given: Any) -> int:
        from rashomon.answers import Added, Verified
        from rashomon.screen import print_record, print_rows

        arguments = {name: value for name, value in given.items() if value is not None}
        result = _perform(verb, case, arguments)
        if verb.lists:
            print_rows(result, verb.row, as_json)
        else:
            print_record(result)
        if isinstance(result, Verified) and result.problems:
            return CHANGED
        return SKIPPED if isinstance(result, Added) and result.skips else 0

    return run_verb


def _perform(verb: Operation, path: str, arguments: dict[str, Any]) -> Any:
    from rashomon.case import Case
    from rashomon.screen import progress, say

    if verb.makes:
        with verb.call(Case, {"path": path, **arguments}) as made:
            return made.status()
    if verb.name == "verify":  # of a case that may be too damaged to be opened
        from rashomon.verifying import verify

        return verify(Path(path), **arguments)
    with Case.open(path) as case:
        if verb.effect != "case":
            return verb.call(case, arguments)
        with progress() as case.progress:
            case.heard = lambda polled: say(f"{polled.title or polled.url}: {polled.new} new {polled.reason}".rstrip())
            return verb.call(case, arguments)


# ---- written by hand


_PLACES = click.option("--places", default="", help="A file of your own places (CSV or GeoJSON), over the gazetteer's.")


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--date", default="", help="When the documents were published (YYYY-MM-DD), over what they say."),
        click.option("--jobs", default=0, help="Processes that read; 0 for one a core."),
    ):
        command = option(command)
    return command


@rashomon.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "--out", required=True, help="The folder for the dossier and the case file; one that holds a case goes on."
)
@click.option("--title", default="", help="What the case is about; it heads the dossier.")
@click.option("--strict", is_flag=True, help="Stop at the first input that cannot be used.")
@_PLACES
@_reading_options
def run(inputs: Sequence[str], out: str, title: str, places: str, **reading: Any) -> int:
    """Read documents and write a dossier: new, add and dossier in one.

    INPUTS: files, folders, patterns, web addresses, - for standard input, @FILE or @- for a list of them.
    """
    _make(Path(out))
    return _run(inputs, Path(out) / CASE_NAME, title, places, reading)


@rashomon.command()
@click.option("--out", default="demo-dossier", show_default=True, help="The folder for documents, case and dossier.")
@click.option("--jobs", default=0, help="Processes that read; 0 for one a core.")
def demo(out: str, jobs: int) -> int:
    """Run the main job on the packaged example: twelve invented reports about one incident."""
    from importlib.resources import files

    folder = Path(out) / "documents"
    _make(folder)
    written, places = [], Path(out) / "places.csv"
    for entry in sorted((files("rashomon") / "example").iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".txt", ".html")):
            written.append(folder / entry.name)
            written[-1].write_bytes(entry.read_bytes())
        elif entry.name == places.name:
            places.write_bytes(entry.read_bytes())
    case = Path(out) / DEMO_NAME
    for old in (case, *(Path(f"{case}{end}") for end in ("-wal", "-shm", ".custody.jsonl"))):
        old.unlink(missing_ok=True)
    title = "The example: who fired on Customs Quay?"
    return _run([str(w) for w in written], case, title, str(places), {"jobs": jobs})


@rashomon.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, one for each document.")
@_PLACES
@_reading_options
def read(inputs: Sequence[str], as_json: bool, places: str, date: str, jobs: int) -> int:
    """Read documents and print their claims, without a case.

    INPUTS: files, folders, patterns, web addresses, - for standard input, @FILE or @- for a list of them.
    """
    from rashomon.asking import day_of
    from rashomon.ingest.inputs import expand
    from rashomon.pipeline import own_places, read_pile
    from rashomon.publish.reading_json import reading_json
    from rashomon.screen import print_claims, print_line, say

    code, day = 0, day_of(date)
    own = own_places(Path(places)) if places else ()
    for reading in read_pile(expand(inputs, sys.stdin.buffer if sys.stdin else None), day, jobs, own):
        if reading.skips:
            code = SKIPPED
            for skip in reading.skips:
                say(f"skipped {skip.name}: {skip.reason}")
        if as_json:
            print_line(reading_json(reading))
        else:
            print_claims(reading)
    return code


@rashomon.command()
@click.option(
    "--pairs", required=True, help='A file with one pair a line: {"a": a claim, "b": what may speak for or against it}.'
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, in the order of the file.")
def compare(pairs: str, as_json: bool) -> int:
    """Compare texts two by two: whether the second supports, contradicts, or leaves open what the first says."""
    from rashomon.answers import ComparedRow
    from rashomon.comparing import compared_rows
    from rashomon.screen import print_line, print_rows

    rows = compared_rows(Path(pairs))
    if as_json:
        for row in rows:
            print_line(row)
    else:
        print_rows(list(rows), ComparedRow, as_json=False)
    return 0


@rashomon.command()
@click.argument("urls", nargs=-1, required=True)
@click.option(
    "--out", default="fetched.warc.gz", show_default=True, help="The WARC file to write or to go on with; .gz packs it."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: an array with an object for each address.")
def fetch(urls: Sequence[str], out: str, as_json: bool) -> int:
    """Fetch web pages and keep the answers, headers and all, in a WARC file.

    URLS: web addresses. Robots' rules and a pause between two requests to a host are kept to; private, local and
    reserved addresses are never asked.
    """
    from rashomon.ingest.web.fetch import Outcome, to_warc
    from rashomon.screen import print_rows

    outcomes = to_warc(urls, Path(out))
    print_rows(outcomes, Outcome, as_json)
    return SKIPPED if any(outcome.reason for outcome in outcomes) else 0


for _written in rashomon.commands.values():
    # Else click cuts the sentence that the list of commands shows.
    _written.short_help = " ".join((_written.help or "").split("\n\n")[0].split())


def _run(inputs: Sequence[str], path: Path, title: str, places: str, reading: dict[str, Any]) -> int:
    from rashomon.case import Case
    from rashomon.screen import progress

    with Case.open(path) if path.exists() and path.stat().st_size else Case.new(path, title) as case:
        before = case.status().documents
        if places:
            case.gazetteer(places)
        with progress() as case.progress:
            added = case.add(inputs, **reading)
        written = case.dossier(str(path.with_name(DOSSIER_NAME)))
        _summarise(added, case.status(), before)
    print(f"dossier: {written.path}")
    print(f"case:    {path}")
    return SKIPPED if added.skips else 0


def _summarise(added: Added, status: Status, before: int) -> None:
    from rashomon.screen import say

    for skip in added.skips:
        say(f"skipped {skip.name}: {skip.reason}")
    for name in added.repeated[:NAMED]:
        say(f"{name}: the same bytes as a document that the case has")
    if len(added.repeated) > NAMED:
        say(f"and {len(added.repeated) - NAMED} more whose bytes the case has")
    if before:
        print(f"{_counted(before, 'document')} in the case before, {added.documents} new")
    print(
        f"{_counted(status.documents, 'document')} of {_counted(status.outlets, 'outlet')},"
        f" {_counted(status.claims, 'claim')} by {_counted(status.speakers, 'source')} as written,"
        f" {status.skips} skipped"
    )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _make(folder: Path) -> None:
    from rashomon.errors import InputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be made ({error.strerror or error})") from error
