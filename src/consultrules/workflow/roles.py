"""Who may act: each role as the offices that the routes of a room name, and whether an actor holds one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from consultrules.facts.delivery import DEPARTMENT, got_list, lies_under
from consultrules.models.actor import Actor
from consultrules.models.body import PARTY_ORGANS, Body, is_ruler
from consultrules.models.case_record import CaseRecord
from consultrules.models.room import Room
from consultrules.models.unit import TOWN_ROOMS, VILLAGE_ROOMS
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import Role
from consultrules.policy.vocabulary import Organ, RoomKind
from consultrules.routing.reporting import escalation_steps
from consultrules.routing.route import Addressee, Step, admits
from consultrules.routing.table import steps

_ROOM = Organ.ROOM
_CPPCC = frozenset(
    {
        Organ.CPPCC,
        Organ.FUNCTIONAL_OFFICE,
        Organ.SPECIAL_COMMITTEE,
        Organ.WORK_COMMITTEE,
    }
)


class Scene(NamedTuple):
    """Where a step is taken: in which room, on which day, with what on record, by which edition."""

    room: Room
    record: CaseRecord
    on: dt.date
    policy: Edition


class Untold(Exception):  # it is caught where it is raised: a field that nobody told
    """Who holds a role cannot be said: ``field`` is missing."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def admitted(roles: Iterable[Role], actor: Actor, scene: Scene) -> bool:
    """Whether an actor may act in one of some roles.

    Raises:
        Untold: when no role admits the actor and one might if somebody told who holds it.
        RoutingError: when a place is missing.
    """
    untold: Untold | None = None
    for role in roles:
        try:
            if _ADMITS[role](actor, scene):
                return True
        except Untold as error:
            untold = error
    if untold is not None:
        raise untold
    return False


def offices(roles: Iterable[Role], scene: Scene) -> tuple[Body, ...]:
    """The offices that hold some roles, each once.

    Raises:
        RoutingError: when a place is missing.
    """
    found: list[Body] = []
    for role in roles:
        for body in _OFFICES[role](scene):
            if not any(body == other for other in found):
                found.append(body)
    return tuple(found)


def _is_convener(actor: Actor, scene: Scene) -> bool:
    """The room's convener, acting as such; a co-convener may organise too, while there is one (V2, V10)."""
    room, on = scene.room, scene.on
    if not convenes(actor.office, room):
        return False
    registered, person = room.conveners, actor.person
    if registered is None:
        raise Untold("room.conveners")
    conveners = [c.person for c in registered if c.valid_on(on)]
    if person in conveners:
        return True
    both = [c for c in room.co_conveners or () if c.person == person and c.valid_on(on)]
    return bool(conveners and both)


def _is_room(actor: Actor, scene: Scene) -> bool:
    office = actor.office
    if office.organ is _ROOM and office.unit == scene.room.unit:
        return True
    return scene.room.conveners is not None and _is_convener(actor, scene)


_THE_ROOM = frozenset({Organ.ROOM})
_CONVENING: Mapping[RoomKind, frozenset[Organ]] = {
    **dict.fromkeys(TOWN_ROOMS, _THE_ROOM | {Organ.WORK_COMMITTEE}),
    **dict.fromkeys(VILLAGE_ROOMS, _THE_ROOM | PARTY_ORGANS),
}
"""In which offices of the room's own unit a convener convenes: the room, or the post that makes one (4.1)."""


def convenes(office: Body, room: Room) -> bool:
    """Whether a convener of a room convenes in an office: who it is, is asked apart."""
    return office.organ in _CONVENING.get(room.kind, _THE_ROOM) and office.unit == room.unit


def _named_by(find: Callable[[Scene], Iterable[Addressee]]) -> Callable[[Actor, Scene], bool]:
    return lambda actor, scene: any(admits(a, actor.office) for a in find(scene))


def _all_in(route: Iterable[Step], act: str) -> Iterator[Addressee]:
    for step in route:
        if step.act == act:
            yield from step.all_of
            for bundle in step.any_of:
                yield from bundle


def _approvers(scene: Scene) -> Iterable[Addressee]:
    return _all_in(steps("approval", scene.room, scene.policy), "approve")


def _reviewers(scene: Scene) -> Iterable[Addressee]:
    return _all_in(steps("approval", scene.room, scene.policy), "preliminary_review")


def _party_groups(scene: Scene) -> Iterable[Addressee]:
    needs = scene.record.topic.needs
    if needs is None:
        return ()
    return _all_in(escalation_steps(scene.room, needs, scene.policy), "review")


def _last_party_group(scene: Scene) -> Iterable[Addressee]:
    """Where one group passes a list on to another, the last that reviews it reports it (R13)."""
    needs = scene.record.topic.needs
    if needs is None:
        return ()
    reviews = [s for s in escalation_steps(scene.room, needs, scene.policy) if s.act == "review"]
    return _all_in(reviews[-1:], "review")


def _evaluators(scene: Scene) -> Iterable[Addressee]:
    return _all_in(steps("evaluation", scene.room, scene.policy, partly=True), "evaluate")


def _answerers(scene: Scene) -> Iterable[Addressee]:
    return _all_in(steps("feedback", scene.room, scene.policy, partly=True), "list_feedback")


def _is_ruler(actor: Actor, scene: Scene) -> bool:
    """Party committee, government or, by reading R14, a department: the rule 3.7.s1#owner says whose.

    Where no list is due yet by that reading the rule says nothing: then it is those who would answer.
    """
    if scene.policy.readings["R14"] == "not_due_yet":
        return _is_answerer(actor, scene)
    return is_ruler(actor.office) or actor.office.organ is DEPARTMENT


def _is_answerer(actor: Actor, scene: Scene) -> bool:
    """Whoever answers for the room's place, or got the list (readings R14, T3)."""
    office, record = actor.office, scene.record
    if not (is_ruler(office) or office.organ is DEPARTMENT):
        return False
    if lies_under(office, scene.room):
        return True
    told = [d.to for d in (*record.deliveries, *record.escalations)]
    return got_list(office, scene.room, told) or any(admits(a, office) for a in _answerers(scene))


def _is_cppcc(actor: Actor, scene: Scene) -> bool:
    office, room = actor.office, scene.room
    if office.organ not in _CPPCC:
        return False
    return lies_under(office, room) or office.unit == room.unit.county_cppcc


def _is_submitter(actor: Actor, scene: Scene) -> bool:
    return _is_room(actor, scene) or any(admits(a, actor.office) for a in _reviewers(scene))


_ADMITS: Mapping[Role, Callable[[Actor, Scene], bool]] = {
    Role.ANYONE: lambda _actor, _scene: True,
    Role.CONVENER: _is_convener,
    Role.ROOM: _is_room,
    Role.SUBMITTER: _is_submitter,
    Role.REVIEWER: _named_by(_reviewers),
    Role.APPROVER: _named_by(_approvers),
    Role.PARTY_GROUP: _named_by(_party_groups),
    Role.LAST_PARTY_GROUP: _named_by(_last_party_group),
    Role.RULER: _is_ruler,
    Role.ANSWERER: _is_answerer,
    Role.EVALUATOR: _named_by(_evaluators),
    Role.CPPCC: _is_cppcc,
}


def _bodies(find: Callable[[Scene], Iterable[Addressee]]) -> Callable[[Scene], tuple[Body, ...]]:
    return lambda scene: tuple(a for a in find(scene) if isinstance(a, Body))


def _the_room(scene: Scene) -> tuple[Body, ...]:
    room = scene.room
    return (Body(organ=Organ.ROOM, unit=room.unit, title=room.label(), title_en=room.label("en")),)


def _rulers(scene: Scene) -> tuple[Body, ...]:
    return tuple(b for b in _bodies(_answerers)(scene) if is_ruler(b))


def _cppccs(scene: Scene) -> tuple[Body, ...]:
    first = _bodies(_evaluators)(scene)
    return (*first, *_bodies(_reviewers)(scene)) if scene.room.kind is RoomKind.SECTOR else first


_OFFICES: Mapping[Role, Callable[[Scene], tuple[Body, ...]]] = {
    Role.ANYONE: lambda _scene: (),
    Role.CONVENER: _the_room,
    Role.ROOM: _the_room,
    Role.SUBMITTER: lambda scene: (*_the_room(scene), *_bodies(_reviewers)(scene)),
    Role.REVIEWER: _bodies(_reviewers),
    Role.APPROVER: _bodies(_approvers),
    Role.PARTY_GROUP: _bodies(_party_groups),
    Role.LAST_PARTY_GROUP: _bodies(_last_party_group),
    Role.RULER: _rulers,
    Role.ANSWERER: _bodies(_answerers),
    Role.EVALUATOR: _bodies(_evaluators),
    Role.CPPCC: _cppccs,
}
