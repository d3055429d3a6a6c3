"""What a fact is, and a row of facts: whole numbers about one subject, ready for any rule.

Only this layer counts, joins, compares texts and asks for a route. A rule reads a row and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from consultrules.facts.together import Together
from consultrules.models.unit import Unit
from consultrules.policy.judging import FactType
from consultrules.policy.word import Word

EPOCH = dt.date(1970, 1, 1).toordinal()
NEVER = dt.date(9999, 12, 31).toordinal() - EPOCH
"""The day of what has not been done: later than any real day, so nothing can follow it."""
NOT_YET = -1
"""The count or flag of what has not come up yet."""
FIRST, LAST = dt.date(1949, 10, 1).toordinal() - EPOCH, dt.date(2199, 12, 31).toordinal() - EPOCH
EXPIRED = -2
"""What a table tells of a fact that was attested once and holds no longer."""
IMPOSSIBLE = -1_000_000
"""What a table tells of a fact of which the records contradict each other: no fact can be that."""
MOST = 100_000
LARGEST_ID = 10**16
"""No id has a larger number (``number_of``); with an organ beside it, it still has 64 bits."""
HEADS = "participants"
"""The count that grows by one with every person added to a session."""
CANCELLED = "cancelled"
"""The part of a row about a session that never took place: no rule is about it (reading F3)."""
Facts = dict[str, int | None]
"""The numbers of a row while it is being read from records; ``None`` is not known."""
Evidence = dict[str, tuple[str, ...]]
"""For a fact, the ids or fields that its number comes from."""
NOTHING: frozenset[str] = frozenset()
NO_EVIDENCE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01.

    Examples:
        >>> day_number(dt.date(2020, 4, 29))
        18381
    """
    return day.toordinal() - EPOCH


def day_of(number: int) -> dt.date:
    """The day with this number."""
    return dt.date.fromordinal(number + EPOCH)


WordList = type[Word]


@dataclass(frozen=True, slots=True)
class Fact:
    """One column, declared once.

    ``code`` is also the column; ``source`` names the record fields it comes from; ``at_most`` other facts
    of the row that it can never exceed; ``words`` the closed list of a code; ``open`` says that the step
    may lie ahead (``NEVER`` or ``NOT_YET``); ``default`` stands for a value that nobody gave; ``lever``
    is ``None`` where nothing can be changed before the event, else what moves along when one is added:
    whoever comes as a public representative is one participant more, but who is told stays who he was.
    ``most`` is the greatest count there can be; ``personal`` says that the evidence behind it, where
    there is any, is the ids of persons; ``days_to`` the fact with the day up to which days are counted.
    """

    code: str
    type: FactType
    zh: str
    en: str
    source: str
    at_most: tuple[str, ...] = ()
    words: WordList | None = None
    open: bool = False
    default: int | None = None
    lever: tuple[str, ...] | None = None
    most: int = MOST
    ours: bool = False
    personal: bool = False
    days_to: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the greatest possible number, what lies ahead apart."""
        if self.type is FactType.FLAG:
            return 0, 1
        if self.type is FactType.DAY:
            return FIRST, LAST
        if self.type is FactType.CODE and self.words is not None:
            return (0 if self.open else 1), len(self.words)
        return 0, (self.most if self.type is FactType.COUNT else LARGEST_ID)

    @property
    def adds_person(self) -> bool:
        """Whether one more of it is one more person at the session; a telling or an invitation is not."""
        return self.lever is not None and HEADS in (self.code, *self.lever)

    def name(self, lang: str = "zh") -> str:
        """The meaning of the fact in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


class Row(NamedTuple):
    """The facts of one subject.

    ``facts`` holds a number or ``None`` for each code; ``impossible`` the codes whose value contradicts
    the bounds (their number is ``None``); ``evidence`` ids behind a fact, such as who was not told.
    ``day`` decides which edition governs, ``unit`` which local numbers; ``part`` tells which rules of the
    grain are about such a row, where not all are; ``person`` is the id of the person whom the row is
    about, where it is about one: ``subject`` then holds that id too. ``expired`` are facts that were
    attested once and are no longer.
    """

    grain: str
    subject: str
    facts: dict[str, int | None]
    day: dt.date | None = None
    unit: Unit | None = None
    impossible: frozenset[str] = NOTHING
    evidence: Mapping[str, tuple[str, ...]] = NO_EVIDENCE
    part: str = ""
    person: str = ""
    expired: frozenset[str] = NOTHING


@lru_cache(maxsize=8192)
def number_of(value: str) -> int:
    """The number that stands for an id: the digits of a public code, else a number made from the text."""
    if value.isascii() and value.isdigit() and len(value) <= 15 and value[0] != "0":
        return int(value)
    import hashlib

    return 10**15 + int.from_bytes(hashlib.blake2b(value.encode(), digest_size=6).digest())


_FEW = 100
"""Bounds that lie no further apart are those of a flag or a word."""


class Alike(NamedTuple):
    """Flags or words that can be the same few numbers: looked at all at once, since a row has many."""

    codes: tuple[str, ...]
    possible: frozenset[int | None]
    numbers: Callable[[Facts], Iterable[int | None]]

    @classmethod
    def of(cls, bounds: tuple[int, int, int | None], codes: Sequence[str]) -> Alike:
        """The facts with these bounds, and what they can be; not known among it."""
        low, high, ahead = bounds
        possible = frozenset({None, ahead, *range(low, high + 1)})
        # One name picks a number and not numbers: the first is picked twice.
        return cls(tuple(codes), possible, itemgetter(codes[0], *codes))


class Declared(dict[str, Fact]):
    """The facts of one grain by code, with what each can never be worked out once.

    ``sums`` are the counts that are bounded together; alone each of them is ``at_most`` the whole.
    """

    def __init__(self, facts: Iterable[Fact], sums: Iterable[Together] = ()) -> None:
        super().__init__((fact.code, fact) for fact in facts)
        self.sums = tuple(sums)
        self.days = tuple(code for code, fact in self.items() if fact.type is FactType.DAY)
        self.parts = {code: fact.at_most for code, fact in self.items() if fact.at_most}
        bounds = {code: (*fact.bounds, ahead_of(fact)) for code, fact in self.items()}
        self._wide = tuple((code, *of) for code, of in bounds.items() if of[1] - of[0] > _FEW)
        narrow = [(of, code) for code, of in bounds.items() if of[1] - of[0] <= _FEW]
        self.alike = tuple(
            Alike.of(bound, [code for of, code in narrow if of == bound])
            for bound in dict.fromkeys(of for of, _ in narrow)
        )

    def outside(self, facts: Facts) -> list[str]:
        """The facts of a row whose number is out of bounds."""
        found: list[str] = []
        for alike in self.alike:
            if not alike.possible.issuperset(alike.numbers(facts)):
                found += [code for code in alike.codes if facts[code] not in alike.possible]
        for code, low, high, ahead in self._wide:
            value = facts[code]
            if value is not None and not low <= value <= high and value != ahead:
                found.append(code)
        return found

    def related(self, codes: Iterable[str]) -> set[str]:
        """The facts that bound some others, or are bounded by them, alone or together."""
        asked = set(codes)
        found = {whole for code in asked for whole in self[code].at_most}
        found |= {part for part, bounds in self.parts.items() if asked.intersection(bounds)}
        return found.union(*(one.codes for one in self.sums if not asked.isdisjoint(one.codes)))

    def sums_of(self, codes: Container[str]) -> tuple[Together, ...]:
        """The sums as far as some facts go; a single one of them is bounded by ``at_most``."""
        own = (one.within(codes) for one in self.sums)
        return tuple(dict.fromkeys(one for one in own if one is not None))


def ahead_of(fact: Fact) -> int | None:
    """The number that stands for what has not been done, where it may stand."""
    if not fact.open:
        return None
    return NEVER if fact.type is FactType.DAY else NOT_YET


Check = Callable[[Facts, Declared], frozenset[str]]
"""What finds and blanks the numbers of a row that cannot be: ``checked``, or what comes to the same."""


def checked(facts: Facts, declared: Declared) -> frozenset[str]:
    """Blank every number out of bounds, and both sides of a contradiction; return their codes."""
    outside = declared.outside(facts)
    for code in outside:
        facts[code] = None
    bad = _exceeding(facts, declared.parts.items(), declared.sums)
    return bad.union(outside) if outside else bad


def contradictions(
    facts: dict[str, int | None], declared: Declared, codes: Iterable[str]
) -> frozenset[str]:
    """Blank both sides wherever a part exceeds its whole; return their codes."""
    parts = declared.parts
    asked = [(code, parts[code]) for code in codes if code in parts]
    return _exceeding(facts, asked, declared.sums)


def _exceeding(
    facts: Facts, parts: Iterable[tuple[str, tuple[str, ...]]], sums: Iterable[Together]
) -> frozenset[str]:
    bad: set[str] = set()
    for code, wholes in parts:
        value = facts[code]
        if value:  # none is never too many
            for whole in wholes:
                limit = facts.get(whole)
                if limit is not None and 0 <= limit < value:
                    bad.update((code, whole))
    for together in sums:
        bad.update(together.exceeding(facts))
    if not bad:
        return NOTHING
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
