"""How a room invites a CPPCC member: not needed for its own, by application for all others (4.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from consultrules.errors import RoutingError
from consultrules.models.argument import day_of_call, flag_from, policy_or_usual, record_from
from consultrules.models.person import Membership, Person
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.judging import RouteStatus
from consultrules.policy.vocabulary import Tier
from consultrules.routing.route import Route
from consultrules.routing.table import readings, steps

_WILLING = (
    "须本人愿意，且议题确有需要（3.3.s7、4.2.s3、4.2.s4b）",
    "the member must be willing and the topic must need it (3.3.s7, 4.2.s3, 4.2.s4b)",
)


def invitation_route(
    room: Room | Mapping[str, Any],
    member: Person | Mapping[str, Any],
    *,
    on: dt.date | str,
    topic_needs: bool = True,
    policy: Edition | None = None,
) -> Route:
    """The way of an invitation of ``member`` to an activity of ``room`` on a day.

    ``not_needed`` for a member linked to the room or enrolled in it (3.3.s5, reading M9);
    ``outside`` for somebody who is no member that day, who does not live in Nantong (M6), or whom the
    topic does not need; else ``required``: a county member of another area through the county CPPCC
    (4.2.s6), members of higher levels through county and city CPPCC (4.2.s7), of several memberships the
    highest.

    Raises:
        RoutingError: naming ``lives_in_nantong`` where it decides and is unknown, or a missing place.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    member, on = record_from(Person, "member", member), day_of_call("on", on)
    topic_needs = flag_from("topic_needs", topic_needs)
    held = member.memberships_on(on)
    if not held:
        return _route(RouteStatus.OUTSIDE, policy)
    if is_linked(room, member.id, on):
        return _route(RouteStatus.NOT_NEEDED, policy)
    strictest = max(held, key=_rank)
    if not topic_needs or not _resident(member, strictest):
        return _route(RouteStatus.OUTSIDE, policy)
    level = strictest.level
    found = steps("invitation", room, policy, tier=level)
    notes = () if level is Tier.COUNTY else (_WILLING,)
    return Route(RouteStatus.REQUIRED, found, policy, readings(policy, "invitation"), notes)


def is_linked(room: Room, person: str, on: dt.date) -> bool:
    """Whether a person is linked to the room or enrolled in it on a day."""
    return any(link.person == person and link.valid_on(on) for link in room.links or ())


def _rank(membership: Membership) -> int:
    return membership.level.number


def _resident(member: Person, membership: Membership) -> bool:
    if member.lives_in_nantong is None and membership.level in (Tier.PROVINCE, Tier.NATION):
        raise RoutingError(
            "place_missing", field="lives_in_nantong", subject=member.id, clause="4.2.s7"
        )
    return member.lives_in_nantong is not False


def _route(status: RouteStatus, policy: Edition) -> Route:
    return Route(status, (), policy, readings(policy, "invitation"))
