"""A plan: the rules of one grain and scope, compiled with the numbers of one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from consultrules.errors import EditionError
from consultrules.facts.fact import Row
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Debtor, Force, Verdict
from consultrules.policy.parameters import Parameters
from consultrules.rules.catalogue import rules_in
from consultrules.rules.compiled import (
    FAIL,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    PENDING,
    UNKNOWN,
    WAIVED,
    Get,
    Judge,
    Sides,
    judge_of,
    sides_of,
)
from consultrules.rules.rule import Rule

VERDICTS = {
    PASS: Verdict.PASS,
    FAIL: Verdict.FAIL,
    PENDING: Verdict.PENDING,
    UNKNOWN: Verdict.UNKNOWN,
    NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    WAIVED: Verdict.NOT_APPLICABLE,
    NOT_IN_FORCE: Verdict.NOT_APPLICABLE,
}
WORST_FIRST = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PENDING, Verdict.PASS, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True)
class Plan:
    """What is asked of every row of one grain: rules, force and debtor of each, one function for all."""

    policy: Edition
    grain: str
    scope: tuple[str, ...]
    numbers: Parameters
    rules: tuple[Rule, ...]

    @cached_property
    def judge(self) -> Judge:
        """The verdict of every rule, in order, from a row's facts."""
        return judge_of(self.rules, self.numbers)

    @cached_property
    def sides(self) -> Callable[[Get], tuple[tuple[int | None, int | None], ...]]:
        """What was observed and what is required, for every rule."""
        made: tuple[Sides, ...] = tuple(sides_of(rule, self.numbers) for rule in self.rules)
        return lambda get: tuple([sides(get) for sides in made])

    @cached_property
    def forces(self) -> tuple[Force, ...]:
        """How binding each rule is: its clause's column, unless a reading grades it."""
        return tuple(r.force or self.policy.clause(r.clause).force for r in self.rules)

    @cached_property
    def debtors(self) -> tuple[Debtor, ...]:
        """Who owes each."""
        return tuple(self.policy.clause(rule.clause).owed_by for rule in self.rules)

    @cached_property
    def musts(self) -> tuple[int, ...]:
        """The places of the binding rules."""
        return tuple(i for i, force in enumerate(self.forces) if force is Force.MUST)

    def codes(self, row: Row) -> tuple[int, ...]:
        """The verdicts on one row; what lies before the edition is judged by nobody (Z1)."""
        if row.day is not None and not self.policy.in_force(row.day):
            return (NOT_IN_FORCE,) * len(self.rules)
        codes = self.judge(row.facts.get)
        if row.grain == "session" and row.facts["session_held"] != 1:
            return tuple([self._before(code, row) for code in codes])
        return codes

    def _before(self, code: int, row: Row) -> int:
        """Of a session that has not been held yet nothing is due; of one nobody knows, nothing is known."""
        if code not in (PASS, FAIL, UNKNOWN):
            return code
        return UNKNOWN if row.facts["session_held"] is None else PENDING


_plans: dict[object, Plan] = {}


def plan_of(
    policy: Edition, grain: str, scope: tuple[str, ...] = (), unit: Unit | None = None
) -> Plan:
    """The plan for rows of a grain, made once for each edition, scope and set of local numbers."""
    local: tuple[int, ...] = ()
    if policy.local:
        local = tuple(
            i for i, (code, _) in enumerate(policy.local) if unit is not None and unit.within(code)
        )
    key = (policy.digest, grain, scope, local)
    plan = _plans.get(key)
    if plan is None:
        for part in scope:
            _known(policy, part)
        numbers = policy.parameters_at(unit) if local else policy.parameters
        plan = _plans[key] = Plan(policy, grain, scope, numbers, rules_in(policy, grain, scope))
    return plan


def _known(policy: Edition, address: str) -> None:
    """Refuse an address at which no clause lies: a scope that is empty by mistake judges nothing."""
    clause, _, aspect = address.partition("#")
    policy.scope(clause)
    if aspect and not any(rules_in(policy, grain, (address,)) for grain in _GRAINS):
        raise EditionError("unknown_clause", clause=address)


_GRAINS = ("room", "session", "case", "evaluation", "member", "member_year", "room_year", "unit")
