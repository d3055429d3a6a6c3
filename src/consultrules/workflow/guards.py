"""The guards of an edge: the very rules that an audit judges by, on the case as the step would leave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from consultrules.facts.case import case_row
from consultrules.facts.evaluation import evaluation_row
from consultrules.facts.fact import Check, Row
from consultrules.facts.session import session_row
from consultrules.facts.sitting import Before
from consultrules.models.base import LAST_DAY
from consultrules.models.session import Session
from consultrules.policy.judging import Force
from consultrules.policy.lifecycle import Move
from consultrules.rules.bounds import compiled_check
from consultrules.rules.catalogue import rules_of
from consultrules.rules.compiled import Weigh, weighing_of
from consultrules.rules.finding import Finding
from consultrules.rules.plan import VERDICTS, WORDS, Plan, plan_of
from consultrules.rules.report import OK
from consultrules.workflow.process import Edge
from consultrules.workflow.roles import Scene

HOLD = Move.HOLD  # read through its class, a member costs a call
_SAME_DAY, _DAY_AFTER = dt.timedelta(days=0), dt.timedelta(days=1)
_KEPT = 1000  # templates of one guard; few sets of verdicts ever come up
_TRIED = "?"  # the id of a session that is only thought of
_before = itemgetter(*Before._fields)  # they are called as in the case record
_AHEAD = Session(id=_TRIED, room=_TRIED, topic=_TRIED, on=LAST_DAY)


@dataclass(frozen=True)
class Guard:
    """Rules of one grain, compiled, with the facts that they read and the places of those that block."""

    plan: Plan

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The facts that the rules read."""
        codes = {code for rule in self.plan.rules for code in rule.facts}
        return frozenset(codes | {"session_held"} if self.plan.grain == "session" else codes)

    @cached_property
    def check(self) -> Check:
        """What finds the numbers of its rows that cannot be."""
        return compiled_check()

    @cached_property
    def blocking(self) -> tuple[int, ...]:
        """The places of the rules that a step waits for: binding ones, unless a reading lets it go on."""
        forces, rules = self.plan.forces, self.plan.rules
        return tuple(n for n, force in enumerate(forces) if force is Force.MUST and rules[n].blocks)

    @cached_property
    def by_key(self) -> tuple[int, ...]:
        """The places of the rules in the order of their keys, as canonical JSON has them."""
        rules = self.plan.rules
        return tuple(sorted(range(len(rules)), key=lambda n: rules[n].key))

    @cached_property
    def weigh(self) -> Weigh:
        """What the rules say of facts, and the sides that facts move in the order of the rules' keys."""
        return self._weighing[0]

    @cached_property
    def _weighing(self) -> tuple[Weigh, tuple[tuple[str, str], ...]]:
        return weighing_of(self.plan.rules, self.plan.numbers, self.by_key)

    def template(self, codes: tuple[int, ...]) -> list[str]:
        """The findings as JSON for these verdicts, in pieces: every second is a side that facts move."""
        made = self._templates.get(codes)
        if made is None:
            rules = self.plan.rules
            pieces = [
                f'"{rules[n].key}":["{WORDS[codes[n]]}",{left},{right}]'
                for n, (left, right) in zip(self.by_key, self._weighing[1], strict=True)
            ]
            if len(self._templates) >= _KEPT:
                self._templates.clear()
            fixed = ("{" + ",".join(pieces) + "}").split("%s")
            made = self._templates[codes] = [piece for part in fixed for piece in (part, "")][:-1]
        return made

    @cached_property
    def _templates(self) -> dict[tuple[int, ...], list[str]]:
        return {}


class Judgement(NamedTuple):
    """The verdicts of a guard on one row, and the sides that facts move, as JSON."""

    guard: Guard
    row: Row
    codes: tuple[int, ...]
    sides: tuple[str, ...]

    def blockers(self) -> list[Finding]:
        """The findings that a step waits for."""
        if OK.issuperset(self.codes):
            return []
        return [
            Finding(self.guard.plan, n, self.codes[n], self.row)
            for n in self.guard.blocking
            if self.codes[n] not in OK
        ]

    def advice(self) -> list[Finding]:
        """The findings that are not met and that no step waits for."""
        waits = set(self.guard.blocking)
        return [
            Finding(self.guard.plan, n, code, self.row)
            for n, code in enumerate(self.codes)
            if code not in OK and n not in waits
        ]

    def json(self) -> str:
        """Each rule's verdict with both sides, by key, as canonical JSON: what let the step through."""
        pieces = self.guard.template(self.codes).copy()
        pieces[1::2] = self.sides
        return "".join(pieces)


def judged(keys: tuple[str, ...], step: Move, scene: Scene, record: Any) -> Judgement | None:
    """What the rules with these keys say, should ``record`` be what the step puts on record.

    ``scene.record`` holds it already. ``None`` where there is nothing to judge.
    """
    if not keys:
        return None
    guard = _guard(keys, scene)
    ahead = step is not HOLD and guard.plan.grain == "session"
    if ahead and not scene.policy.in_force(scene.on):
        return (
            None  # by the session's own day the edition may govern, by that of the step it does not
        )
    row = _ROWS[guard.plan.grain](step, scene, record, guard)
    codes, sides = guard.weigh(row.facts)
    return Judgement(guard, row, guard.plan.settled(row, codes), sides)


def blocking_keys(keys: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    """Those of some rules that a step waits for."""
    guard = _guard(keys, scene)
    return tuple(guard.plan.rules[n].key for n in guard.blocking)


_guards: dict[int, Guard] = {}  # by plan: plans are kept for good
_usual: dict[tuple[int, str], tuple[tuple[str, ...], Guard]] = {}  # by the very keys of an edge


def _guard(keys: tuple[str, ...], scene: Scene) -> Guard:
    policy = scene.policy
    if policy.local:
        return _of_plan(keys, scene)
    known = _usual.get((id(keys), policy.digest))
    if known is None or known[0] is not keys:
        known = _usual[id(keys), policy.digest] = (keys, _of_plan(keys, scene))
    return known[1]


def _of_plan(keys: tuple[str, ...], scene: Scene) -> Guard:
    plan = plan_of(scene.policy, _grain(keys[0], scene), keys, scene.room.unit)
    found = _guards.get(id(plan))
    if found is None:
        found = _guards[id(plan)] = Guard(plan)
    return found


def _grain(key: str, scene: Scene) -> str:
    """The grain of a rule; every edition has rules of the same keys and grains."""
    if not _GRAINS:
        _GRAINS.update({rule.key: rule.grain for rule in rules_of(scene.policy)})
    return _GRAINS[key]


_GRAINS: dict[str, str] = {}


def _session(step: Move, scene: Scene, record: Any, guard: Guard) -> Row:
    """The session itself; before one, a session on the first day that all done by now comes before (L18)."""
    case, room = scene.record, scene.room
    if step is not HOLD:
        soon = _SAME_DAY if scene.policy.readings["L18"] == "same_day_counts" else _DAY_AFTER
        record = _thought_of(room.id, case.topic.id, scene.on + soon)
    before = Before._make(_before(case.__dict__))
    return session_row(
        record, before=before, room=room, policy=scene.policy, only=guard.wanted, check=guard.check
    )


def _thought_of(room: str, topic: str, on: dt.date) -> Session:
    """A session of which no more is known than where, about what and when it would be.

    Room and topic are records, so nothing but the day has to be looked at.
    """
    if on > LAST_DAY:
        return Session(
            id=_TRIED, room=room, topic=topic, on=on
        )  # which tells what is wrong with it
    return _AHEAD.filed(room=room, topic=topic, on=on)


def _case(_step: Move, scene: Scene, _record: Any, guard: Guard) -> Row:
    return case_row(
        scene.record, room=scene.room, policy=scene.policy, only=guard.wanted, check=guard.check
    )


def _evaluation(_step: Move, scene: Scene, record: Any, guard: Guard) -> Row:
    return evaluation_row(
        record,
        case=scene.record,
        room=scene.room,
        policy=scene.policy,
        only=guard.wanted,
        check=guard.check,
    )


_ROWS: Mapping[str, Callable[[Move, Scene, Any, Guard], Row]] = {
    "session": _session,
    "case": _case,
    "evaluation": _evaluation,
}


def applies(edge: Edge, scene: Scene) -> bool:
    """Whether there is anything to do: one of the rules in ``when`` is about such a topic."""
    found = judged(edge.when, edge.step, scene, None)
    return found is None or any(VERDICTS[c] != "not_applicable" for c in found.codes)
