"""The people of the sample: numbers in place of names, and who of them is a CPPCC member."""

from __future__ import annotations

from consultrules.sample.words import MARK, Data

COUNTY, CITY = "county", "city"


class People:
    """The people of one area, numbered in the order in which they are made."""

    def __init__(self, area: str) -> None:
        self.area = area
        self.records: list[Data] = []

    def person(self) -> str:
        """A new person, known by number only."""
        number = f"{self.area}-{len(self.records) + 1:04d}"
        self.records.append({"id": f"p{number}", "name": f"{MARK}人员{number}"})
        return f"p{number}"

    def several(self, number: int) -> list[str]:
        """New people, as many as that."""
        return [self.person() for _ in range(number)]

    def member(self, level: str, unit: str, sector: str) -> Data:
        """A new CPPCC member of a county or city (``unit``), or of a level above."""
        self.person()
        held = {"level": level, "sector": sector, "since": "2022-01-01"}
        if level in (COUNTY, CITY):
            held["unit"] = unit
        self.records[-1] |= {"lives_in_nantong": True, "memberships": [held]}
        return self.records[-1]

    @property
    def members(self) -> list[Data]:
        """The CPPCC members of the area."""
        return [person for person in self.records if "memberships" in person]


def sector_of(member: Data) -> str:
    """The CPPCC sector of a member."""
    sector: str = member["memberships"][0]["sector"]
    return sector


def member_subject(member: Data) -> str:
    """What a finding on a membership is about: the person and the level."""
    return f"{member['id']}/{member['memberships'][0]['level']}"
