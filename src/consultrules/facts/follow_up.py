"""What goes on beside the lists: progress made public, matters raised higher up (3.7.s4b, s7)."""

from __future__ import annotations

from consultrules.errors import RoutingError
from consultrules.facts.fact import NEVER, day_number
from consultrules.facts.life import Life
from consultrules.models.body import Body, is_ruler
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import FollowUpChannel, UnitKind
from consultrules.routing.reporting import base_steps, entrusted_steps, escalation_steps
from consultrules.routing.route import Addressee, admits

UPWARD = frozenset({FollowUpChannel.PROPOSAL, FollowUpChannel.PUBLIC_OPINION_REPORT})
"""The channels of 3.7.s7; those of 3.7.s8 follow a matter and raise nothing."""
_HIGHER = frozenset({UnitKind.COUNTY, UnitKind.CITY, UnitKind.PROVINCE})


def progress(told: Life) -> None:
    """Fill in when progress was first made public after the responsibility list, else at all."""
    facts = told.facts
    days = [day_number(p.on) for p in told.case.progress]
    listed = facts["responsibility_list_day"]
    in_time = [day for day in days if listed is not None and day >= listed]
    facts["progress_day"] = min(in_time or days, default=NEVER)


def upward(told: Life) -> None:
    """Fill in how often the matter was raised with county level or above, and how often by a channel.

    A report that a route of the room names is no such thing; one that no route names went past the
    channels.
    """
    case, facts = told.whole, told.facts  # past the channels in any round
    raised = [step.to for step in case.follow_ups if step.channel in UPWARD]
    by_channel = sum([to is None or _is_higher(to) for to in raised])  # R12: county and above
    past = [s.to for s in case.follow_ups if s.channel is None and s.to and _is_higher(s.to)]
    higher = [d.to for d in (*case.deliveries, *case.escalations) if _is_higher(d.to)]
    if higher:
        named = _named(case, told.room, told.policy)
        if named is None:
            return
        past += [body for body in higher if not any(admits(a, body) for a in named)]
    facts["upward_by_channel"] = by_channel
    facts["upward"] = by_channel + len(past)
    told.evidence["upward_by_channel"] = tuple(body.name() for body in past)


def _is_higher(body: Body) -> bool:
    return is_ruler(body) and body.unit.kind in _HIGHER


def _named(case: CaseRecord, room: Room | None, policy: Edition) -> list[Addressee] | None:
    """Everybody whom a route of the room names; ``None`` where nobody can say."""
    topic = case.topic
    if room is None:
        return None
    try:
        found = base_steps(room, topic.departments or (), policy, needs=topic.needs)
        if topic.needs is not None:
            found += escalation_steps(room, topic.needs, policy)
        if topic.entrusted_by:
            found += entrusted_steps(room, topic.entrusted_by, policy)
    except RoutingError:
        return None
    bundles = [bundle for step in found for bundle in (step.all_of, *step.any_of)]
    return [addressee for bundle in bundles for addressee in bundle]
