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
from consultrules.routing.unnamed import Unnamed

PARK_PROPOSED = (
    "未登记所在单位，按所在园区提出，请核实登记（R3）",
    "no responsible unit is recorded; the park that contains the site is proposed, please verify (R3)",
)
PARK_ALONE = (
    "登记中该园区不在任何镇、街道之内，仍由园区党（工）委受理；如在其内，请登记（R3）",
    "by the register the park lies in no town: its own Party organ stands; register one if it does (R3)",
)


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
    partly: bool = False


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
        RoutingError: naming ``responsible_unit`` where none is recorded and none follows, or what stands
            above a park where R3 asks for the town and nobody said whether there is one.
    """
    place = room.place
    if room.kind in FIRM_ROOMS:
        option = policy.readings["R3"]
        if option == "park":
            place = next((u for u in (room.park, place, room.unit.parent) if _is_park(u)), place)
        elif option == "town_or_subdistrict":
            place = room.territorial_place or _alone(room, place)
        elif room.responsible_unit is None and room.park is not None:
            place = room.park
    if place is None:
        raise RoutingError("place_missing", field="responsible_unit", subject=room.id)
    return place


def _alone(room: Room, place: Unit | None) -> Unit | None:
    """A park that lies in no town or subdistrict: 3.2.s5 names parks too, and R3 does not arise."""
    if place is not None and place.county is None and place.city is None:
        field = "unit.parent" if room.responsible_unit is None else "responsible_unit.parent"
        raise RoutingError("place_missing", field=field, subject=room.id)
    return place


def place_notes(room: Room, policy: Edition) -> tuple[tuple[str, str], ...]:
    """What to verify of the place of an enterprise or institution (R3: a data warning)."""
    if room.kind not in FIRM_ROOMS:
        return ()
    option = policy.readings["R3"]
    if option == "town_or_subdistrict":
        return () if room.territorial_place is not None else (PARK_ALONE,)
    proposed = room.park is not None and room.responsible_unit is None
    return (PARK_PROPOSED,) if proposed and option == "registered_location_unit" else ()


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
        zh, en = asked.room.label(), asked.room.label("en")
        return (Body(organ=organ, unit=unit, title=zh, title_en=en),)
    return (Body(organ=organ, unit=unit),)


def alternative(cell: str, asked: Asked, clause: str) -> tuple[Addressee, ...]:
    """The bodies of one cell among several that will do; see ``steps`` for what is answered partly."""
    organ, _, where = cell.partition("@")
    if not asked.partly or where not in _ABOVE:
        return addressees(cell, asked)
    try:
        return addressees(cell, asked)
    except RoutingError as error:
        unit = asked.room.unit
        return (Unnamed(Organ.parse(organ), unit, inside=False, lacks=error.field, clause=clause),)


_ABOVE = frozenset({"county", "county_cppcc"})


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
