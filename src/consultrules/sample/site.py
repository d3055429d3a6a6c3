"""A room of the sample with all that is recorded of it: its cases, attestations and assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from consultrules.sample.people import member_subject
from consultrules.sample.place import Place
from consultrules.sample.words import YEAR, Data

TOWN_LEVEL = ("town", "subdistrict", "park")
VILLAGE_LEVEL = ("village", "community")
FIRMS = ("enterprise", "institution")
SECTORS = ("county_sector", "city_sector")
_CLAUSES = {
    TOWN_LEVEL: {"approval": "3.2.s3", "report": "3.6.s2", "yearly": "3.9.s2b", "post": "4.1.s3"},
    VILLAGE_LEVEL: {
        "approval": "3.2.s4",
        "report": "3.6.s3",
        "yearly": "3.9.s3",
        "post": "4.1.s4a",
    },
    FIRMS: {"approval": "3.2.s5", "report": "3.6.s4", "yearly": "3.9.s4", "post": "4.1.s5"},
    SECTORS[:1]: {"approval": "3.2.s6", "report": "3.6.s7", "yearly": "3.9.s4", "post": "4.1.s5"}
    | {"upward": "3.6.s8"},
    SECTORS[1:]: {"approval": "3.2.s6", "report": "3.6.s5", "yearly": "3.9.s4", "post": "4.1.s5"}
    | {"upward": "3.6.s6"},
}


@dataclass
class Site:
    """One room; ``spare`` where no member's only link or attendance hangs on it.

    ``kind`` is the room's, with the tier for sectors; ``members`` are the linked members; a
    ``removed`` room is left out of the registry.
    """

    kind: str
    room: Data
    place: Place
    members: list[Data]
    spare: bool = True
    departments: list[str] = field(default_factory=list)
    cases: list[Data] = field(default_factory=list)
    attestations: list[Data] = field(default_factory=list)
    removed: bool = False

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
    def representative(self) -> str:
        """The last of its public representatives, whose category another one has too."""
        person: str = self.room["representatives"][-1]["person"]
        return person

    def subjects(self, word: str) -> list[str]:
        """What findings of a grain on this room, its last case or its members are about."""
        found: dict[str, Callable[[], list[str]]] = {
            "unit": lambda: [self.room["unit"]],
            "room": lambda: [self.room["id"]],
            "room_year": lambda: [f"{self.room['id']}@{YEAR}"],
            "case": lambda: [self.case["topic"]["id"]],
            "session": lambda: [self.session["id"]],
            "evaluation": lambda: [self.cases[0]["evaluations"][0]["id"]],
            "member": lambda: [member_subject(member) for member in self.members],
        }
        return found[word]()
