"""The shape of a plain entry: what stands in its optional fields, which no model reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError, shown
from consultrules.workflow.canonical import canonical

_TEXTS = ("clause", "despite", "reason", "key")


def misshapen(told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the optional fields of an entry."""
    for name in _TEXTS:
        if name in told and not isinstance(told[name], str):
            yield _wrong(name, told[name], "string")
        elif name in told and not _is_writable(told[name]):
            yield Fault(name, "bad_text", shown(told[name]))
    if "documents" in told:
        papers = told["documents"]
        if not _is_list_of(papers, str) or not all(map(_is_writable, papers)):
            yield _wrong("documents", papers, "list of strings")
    if not isinstance(told.get("breaches", []), list):
        yield _wrong("breaches", told["breaches"], "list")
    for name, is_right in _OBJECTS:
        value = told.get(name, {})
        if not (
            isinstance(value, Mapping)
            and all(isinstance(k, str) and is_right(v) for k, v in value.items())
        ):
            yield _wrong(name, value, "object")


def body_of(told: Mapping[str, Any]) -> str:
    """The canonical JSON of an entry.

    Raises:
        IntakeError: for what JSON cannot say.
    """
    try:
        return canonical(told)
    except (TypeError, ValueError, RecursionError):
        raise IntakeError([Fault("", "not_json")]) from None


def _wrong(name: str, value: object, accepted: str) -> Fault:
    return Fault(name, "wrong_type", shown(value), (accepted,))


def _is_writable(text: str) -> bool:
    """Whether a file can hold a text: no halves of characters."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, kind) for one in value)


def _is_number(value: object) -> bool:
    return type(value) is int or (
        isinstance(value, Mapping)
        and all(isinstance(k, str) and type(v) is int for k, v in value.items())
    )


def _is_finding(value: object) -> bool:
    """A verdict with both sides of its comparison."""
    if not isinstance(value, list | tuple) or len(value) != 3:
        return False
    verdict, *sides = value
    return isinstance(verdict, str) and all(s is None or type(s) is int for s in sides)


_OBJECTS = (
    ("findings", _is_finding),
    ("readings", lambda value: isinstance(value, str)),
    ("numbers", _is_number),
)
