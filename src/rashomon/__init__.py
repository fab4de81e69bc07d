"""Rashomon: case files in which every claim is traced to who makes it, at exactly which characters of which document.

    from rashomon import Case

    with Case.new("quay.rashomon", title="Who fired?") as case:
        case.add(["reports/"])
        for claim in case.claims(source="officials"):
            print(claim.source, claim.cue, claim.content)

The names below are loaded when first used, so that `import rashomon` costs nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rashomon.case import Case
    from rashomon.errors import RashomonError
    from rashomon.records import Claim, Document, Reading

# One process works on one core: numpy's own threads, which are made when it is first imported, spin while they wait.
for _threads in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_threads, "1")

__version__ = "0.1.0"
__all__ = ["Case", "Claim", "Document", "RashomonError", "Reading", "__version__"]

_HOMES = {"Case": "case", "RashomonError": "errors", "Claim": "records", "Document": "records", "Reading": "records"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    return getattr(import_module(f"rashomon.{_HOMES[name]}"), name)
