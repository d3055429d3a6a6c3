"""A room of every kind and tier with its convener, and the offices around it by the oracle's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import consultrules as cr
from consultrules.models.body import party_organ

UNITS = cr.Gazetteer.nantong()
VILLAGE, TOWN, COUNTY, CITY = "320685111200", "320685111000", "320685000000", "320600000000"
COMMUNITY, SUBDISTRICT, PARK = "320612001001", "320612001000", "320613401000"
ELSEWHERE = "320682103000"  # a town of another county than any of the rooms
CONVENER, ASSISTANT = "p1", "p2"

_ROOMS = (
    ("town", TOWN, None),
    ("subdistrict", SUBDISTRICT, None),
    ("park", PARK, None),
    ("village", VILLAGE, None),
    ("community", COMMUNITY, None),
    ("enterprise", TOWN, None),
    ("institution", SUBDISTRICT, None),
    ("sector", COUNTY, "county"),
    ("sector", CITY, "city"),
)


@dataclass(frozen=True)
class Place:
    """A room, and who acts around it."""

    kind: str
    unit: str
    tier: str | None

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.tier}" if self.tier else self.kind

    @property
    def plain(self) -> dict[str, Any]:
        """The room as the oracle knows it."""
        return {"kind": self.kind, "tier": self.tier}

    @cached_property
    def room(self) -> cr.Room:
        sector = {"tier": self.tier, "sector": "农业"} if self.tier else {}
        return cr.Room.read(
            {
                "id": "r1",
                "kind": self.kind,
                "unit": self.unit,
                "since": "2021-01-01",
                "conveners": [{"person": CONVENER, "post": "party_secretary"}],
                "co_conveners": [{"person": ASSISTANT}],
                **sector,
            },
            units=UNITS,
        )

    @cached_property
    def _leading(self) -> cr.Unit:
        """The unit whose Party committee and government lead the room."""
        place = self.room.unit if self.tier else self.room.place
        assert place is not None
        return place

    @cached_property
    def _county(self) -> cr.Unit:
        """The county of the room, or the city of a city sector: whose departments there are."""
        unit = self.room.unit.county if self.tier != "city" else self.room.unit
        assert unit is not None
        return unit

    @cached_property
    def bodies(self) -> Mapping[str, cr.Body]:
        """Every office of the oracle's words, of the unit that is meant here."""
        cppcc = self._county if self.tier == "city" else self.room.unit.county_cppcc
        return {
            "room": _body("ROOM", self.room.unit),
            "approver": cr.approving_body(self.room),
            "party": _body(party_organ(self._leading), self._leading),
            "government": _body("GOVERNMENT", self._leading),
            "department": _body("DEPARTMENT", self._county),
            "cppcc": _body("CPPCC", cppcc),
            "reviewer": _body("FUNCTIONAL_OFFICE", cppcc),
            "party_group": _body("LEADING_PARTY_GROUP", cppcc),
            "work_committee": _body("WORK_COMMITTEE", self._leading),
            "stranger": _body("GOVERNMENT", UNITS[ELSEWHERE]),
        }

    def actor(self, who: str) -> cr.Actor:
        """Whoever acts, by the oracle's word; only the convener acts in person."""
        if who == "convener":
            return cr.Actor(office=self.bodies["room"], person=CONVENER)
        return cr.Actor(office=self.bodies[who])

    @cached_property
    def receivers(self) -> Mapping[str, cr.Body]:
        """The receivers of the oracle's words; nobody expects anything of the other one."""
        found = {
            "party": self.bodies["party"],
            "government": self.bodies["government"],
            "other": self.bodies["stranger"],
            "higher": self.higher,
        }
        if self.tier is None:
            city = _body("GOVERNMENT", UNITS[CITY])  # that of the county entrusts matters
            return found | {"approver_party": self.bodies["approver"], "higher": city}
        return found | {
            "office": self.bodies["reviewer"],
            "department": self.bodies["department"],
            "town": _body("PARTY_COMMITTEE", UNITS[TOWN]),
        }

    @property
    def entrusting(self) -> cr.Body:
        """Who entrusts a matter to the room: no office that gets the list or what goes up anyway."""
        if self.tier is None:
            return _body("GOVERNMENT", self._county)
        return _body("GOVERNMENT", UNITS[CITY if self.tier == "county" else COUNTY])

    @property
    def higher(self) -> cr.Body:
        """A government of county level or above."""
        return _body("GOVERNMENT", self._county)


def _body(organ: str, unit: cr.Unit | None) -> cr.Body:
    assert unit is not None
    return cr.Body(organ=organ, unit=unit)


PLACES = {place.name: place for place in (Place(*row) for row in _ROOMS)}
