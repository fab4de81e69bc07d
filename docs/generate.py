"""Write the pages that are made from the source: docs/data-model.md from records.py.

    python docs/generate.py [--check]

With --check nothing is written and the exit code says whether the pages are current.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by docs/generate.py from {source}: change that, not this. -->\n"


def data_model(source: str) -> str:
    """The page on the data model: every noun with its fields, in the order of records.py."""
    module = ast.parse(source)
    body = module.body
    words = [_words(node, after) for node, after in zip(body, [*body[1:], None], strict=True)]
    parts = [MADE.format(source="src/rashomon/records.py"), "# The data model\n", _prose(module)]
    parts += ["## Words\n", *(w for w in words if w), "## Records\n"]
    parts += ["Every record is frozen: it is made once and never changed. A field with a default may be left out.\n"]
    parts += [_record(node) for node in body if isinstance(node, ast.ClassDef)]
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
            kind = ast.unparse(field.annotation).replace("|", "\\|")
            rows.append(f"| `{ast.unparse(field.target)}` | `{kind}` | {default} |")
    return "\n".join([f"### {node.name}\n", _prose(node), *rows, ""])


def _prose(node: ast.Module | ast.ClassDef) -> str:
    """A docstring as Markdown: its paragraphs, unwrapped."""
    paragraphs = (ast.get_docstring(node) or "").split("\n\n")
    return "\n\n".join(" ".join(p.split()) for p in paragraphs) + "\n"


def pages() -> dict[Path, str]:
    """Every page that is made from the source, with its text."""
    records = (ROOT / "src/rashomon/records.py").read_text("utf8")
    return {ROOT / "docs/data-model.md": data_model(records)}


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
