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
from typing import Any

from consultrules.models.actor import Actor
from consultrules.models.base import Record
from consultrules.models.body import Body
from consultrules.models.unit import Unit
from consultrules.policy.word import Word

canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Plain data as JSON: keys in order, no white space, no escapes but those that JSON needs."""
quoted: Callable[[str], str] = encode_basestring
"""A text as canonical JSON."""


def hash_of(body: str) -> str:
    """The hash of an entry."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def record_json(record: Record) -> str:
    """A record as canonical JSON; empty fields are left out."""
    fields = record.__dict__
    told = [
        f"{head}{value}"
        if (kind := type(value)) is int  # most of what a session tells
        else head + (_WRITERS.get(kind) or _writer(kind))(value)
        for name, head in _heads(type(record))
        if (value := fields[name]) is not None
    ]
    return "{" + ",".join(told) + "}"


def office_json(office: Actor | Body) -> str:
    """An office, or somebody in one, as canonical JSON: made once, since it acts again and again."""
    made: str | None = office.__dict__.get("_json")
    if made is None:
        made = office.__dict__["_json"] = record_json(office)
    return made


@cache
def _heads(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a model in canonical order, with what stands before the value of each."""
    return tuple((name, f"{quoted(name)}:") for name in sorted(model.model_fields))


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
