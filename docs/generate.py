"""Write the pages that are made from the source: docs/data-model.md from the records, docs/commands.md from the verbs.

    python docs/generate.py [--check]

With --check nothing is written and the exit code says whether the pages are current.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rashomon import cli

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by docs/generate.py from {source}: change that, not this. -->\n"


RECORDS = ("documents", "claims", "values", "reading")
"""The modules of the data model, in the order in which one needs them."""


def data_model(source: str, modules: Sequence[str], answers: str) -> str:
    """The page on the data model: every noun with its fields, module by module, then those of answers.py."""
    parts = [MADE.format(source="src/rashomon/records/"), "# The data model\n", _prose(ast.parse(source))]
    parts += ["Every record is frozen: it is made once and never changed. A field with a default may be left out.\n"]
    for module in map(ast.parse, modules):
        body = module.body
        parts += [f"## {_prose(module).strip().rstrip('.')}\n"]
        parts += filter(None, (_words(node, after) for node, after in zip(body, [*body[1:], None], strict=True)))
        parts += [_record(node) for node in body if isinstance(node, ast.ClassDef)]
    module = ast.parse(answers)
    parts += ["## Answers\n", _prose(module), *(_record(n) for n in module.body if isinstance(n, ast.ClassDef))]
    return "\n".join(parts)


def _words(node: ast.stmt, after: ast.stmt | None) -> str:
    """A named set of words (`ZoneKind = Literal[...]`) or a constant, with the sentence below it."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
        name = ast.unparse(node.targets[0])
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        name = ast.unparse(node.target)
    else:
        return ""
    strings = [c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
    said = ""
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
        said = " " + " ".join(after.value.value.split())
    return f"**{name}**: {', '.join(f'`{s}`' for s in strings)}.{said}\n"


def _record(node: ast.ClassDef) -> str:
    rows = ["| field | type | default |", "| --- | --- | --- |"]
    for field in node.body:
        if isinstance(field, ast.AnnAssign):
            default = f"`{ast.unparse(field.value)}`" if field.value else ""
            rows.append(_row(f"`{ast.unparse(field.target)}`", f"`{ast.unparse(field.annotation)}`", default))
    return "\n".join([f"### {node.name}\n", _prose(node), *rows, ""])


def _prose(node: ast.Module | ast.ClassDef) -> str:
    """A docstring as Markdown: its paragraphs, unwrapped."""
    paragraphs = (ast.get_docstring(node) or "").split("\n\n")
    return "\n\n".join(" ".join(p.split()) for p in paragraphs) + "\n"


def commands(program: click.Group) -> str:
    """The page on the command line: every command with its arguments and options, in the words of the program."""
    parts = [MADE.format(source="the declarations of the commands"), "# Commands\n"]
    parts += [
        "`rashomon COMMAND --help` says the same. A verb of a case is a method of `Case` with the same parameters.\n"
    ]
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None  # noqa: S101 - listed a line above
        arguments = [_argument(p) for p in command.params if isinstance(p, click.Argument)]
        parts.append(f"## {name}\n\n```text\nrashomon {' '.join([name, *arguments])} [options]\n```\n")
        paragraphs = (" ".join(p.split()) for p in (command.help or "").split("\n\n"))
        parts.append("\n\n".join(filter(None, paragraphs)) + "\n")
        rows = [_option(p) for p in command.params if isinstance(p, click.Option)]
        parts.append("\n".join(["| option | |", "| --- | --- |", *rows, ""]))
    return "\n".join(parts)


def _argument(argument: click.Argument) -> str:
    return argument.metavar or f"{argument.name}".upper() + "..." * (argument.nargs == -1)


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.name}".upper()
    if isinstance(option.type, click.Choice):
        value = f" {'|'.join(map(str, option.type.choices))}"
    notes = ["required"] * option.required + [f"default: {option.default}"] * bool(option.show_default)
    said = f"{option.help or ''}{f' ({notes[0]})' if notes else ''}"
    return _row(f"`{option.opts[0]}{value}`", said)


def _row(*cells: str) -> str:
    """A row of a table; a bar inside a cell is no border."""
    escaped = [cell.replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(escaped)} |"


def pages() -> dict[Path, str]:
    """Every page that is made from the source, with its text."""
    records = ROOT / "src/rashomon/records"
    face, modules = (
        (records / "__init__.py").read_text("utf8"),
        [(records / f"{m}.py").read_text("utf8") for m in RECORDS],
    )
    answers = (ROOT / "src/rashomon/answers.py").read_text("utf8")
    return {
        ROOT / "docs/data-model.md": data_model(face, modules, answers),
        ROOT / "docs/commands.md": commands(cli.rashomon),
    }


def main() -> int:
    """Write the pages, or say which are not current."""
    check = "--check" in sys.argv
    stale = [(path, text) for path, text in pages().items() if not path.is_file() or path.read_text("utf8") != text]
    for path, text in stale:
        if not check:
            path.write_text(text, "utf8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {'not current, run: python docs/generate.py' if check else 'written'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
