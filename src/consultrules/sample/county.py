"""A sound county of the sample: a room in every unit, firms, sectors, and who leads them."""

from __future__ import annotations

from collections.abc import Sequence

from consultrules.models.unit import VILLAGE_KINDS, Unit
from consultrules.sample.area import Area
from consultrules.sample.people import COUNTY, sector_of
from consultrules.sample.place import Place
from consultrules.sample.room import convener, link, plain_name, sector_convener
from consultrules.sample.site import Site
from consultrules.sample.words import COUNTY_ROOMS, MARK, OF_MEMBERS, SECTORS, Data

GROUP = 3  # villages that share a linked member
FIRMS = (("enterprise", "企业", 5), ("institution", "事业单位", 4))
ROOMLESS = SECTORS[COUNTY_ROOMS:OF_MEMBERS]  # sectors of members without a room in the county


def county_of(seed: int, unit: Unit, cppcc: Unit, units: Sequence[Unit]) -> Area:
    """Everything of a county; ``units`` are all in it, in the order of the list."""
    area = Area(seed, unit, cppcc)
    towns = [u for u in units if u.is_town_level]
    area.places = [
        Place(town, area.people, cppcc.code, beside=towns[n - 1]) for n, town in enumerate(towns)
    ]
    villages = [u for u in units if u.kind in VILLAGE_KINDS]
    for number, place in enumerate(area.places):
        below = [v for v in villages if v.parent == place.unit]
        if number == 0:  # villages without a town above them (a farm's): the first town leads them
            below += [v for v in villages if v.parent is not None and not v.parent.is_town_level]
        _territory(area, place, below)
    for kind, name, number in FIRMS:
        for place, count in zip(area.rng.sample(area.places, number), range(number), strict=True):
            _firm(area, kind, f"{MARK}{name}{area.short}-{count + 1:02d}", place)
    if area.has_cppcc:
        area.sector_rooms(COUNTY_ROOMS)
    return area


def _territory(area: Area, place: Place, villages: Sequence[Unit]) -> None:
    """The rooms of a town-level unit and of the villages below it."""
    rng, sectors = area.rng, SECTORS[:OF_MEMBERS] if area.has_cppcc else ROOMLESS
    place.committee = {"unit": place.unit.code, "exists": True}
    place.members = [area.member(sectors), area.member(ROOMLESS)]
    room = area.room(place.unit.kind.value, place.unit, place.unit.name)
    post = rng.choice(("work_committee_director", "work_committee_deputy_director"))
    room["conveners"] = [convener(area.people.person(), post)]
    room["links"] = [link(member, "area") for member in place.members]
    area.open(Site(room["kind"], room, place, place.members))
    for start in range(0, len(villages), GROUP):
        member = area.member(sectors)
        for village in villages[start : start + GROUP]:
            _village(area, place, village, member, spare=village != villages[start])


def _village(area: Area, place: Place, village: Unit, member: Data, *, spare: bool) -> None:
    """The room of a village or community: the linked member is its co-convener."""
    room = area.room(village.kind.value, village, plain_name(village))
    if village.parent != place.unit:
        room["responsible_unit"] = place.unit.code
    post = area.rng.choices(("party_secretary", "party_presiding"), (19, 1))[0]
    room["conveners"] = [convener(area.people.person(), post)]
    room["co_conveners"] = [{"person": member["id"], "since": "2022-03-01"}]
    room["links"] = [link(member, "area")]
    area.open(Site(room["kind"], room, place, [member], spare=spare))


def _firm(area: Area, kind: str, name: str, place: Place) -> None:
    """An enterprise or institution: its convener is a linked member of a sector concerned."""
    room = area.room(kind, place.unit, name)
    members = [area.member(ROOMLESS) for _ in range(2)]
    room["related_sectors"] = list(dict.fromkeys(sector_of(member) for member in members))
    room["links"] = [link(member, "area", COUNTY) for member in members]
    room["conveners"] = [sector_convener(members[0], "sector_member")]
    area.open(Site(kind, room, place, members))
