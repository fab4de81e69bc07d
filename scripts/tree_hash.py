"""Print one digest over everything that goes into the wheel, so that it is built anew only when something changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

root = Path(__file__).resolve().parents[1]
digest = hashlib.sha256(str(root).encode())
files = [p for p in (root / "src").rglob("*") if p.is_file() and p.suffix != ".pyc"]
for path in sorted([*files, *(root / name for name in ("pyproject.toml", "README.md", "LICENSE"))]):
    digest.update(f"{path.relative_to(root)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
print(digest.hexdigest())
