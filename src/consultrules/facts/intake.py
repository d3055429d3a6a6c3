"""Plain facts in: words, days and flags of one row to whole numbers, every fault at once.

What has the wrong type, an unknown key or an unknown word is refused. What is out of bounds, or
contradicts another fact, is kept apart as impossible, so that a verdict on it is ``unknown``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache

from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import (
    NEVER,
    NO_EVIDENCE,
    NOT_YET,
    Declared,
    Fact,
    Row,
    contradictions,
    day_number,
    day_of,
    number_of,
)
from consultrules.policy.judging import Blank, FactType

Read = Callable[[object], int | None]
_OPEN = Blank.NOT_YET, Blank.NOT_YET.zh
_KINDS = {
    FactType.COUNT: ("whole number",),
    FactType.FLAG: ("true", "false"),
    FactType.DAY: ("YYYY-MM-DD",),
    FactType.ID: ("string",),
}
_NONE = Blank.NONE, Blank.NONE.zh


class _Refused(Exception):
    """A value that cannot be read: the code of the fault and what could stand there."""

    def __init__(self, code: str, accepted: tuple[str, ...] = (), hint: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.accepted = accepted
        self.hint = hint


class _OutOfBounds(Exception):
    """A number that can be read but cannot be."""


def flat_row(grain: str, given: Mapping[str, object], *, subject: str = "") -> Row:
    """Read one row of facts of a grain.

    Raises:
        IntakeError: with every unknown key, wrong type and unknown word, each at its fact.
    """
    declared, readers, defaults = _tables(grain)
    facts: dict[str, int | None] = {**defaults}
    try:
        for code, value in given.items():
            facts[code] = readers[code](value)
        impossible = contradictions(facts, declared, given)
    except (KeyError, _Refused, _OutOfBounds):
        facts, impossible = _slowly(given, declared, readers, defaults)
    day = None
    if declared.days and not _are_numbered(given, declared):
        number = facts.get(_DAYS[grain])
        day = None if number is None or number == NEVER else day_of(number)
    return Row(grain, subject, facts, day, None, impossible, NO_EVIDENCE)


_DAYS = {
    grain: {"session": "session_day", "case": "session_day", "evaluation": "evaluation_day"}.get(
        grain, ""
    )
    for grain in FACTS
}
"""The fact that tells a subject's day, for grains whose rows have one."""


def _are_numbered(given: Mapping[str, object], declared: Declared) -> bool:
    """Whether the days of a row are day numbers of somebody's own count, good for their order only.

    Raises:
        IntakeError: when some days are numbers and others dates, which cannot be compared.
    """
    kinds = {code: type(given[code]) for code in declared.days if given.get(code) is not None}
    numbered = [code for code, kind in kinds.items() if kind is int]
    dated = [code for code in kinds if code not in numbered and given[code] not in _OPEN]
    if numbered and dated:
        raise IntakeError([Fault(code, "wrong_type", shown(given[code])) for code in numbered])
    return bool(numbered)


def _slowly(
    given: Mapping[str, object],
    declared: Declared,
    readers: Mapping[str, Read],
    defaults: Mapping[str, int],
) -> tuple[dict[str, int | None], frozenset[str]]:
    """Read a row in which something is wrong: refuse it, or keep what is impossible apart."""
    faults = _faults(given, declared, readers)
    if faults:
        raise IntakeError(faults)
    facts: dict[str, int | None] = dict(defaults)
    outside = set()
    for code, value in given.items():
        try:
            facts[code] = readers[code](value)
        except _OutOfBounds:
            facts[code] = None
            outside.add(code)
    return facts, contradictions(facts, declared, given) | outside


def _faults(
    given: Mapping[str, object], declared: Declared, readers: Mapping[str, Read]
) -> list[Fault]:
    """Every fault of a row that has at least one."""
    faults = []
    for code, value in given.items():
        read = readers.get(code)
        if read is None:
            faults.append(_unknown(code, declared))
            continue
        try:
            read(value)
        except _OutOfBounds:
            continue
        except _Refused as refused:
            faults.append(Fault(code, refused.code, shown(value), refused.accepted, refused.hint))
    return faults


def _unknown(code: object, declared: Mapping[str, Fact]) -> Fault:
    hint = nearest(code, declared)
    return Fault(shown(code), "unknown_key", "", () if hint else tuple(declared), hint)


@cache
def _tables(grain: str) -> tuple[Declared, dict[str, Read], dict[str, int]]:
    declared = FACTS.get(grain)
    if declared is None:
        raise IntakeError(
            [Fault("grain", "unknown_word", shown(grain), tuple(FACTS), nearest(grain, FACTS))]
        )
    readers = {code: _reader(fact) for code, fact in declared.items()}
    defaults = {code: fact.default for code, fact in declared.items() if fact.default is not None}
    return declared, readers, defaults


def _reader(fact: Fact) -> Read:
    return {
        FactType.COUNT: _count,
        FactType.FLAG: _flag,
        FactType.DAY: _day_reader,
        FactType.CODE: _code,
        FactType.ID: _id,
    }[fact.type](fact)


def _count(fact: Fact) -> Read:
    low, high = fact.bounds

    def read(value: object) -> int | None:
        if type(value) is int:
            if low <= value <= high:
                return value
            raise _OutOfBounds
        return _blank(value, fact, NOT_YET)

    return read


def _flag(fact: Fact) -> Read:
    def read(value: object) -> int | None:
        if value is True or value is False:
            return int(value)
        if type(value) is int:
            if value in (0, 1):
                return value
            raise _OutOfBounds
        return _blank(value, fact, NOT_YET)

    return read


def _day_reader(fact: Fact) -> Read:
    low, high = fact.bounds

    def read(value: object) -> int | None:
        least = 0
        if type(value) is dt.date:
            value, least = day_number(value), low
        elif isinstance(value, str) and value not in _OPEN:
            value, least = _iso(value), low
        if type(value) is int:
            if least <= value <= high:
                return value
            raise _OutOfBounds
        return _blank(value, fact, NEVER)

    return read


def _iso(value: str) -> int:
    try:
        if len(value) == 10 and value[7] == "-":
            return day_number(dt.date.fromisoformat(value))
    except ValueError:
        pass
    raise _Refused("bad_day")


def _code(fact: Fact) -> Read:
    assert fact.words is not None
    words = fact.words
    numbers: dict[object, int | None] = {
        spelling: word.number for spelling, word in words.lookup().items()
    }
    numbers[None] = None
    if fact.open:
        numbers |= dict.fromkeys(_NONE, 0)

    def read(value: object) -> int | None:
        try:
            return numbers[value]
        except (KeyError, TypeError):
            pass
        try:
            return words.parse(value).number
        except IntakeError as error:
            fault = error.faults[0]
            raise _Refused(fault.code, fault.accepted, fault.hint) from None

    return read


def _id(fact: Fact) -> Read:
    def read(value: object) -> int | None:
        if isinstance(value, str) and 0 < len(value) <= 64 and _is_text(value):
            return number_of(value)
        return _blank(value, fact, NOT_YET)

    return read


def _is_text(value: str) -> bool:
    """Whether a text can be written down: half a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _blank(value: object, fact: Fact, ahead: int) -> int | None:
    if value is None:
        return None
    if fact.open and isinstance(value, str) and value in _OPEN:
        return ahead
    raise _Refused("wrong_type", (*_KINDS[fact.type], *_OPEN[: fact.open]))
