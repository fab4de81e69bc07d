"""What a user can do, read off the methods of `Case`: signature and docstring are the one declaration of a verb.

The command line is made from this, and so can an HTTP interface and tools for agents be: an operation knows its name,
its parameters with types, defaults and help, whether it writes, and how to call itself with plain values.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from rashomon.errors import BadQuery

F = TypeVar("F", bound=Callable[..., Any])

Effect = Literal["none", "case", "file"]
"""What a verb changes: nothing, the case, a file beside it."""


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter of an operation; `many` takes a list of values; `choices` is empty when any value will do."""

    name: str
    type: type
    help: str
    required: bool
    default: Any = None
    many: bool = False
    choices: tuple[str, ...] = ()


class Operation(Struct, frozen=True, kw_only=True):
    """A public verb; `lists` tells whether it gives a list of `row` records or one record."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    effect: Effect
    makes: bool
    lists: bool
    row: type

    def call(self, owner: Any, arguments: Mapping[str, Any]) -> Any:
        """The result of the verb on a case (on the class, with the path, for one that `makes` a case).

        Plain values, as they come from JSON, are checked against the types; raises BadQuery.
        """
        unknown = [name for name in arguments if name not in {p.name for p in self.parameters}]
        missing = [p.name for p in self.parameters if p.required and p.name not in arguments]
        if unknown or missing:
            wrong = f"unknown: {', '.join(unknown)}" if unknown else f"missing: {', '.join(missing)}"
            raise BadQuery(f"{self.name}: parameters {wrong}")
        given = {p.name: _converted(p, arguments[p.name]) for p in self.parameters if p.name in arguments}
        return getattr(owner, self.name)(**given)


def operation(effect: Effect = "none") -> Callable[[F], F]:
    """Declare a method of `Case` as a public verb."""

    def declare(method: F) -> F:
        method.__operation__ = effect  # type: ignore[attr-defined]
        return method

    return declare


def operations(case: type) -> dict[str, Operation]:
    """The public verbs of a class and those it inherits, by name, in the order in which they are written."""
    found = {}
    for name, member in (item for owner in case.__mro__ for item in vars(owner).items()):
        method = member.__func__ if isinstance(member, classmethod) else member
        effect = getattr(method, "__operation__", None)
        if effect is not None:
            found[name] = _described(name, method, effect, isinstance(member, classmethod))
    return found


def plain(value: Any) -> Any:
    """A result as plain lists, dicts, strings and numbers: what every surface sends."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _described(name: str, method: Callable[..., Any], effect: Effect, makes: bool) -> Operation:
    text, helps = _docstring(inspect.getdoc(method) or "")
    hints = get_type_hints(method)
    parameters = tuple(
        _parameter(p, hints[p.name], helps[p.name])
        for p in inspect.signature(method).parameters.values()
        if p.name not in ("self", "cls")
    )
    lists = get_origin(hints["return"]) is list
    return Operation(
        name=name,
        summary=text.split("\n\n")[0].replace("\n", " "),
        description=text,
        parameters=parameters,
        effect=effect,
        makes=makes,
        lists=lists,
        row=get_args(hints["return"])[0] if lists else hints["return"],
    )


def _docstring(text: str) -> tuple[str, dict[str, str]]:
    """The description, and the help of each parameter from the lines below "Args:"."""
    description, _, rest = text.partition("\nArgs:\n")
    helps: dict[str, str] = {}
    for match in re.finditer(r"^    (\w+): (.+(?:\n {8,}.+)*)", rest, re.M):
        helps[match[1]] = " ".join(match[2].split())
    return description.strip(), helps


def _parameter(p: inspect.Parameter, hint: Any, text: str) -> Parameter:
    required = p.default is inspect.Parameter.empty
    many = get_origin(hint) in (list, tuple) or getattr(get_origin(hint), "__name__", "") == "Sequence"
    inner = get_args(hint)[0] if many else hint
    choices = get_args(inner) if get_origin(inner) is Literal else ()
    kind = str if choices or str in get_args(inner) else inner
    default = None if required else p.default
    return Parameter(
        name=p.name, type=kind, help=text, required=required, default=default, many=many, choices=tuple(choices)
    )


def _converted(p: Parameter, value: Any) -> Any:
    if isinstance(value, Path):
        value = str(value)
    try:
        converted: Any = msgspec.convert(value, Sequence[p.type] if p.many else p.type)  # type: ignore[name-defined]
    except msgspec.ValidationError as error:
        raise BadQuery(f"{p.name}: {error}") from error
    if p.choices and converted not in p.choices:
        raise BadQuery(f"{p.name} is {value!r}; it can be {', '.join(repr(c) for c in p.choices)}")
    return converted
