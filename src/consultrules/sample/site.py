"""A room of the sample with all that is recorded of it: its cases, attestations and assessment."""

from __future__ import annotations

from dataclasses import dataclass, field

from consultrules.sample.place import Place
from consultrules.sample.words import MARK, YEAR, Data

TOWN_LEVEL = ("town", "subdistrict", "park")
VILLAGE_LEVEL = ("village", "community")
FIRMS = ("enterprise", "institution")
SECTORS = ("county_sector", "city_sector")
_CLAUSES = {
    TOWN_LEVEL: {"approval": "3.2.s3", "report": "3.6.s2", "yearly": "3.9.s2b", "post": "4.1.s3"},
    VILLAGE_LEVEL: {"approval": "3.2.s4", "report": "3.6.s3", "yearly": "3.9.s3", "post": "4.1.s4a"},
    FIRMS: {"approval": "3.2.s5", "report": "3.6.s4", "yearly": "3.9.s4", "post": "4.1.s5"},
    SECTORS[:1]: {"approval": "3.2.s6", "report": "3.6.s7", "yearly": "3.9.s4", "post": "4.1.s5"}
    | {"upward": "3.6.s8"},
    SECTORS[1:]: {"approval": "3.2.s6", "report": "3.6.s5", "yearly": "3.9.s4", "post": "4.1.s5"}
    | {"upward": "3.6.s6"},
}


@dataclass
class Site:
    """One room; ``spare`` where no member's only link or attendance hangs on it.

    ``kind`` is the room's, with the tier for sectors; ``members`` are the linked members.
    """

    kind: str
    room: Data
    place: Place
    members: list[Data]
    spare: bool = True
    departments: list[str] = field(default_factory=list)
    cases: list[Data] = field(default_factory=list)
    attestations: list[Data] = field(default_factory=list)

    @property
    def clauses(self) -> dict[str, str]:
        """Which clause speaks of this kind of room: on approval, report, sessions a year, post."""
        return next(found for kinds, found in _CLAUSES.items() if self.kind in kinds)

    @property
    def case(self) -> Data:
        """The last case: one session, in good order unless a fault was planted in it."""
        return self.cases[-1]

    @property
    def session(self) -> Data:
        """The session of the last case."""
        session: Data = self.case["sessions"][-1]
        return session

    @property
    def convener(self) -> str:
        """Who convenes the room."""
        person: str = self.room["conveners"][0]["person"]
        return person

    @property
    def approver(self) -> Data:
        """The body that approves this room's topics."""
        return self.place.body("LEADING_PARTY_GROUP" if self.departments else "PARTY")

    @property
    def receivers(self) -> list[Data]:
        """The bodies that get its suggestion lists."""
        if not self.departments:
            return [self.approver]
        concerned = [self.place.body("DEPARTMENT", detail=name) for name in self.departments]
        return [self.place.body("FUNCTIONAL_OFFICE"), *concerned]

    @property
    def rulers(self) -> list[Data]:
        """Party organ and government of its place."""
        return [self.place.body("PARTY"), self.place.body("GOVERNMENT")]

    @property
    def assessment(self) -> Data:
        """The assessment of the room for the year by the leading Party members' group."""
        by = {"organ": "LEADING_PARTY_GROUP", "unit": self.place.cppcc}
        found = {"room": self.room["id"], "year": YEAR, "by": by, "on": f"{YEAR}-12-18"}
        return found | {"result": f"{MARK}：合格"}

    def subjects(self, word: str) -> list[str]:
        """What a finding on this room, its last case or its members is about, by a plain word."""
        case, room = self.cases[-1] if self.cases else {}, self.room["id"]
        if word == "room":
            return [room]
        if word == "year":
            return [f"{room}@{YEAR}"]
        if word == "case":
            return [case["topic"]["id"]]
        if word == "session":
            return [session["id"] for session in case["sessions"]]
        if word == "evaluation":
            return [made["id"] for made in self.cases[0]["evaluations"]]
        assert word == "representative", word
        return [self.room["representatives"][-1]["person"]]
