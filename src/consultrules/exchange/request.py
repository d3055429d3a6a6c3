"""A plain request: what may be asked through the plain-data door, and how its parts are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.policy.edition import Edition, edition

KEYS = {
    "check": frozenset(
        {"do", "id", "edition", "readings", "as_of", "grain", "facts", "records", "only", "languages", "show"}
    ),
    "route": frozenset({"do", "id", "edition", "readings", "route", "records", "given"}),
    "audit": frozenset({"do", "id", "edition", "readings", "as_of", "records", "year", "languages"}),
}
_LANGUAGES = ("zh", "en")


def verb(request: Mapping[str, object]) -> str:
    """What is asked for.

    Raises:
        IntakeError: for an unknown verb or a key that the verb does not take.
    """
    do = request.get("do")
    keys = KEYS.get(do) if isinstance(do, str) else None
    if keys is None:
        code = "missing_key" if "do" not in request else "unknown_word"
        hint = nearest(do, KEYS)
        raise IntakeError([Fault("do", code, "" if do is None else shown(do), tuple(KEYS), hint)])
    if not keys.issuperset(request):
        raise IntakeError(
            [
                Fault(shown(key), "unknown_key", "", tuple(sorted(keys)), nearest(key, keys))
                for key in request
                if key not in keys
            ]
        )
    return str(do)


def policy_of(request: Mapping[str, object]) -> Edition:
    """The edition with its readings.

    Raises:
        IntakeError, EditionError, ReadingError: for a name, reading or option that does not exist.
    """
    name = request.get("edition")
    policy = edition() if name is None else edition(_text("edition", name))
    choice = request.get("readings")
    if not choice:
        return policy
    if not isinstance(choice, Mapping):
        raise IntakeError([Fault("readings", "wrong_type", shown(choice), ("object",))])
    return policy.with_readings(**{str(key): _text("readings", option) for key, option in choice.items()})


def scope_of(request: Mapping[str, object]) -> tuple[str, ...]:
    """The addresses asked for; none means all."""
    only = request.get("only")
    if only is None:
        return ()
    if isinstance(only, str):
        return (only,)
    if isinstance(only, list | tuple) and all(isinstance(part, str) for part in only):
        return tuple(only)
    raise IntakeError([Fault("only", "wrong_type", shown(only), ("string", "list of strings"))])


def languages_of(request: Mapping[str, object]) -> tuple[str, ...]:
    """The languages of the sentences; an empty list leaves codes and figures only."""
    wanted = request.get("languages", _LANGUAGES)
    if isinstance(wanted, list | tuple) and all(lang in _LANGUAGES for lang in wanted):
        return tuple(wanted)
    raise IntakeError([Fault("languages", "unknown_word", shown(wanted), _LANGUAGES)])


def shows_open_only(request: Mapping[str, object]) -> bool:
    """Whether only findings that are not simply met are shown (``"show": "open"``), or all of them."""
    show = request.get("show", "all")
    if show not in ("all", "open"):
        raise IntakeError([Fault("show", "unknown_word", shown(show), ("all", "open"))])
    return show == "open"


def day_of(name: str, value: object) -> dt.date | None:
    """A day of the request.

    Raises:
        IntakeError: when it is no real day.
    """
    if value is None:
        return None
    if type(value) is dt.date:
        return value
    try:
        if isinstance(value, str) and len(value) == 10 and value[7] == "-":
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise IntakeError([Fault(name, "bad_day", shown(value))])


def mapping(name: str, value: object) -> dict[str, Any]:
    """A part of the request that has to be an object.

    Raises:
        IntakeError: when it is none, or missing.
    """
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return dict(value)
    code = "missing_key" if value is None else "wrong_type"
    raise IntakeError([Fault(name, code, "" if value is None else shown(value), ("object",))])


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise IntakeError([Fault(name, "wrong_type", shown(value), ("string",))])
