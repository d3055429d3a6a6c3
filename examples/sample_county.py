# A SAMPLE, made up by chance: only the names and codes of towns and villages are real.
"""A sound county: rooms, people and cases of 2025 as the policy wants them, as plain data.

The fields are those of `consultrules.models`; `make_county.py` plants faults and writes the file.
"""

from __future__ import annotations

import datetime as dt
import random

from sample_case import Bundle, Data, Place, case_of

from consultrules.models.gazetteer import Gazetteer
from consultrules.models.unit import VILLAGE_KINDS, Unit
from consultrules.policy.vocabulary import RepresentativeCategory, SixHave, UnitKind

UNITS = Gazetteer.nantong()
COUNTY, CITY = UNITS["320623000000"], UNITS["320600000000"]
NAME = "“有事好商量”协商议事室"
SECTORS = ("教育界", "农业和农村界", "经济界", "医药卫生界", "科学技术界", "工商联界", "文化艺术界")
SECTOR_ROOMS = {"教育界": "教育局", "农业和农村界": "农业农村局"}  # with the department concerned
FIRMS = (  # kind, name, where it is, the unit that leads it, the sectors concerned
    ("enterprise", "样例企业01", "320623400000", "320623400000", ["经济界", "工商联界"]),
    ("enterprise", "样例企业02", "320623001000", "320623400000", ["经济界"]),
    ("enterprise", "样例企业03", "320623101000", "320623101000", ["工商联界"]),
    ("institution", "样例事业单位01", "320623002000", "320623002000", ["医药卫生界"]),
)
CATEGORIES = [category.value for category in RepresentativeCategory][:7]  # the last two: villages
SEASONS = ((3, 3, 75), (6, 2, 65), (8, 25, 75))  # month, day, length: a session in each
YEARLY = {"town": 2, "subdistrict": 2, "park": 2, "village": 3, "community": 3}  # else 1


class County:
    """Everything of the county, made in the order of the gazetteer from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people: list[Data] = []
        self.bundles: list[Bundle] = []
        self.invitations: list[Data] = []
        self.topics = 0
        own = [unit for unit in UNITS if unit.within(COUNTY.code)]
        self.towns = [unit for unit in own if unit.is_town_level]
        self.work_committees = [{"unit": town.code, "exists": True} for town in self.towns]
        villages = [unit for unit in own if unit.kind in VILLAGE_KINDS]
        empty = [town for town in self.towns if not any(v.parent == town for v in villages)]
        self.roomless = [*self.rng.sample(empty, 1), *self.rng.sample(villages, 3)]
        places = {town.code: self._territory(town, villages) for town in self.towns}
        for kind, name, where, leader, sectors in FIRMS:
            self._firm(self._room(kind, UNITS[where], name), places[leader], sectors)
        for sector, department in SECTOR_ROOMS.items():
            self._sector(sector, department)
        self.former = [self._member("county", until="2022-01-01") for _ in range(2)]
        self._invite([place.members[0]["id"] for place in list(places.values())[:3]])

    def beside(self, town: Unit) -> Unit:
        """The town-level unit before this one in the list; of the county itself, the last."""
        return self.towns[self.towns.index(town) - 1 if town in self.towns else -1]

    def _person(self, **more: object) -> str:
        """A new person, known by number only."""
        number = f"{len(self.people) + 1:04d}"
        self.people.append({"id": f"p{number}", "name": f"样例人员{number}", **more})
        return f"p{number}"

    def _member(self, level: str, sector: str = "", until: str | None = None) -> Data:
        """A new CPPCC member."""
        unit = COUNTY if level == "county" else CITY
        held = {"level": level, "unit": unit.code, "sector": sector or self.rng.choice(SECTORS)}
        held |= {"since": "2017-01-01", "until": until} if until else {"since": "2022-01-01"}
        self._person(lives_in_nantong=True, memberships=[held])
        return self.people[-1]

    def _place(self, unit: Unit) -> Place:
        """A place with the guests of its rooms."""
        officials, persons, stakeholders = ([self._person() for _ in range(2)] for _ in range(3))
        return Place(unit, officials, persons, stakeholders)

    def _territory(self, town: Unit, villages: list[Unit]) -> Place:
        """The rooms of a town-level unit: three villages share a linked member."""
        place = self._place(town)
        below = [v for v in villages if v.parent == town and v not in self.roomless]
        groups = [below[i : i + 3] for i in range(0, len(below), 3)]
        has_room = town not in self.roomless
        place.members = [self._member("county") for _ in groups or range(2 * has_room)]
        if has_room:
            post = self.rng.choice(("work_committee_director", "work_committee_deputy_director"))
            self._open(Bundle(self._area_room(town, place.members, post), place), not groups)
        for group, member in zip(groups, place.members, strict=False):
            for village in group:
                post = self.rng.choices(("party_secretary", "party_presiding"), (19, 1))[0]
                room = self._area_room(village, [member], post)
                room["co_conveners"] = [{"person": member["id"], "since": "2022-03-01"}]
                first = village == group[0]
                self._open(Bundle(room, place, spare=not first), first)
        return place

    def _room(self, kind: str, unit: Unit, name: str) -> Data:
        """What every room has: name, six haves, roster of public representatives."""
        since = dt.date(2021, 1, 4) + dt.timedelta(self.rng.randrange(300))
        haves = [{"what": h.value, "holds": True, "evidence": "样例台账"} for h in SixHave]
        term = {"until": "2027-01-01"}
        categories = CATEGORIES if unit.kind in VILLAGE_KINDS else CATEGORIES[:5]
        categories = [*categories, "old_party_members"]
        roster = [{"person": self._person(), "category": c, **term} for c in categories]
        room = {"id": f"r{len(self.bundles) + 1:03d}", "kind": kind, "unit": unit.code}
        room |= {"name": name + NAME, "since": since.isoformat()}
        return room | {"representatives": roster, "haves": haves}

    def _area_room(self, unit: Unit, members: list[Data], post: str) -> Data:
        """The room of a town-level unit or a village."""
        room = self._room(unit.kind.value, unit, plain_name(unit))
        room["conveners"] = [{"person": self._person(), "post": post, "since": "2022-01-01"}]
        return room | {"links": [link(member, "area") for member in members]}

    def _firm(self, room: Data, place: Place, sectors: list[str]) -> None:
        """An enterprise or institution: its convener is a linked member of a sector concerned."""
        member = self._member("county", sectors[0])
        if place.unit.code != room["unit"]:
            room["responsible_unit"] = place.unit.code
        room |= {"related_sectors": sectors, "links": [link(member, "area")]}
        room["conveners"] = [convener(member, "sector_member")]
        self._open(Bundle(room, place), by_roll=True)

    def _sector(self, sector: str, department: str) -> None:
        """A county sector room: every county member of the sector is enrolled."""
        room = self._room("sector", COUNTY, f"{COUNTY.name}政协{sector}")
        members = [p for p in self.people if "memberships" in p]
        own = [p for p in members if p["memberships"][0]["sector"] == sector]
        room |= {"sector": sector, "tier": "county", "links": [link(p, "sector") for p in own]}
        room["conveners"] = [convener(own[0], "sector_convener")]
        bundle = Bundle(room, self._place(COUNTY), department=department)
        self._open(bundle, by_roll=False)

    def _open(self, bundle: Bundle, by_roll: bool) -> None:
        """Register a room with its sessions; half the villages meet twice on one topic."""
        self.bundles.append(bundle)
        yearly = YEARLY.get(bundle.room["kind"], 1)
        days = [self._day(*season) for season in SEASONS[-yearly:]]
        together = 2 if yearly == 3 and self.rng.random() < 0.5 else 1
        for part in (days[:together], *([day] for day in days[together:])):
            self.topics += 1
            rolled = by_roll and (part[0] == days[0] or yearly < 3)
            bundle.cases.append(case_of(self.rng, self.topics, bundle, part, by_roll=rolled))

    def _day(self, month: int, day: int, length: int) -> dt.date:
        """A working day of a season."""
        found = dt.date(2025, month, day) + dt.timedelta(self.rng.randrange(length))
        return found - dt.timedelta(max(0, found.weekday() - 4))

    def _invite(self, guests: list[str]) -> None:
        """Members of other areas and of higher levels, invited by the route."""
        county, city = ({"organ": "CPPCC", "unit": unit.code} for unit in (COUNTY, CITY))
        higher = [self._member(level)["id"] for level in ("city", "province")]
        routes = [*((guest, [county]) for guest in guests), *((h, [county, city]) for h in higher)]
        for number, (guest, bodies) in enumerate(routes, 1):
            room = self.bundles[-7 - number].room["id"]
            invitation = {"id": f"i{number:02d}", "room": room, "person": guest, "willing": True}
            invitation |= {"on": f"2025-0{number + 2}-12", "applied_to": bodies}
            self.invitations.append(invitation)


def plain_name(unit: Unit) -> str:
    """The unit's name in a room's: 掘港街道 with 盐垣社区, without 居委会."""
    if unit.parent is None or unit.kind not in VILLAGE_KINDS:
        return unit.name
    name = unit.name
    for ending in ("委会", "民委员会"):
        name = name.removesuffix("村" + ending).removesuffix("居" + ending)
    name = name.removesuffix("村").removesuffix("社区")
    return unit.parent.name + name + ("村" if unit.kind is UnitKind.VILLAGE else "社区")


def link(member: Data, kind: str) -> Data:
    """The tie of a county member to a room."""
    return {"person": member["id"], "kind": kind, "level": "county", "since": "2022-03-01"}


def convener(member: Data, post: str) -> Data:
    """A convener from a sector of the CPPCC."""
    sector = member["memberships"][0]["sector"]
    return {"person": member["id"], "post": post, "sector": sector, "since": "2022-03-01"}
