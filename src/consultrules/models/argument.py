"""What a call is given by name: a record or its plain data, an object of ours, a day, a word; or a fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from consultrules.errors import Fault, IntakeError, shown
from consultrules.models.base import FIRST_DAY, LAST_DAY, Record, day_from
from consultrules.policy.edition import Edition, edition
from consultrules.policy.word import Word

_T = TypeVar("_T")
_R = TypeVar("_R", bound=Record)
_W = TypeVar("_W", bound=Word)


def record_from(
    kind: type[_R], name: str, value: _R | Mapping[str, Any], *, units: object = None
) -> _R:
    """A record as a call gives one, as it is or as plain data, whose units ``units`` resolves.

    Raises:
        IntakeError: with the name of the argument before the place.
    """
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise IntakeError([Fault(name, "wrong_type", shown(value), (kind.__name__, "object"))])
    try:
        return kind.read(value, units=units)
    except IntakeError as error:
        raise IntakeError([fault.under(name) for fault in error.faults]) from None


def one_of(kind: type[_T], name: str, value: object) -> _T | None:
    """What a call gives as one of our own objects, which no plain data can be; ``None`` stays ``None``.

    Raises:
        IntakeError: for anything else.
    """
    if value is None or isinstance(value, kind):
        return value
    raise IntakeError([Fault(name, "wrong_type", shown(value), (kind.__name__,))])


def policy_or_usual(policy: Edition | None) -> Edition:
    """The edition of a call that may give one, else the usual one.

    Raises:
        IntakeError: for anything else.
    """
    return one_of(Edition, "policy", policy) or edition()


def word_from(kind: type[_W], name: str, value: object) -> _W:
    """A closed word as a call gives one, by code or Chinese word.

    Raises:
        IntakeError: with the accepted ones.
    """
    if type(value) is kind:
        return value
    try:
        return kind.parse(value)
    except IntakeError as error:
        raise IntakeError([fault.under(name) for fault in error.faults]) from None


def string_from(name: str, value: object) -> str:
    """A text as a call or request gives one.

    Raises:
        IntakeError: for anything else.
    """
    if isinstance(value, str):
        return value
    raise IntakeError([Fault(name, "wrong_type", shown(value), ("string",))])


def flag_from(name: str, value: object) -> bool:
    """A yes or no as a call gives one: nothing else stands for either.

    Raises:
        IntakeError: for anything else.
    """
    if isinstance(value, bool):
        return value
    raise IntakeError([Fault(name, "wrong_type", shown(value), ("true", "false"))])


def day_of_call(name: str, value: object) -> dt.date:
    """A day as a call gives one, as a date or ISO text; it has to give it.

    Raises:
        IntakeError: when it is no real day, or none.
    """
    if type(value) is dt.date and FIRST_DAY <= value <= LAST_DAY:
        return value
    day = day_from(name, value)
    if day is None:
        raise IntakeError([Fault(name, "missing_key")])
    return day
