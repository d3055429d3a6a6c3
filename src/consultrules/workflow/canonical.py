"""Canonical JSON: the one form that is hashed, keys in order and nothing that could be otherwise.

Every step writes an entry, so records are written field by field, without the plain data in between. That
this is what ``canonical`` makes of the plain data, ``verify`` asks of every entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from json.encoder import encode_basestring
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.models.body import Body
from consultrules.models.unit import Unit
from consultrules.policy.word import Word
from consultrules.rules.compiled import made_function

_UNIONS = (Union, UnionType)

canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Plain data as JSON: keys in order, no white space, no escapes but those that JSON needs."""
quoted: Callable[[str], str] = encode_basestring
"""A text as canonical JSON."""


def hash_of(body: str) -> str:
    """The hash of an entry."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def record_json(record: Record) -> str:
    """A record as canonical JSON; empty fields are left out."""
    return _teller(type(record))(record.__dict__)


def office_json(office: Actor | Body) -> str:
    """An office, or somebody in one, as canonical JSON: made once, since it acts again and again."""
    made: str | None = office.__dict__.get("_json")
    if made is None:
        made = office.__dict__["_json"] = record_json(office)
    return made


@cache
def _teller(model: type[Record]) -> Callable[[Mapping[str, Any]], str]:
    """A function that writes the fields of a model one after the other, in canonical order.

    What a field holds its annotation tells: to ask every value again would cost as much as to write it.
    """
    lines = ["    told = []"]
    for name in sorted(model.model_fields):
        written = _expression(quoted(name), _only(model.model_fields[name].annotation))
        lines.append(f"    value = g[{name!r}]")
        lines.append(f"    if value is not None: told.append({written})")
    lines.append("    return '{' + ','.join(told) + '}'")
    teller: Callable[[Mapping[str, Any]], str] = made_function(
        "\n".join(lines), {"quoted": quoted, "several": several_json, "json": _json}
    )
    return teller


def _expression(name: str, kind: Any) -> str:
    """What writes the name of a field with a ``value`` of a kind, as an expression."""
    if kind is int:
        return f"f'{name}:{{value}}'"
    if kind is dt.date:
        return f"f'{name}:\"{{value.isoformat()}}\"'"
    if isinstance(kind, type) and issubclass(kind, Word):
        return f"f'{name}:\"{{value.plain}}\"'"
    writer = "quoted" if kind is str else "several" if get_origin(kind) is tuple else "json"
    return f"'{name}:' + {writer}(value)"


def _only(annotation: Any) -> Any:
    """What a field holds where it holds something, if that can be of one kind only."""
    kinds = get_args(annotation) if get_origin(annotation) in _UNIONS else (annotation,)
    kinds = tuple(kind for kind in kinds if kind is not type(None))
    if len(kinds) > 1:
        return None
    return get_args(kinds[0])[0] if get_origin(kinds[0]) is Annotated else kinds[0]


def several_json(values: tuple[Any, ...]) -> str:
    """Several records, or values of a record, as canonical JSON."""
    if not values:
        return "[]"
    return "[" + ",".join([_json(value) for value in values]) + "]"


def _json(value: Any) -> str:
    return (_WRITERS.get(type(value)) or _writer(type(value)))(value)


def _by_key(values: Mapping[str, Any]) -> str:
    told = sorted((str(key), value) for key, value in values.items())
    return "{" + ",".join([f"{quoted(key)}:{_json(value)}" for key, value in told]) + "}"


def _unit(unit: Unit) -> str:
    """A unit of the gazetteer is told by its code, any other whole."""
    return quoted(unit.code) if unit.listed else canonical(unit.to_dict())


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: quoted,
    int: str,
    bool: lambda value: "true" if value else "false",
    dt.date: lambda day: f'"{day.isoformat()}"',
    tuple: several_json,
    dict: _by_key,
    Unit: _unit,
    Actor: office_json,
    Body: office_json,
}


def _writer(kind: type) -> Callable[[Any], str]:
    """What writes a record or a word; found once for each kind of them."""
    found: Callable[[Any], str] = canonical
    if issubclass(kind, Word):
        found = {word: f'"{word.plain}"' for word in kind}.__getitem__
    elif issubclass(kind, Record):
        found = record_json
    return _WRITERS.setdefault(kind, found)
