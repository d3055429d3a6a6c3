"""A plan: the rules of one grain and scope, compiled with the numbers of one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from consultrules.errors import EditionError
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import CANCELLED, NEVER, Row
from consultrules.models.unit import Unit
from consultrules.policy.clause import is_under
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Debtor, Force, Verdict
from consultrules.policy.parameters import Parameters
from consultrules.policy.vocabulary import UnitKind
from consultrules.rules.catalogue import rules_in
from consultrules.rules.compiled import (
    FAIL,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    PASS,
    PENDING,
    UNKNOWN,
    WAIVED,
    Judge,
    Sides,
    judge_of,
    sides_of,
)
from consultrules.rules.direct import Direct, direct_of
from consultrules.rules.due import LastDays
from consultrules.rules.leadership import YEARLY
from consultrules.rules.members import ASSESSED, PARTS
from consultrules.rules.rule import Rule
from consultrules.rules.sentence import Sentences

VERDICTS = {
    PASS: Verdict.PASS,
    FAIL: Verdict.FAIL,
    PENDING: Verdict.PENDING,
    UNKNOWN: Verdict.UNKNOWN,
    NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    WAIVED: Verdict.NOT_APPLICABLE,
    NOT_IN_FORCE: Verdict.NOT_APPLICABLE,
}
WORDS = tuple(VERDICTS[code].value for code in range(len(VERDICTS)))
GATES = {"session": ("session_held",)}
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
    def sides(self) -> Sides:
        """What was observed and what is required, for every rule."""
        return sides_of(self.rules, self.numbers)

    @cached_property
    def direct(self) -> Direct:
        """Verdicts and both sides straight from plain facts, where the row is a common one."""
        return direct_of(self.rules, self.numbers, FACTS[self.grain])

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

    @cached_property
    def binding(self) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
        """A function that picks the verdicts of the binding rules."""
        if len(self.musts) == len(self.rules):
            return tuple
        if len(self.musts) > 1:
            return itemgetter(*self.musts)
        return lambda codes: tuple([codes[place] for place in self.musts])

    @cached_property
    def heads(self) -> tuple[dict[str, object], ...]:
        """What is the same in every finding of a rule, as plain data."""
        return tuple(
            {"rule": r.key, "clause": r.clause, "grain": r.grain, "force": force.value}
            for r, force in zip(self.rules, self.forces, strict=True)
        )

    @cached_property
    def readings(self) -> dict[str, str]:
        """The readings that the rules rest on, with the options in force."""
        used = {reading for rule in self.rules for reading in rule.readings}
        return {key: self.policy.readings[key] for key in self.policy.readings if key in used}

    @cached_property
    def _ordered(self) -> tuple[bool, ...]:
        """Whether the distance between both sides means anything: not between two bodies or flags."""
        return tuple(rule.test.op != "==" for rule in self.rules)

    def sentences(self, place: int, lang: str) -> Sentences:
        """The fixed words of one rule."""
        found = self._sentences.get((place, lang))
        if found is None:
            found = Sentences(self.rules[place], self.numbers, self.policy, lang)
            self._sentences[place, lang] = found
        return found

    @cached_property
    def _sentences(self) -> dict[tuple[int, str], Sentences]:
        return {}

    def causes(self, place: int, code: int, row: Row) -> tuple[str, ...]:
        """Why there is no plain pass or fail."""
        rule = self.rules[place]
        if code == UNKNOWN:
            facts = row.facts
            return tuple(
                [
                    f"{_why(name, row)}:{name}"
                    for name in (*rule.facts, *GATES.get(self.grain, ()))
                    if facts.get(name) is None
                ]
            )
        if code == NOT_IN_FORCE:
            return ("before_in_force",)
        if code == WAIVED:
            return (self.waiver(place),)
        return ()

    def waiver(self, place: int) -> str:
        """Why a rule is waived where it is: a cause of its own, or the option of a reading."""
        waiver = self.rules[place].waiver
        reading = waiver.partition("reading:")[2]
        return f"{waiver}={self.policy.readings[reading]}" if reading else waiver

    def gap(self, place: int, code: int, observed: int | None, required: int | None) -> int | None:
        """How far apart both sides are, where the rule failed or waits and order has a meaning."""
        if observed is None or required is None or not self._ordered[place]:
            return None
        distance = abs(required - max(observed, 0))  # what has not come up yet counts as none
        # From or to a step that has not been taken there is no number of days.
        return distance if code in (FAIL, PENDING) and distance < NEVER // 2 else None

    def debtor(self, place: int, row: Row) -> Debtor:
        """Who owes it: the clause's column; of what is the city's own, the city's CPPCC and no county's."""
        owed = self.debtors[place]
        of_city = row.unit is not None and row.unit.kind is UnitKind.CITY
        return Debtor.CITY_CPPCC if owed is Debtor.COUNTY_CPPCC and of_city else owed

    def due(self, place: int, code: int, row: Row) -> dt.date | None:
        """The last day for a pending duty before a session; of a year's the day that makes it a breach."""
        if code != PENDING or row.day is None:
            return None
        by_year = self.grain in ("room_year", "member_year")
        if (by_year and self.rules[place].key not in ASSESSED) or self.rules[place].key in YEARLY:
            return row.day + dt.timedelta(days=1)
        return self.last_day(place, row) if self.grain == "session" else None

    def last_day(self, place: int, row: Row) -> dt.date | None:
        """The last day on which a rule about a session can still be met, as far as its facts tell."""
        return self._last_days.of(place, row.facts, row.day) if row.day is not None else None

    @cached_property
    def _last_days(self) -> LastDays:
        return LastDays(self.rules, self.numbers, self.policy, FACTS[self.grain])

    def evidence(self, place: int, row: Row, *, personal: bool | None = None) -> tuple[str, ...]:
        """Ids or names behind the facts that the rule read; ``personal`` picks persons or the rest."""
        if not row.evidence:
            return ()
        declared = FACTS[self.grain]
        return tuple(
            e
            for code in self.rules[place].facts
            if personal is None or declared[code].personal is personal
            for e in row.evidence.get(code, ())
        )

    def add_details(
        self, plain: dict[str, Any], place: int, code: int, row: Row, languages: tuple[str, ...]
    ) -> None:
        """Write into a plain finding what there is to say beyond both sides: nothing that is empty."""
        causes: tuple[str, ...] = ()
        if code != FAIL:
            causes = self.causes(place, code, row)
            if causes:
                plain["cause"] = list(causes)
            if code >= NOT_APPLICABLE:
                return
            due = self.due(place, code, row)
            if due is not None:
                plain["due"] = due.isoformat()
        if self._ordered[place] and code != UNKNOWN:
            plain["gap"] = self.gap(place, code, plain["observed"], plain["required"])
        plain["owed_by"] = self.debtor(place, row).value
        if row.evidence:
            plain["evidence"] = list(self.evidence(place, row))
        if not languages:
            return
        words = [(lang, self.sentences(place, lang)) for lang in languages]
        sides = plain["observed"], plain["required"]
        seen = code != UNKNOWN
        plain["reason"] = {lang: w.seen(row) if seen else w.ungiven(causes) for lang, w in words}
        plain["remedy"] = {lang: w.remedy(code, causes, row, *sides) for lang, w in words}

    def codes(self, row: Row) -> tuple[int, ...]:
        """The verdicts on one row."""
        return self.settled(row, self.judge(row.facts.get))

    def settled(self, row: Row, codes: tuple[int, ...]) -> tuple[int, ...]:
        """What rules say of a row, as it stands; what lies before the edition is judged by nobody (Z1).

        ``codes`` are the verdicts of all rules, or of some.
        """
        if row.day is not None and not self.policy.in_force(row.day):
            return (NOT_IN_FORCE,) * len(codes)
        if row.part == CANCELLED:
            return (NOT_APPLICABLE,) * len(codes)
        if row.grain == "session" and row.facts["session_held"] != 1:
            return tuple([self._before(code, row) for code in codes])
        return codes

    def _before(self, code: int, row: Row) -> int:
        """Of a session that has not been held yet nothing is due; of one nobody knows, nothing is known."""
        if code not in (PASS, FAIL, UNKNOWN):
            return code
        return UNKNOWN if row.facts["session_held"] is None else PENDING


def _why(fact: str, row: Row) -> str:
    """Why a fact is not known."""
    if fact in row.impossible:
        return "impossible"
    return "expired" if fact in row.expired else "missing"


_plans: dict[object, Plan] = {}


def plan_of(
    policy: Edition,
    grain: str,
    scope: tuple[str, ...] = (),
    unit: Unit | None = None,
    part: str = "",
) -> Plan:
    """The plan for rows of a grain, made once for each edition, scope and set of local numbers.

    ``part`` narrows the rules to those that are about such a row (``Row.part``).
    """
    local: tuple[int, ...] = ()
    if policy.local:
        local = tuple(
            i for i, (code, _) in enumerate(policy.local) if unit is not None and unit.within(code)
        )
    key = (policy.digest, grain, scope, local, part)
    plan = _plans.get(key)
    if plan is None:
        for address in scope:
            _known(policy, address)
        numbers = policy.parameters_at(unit) if local else policy.parameters
        rules = rules_in(policy, grain, scope)
        if part in PARTS:
            rules = tuple(r for r in rules if any(is_under(r.key, about) for about in PARTS[part]))
        plan = _plans[key] = Plan(policy, grain, scope, numbers, rules)
    return plan


def _known(policy: Edition, address: str) -> None:
    """Refuse an address at which no clause lies: a scope that is empty by mistake judges nothing."""
    clause, _, aspect = address.partition("#")
    policy.scope(clause)
    if aspect and not any(rules_in(policy, grain, (address,)) for grain in FACTS):
        raise EditionError("unknown_clause", clause=address)
