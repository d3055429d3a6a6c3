"""The last day on which a duty before a session can still be met, read off the rule itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from consultrules.facts.fact import LAST, Declared, Facts, day_number, day_of
from consultrules.policy.edition import Edition
from consultrules.policy.judging import FactType
from consultrules.policy.parameters import Parameters
from consultrules.rules.compiled import Sides, sides_of
from consultrules.rules.rule import Rule
from consultrules.rules.tree import facts_of

BEFORE = "L18"
"""The reading on what comes before a session: a rule that rests on it is about nothing else."""
_AT_LEAST, _AT_MOST = (">=", ">"), ("<=", "<")
_STRICT = (">", "<")


class LastDays:
    """For each of some rules about a session the last day, from the facts of a row."""

    def __init__(
        self, rules: Sequence[Rule], numbers: Parameters, policy: Edition, declared: Declared
    ) -> None:
        self._rules = rules
        self._numbers = numbers
        self._day_before = policy.readings[BEFORE] == "day_before"
        self._declared = declared
        self._sides: dict[int, Sides] = {}

    def of(self, place: int, facts: Facts, day: dt.date) -> dt.date:
        """The last day for one rule and a session on ``day``, as far as the facts tell.

        That of the session, or the day before it for what has to come before it by reading L18; earlier
        where the rule compares the day of a step with another that is known, or asks for so many days in
        between.
        """
        rule = self._rules[place]
        sides = self._sides.get(place)
        if sides is None:
            sides = self._sides[place] = sides_of((rule,), self._numbers)
        limit = day_number(day) - (self._day_before and BEFORE in rule.readings)
        return day_of(min([limit, *_bounds(rule, sides, self._declared, facts)]))


def _bounds(rule: Rule, sides: Sides, declared: Declared, facts: Facts) -> Iterator[int]:
    """The days after which a step can no longer meet the comparison, with all else as it stands."""
    for code in dict.fromkeys(facts_of(rule.test)):
        fact = declared[code]
        step = fact.type is FactType.DAY and fact.open
        if not step and not fact.days_to:
            continue
        at_none, at_one = (_spare(rule, sides, facts, code, number) for number in (0, 1))
        if at_none is None or at_one is None:
            continue
        if step and at_one < at_none:  # the later the step, the less is spare: none on this day
            latest = at_none
        elif fact.days_to and at_one > at_none:  # so many days have to lie in between
            latest = (facts[fact.days_to] or 0) + at_none
        else:
            continue
        if latest <= LAST:
            yield latest


def _spare(rule: Rule, sides: Sides, facts: Facts, code: str, number: int) -> int | None:
    """How far the comparison is from failing where a fact has this number; below 0 it fails."""
    ((left, right),) = sides(lambda other: number if other == code else facts.get(other))
    if left is None or right is None:
        return None
    strict = rule.test.op in _STRICT
    if rule.test.op in _AT_LEAST:
        return left - right - strict
    return right - left - strict if rule.test.op in _AT_MOST else None
