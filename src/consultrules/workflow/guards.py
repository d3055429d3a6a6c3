"""The guards of an edge: the very rules that an audit judges by, on the case as the step would leave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from consultrules.facts.case import case_row
from consultrules.facts.evaluation import evaluation_row
from consultrules.facts.fact import Row
from consultrules.facts.session import session_row
from consultrules.facts.sitting import Before
from consultrules.models.base import LAST_DAY
from consultrules.models.session import Session
from consultrules.policy.lifecycle import Move
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.catalogue import rules_of
from consultrules.rules.plan import VERDICTS, plan_of
from consultrules.workflow.guard import Guard, Judgement
from consultrules.workflow.process import Edge
from consultrules.workflow.roles import Scene

HOLD = Move.HOLD  # read through its class, a member costs a call
_SAME_DAY, _DAY_AFTER = dt.timedelta(days=0), dt.timedelta(days=1)
_TRIED = "?"  # the id of a session that is only thought of
_before = itemgetter(*Before._fields)  # they are called as in the case record
_AHEAD = Session(id=_TRIED, room=_TRIED, topic=_TRIED, on=LAST_DAY)


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
    return tuple(guard.plan.rules[n].key for n in guard.waiting)


_guards: dict[tuple[int, RoomKind | None], Guard] = {}  # by plan: plans are kept for good
_Usual = dict[tuple[int, str, RoomKind | None], tuple[tuple[str, ...], Guard]]
_usual: _Usual = {}  # by the very keys of an edge


def _guard(keys: tuple[str, ...], scene: Scene) -> Guard:
    policy, room = scene.policy, scene.room.__dict__
    kind: RoomKind | None = None if room["former_kinds"] else room["kind"]
    if policy.local:
        return _of_plan(keys, scene, kind)
    known = _usual.get((id(keys), policy.digest, kind))
    if known is None or known[0] is not keys:
        known = (keys, _of_plan(keys, scene, kind))
        _usual[id(keys), policy.digest, kind] = known
    return known[1]


def _of_plan(keys: tuple[str, ...], scene: Scene, kind: RoomKind | None) -> Guard:
    plan = plan_of(scene.policy, _grain(keys[0], scene), keys, scene.room.unit)
    found = _guards.get((id(plan), kind))
    if found is None:
        found = _guards[id(plan), kind] = Guard(plan, kind)
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
