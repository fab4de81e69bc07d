"""Every error that Rashomon raises on purpose.

    RashomonError                 exit 1, HTTP 500
    ├── InputError                exit 2, HTTP 400   what the user gave cannot be used
    │   ├── NotFound              exit 2, HTTP 404   no such file, document, claim
    │   ├── Unreadable            exit 2, HTTP 422   bytes that give no text; becomes a recorded skip
    │   ├── TooLarge              exit 2, HTTP 413   over a stated limit
    │   ├── FetchError            exit 2, HTTP 502   a web address that was not or could not be asked
    │   └── BadQuery              exit 2, HTTP 400   a filter or a search that cannot be understood
    ├── CaseError                 exit 2, HTTP 409   the case file itself
    │   ├── CaseExists            exit 2, HTTP 409
    │   ├── NotACase              exit 2, HTTP 422
    │   └── CaseTooNew            exit 2, HTTP 409   written by a later version
    ├── ModelError                exit 1, HTTP 500   weights missing or not what their card says
    └── EngineError               exit 1, HTTP 500   a worker process could not start, failed or died

A message says what was wrong, where, and what to try.
"""

from __future__ import annotations


class RashomonError(Exception):
    """The root: catch this to catch all that Rashomon raises on purpose."""

    exit_code = 1
    http_status = 500


class InputError(RashomonError):
    """What the user gave cannot be used."""

    exit_code = 2
    http_status = 400


class NotFound(InputError):
    """No such file, document, claim or span."""

    http_status = 404


class Unreadable(InputError):
    """Bytes that give no text; in a pile this becomes a recorded skip."""

    http_status = 422


class TooLarge(InputError):
    """Over a stated limit."""

    http_status = 413


class FetchError(InputError):
    """A web address that may not be asked, or that gives no answer; in a pile this becomes a recorded skip."""

    http_status = 502


class BadQuery(InputError):
    """A filter or a search that cannot be understood."""


class CaseError(RashomonError):
    """Something is wrong with the case file itself."""

    exit_code = 2
    http_status = 409


class CaseExists(CaseError):
    """There is a case file at that path already."""


class NotACase(CaseError):
    """The file is no case file."""

    http_status = 422


class CaseTooNew(CaseError):
    """The case file was written by a later version of Rashomon."""


class ModelError(RashomonError):
    """Weights are missing or are not what their card says."""


class EngineError(RashomonError):
    """A worker process could not start, failed at an item, or died over one."""
