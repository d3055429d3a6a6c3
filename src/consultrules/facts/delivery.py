"""Whom a case's suggestion list reached, in which order, and who answered for it (3.6, 3.7.s1, s5)."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.errors import RoutingError
from consultrules.facts.fact import NEVER, NOT_YET, day_number
from consultrules.facts.life import Life
from consultrules.models.body import PARTY_ORGANS, Body, is_ruler
from consultrules.models.lists import Delivery
from consultrules.models.room import Room
from consultrules.policy.vocabulary import Organ, Tier, UnitKind
from consultrules.routing.reporting import base_steps, entrusted_steps, escalation_steps
from consultrules.routing.route import Step, admits

DEPARTMENT, _COUNTY = Organ.DEPARTMENT, Tier.COUNTY
_LEVEL = {Tier.COUNTY: UnitKind.COUNTY, Tier.CITY: UnitKind.CITY}


def receivers(told: Life) -> None:
    """Fill in how many of the groups that the route names got the suggestion list."""
    case, room, facts, evidence = told.case, told.room, told.facts, told.evidence
    if room is None:
        return
    topic = case.topic
    try:
        steps = base_steps(room, topic.departments or (), told.policy, needs=topic.needs)
    except RoutingError as error:
        evidence["receiver_groups_required"] = (error.field,)
        return
    first = told.result_day
    got = tuple([d.to for d in case.deliveries if day_number(d.on) >= first])
    groups, lacking, unsettled = 0, [], []
    for step in steps:
        groups += step.groups
        lacking += [a.name() for a in step.unreached(got)]
        if not step.settled(got):
            unsettled.append(step.whom())
    lacking += unsettled
    facts["receiver_groups_required"] = groups
    facts["receiver_groups_reached"] = groups - len(lacking) if got or not steps else NOT_YET
    if got and facts["list_day"] is None:  # whether it was the list nobody knows
        facts["receiver_groups_reached"] = None
    evidence["receiver_groups_reached"] = tuple(lacking)


def escalation(told: Life) -> None:
    """Fill in the review by the leading Party members' group and the report after it."""
    case, room, facts, evidence = told.case, told.room, told.facts, told.evidence
    if room is None:
        return
    days = [day_number(d.on) for d in case.escalations]
    facts["escalated_day"] = min(days, default=NEVER)
    flags = ("escalation_reached_party", "escalation_reached_government")
    if case.topic.needs is None:
        return
    try:
        steps = escalation_steps(room, case.topic.needs, told.policy)
    except RoutingError as error:
        evidence.update(dict.fromkeys(("party_group_review_day", *flags), (error.field,)))
        return
    first, reviewed = told.result_day, None
    for step in (s for s in steps if s.act == "review"):  # one after the other (R13)
        right = [r for r in case.group_reviews if any(admits(a, r.by) for a in step.all_of)]
        found = [d for r in right if (d := day_number(r.on)) >= first]
        reviewed = min((d for d in found if reviewed is None or d >= reviewed), default=NEVER)
    facts["party_group_review_day"] = reviewed
    if reviewed is not None:  # what went too early is made good by what follows the review
        of_list = [day for day in days if day >= first]
        in_order = [day for day in of_list if day >= reviewed]
        facts["escalated_day"] = min(in_order or of_list, default=NEVER)
        first = reviewed if in_order else first
    got = [d.to for d in case.escalations if day_number(d.on) >= first]
    last = steps[-1].all_of if steps else ()
    for code, addressee in zip(flags, last, strict=False):
        reached = any(admits(addressee, body) for body in got)
        facts[code] = int(reached) if got else NOT_YET
        if got and facts["list_day"] is None:
            facts[code] = None
        evidence[code] = () if reached else (addressee.name(),)


def owner(whole: Life) -> None:
    """Fill in who made the responsibility list."""
    case, room, facts = whole.case, whole.room, whole.facts
    if room is None:
        return
    codes = ("responsibility_owner_is_party_or_government", "responsibility_owner_is_department")
    made = case.responsibility_list
    if made is None:
        facts.update(dict.fromkeys(codes, NOT_YET))
    elif made.by is not None:
        by, told = made.by, [d.to for d in (*case.deliveries, *case.escalations)]
        theirs = is_ruler(by) and _owes_list(by, room, told)
        whole.evidence[codes[0]] = (by.name(),)
        facts[codes[0]] = int(theirs)
        if is_ruler(by) and not theirs and room.tier is None and room.place is None:
            facts[codes[0]] = None  # it may be the one that leads the room
            whole.evidence[codes[0]] = ("responsible_unit",)
        facts[codes[1]] = int(
            by.organ is DEPARTMENT and any(admits(a, by) or admits(by, a) for a in told)
        )


def _owes_list(body: Body, room: Room, told: Sequence[Body]) -> bool:
    """Whether a ruler owes the responsibility list: a sector's is owed at the receivers' level (R14)."""
    if got_list(body, room, told):
        return True
    level = room.tier is None or body.unit.kind is _LEVEL[room.tier]
    return lies_under(body, room) and (level or any(a.unit == body.unit for a in told))


def lies_under(body: Body, room: Room) -> bool:
    """Whether a body is of a unit in which the room lies, or that leads it."""
    code = body.unit.code
    if room.unit.within(code):
        return True
    place = room.place
    return place is not None and place.within(code)


def got_list(body: Body, room: Room, told: Sequence[Body]) -> bool:
    """Whether a body is of a town level to whose Party organ a sector's list went (3.6.s7, R14)."""
    return room.tier is _COUNTY and any(
        a.organ in PARTY_ORGANS and a.unit == body.unit and a.unit.within(room.unit.code)
        for a in told
    )


def entrusted(whole: Life) -> None:
    """Fill in when those who entrusted the matter were told its result."""
    case, room, facts, evidence = whole.case, whole.room, whole.facts, whole.evidence
    topic = case.topic
    if topic.entrusted is not None or topic.entrusted_by:
        facts["entrusted"] = int(bool(topic.entrusted or topic.entrusted_by))
    if not all(is_ruler(body) for body in topic.entrusted_by):
        evidence["entrusted_report_day"] = ("entrusted_by",)
        return
    # One delivery satisfies both: a list that reached the entrusting body is its report too (R15).
    told = (*case.entrusted_reports, *case.deliveries, *case.escalations)
    if not told:
        facts["entrusted_report_day"] = NEVER
        return
    if room is None:
        return
    try:  # where nobody said who entrusted it, nobody can say that they were told
        step = entrusted_steps(room, topic.entrusted_by, whole.policy)[0]
    except RoutingError as error:
        evidence["entrusted_report_day"] = (error.field,)
        return
    # A result is there to report once the last session was held; what was told before is not enough.
    last = facts["session_day"]
    assert last is not None  # the row begins with it
    of_result = [d for d in told if day_number(d.on) >= last]
    day = _all_told(step, of_result)
    facts["entrusted_report_day"] = _all_told(step, told) if day == NEVER else day
    evidence["entrusted_report_day"] = tuple(
        [a.name() for a in step.unreached(tuple([d.to for d in of_result]))]
    )


def _all_told(step: Step, deliveries: Sequence[Delivery]) -> int:
    """The day by which deliveries reached everybody whom a step names."""
    reached: tuple[Body, ...] = ()
    for delivery in sorted(deliveries, key=lambda d: d.on):
        reached += (delivery.to,)
        groups, hit = step.reached(reached)
        if groups == hit:
            return day_number(delivery.on)
    return NEVER
