"""What a fact is, and a row of facts: whole numbers about one subject, ready for any rule.

Only this layer counts, joins, compares texts and asks for a route. A rule reads a row and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from consultrules.models.unit import Unit
from consultrules.policy.judging import FactType
from consultrules.policy.word import Word

EPOCH = dt.date(1970, 1, 1).toordinal()
NEVER = dt.date(9999, 12, 31).toordinal() - EPOCH
"""The day of what has not been done: later than any real day, so nothing can follow it."""
NOT_YET = -1
"""The count or flag of what has not come up yet."""
FIRST, LAST = dt.date(1949, 10, 1).toordinal() - EPOCH, dt.date(2199, 12, 31).toordinal() - EPOCH
MOST = 100_000


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01.

    >>> day_number(dt.date(2020, 4, 29))
    18381
    """
    return day.toordinal() - EPOCH


def day_of(number: int) -> dt.date:
    """The day with this number."""
    return dt.date.fromordinal(number + EPOCH)


@dataclass(frozen=True, slots=True)
class Fact:
    """One column, declared once.

    ``code`` is also the column; ``source`` names the record fields it comes from; ``at_most`` other facts
    of the row that it can never exceed; ``words`` the closed list of a code; ``open`` says that the step
    may lie ahead (``NEVER`` or ``NOT_YET``); ``default`` stands for a value that nobody gave; ``lever``
    is ``None`` where nothing can be changed before the event, else what moves along when one is added.
    """

    code: str
    type: FactType
    zh: str
    en: str
    source: str
    at_most: tuple[str, ...] = ()
    words: type[Word] | None = None
    open: bool = False
    default: int | None = None
    lever: tuple[str, ...] | None = None
    ours: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest possible number, what lies ahead apart."""
        if self.type is FactType.FLAG:
            return 0, 1
        if self.type is FactType.DAY:
            return FIRST, LAST
        if self.type is FactType.CODE and self.words is not None:
            return (0 if self.open else 1), len(self.words)
        return 0, (MOST if self.type is FactType.COUNT else 2**62)

    def name(self, lang: str = "zh") -> str:
        """The meaning of the fact in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


@dataclass(slots=True)
class Row:
    """The facts of one subject.

    ``facts`` holds a number or ``None`` for each code; ``impossible`` the codes whose value contradicts
    the bounds (their number is ``None``); ``evidence`` ids behind a fact, such as who was not told.
    ``day`` decides which edition governs, ``unit`` which local numbers.
    """

    grain: str
    subject: str
    facts: dict[str, int | None]
    day: dt.date | None = None
    unit: Unit | None = None
    impossible: frozenset[str] = frozenset()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def number_of(value: str) -> int:
    """The number that stands for an id: the digits of a public code, else a number made from the text."""
    if value.isascii() and value.isdigit() and len(value) <= 15:
        return int(value)
    import hashlib

    return 10**15 + int.from_bytes(hashlib.blake2b(value.encode(), digest_size=6).digest())


def checked(facts: dict[str, int | None], declared: Mapping[str, Fact]) -> frozenset[str]:
    """Blank every number out of bounds, and both sides of a contradiction; return their codes."""
    bad = set()
    for code, value in facts.items():
        if value is None:
            continue
        fact = declared[code]
        if fact.open and value == (NEVER if fact.type is FactType.DAY else NOT_YET):
            continue
        low, high = fact.bounds
        if not low <= value <= high:
            bad.add(code)
            continue
        for other in fact.at_most:
            limit = facts.get(other)
            if limit is not None and 0 <= limit < value:
                bad.update((code, other))
    for code in bad:
        facts[code] = None
    return frozenset(bad)


def count(code: str, zh: str, en: str, source: str, **more: object) -> Fact:
    """Declare a count."""
    return Fact(code, FactType.COUNT, zh, en, source, **more)  # type: ignore[arg-type]


def flag(code: str, zh: str, en: str, source: str, **more: object) -> Fact:
    """Declare a flag."""
    return Fact(code, FactType.FLAG, zh, en, source, **more)  # type: ignore[arg-type]


def day(code: str, zh: str, en: str, source: str, **more: object) -> Fact:
    """Declare a day."""
    return Fact(code, FactType.DAY, zh, en, source, **more)  # type: ignore[arg-type]


def word(code: str, words: type[Word], zh: str, en: str, source: str, **more: object) -> Fact:
    """Declare a code of a closed list."""
    return Fact(code, FactType.CODE, zh, en, source, words=words, **more)  # type: ignore[arg-type]


def ident(code: str, zh: str, en: str, source: str, **more: object) -> Fact:
    """Declare an id."""
    return Fact(code, FactType.ID, zh, en, source, **more)  # type: ignore[arg-type]
