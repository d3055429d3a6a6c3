"""Where the suggestion list goes, what a need at a higher tier adds, and what may be used beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from consultrules.errors import Fault, IntakeError, RoutingError, shown
from consultrules.models.argument import policy_or_usual, record_from, word_from
from consultrules.models.body import Body, is_ruler, party_organ
from consultrules.models.gazetteer import Gazetteer
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import RouteStatus
from consultrules.policy.vocabulary import FollowUpChannel, Organ, RoomKind, Tier
from consultrules.routing.place import bodies_of, names_of, place_notes
from consultrules.routing.route import Addressee, Receivers, Route, Step, admits
from consultrules.routing.table import cells, readings, row_name, steps

_SECTOR = RoomKind.SECTOR  # read through its class, a member costs a call

Someone = Body | Mapping[str, Any]
Choice = Organ | Body | Unit | str | None


def report_route(
    room: Room | Mapping[str, Any],
    *,
    needs: Tier | str | None = None,
    departments: str | Iterable[str] = (),
    chosen: Choice = None,
    entrusted_by: Someone | Iterable[Someone] | None = None,
    policy: Edition | None = None,
) -> Route:
    """The way of a suggestion list (3.6.s2 to s8, 3.7.s5).

    ``needs`` is the tier at which the matter must be settled (reading R8: an input); only sector lists
    then go on, after review by the leading Party members' group (R9, R11, R13). ``chosen`` settles the
    open choice of a county sector list: ``"DEPARTMENT"``, a town-level unit or its code, or a body.
    ``entrusted_by`` adds the Party committees and governments that asked for the consultation, once
    (R15).

    Raises:
        RoutingError: naming the field that has to be filled in, or ``entrusted_by`` for another body.
        IntakeError: for a choice that the route does not offer.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    tier = word_from(Tier, "needs", needs) if needs is not None else None
    given = bodies_of(entrusted_by)
    base = base_steps(room, names_of(departments), policy, needs=tier)
    more = escalation_steps(room, tier, policy) if tier is not None else ()
    if chosen is not None:
        base = _settled(base, chosen)
    found = (*base, *more)
    if given:
        found = (*found, *_entrusted(found, room, policy, given))
    return Route(
        RouteStatus.REQUIRED,
        found,
        policy,
        readings(policy, "reporting") + (readings(policy, "escalation") if tier else ()),
        (
            *place_notes(room, policy),
            *((_CHANNELS,) if tier is not None and not more else ()),
        ),
    )


_CHANNELS = (
    "更高层级解决的事项，本条没有另设报送去向；可用的渠道见 follow_up_channels（3.7.s7）",
    "no addressee is added for the higher tier; follow_up_channels tells which channels may be used (3.7.s7)",
)


def receiving_bodies(
    room: Room | Mapping[str, Any],
    *,
    needs: Tier | str | None = None,
    departments: str | Iterable[str] = (),
    chosen: Choice = None,
    entrusted_by: Someone | Iterable[Someone] | None = None,
    policy: Edition | None = None,
) -> Receivers:
    """The bodies that receive the suggestion list: ``.all_of``, and ``.any_of`` while a choice is open.

    Reviewers are not receivers. The arguments and errors are those of ``report_route``; iterating while
    a choice is open raises ``RoutingError``.
    """
    route = report_route(
        room,
        needs=needs,
        departments=departments,
        chosen=chosen,
        entrusted_by=entrusted_by,
        policy=policy,
    )
    return Receivers(replace(route, steps=tuple(s for s in route.steps if s.act != "review")))


def escalation_steps(room: Room, needs: Tier, policy: Edition) -> tuple[Step, ...]:
    """What a stated need adds to the report of a room: reviews, then Party committee and government."""
    return steps("escalation", room, policy, tier=needs)


def base_steps(
    room: Room, departments: Iterable[str], policy: Edition, *, needs: Tier | None = None
) -> tuple[Step, ...]:
    """The report of a room (3.6.s2, s3, s4, s5, s7); a sector's may be replaced by its escalation (R9)."""
    may_replace = needs is not None and room.kind is _SECTOR
    replaced = may_replace and policy.readings["R9"] == "replace"
    if replaced and needs is not None and escalation_steps(room, needs, policy):
        return ()
    return steps("reporting", room, policy, departments=tuple(departments))


def follow_up_channels(
    room: Room | Mapping[str, Any],
    *,
    needs: Tier | str | None = None,
    policy: Edition | None = None,
) -> tuple[FollowUpChannel, ...]:
    """What may be used beside the lists, by anybody who wants to: never a duty.

    Proposals and public opinion reports where the matter must be raised at county level or above
    (3.7.s7); inspection, supervision and appraisal to follow up key and difficult points (3.7.s8).
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    tier = word_from(Tier, "needs", needs).value if needs is not None else "none"
    row = row_name("channels", room, policy, tier)
    return tuple(FollowUpChannel.parse(c) for c in cells(policy, "channels", row))


def entrusted_route(
    room: Room | Mapping[str, Any],
    entrusted_by: Someone | Iterable[Someone],
    *,
    policy: Edition | None = None,
) -> Route:
    """To whom the result of an entrusted matter is reported promptly (3.7.s5).

    Party committees and governments entrust matters; those of the text begin at the town level.

    Raises:
        RoutingError: naming ``entrusted_by`` when nobody is given, or another body.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    found = entrusted_steps(room, bodies_of(entrusted_by), policy)
    return Route(RouteStatus.REQUIRED, found, policy, readings(policy, "entrusted"))


def entrusted_steps(
    room: Room, entrusted_by: tuple[Body, ...], policy: Edition
) -> tuple[Step, ...]:
    """The report of the result to who entrusted the matter.

    Raises:
        RoutingError: naming ``entrusted_by`` when nobody is given, or who does not entrust anything by
            3.7.s5, but what the room lacks before that.
    """
    if not entrusted_by and row_name("entrusted", room, policy):
        raise RoutingError("place_missing", field="entrusted_by", subject=room.id, clause="3.7.s5")
    _only_rulers(entrusted_by)
    return steps("entrusted", room, policy, entrusted_by=entrusted_by)


def _only_rulers(bodies: tuple[Body, ...]) -> None:
    for body in bodies:
        if not is_ruler(body):
            told = {"field": "entrusted_by", "subject": body.name(), "clause": "3.7.s5"}
            raise RoutingError("no_ruler", **told)


def _entrusted(
    found: tuple[Step, ...], room: Room, policy: Edition, given: tuple[Body, ...]
) -> tuple[Step, ...]:
    """The report to who entrusted the matter, without those that get the list anyway (R15)."""
    _only_rulers(given)
    told = [a for step in found if step.act != "review" for a in step.all_of]
    left: list[Body] = []
    for body in given:
        if not any(_is_told(a, body) for a in (*told, *left)):
            left.append(body)
    return entrusted_steps(room, tuple(left), policy) if left else ()


def _is_told(addressee: Addressee, body: Body) -> bool:
    """Whether a body gets the list as this addressee; “a department” may be another than the one named."""
    unnamed = isinstance(addressee, Body) and addressee.detail is None and body.detail is not None
    return admits(addressee, body) and not unnamed


def _settled(found: tuple[Step, ...], chosen: Choice) -> tuple[Step, ...]:
    """The steps with their open choice made."""
    accepted: list[str] = []
    for place, step in enumerate(found):
        for bundle in step.any_of:
            made = tuple(_choose(addressee, chosen) for addressee in bundle)
            if any(made):
                kept = tuple(m or a for m, a in zip(made, bundle, strict=True))
                settled = replace(step, all_of=(*step.all_of, *kept), any_of=())
                return (*found[:place], settled, *found[place + 1 :])
            accepted += [a.name() for a in bundle]
    raise IntakeError([Fault("chosen", "unknown_word", shown(chosen), tuple(accepted))])


def _choose(addressee: Addressee, chosen: Choice) -> Body | None:
    """The body that a choice makes of an addressee, or ``None`` where it means another."""
    if isinstance(chosen, str) and chosen.isdigit():
        chosen = Gazetteer.nantong().find(chosen)
    if isinstance(chosen, Unit):
        chosen = Body(organ=party_organ(chosen), unit=chosen)
    if isinstance(chosen, Body):
        return chosen if admits(addressee, chosen) else None
    if isinstance(addressee, Body) and isinstance(chosen, str):
        return addressee if chosen in (addressee.organ, addressee.organ.zh) else None
    return None
