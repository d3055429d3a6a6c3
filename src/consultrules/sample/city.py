"""The sample city: every county and the city's own rooms, bodies and people, ready to be written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from consultrules.models.gazetteer import Gazetteer
from consultrules.models.registry import Registry
from consultrules.models.unit import Unit
from consultrules.sample.area import Area
from consultrules.sample.bodies import assessment_of, bodies_of
from consultrules.sample.county import county_of
from consultrules.sample.people import CITY, COUNTY, sector_of
from consultrules.sample.site import Site
from consultrules.sample.words import CITY_ROOMS, NOTES, SECTORS, YEAR, Data

CITY_CODE = "320600000000"
ZONE, SERVED_BY = "320671000000", "320613000000"
"""The zone without a CPPCC, and the county that the sample lets serve it."""
OCCASIONS = ("standing_committee", "chairpersons", "inspection")
POOLS = ("participation", "think_tank")
GUESTS = (*(COUNTY,) * 3, *(CITY,) * 2, *("nation", "province") * 2)
"""The levels of the members that an area's rooms invite; the city's own invite the last two."""


class City:
    """A sound city: nothing in it breaks the policy."""

    def __init__(self, seed: int, counties: Sequence[str] = ()) -> None:
        """Make the counties with these codes (6 or 12 digits), all by default, and the city's own.

        Raises:
            ValueError: for a code that is no county's.
        """
        self.units = Gazetteer.nantong().served(ZONE, by=SERVED_BY)
        known = [unit.code for unit in self.units if unit.county == unit]
        wanted = {str(county).ljust(len(CITY_CODE), "0") for county in counties}
        if not wanted <= set(known):
            raise ValueError(f"counties: {', '.join(known)}")
        self.unit = self.units[CITY_CODE]
        self.counties = [
            self._county(seed, unit)
            for unit in self.units
            if unit.county == unit and (not wanted or unit.code in wanted)
        ]
        self.own = self._own(seed)
        self.areas = [*self.counties, self.own]
        self.bodies = [bodies_of(area) for area in self.areas if area.has_cppcc]
        self.sittings: list[Data] = []
        self.nominations: list[Data] = []
        for area in self.areas:
            self._invite(area)
            self._develop(area)
        self.assessments = {
            member["id"]: assessment_of(area, member)
            for area in self.areas
            for member in area.people.members
            if member["memberships"][0]["level"] == area.level
        }

    @property
    def sites(self) -> list[Site]:
        """Every room that is there."""
        return [site for area in self.areas for site in area.sites if not site.removed]

    def records(self) -> Iterator[tuple[str, Data]]:
        """Every record with its kind, in the order of the registry's lists."""
        areas, bodies, sites = self.areas, self.bodies, self.sites
        yield from (("note", {"text": text}) for text in NOTES)
        yield from (("room", site.room) for site in sites)
        yield from (("person", person) for area in areas for person in area.people.records)
        yield from (("case", case) for site in sites for case in site.cases)
        yield from (("invitation", found) for area in areas for found in area.invitations)
        committees = (place.committee for area in areas for place in area.places)
        yield from (("work_committee", found) for found in committees if found is not None)
        yield from (("attestation", found) for site in sites for found in site.attestations)
        yield from (("attestation", found) for body in bodies for found in body.attestations)
        yield from (("member_assessment", found) for found in self.assessments.values())
        yield from (("room_assessment", made) for area in areas for made in area.room_assessments())
        yield from (("assessment_scheme", body.scheme) for body in bodies if body.scheme)
        yield from (("plan", body.plan) for body in bodies if body.plan)
        yield from (("work_report", report) for body in bodies for report in body.reports)
        yield from (("training", found) for area in areas for found in area.trainings())
        yield from (("sitting_in", found) for found in self.sittings)
        yield from (("nomination", found) for found in self.nominations)

    def lines(self) -> Iterator[str]:
        """The registry as JSON Lines."""
        for name, record in self.records():
            plain = {"record": name, **record}
            yield json.dumps(plain, ensure_ascii=False, separators=(",", ":"))

    def registry(self) -> Registry:
        """The city as the library reads it."""
        return Registry.from_lines(self.lines(), units=self.units)

    def _county(self, seed: int, unit: Unit) -> Area:
        inside = [u for u in self.units if u.county == unit and u != unit]
        cppcc = unit.county_cppcc
        assert cppcc is not None  # the zone is served
        return county_of(seed, unit, cppcc, inside)

    def _own(self, seed: int) -> Area:
        """The city's own members and sector rooms."""
        area = Area(seed, self.unit, self.unit)
        for sector in SECTORS:
            for _ in range(4):
                area.people.member(CITY, self.unit.code, sector)
        area.sector_rooms(CITY_ROOMS)
        return area

    def _invite(self, area: Area) -> None:
        """Members of other areas and of higher levels come by the route."""
        rooms = [s for s in area.sites if not s.departments] or area.sites
        levels = GUESTS if area.places else GUESTS[-2:]
        for level, host in zip(levels, area.rng.sample(rooms, len(levels)), strict=True):
            asked = list(dict.fromkeys((area.cppcc.code, self.unit.code)))
            if level == COUNTY:
                beside = [place for place in area.places if place is not host.place]
                guest, asked = area.rng.choice(beside).members[0], asked[:1]
            elif level == CITY:
                guest = area.rng.choice(self._roomless)
            else:
                guest = area.people.member(level, "", SECTORS[-1])
            area.invite(host, guest, *asked)

    @property
    def _roomless(self) -> list[Data]:
        """City members whose sector has no room: linked to none, so every room has to apply."""
        return [m for m in self.own.people.members if sector_of(m) in SECTORS[CITY_ROOMS:]]

    def _develop(self, area: Area) -> None:
        """Let representatives sit in by batches, and put some people forward for a pool."""
        cppcc = {"organ": "CPPCC", "unit": area.cppcc.code}
        pool = [e["person"] for site in area.sites for e in site.room["representatives"]]
        chosen = area.rng.sample(pool, 24)
        for number, occasion in enumerate(OCCASIONS, 1):
            sitting = {"id": f"z{area.short}-{number}", "on": f"{YEAR}-{3 * number:02d}-15"}
            batch = chosen[6 * number - 6 : 6 * number]
            self.sittings.append({**sitting, "by": cppcc, "occasion": occasion, "persons": batch})
        for number, person in enumerate(chosen[18:], 1):
            named = {"id": f"m{area.short}-{number}", "person": person, "on": f"{YEAR}-10-15"}
            self.nominations.append({**named, "by": cppcc, "pool": POOLS[number % 2]})
