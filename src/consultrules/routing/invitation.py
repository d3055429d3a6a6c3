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

Note = tuple[str, str]
_NO_MEMBER: Note = (
    "当日不是政协委员：邀请委员的规定不适用（4.2.s2）",
    "no CPPCC member on that day: the rules of inviting members do not apply (4.2.s2)",
)
_NOT_RESIDENT: Note = (
    "委员不住通：不在邀请规定之内，到场的按其他参加人员计（M6）",
    "the member does not live in Nantong: outside these rules, and if present an other participant (M6)",
)
_NOT_NEEDED_BY_TOPIC: Note = (
    "议题不需要：规定以议题需要为邀请的前提，不具备时没有可走的途径（{}）",
    "the topic does not need the member: the text does speak of this and asks for the need ({})",
)
_LINKS_UNTOLD: Note = (
    "本室联系、编入的委员未登记：以该委员不在其中为前提，在其中的无须申请（M9、3.3.s5）",
    "nobody told who is linked to the room: holds unless the member is, and need not apply (M9, 3.3.s5)",
)
_WILLING: Note = (
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
    highest. The notes say why a route is ``outside``, and what it takes for granted where nobody
    recorded who is linked to the room.

    Raises:
        RoutingError: naming ``lives_in_nantong`` where it decides and is unknown, or a missing place.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    member, on = record_from(Person, "member", member), day_of_call("on", on)
    topic_needs = flag_from("topic_needs", topic_needs)
    held = member.memberships_on(on)
    if not held:
        return Route(RouteStatus.OUTSIDE, (), policy, (), (_NO_MEMBER,), ("4.2.s2",))
    if is_linked(room, member.id, on):
        return Route(RouteStatus.NOT_NEEDED, (), policy, readings(policy, "invitation"))
    strictest = max(held, key=_rank)
    if not topic_needs:
        needed = _NEED[strictest.level is Tier.COUNTY]
        zh, en = _NOT_NEEDED_BY_TOPIC
        note = zh.format("、".join(needed)), en.format(", ".join(needed))
        return Route(RouteStatus.OUTSIDE, (), policy, (), (note,), needed)
    if not _resident(member, strictest):
        return Route(RouteStatus.OUTSIDE, (), policy, ("M6",), (_NOT_RESIDENT,), ("4.2.s2",))
    level = strictest.level
    found = steps("invitation", room, policy, tier=level)
    willing = () if level is Tier.COUNTY else (_WILLING,)
    untold = () if room.links is not None else (_LINKS_UNTOLD,)
    notes = (*willing, *untold)
    return Route(RouteStatus.REQUIRED, found, policy, readings(policy, "invitation"), notes)


_NEED = {True: ("4.2.s6",), False: ("3.3.s7",)}
"""Where the text makes the need of the topic a condition: for county members, for all others."""


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
