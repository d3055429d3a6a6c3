"""A repair plan: what has to be added to a planned session before it is held, and no more than that.

The binding rules that read counts which can still grow become inequalities, taken from the rules' own
trees by way of the compiled comparison; ``linear.least`` solves them together. Nobody is ever removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import MOST, Fact, Row
from consultrules.policy.judging import Debtor, Force
from consultrules.rules.compiled import FAIL, PASS, Sides
from consultrules.rules.linear import Amounts, Line, is_linear, least
from consultrules.rules.plan import Plan

# An inequality is never below 0: left − right for “at least”, the reverse for “at most”, one less if strict.
_SIGNS = {">=": (1, 0), ">": (1, -1), "<=": (-1, 0), "<": (-1, -1)}
_Facts = dict[str, int | None]
Move = tuple[str, int, int]
"""A fact with its number before and after."""


@dataclass(frozen=True, slots=True)
class Act:
    """One kind of thing to add: three public representatives invited, eleven people told.

    ``fact`` grows by ``add`` from ``before`` to ``after``, counting what the acts listed before this one
    have added; ``moves`` are the facts that grow along. ``rules`` are the keys that it serves,
    ``owed_by`` who owes the first of them; ``adds_person`` is false for a telling or an invitation.
    """

    fact: Fact
    add: int
    before: int
    after: int
    moves: tuple[Move, ...]
    rules: tuple[str, ...]
    owed_by: Debtor
    adds_person: bool

    def text(self, lang: str = "zh") -> str:
        """What grows by how many, from what to what, in ``zh`` or ``en``."""
        facts = FACTS["session"]
        moves = [f"{facts[code].name(lang)} {old}→{new}" for code, old, new in self.moves]
        along = ("、" if lang == "zh" else ", ").join(moves)
        if along:
            along = f"（{along}）" if lang == "zh" else f" ({along})"
        return f"{self.fact.name(lang)} +{self.add} {self.before}→{self.after}{along}"

    def to_dict(self) -> dict[str, object]:
        """Plain data; facts by code."""
        return {
            "fact": self.fact.code,
            "add": self.add,
            "before": self.before,
            "after": self.after,
            "moves": [{"fact": code, "before": old, "after": new} for code, old, new in self.moves],
            "rules": list(self.rules),
            "owed_by": self.owed_by.value,
            "adds_person": self.adds_person,
        }


class Lever(NamedTuple):
    """A fact that can still grow, with the known facts that grow with it, itself first."""

    fact: Fact
    moves: tuple[str, ...]


class Demand(NamedTuple):
    """A rule as an inequality over the levers; ``None`` for the bounds of the facts themselves."""

    place: int | None
    line: Line


def repair(plan: Plan, row: Row, places: Iterable[int]) -> tuple[tuple[Act, ...], Row]:
    """The acts that mend what levers can mend of the rules at these places, and the row after them.

    Fewest persons added, then fewest kinds of act, then what is declared first. Where not all
    rules can be met together, what binds comes before advice, and what is met already before the rest.
    """
    levers = levers_of(row)
    persons = [lever.fact.adds_person for lever in levers]
    room = MOST - max((row.facts[code] or 0 for lever in levers for code in lever.moves), default=0)
    demands = _together(_demands(plan, row, levers, tuple(places)), persons, room)
    amounts = least([demand.line for demand in demands], persons, room)
    assert amounts is not None  # what could not be met is no longer among the demands
    facts: _Facts = dict(row.facts)
    acts = tuple(
        _act(plan, lever, j, amounts, demands, facts)
        for j, lever in enumerate(levers)
        if amounts[j]
    )
    return acts, row._replace(facts=facts)


def levers_of(row: Row) -> tuple[Lever, ...]:
    """What can still be added to a row: levers whose own number is known."""
    return tuple(
        Lever(fact, tuple(c for c in (fact.code, *fact.lever) if row.facts.get(c) is not None))
        for fact in FACTS[row.grain].values()
        if fact.lever is not None and row.facts.get(fact.code) is not None
    )


def _demands(
    plan: Plan, row: Row, levers: tuple[Lever, ...], places: tuple[int, ...]
) -> list[Demand]:
    """The bounds of facts, then what binds before what is advised, in each what is met already first."""
    facts = FACTS[row.grain]
    codes = plan.judge(row.facts.get)
    moved = frozenset(code for lever in levers for code in lever.moves)
    start = plan.sides(row.facts.get)
    steps = [_sides_after(plan.sides, row.facts, lever) for lever in levers]
    ranked: list[tuple[tuple[bool, bool], Demand]] = []
    for place in places:
        test = plan.rules[place].test
        if codes[place] not in (PASS, FAIL) or test.op not in _SIGNS:
            continue
        if not (is_linear(test.left, moved) and is_linear(test.right, moved)):
            continue
        sign, strict = _SIGNS[test.op]
        at = sign * _distance(start[place])
        line = Line(tuple(sign * _distance(side[place]) - at for side in steps), at + strict)
        if any(line.steps):
            rank = (plan.forces[place] is not Force.MUST, codes[place] != PASS)
            ranked.append((rank, Demand(place, line)))
    ranked.sort(key=itemgetter(0))
    bounds = _bounds(row.facts, levers, {c: facts[c].at_most for c in sorted(moved)})
    return [*bounds, *(demand for _, demand in ranked)]


def _sides_after(sides: Sides, facts: _Facts, lever: Lever) -> tuple[tuple[int | None, ...], ...]:
    """Both sides of every comparison once one has been added."""
    more = {code: (facts[code] or 0) + 1 for code in lever.moves}
    return sides((facts | more).get)


def _distance(sides: tuple[int | None, ...]) -> int:
    left, right = sides
    assert left is not None  # the rule has been judged, so its facts are there
    assert right is not None
    return left - right


def _bounds(
    facts: _Facts, levers: tuple[Lever, ...], wholes: dict[str, tuple[str, ...]]
) -> list[Demand]:
    """No part outgrows its whole: no more people are told than take part."""
    found = []
    for part, bounds in wholes.items():
        for whole in bounds:
            few, many = facts[part], facts.get(whole)
            steps = tuple((whole in lever.moves) - (part in lever.moves) for lever in levers)
            if few is not None and many is not None and min(steps) < 0:
                found.append(Demand(None, Line(steps, many - few)))
    return found


def _together(demands: list[Demand], persons: list[bool], most: int) -> list[Demand]:
    """The demands that can be met together, those in front first."""
    if least([demand.line for demand in demands], persons, most) is not None:
        return demands
    kept: list[Demand] = []
    for demand in demands:
        more = [*kept, demand]
        if least([one.line for one in more], persons, most) is not None:
            kept = more
    return kept


def _act(
    plan: Plan, lever: Lever, j: int, amounts: Amounts, demands: list[Demand], facts: _Facts
) -> Act:
    """One act of a plan; the facts grow by it."""
    add = amounts[j]
    moves = []
    for code in lever.moves:
        before = facts[code] or 0
        facts[code] = before + add
        moves.append((code, before, before + add))
    served = [
        place
        for place, line in demands
        if place is not None
        and line.steps[j] > 0
        and (line.start < 0 or line.at(amounts) < line.steps[j] * add)
    ]
    (_, before, after), *along = moves
    return Act(
        fact=lever.fact,
        add=add,
        before=before,
        after=after,
        moves=tuple(along),
        rules=tuple(plan.rules[place].key for place in sorted(served)),
        owed_by=plan.debtors[min(served)],
        adds_person=lever.fact.adds_person,
    )
