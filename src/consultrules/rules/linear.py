"""Whole-number inequalities: the fewest additions that meet them all, exactly.

``least`` is what a repair plan rests on. It narrows the range of every unknown by every inequality and
halves what is left, so that whole ranges are ruled out at once; nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import ge, mul
from typing import NamedTuple

from consultrules.rules.tree import Difference, F, Product, Sum, Term, children, facts_of

Amounts = tuple[int, ...]
_ROUNDS = 8
"""How often ranges are narrowed before they are halved: lines can push each other up one by one."""


class Line(NamedTuple):
    """One inequality: ``start``, and ``steps[j]`` for each unit of the ``j``-th unknown, is never below 0."""

    steps: tuple[int, ...]
    start: int

    def at(self, amounts: Amounts) -> int:
        """How far above 0 the line lies for some amounts; below 0 it is not met."""
        return self.start + sum(
            [step * amount for step, amount in zip(self.steps, amounts, strict=True)]
        )


def is_linear(node: Term, moved: frozenset[str]) -> bool:
    """Whether a term changes by the same number with every unit of the facts that move.

    Examples:
        >>> is_linear(F("m") * 3 - F("n"), frozenset({"m", "n"}))
        True
        >>> is_linear(F("m") * F("n"), frozenset({"m", "n"}))
        False
    """
    if isinstance(node, F):
        return True
    if isinstance(node, Sum | Difference):
        return is_linear(node.left, moved) and is_linear(node.right, moved)
    still = [moved.isdisjoint(facts_of(child)) for child in children(node)]
    if isinstance(node, Product) and any(still):
        return is_linear(node.left, moved) and is_linear(node.right, moved)
    return moved.isdisjoint(facts_of(node))


def least(lines: Iterable[Line], persons: Sequence[bool], most: int) -> Amounts | None:
    """The amounts, none below 0, that meet all lines; ``None`` where there are none up to ``most``.

    Of all that do: the fewest units of the unknowns that are ``persons``; of these the fewest
    unknowns above 0; of these the most persons in what comes first, and no more of the rest than needed.

    Examples:
        >>> ten, third = Line((1, 1), -2), Line((-1, 2), -5)
        >>> least([ten, third], (True, True), 100)
        (0, 3)
    """
    lines, unknowns = _worth(list(lines), persons)
    search = _Search(
        [Line(tuple([line.steps[j] for j in unknowns]), line.start) for line in lines],
        [persons[j] for j in unknowns],
        most,
    )
    found = search.least()
    if found is None:
        return None
    amounts = [0] * len(persons)
    for unknown, amount in zip(unknowns, found, strict=True):
        amounts[unknown] = amount
    return tuple(amounts)


def _worth(lines: list[Line], persons: Sequence[bool]) -> tuple[list[Line], list[int]]:
    """The lines that may fail, and the unknowns that help: no earlier one does all that they do.

    In place of the one left out as much of the earlier one serves as well, with no more persons or kinds.
    """
    unknowns = list(range(len(persons)))
    while True:
        open_ = [x for x in lines if x.start < 0 or any(x.steps[j] < 0 for j in unknowns)]
        column = {j: [line.steps[j] for line in open_] for j in unknowns}
        helpful: list[int] = []
        for j in unknowns:
            if not any(step > 0 for step in column[j]):
                continue
            if any(
                persons[k] == persons[j]
                and all(more >= less for more, less in zip(column[k], column[j], strict=True))
                for k in helpful
            ):
                continue
            helpful.append(j)
        if helpful == unknowns:
            return open_, unknowns
        lines, unknowns = open_, helpful


class _Search:
    """The search over one set of lines, in which every unknown helps."""

    def __init__(self, lines: list[Line], persons: list[bool], most: int) -> None:
        self.lines = lines
        self.persons = persons
        self.most = most
        people = [j for j, person in enumerate(persons) if person]
        self.order = people + [j for j, person in enumerate(persons) if not person]
        self.parts = [
            (
                line.start,
                [(j, step) for j, step in enumerate(line.steps) if step],
                [(j, line.steps[j]) for j in people if line.steps[j] > 0],
            )
            for line in lines
        ]
        self.people = people
        # A line that every person lowers and nothing raises says how many there can be at all.
        caps = [
            line.start // min([-line.steps[j] for j in people])
            for line in lines
            if people and max(line.steps) <= 0 and max([line.steps[j] for j in people]) < 0
        ]
        self.crowd = min([most, *caps])

    def least(self) -> Amounts | None:
        """The least amounts: first how many persons, by doubling and halving, then how many kinds."""
        kinds = len(self.persons)
        low, high, step = 0, 0, 1
        while self._first(high, kinds) is None:
            if high >= self.crowd:
                return None
            low, high, step = high + 1, min(self.crowd, high + step), 2 * step
        while low < high:
            middle = (low + high) // 2
            if self._first(middle, kinds) is None:
                low = middle + 1
            else:
                high = middle
        few = (self._first(high, number) for number in range(kinds + 1))
        return next(amounts for amounts in few if amounts is not None)

    def _first(self, people: int, kinds: int) -> Amounts | None:
        """The first amounts, in the order of preference, with so many persons and kinds at most."""
        return self._within([0] * len(self.persons), [self.most] * len(self.persons), people, kinds)

    def _within(self, low: list[int], high: list[int], people: int, kinds: int) -> Amounts | None:
        if not self._narrow(low, high, people, kinds):
            return None
        self._yield_to_earlier(low, high)
        j = next((j for j in self.order if low[j] < high[j]), None)
        if j is None:  # one number is left for each; this time nothing moves, so all is looked at
            return tuple(low) if self._narrow(low, high, people, kinds) else None
        middle = (low[j] + high[j]) // 2
        halves = [(low[j], middle), (middle + 1, high[j])]
        for least, top in reversed(halves) if self.persons[j] else halves:
            lows, highs = low.copy(), high.copy()
            lows[j], highs[j] = least, top
            found = self._within(lows, highs, people, kinds)
            if found is not None:
                return found
        return None

    def _yield_to_earlier(self, low: list[int], high: list[int]) -> None:
        """Persons of whom an earlier unknown does all that is still open need be no more than they must.

        As many of the earlier one in their place meet every line, with as many persons and no more
        kinds, and come first in the order of preference; lines that nobody lowers are settled once met.
        """
        loose = [j for j in self.people if low[j] < high[j]]
        unsettled = [
            line
            for line in self.lines
            if min(line.steps) < 0 or line.start + sum(map(mul, line.steps, low)) < 0
        ]
        columns = {j: [line.steps[j] for line in unsettled] for j in loose}
        kept: list[int] = []
        for j in loose:
            if any((low[k] or not low[j]) and all(map(ge, columns[k], columns[j])) for k in kept):
                high[j] = low[j]
            else:
                kept.append(j)

    def _narrow(self, low: list[int], high: list[int], people: int, kinds: int) -> bool:
        """Rule out what no solution has; false where nothing is left."""
        for _ in range(_ROUNDS):
            before = low + high
            spare = people - sum([low[j] for j in self.people])
            used = sum([amount > 0 for amount in low])
            if spare < 0 or used > kinds:
                return False
            for j in self.people:
                high[j] = min(high[j], low[j] + spare)
            if used == kinds:
                for j, amount in enumerate(low):
                    high[j] = high[j] if amount else 0
            for start, steps, helpers in self.parts:
                if not self._narrowed(start, steps, low, high):
                    return False
                # However the persons left are divided, they help by no more than the best of them.
                ahead = start + sum([step * low[j] for j, step in steps])
                ahead += sum(
                    [s * (high[j] - low[j]) for j, s in steps if s > 0 and not self.persons[j]]
                )
                best = max([step for j, step in helpers if low[j] < high[j]], default=0)
                if ahead + best * spare < 0:
                    return False
            if before == low + high:
                break
        return True

    def _narrowed(
        self, start: int, steps: list[tuple[int, int]], low: list[int], high: list[int]
    ) -> bool:
        """Narrow every range by one line: each unknown against the best that the others can do."""
        room = start + sum([step * (high[j] if step > 0 else low[j]) for j, step in steps])
        if room < 0:
            return False
        for j, step in steps:
            if step > 0:
                low[j] = max(low[j], high[j] - room // step)
            else:
                high[j] = min(high[j], low[j] + room // -step)
        return True
