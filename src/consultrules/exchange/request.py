"""A plain request: what may be asked through the plain-data door, and how its parts are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from consultrules.errors import EditionError, Fault, IntakeError, nearest, shown
from consultrules.models.argument import string_from
from consultrules.policy.edition import Edition, edition
from consultrules.policy.language import LANGUAGES

KEYS = {
    "check": frozenset(
        {
            "do",
            "id",
            "edition",
            "readings",
            "as_of",
            "grain",
            "facts",
            "records",
            "only",
            "languages",
            "show",
            "remedies",
        }
    ),
    "route": frozenset(
        {"do", "id", "edition", "readings", "route", "records", "given", "languages"}
    ),
    "audit": frozenset(
        {"do", "id", "edition", "readings", "as_of", "records", "year", "languages"}
    ),
    **dict.fromkeys(
        ("open", "options", "take"),
        frozenset({"do", "id", "edition", "readings", "records", "given"}),
    ),
}
_LONGEST_ID = 1000
Request = Mapping[str, object]
Answer = dict[str, Any]


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


def check_id(value: object) -> None:
    """Refuse an id that could not go back as JSON, or that is longer than any id.

    Raises:
        IntakeError: for such an id.
    """
    try:
        if len(json.dumps(value, allow_nan=False)) <= _LONGEST_ID:
            return
    except (TypeError, ValueError, RecursionError):
        pass
    raise IntakeError([Fault("id", "wrong_type", shown(value), ("string", "whole number"))])


def policy_of(request: Mapping[str, object]) -> Edition:
    """The edition with its readings.

    Raises:
        IntakeError: for an edition, reading or option that does not exist or cannot be chosen.
    """
    name = request.get("edition")
    try:
        policy = edition() if name is None else edition(string_from("edition", name))
    except EditionError as error:
        hint = str(error.figures.get("did_you_mean", "")) or None
        raise IntakeError([Fault("edition", error.code, shown(name), (), hint)]) from None
    choice = request.get("readings")
    if choice is None:
        return policy
    chosen = mapping("readings", choice)
    unknown = [key for key in chosen if key not in policy.readings]
    if unknown:  # here, not below: a keyword such as “self” would not get there
        hint = nearest(unknown[0], policy.readings)
        raise IntakeError([Fault(f"readings.{shown(unknown[0])}", "unknown_reading", hint=hint)])
    options = {key: string_from(f"readings.{key}", option) for key, option in chosen.items()}
    for key, option in options.items():
        reading = policy.readings.catalogue[key]
        if option not in reading.options:
            hint = nearest(option, reading.options)
            at, value = f"readings.{key}", shown(option)
            raise IntakeError([Fault(at, "unknown_reading", value, reading.options, hint)])
        if option != reading.default and not reading.is_switch:
            raise IntakeError(
                [Fault(f"readings.{key}", "recorded_only", shown(option), (reading.default,))]
            )
    return policy.with_readings(**options)


def scope_of(request: Mapping[str, object]) -> tuple[str, ...]:
    """The addresses asked for; none means all.

    Raises:
        IntakeError: for an address where no clause lies.
    """
    only = request.get("only")
    if only is None:
        return ()
    parts = (only,) if isinstance(only, str) else only
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise IntakeError([Fault("only", "wrong_type", shown(only), ("string", "list of strings"))])
    policy = policy_of(request)
    for part in parts:
        try:
            policy.scope(part.partition("#")[0])
        except EditionError as error:
            hint = nearest(part, policy.clauses)
            raise IntakeError([Fault("only", error.code, shown(part), (), hint)]) from None
    return tuple(parts)


def languages_of(request: Mapping[str, object]) -> tuple[str, ...]:
    """The languages of the sentences; an empty list leaves codes and figures only."""
    wanted = request.get("languages", LANGUAGES)
    if isinstance(wanted, list | tuple) and all(
        isinstance(lang, str) and lang in LANGUAGES for lang in wanted
    ):
        return tuple(wanted)
    raise IntakeError([Fault("languages", "unknown_word", shown(wanted), LANGUAGES)])


def shows_open_only(request: Mapping[str, object]) -> bool:
    """Whether only findings that are not simply met are shown (``"show": "open"``), or all."""
    show = request.get("show", "all")
    if not isinstance(show, str) or show not in ("all", "open"):
        raise IntakeError([Fault("show", "unknown_word", shown(show), ("all", "open"))])
    return show == "open"


def wants_remedies(request: Mapping[str, object]) -> bool:
    """Whether the answer to a check has ``remedies`` too.

    Raises:
        IntakeError: for anything but true or false.
    """
    wanted = request.get("remedies", False)
    if not isinstance(wanted, bool):
        raise IntakeError([Fault("remedies", "wrong_type", shown(wanted), ("true", "false"))])
    return wanted


def mapping(name: str, value: object) -> dict[str, Any]:
    """A part of the request that has to be an object.

    Raises:
        IntakeError: when it is none, or missing.
    """
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return dict(value)
    code = "missing_key" if value is None else "wrong_type"
    raise IntakeError([Fault(name, code, "" if value is None else shown(value), ("object",))])


def read(model: type[Any], data: object, place: str) -> Any:
    """A record from its plain data.

    Raises:
        IntakeError: with every fault, under the place of the record in the request.
    """
    if data is None:
        raise IntakeError([Fault(place, "missing_key")])
    try:
        return model.read(data)
    except IntakeError as error:
        raise IntakeError([fault.under(place) for fault in error.faults]) from None
