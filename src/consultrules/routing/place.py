"""Places: from a cell of a route table (``PARTY@place``) to the body that it means for one room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from consultrules.errors import Fault, IntakeError, RoutingError, shown
from consultrules.models.argument import record_from
from consultrules.models.body import Body, party_organ
from consultrules.models.room import Room
from consultrules.models.unit import FIRM_ROOMS, TOWN_ROOMS, Unit
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import Organ, RoomKind, UnitKind
from consultrules.routing.route import Addressee, Open


def names_of(departments: object) -> tuple[str, ...]:
    """Departments as given: several names, or one.

    Raises:
        IntakeError: for anything else.
    """
    if isinstance(departments, str):
        return (departments,)
    if isinstance(departments, Iterable) and not isinstance(departments, Mapping | bytes):
        names = tuple(departments)
        if all(isinstance(name, str) for name in names):
            return names
    accepted = ("string", "list of strings")
    raise IntakeError([Fault("departments", "wrong_type", shown(departments), accepted)])


def bodies_of(given: object) -> tuple[Body, ...]:
    """Bodies as given: one or several, as records or plain data.

    Raises:
        IntakeError: for what is no body.
    """
    if given is None:
        return ()
    many = given if isinstance(given, list | tuple) else (given,)
    return tuple(record_from(Body, "entrusted_by", body) for body in many)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a route is asked about: the room, the edition, and what only the topic knows."""

    room: Room
    policy: Edition
    departments: tuple[str, ...] = ()
    entrusted_by: tuple[Body, ...] = ()


def row_of(room: Room) -> str:
    """The row of the route tables that a room reads: its kind, with the tier for sectors.

    Raises:
        RoutingError: naming ``tier`` for a sector room without one. Which clause needs it, only the
            table knows: here and in all of this module, errors leave that to it.
    """
    if room.kind is not RoomKind.SECTOR:
        return room.kind.value
    if room.tier is None:
        raise RoutingError("place_missing", field="tier", subject=room.id)
    return f"sector.{room.tier.value}"


def place_of(room: Room, policy: Edition) -> Unit:
    """The town, subdistrict or park whose Party organ leads the room (readings R3, R4).

    Raises:
        RoutingError: naming ``responsible_unit`` where none is recorded and none follows.
    """
    place = room.place
    if room.kind in FIRM_ROOMS:
        option = policy.readings["R3"]
        if option == "park":
            place = next((u for u in (room.park, place, room.unit.parent) if _is_park(u)), place)
        elif option == "town_or_subdistrict":
            place = room.territorial_place or place
        elif room.responsible_unit is None and room.park is not None:
            place = room.park
    if place is None:
        raise RoutingError("place_missing", field="responsible_unit", subject=room.id)
    return place


def proposes_park(room: Room, policy: Edition) -> bool:
    """Whether the park was only proposed, since no responsible unit is recorded (R3: a data warning)."""
    return (
        room.kind in FIRM_ROOMS
        and room.park is not None
        and room.responsible_unit is None
        and policy.readings["R3"] == "registered_location_unit"
    )


def addressees(cell: str, asked: Asked) -> tuple[Addressee, ...]:
    """The bodies that one cell names: several only for departments and for who entrusted a matter."""
    organ, _, where = cell.partition("@")
    if where == "entrusting":
        return asked.entrusted_by
    if where == "town_of_county":
        return (Open(Organ.PARTY_COMMITTEE, _county(asked), inside=True),)
    if where == "above":
        return (Open(Organ.PARTY_COMMITTEE, place_of(asked.room, asked.policy), inside=False),)
    unit = _PLACES[where](asked)
    if organ == "PARTY":
        return (Body(organ=party_organ(unit), unit=unit),)
    if organ == Organ.DEPARTMENT and asked.departments:
        names = dict.fromkeys(asked.departments)
        return tuple(Body(organ=organ, unit=unit, detail=name) for name in names)
    if organ == Organ.ROOM:
        return (Body(organ=organ, unit=unit, title=asked.room.label()),)
    return (Body(organ=organ, unit=unit),)


def _is_park(unit: Unit | None) -> bool:
    return unit is not None and unit.kind is UnitKind.PARK


def _above(name: str) -> Callable[[Asked], Unit]:
    def find(asked: Asked) -> Unit:
        for start in (asked.room.responsible_unit, asked.room.unit):
            found: Unit | None = getattr(start, name) if start is not None else None
            if found is not None:
                return found
        raise RoutingError("place_missing", field="unit.parent", subject=asked.room.id)

    return find


def _county_cppcc(asked: Asked) -> Unit:
    for start in (asked.room.responsible_unit, asked.room.unit):
        found = start.county_cppcc if start is not None else None
        if found is not None:
            return found
    county = asked.room.unit.county
    where = f"{asked.room.id}: {county.code} {county.name}" if county is not None else asked.room.id
    raise RoutingError("place_missing", field="unit.served_by", subject=where)


def _own(asked: Asked) -> Unit:
    unit = asked.room.unit
    if asked.room.kind in TOWN_ROOMS and not unit.is_town_level:
        # A township: the text has no word of one.
        raise RoutingError("place_missing", field="unit", subject=asked.room.id)
    return unit


_county = _above("county")
_PLACES: dict[str, Callable[[Asked], Unit]] = {
    "room": lambda asked: asked.room.unit,
    "own": _own,
    "place": lambda asked: place_of(asked.room, asked.policy),
    "county": _county,
    "city": _above("city"),
    "county_cppcc": _county_cppcc,
}
