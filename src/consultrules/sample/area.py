"""An area of the sample, a county or the city itself: its rooms, people, invitations, trainings."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.models.unit import Unit
from consultrules.sample.attested import OF_REPRESENTATIVE, OF_ROOM, attestation
from consultrules.sample.case import case_of
from consultrules.sample.people import CITY, COUNTY, People, sector_of
from consultrules.sample.place import Place
from consultrules.sample.room import link, room_of, sector_convener
from consultrules.sample.site import TOWN_LEVEL, VILLAGE_LEVEL, Site
from consultrules.sample.words import MARK, SECTORS, YEAR, Data, departments_of

SEASONS = ((3, 3, 75), (6, 2, 65), (8, 25, 75))  # month, day, length: a session in each


class Area:
    """One county, or the city with its own members and sector rooms.

    ``cppcc`` is the code of the county or city whose CPPCC serves it.
    """

    def __init__(self, seed: int, unit: Unit, cppcc: Unit) -> None:
        self.unit, self.cppcc = unit, cppcc
        self.short = unit.code[4:6]
        self.rng = random.Random(f"{seed}/{unit.code}")
        self.people = People(self.short)
        self.own = Place(unit, self.people, cppcc.code)
        self.places: list[Place] = []
        self.sites: list[Site] = []
        self.invitations: list[Data] = []
        self.assessor = "LEADING_PARTY_GROUP"
        self.topics = 0

    @property
    def level(self) -> str:
        """The level of its CPPCC."""
        return self.cppcc.kind.value

    @property
    def has_cppcc(self) -> bool:
        """Whether it has a CPPCC of its own."""
        return self.unit == self.cppcc

    def member(self, sectors: tuple[str, ...]) -> Data:
        """A new member of its CPPCC."""
        return self.people.member(self.level, self.cppcc.code, self.rng.choice(sectors))

    def room(self, kind: str, unit: Unit, name: str) -> Data:
        """A new room without people who lead it."""
        key = f"r{self.short}-{len(self.sites) + 1:03d}"
        return room_of(self.rng, self.people, key, kind, unit, name)

    def open(self, site: Site) -> None:
        """Register a room with the sessions that its kind owes; half the villages meet twice on one."""
        self.sites.append(site)
        yearly = 3 if site.kind in VILLAGE_LEVEL else 2 if site.kind in TOWN_LEVEL else 1
        days = [self._day(*season) for season in SEASONS[:yearly]]
        together = 2 if yearly == 3 and self.rng.random() < 1 / 2 else 1
        for part in (days[:together], *([day] for day in days[together:])):
            self.topics += 1
            case_of(self.rng, site, f"t{self.short}-{self.topics:04d}", part)
        by = site.approver
        site.attestations += [attestation(c, site.room["id"], by=by) for c in OF_ROOM]
        people = [entry["person"] for entry in site.room["representatives"]]
        site.attestations += [attestation(OF_REPRESENTATIVE, p, by=by) for p in people]
        site.place.trained.append(site.convener)

    def sector_rooms(self, number: int) -> None:
        """Rooms of the first sectors: every member of the sector is enrolled."""
        level = CITY if self.level == CITY else COUNTY
        for sector in SECTORS[:number]:
            own = [member for member in self.people.members if sector_of(member) == sector]
            room = self.room("sector", self.unit, f"{self.unit.name}政协{sector}")
            room |= {"sector": sector, "tier": level}
            room["links"] = [link(member, "sector", level) for member in own]
            room["conveners"] = [sector_convener(own[0], "sector_convener")]
            site = Site(f"{level}_sector", room, self.own, own)
            site.departments = departments_of(sector)
            self.open(site)

    def invite(self, site: Site, guest: Data, *applied_to: str) -> None:
        """Invite a member to a room by the route: one CPPCC asked after the other."""
        site.spare = False
        number = len(self.invitations) + 1
        bodies = [{"organ": "CPPCC", "unit": code} for code in applied_to]
        found = {"id": f"i{self.short}-{number:02d}", "room": site.room["id"]}
        found |= {"person": guest["id"], "on": f"{YEAR}-{number % 9 + 2:02d}-12"}
        found |= {"applied_to": bodies, "willing": True, "accepted": True}
        self.invitations.append(found)

    def room_assessments(self) -> list[Data]:
        """The assessment of every room for the year by the leading Party members' group."""
        by = {"organ": self.assessor, "unit": self.cppcc.code}
        found = {"year": YEAR, "by": by, "on": f"{YEAR}-12-18", "result": f"{MARK}：合格"}
        rooms = [site.room["id"] for site in self.sites if not site.removed]
        return [{"room": room, **found} for room in rooms]

    def trainings(self) -> list[Data]:
        """One training of conveners a place, and one of all members."""
        by = {"organ": "CPPCC", "unit": self.cppcc.code}
        groups = [(place.trained, "召集人培训") for place in (*self.places, self.own)]
        groups.append(([member["id"] for member in self.people.members], "委员培训"))
        return [
            {"id": f"x{self.short}-{n:02d}", "on": f"{YEAR}-02-25", "by": by}
            | {"theme": MARK + theme, "persons": list(dict.fromkeys(persons))}
            for n, (persons, theme) in enumerate(groups, 1)
            if persons
        ]

    def _day(self, month: int, day: int, length: int) -> dt.date:
        """A working day of a season."""
        found = dt.date(YEAR, month, day) + dt.timedelta(self.rng.randrange(length))
        return found - dt.timedelta(max(0, found.weekday() - 4))
