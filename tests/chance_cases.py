"""Cases made by seeded chance: every kind of room, steps in and out of order, right and wrong bodies.

None of them happened. They reach what rows of plain facts cannot: facts that are counted by readings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
CITY, COUNTY, TOWN, VILLAGE = "320600000000", "320685000000", "320685111000", "320685111200"
SITE, PARK, SITE_COUNTY = "320614103000", "320614418000", "320614000000"
# Each room with the units whose organs act on it, rightly or wrongly.
ROOMS: tuple[tuple[Data, tuple[str, ...]], ...] = (
    ({"kind": "village", "unit": VILLAGE}, (VILLAGE, TOWN, TOWN, COUNTY)),
    ({"kind": "town", "unit": TOWN}, (TOWN, TOWN, COUNTY)),
    ({"kind": "enterprise", "unit": SITE, "park": PARK}, (SITE, PARK, SITE_COUNTY)),
    (
        {"kind": "institution", "unit": SITE, "park": PARK, "responsible_unit": SITE},
        (SITE, PARK, SITE_COUNTY),
    ),
    ({"kind": "sector", "unit": COUNTY, "tier": "county", "sector": "经济"}, (COUNTY, TOWN, CITY)),
    ({"kind": "sector", "unit": CITY, "tier": "city", "sector": "经济"}, (CITY, CITY, COUNTY)),
)
PARTY, GROUP, OFFICE = "PARTY_COMMITTEE", "LEADING_PARTY_GROUP", "FUNCTIONAL_OFFICE"
ORGANS = (PARTY, "GOVERNMENT", GROUP, OFFICE, "DEPARTMENT")
DAYS = ("2025-06-08", "2025-06-09", "2025-06-10", "2025-06-11")
CAPACITIES = (
    *("member", "stakeholder", "official", "convener", "representative_person"),
    *("public_representative", "public_representative"),
)


def cases(number: int, seed: int = 1) -> Iterator[tuple[Data, Data]]:
    """So many cases with their rooms, as plain data."""
    chance = random.Random(seed)
    for place in range(number):
        told, units = ROOMS[place % len(ROOMS)]
        room = {"id": "r1", "since": "2019-01-01", "related_sectors": ["经济"], **told}
        yield _Maker(chance, units).case(), room


class _Maker:
    """Makes one case out of chance and the units in reach."""

    def __init__(self, chance: random.Random, units: tuple[str, ...]) -> None:
        self.chance = chance
        self.pick = chance.choice
        self.units = units

    def body(self, *organs: str) -> Data:
        organ, unit = self.pick(organs or ORGANS), self.pick(self.units)
        if organ == PARTY and unit == PARK:
            organ = "PARTY_WORKING_COMMITTEE"
        detail = {"detail": self.pick(("民政局", "财政局"))} if organ == "DEPARTMENT" else {}
        return {"organ": organ, "unit": unit, **detail}

    def papers(self, least: int, most: int) -> list[Data]:
        number = self.chance.randint(least, most)
        return [{"to": self.body(), "on": self.pick(DAYS)} for _ in range(number)]

    def approval(self) -> Data:
        outcome = self.pick(("approved", "approved", "amended", "returned", "rejected"))
        text = {"text": "村道拓宽"} if outcome == "amended" else {}
        return {
            "by": self.body(PARTY, PARTY, GROUP),
            "on": self.pick(DAYS),
            "outcome": outcome,
            **text,
        }

    def review(self) -> Data:
        joined = ["民政局"] * self.chance.randint(0, 1)
        return {"by": self.body(OFFICE), "on": self.pick(DAYS), "departments": joined}

    def topic(self) -> Data:
        return {
            "id": "t1",
            "room": "r1",
            "text": "村道怎么修",
            "approvals": [self.approval() for _ in range(self.pick((1, 1, 2)))],
            "departments": self.pick((["民政局"], ["民政局", "财政局"])),
            "needs": self.pick((None, "county", "city")),
            "entrusted": False,
            "required_capacities": self.pick((["member"], ["stakeholder", "official"])),
            "preliminary_reviews": [self.review(), self.review()],
        }

    def research(self, number: int) -> Data:
        reported = [self.body(PARTY), self.body(PARTY), self.body("GOVERNMENT")]
        return {
            "id": f"q{number}",
            "topic": "t1",
            "start": self.pick(DAYS),
            "participants": number,
            "by_capacity": {"public_representative": number - 1},
            "clarified": [w for w in ("policy", "facts", "wishes") if self.chance.random() < 0.7],
            "sensitive_met": self.pick((True, True, False)),
            "sensitive_reports": [{"on": self.pick(DAYS), "to": reported}],
        }

    def line(self, number: int) -> Data:
        capacity = self.pick(CAPACITIES)
        also = ["stakeholder"] * (
            capacity == "public_representative" and self.chance.random() < 0.3
        )
        sector = {"sector": self.pick(("经济", "教育"))} if capacity == "member" else {}
        told = dict.fromkeys(("notified_on", "informed_on"), self.pick(DAYS[:3]))
        return {"person": f"p{number}", "capacity": capacity, "also": also, **sector, **told}

    def session(self) -> Data:
        return {
            "id": "s1",
            "room": "r1",
            "topic": "t1",
            "on": "2025-06-10",
            "form": self.pick(("meeting", "written")),
            "text": self.pick(("村道怎么修", "村道拓宽")),
            "sector_priority_attested": self.pick((True, False)),
            "roll": [self.line(number) for number in range(self.chance.randint(6, 28))],
        }

    def answers(self) -> Data:
        task = {"id": "k", "suggestions": ["a"], "outcome": self.pick((None, "solved"))}
        withheld = self.pick(({"withheld_reason": "个人信息"}, {"on": "2025-07-03"}))
        return {
            "responsibility_list": {"on": "2025-06-20", "by": self.body(), "tasks": [task]},
            "feedback_list": {"on": "2025-07-01", "by": self.body(), "answers": []},
            "feedback": {"on": self.pick(("2025-07-02", "2025-07-05"))},
            "publication": {"manner": "公告栏", "scope": "本村", **withheld},
        }

    def case(self) -> Data:
        notice = {"id": "n1", "topic": "t1", "on": self.pick(DAYS), "channel": "opinion_letter"}
        groups = [self.body(GROUP) for _ in range(self.chance.randint(0, 2))]
        evaluator = self.body("WORK_COMMITTEE", "CPPCC")
        return {
            "topic": self.topic(),
            "research": [self.research(1), self.research(2)],
            "notices": [notice | {"count": 40, "content": True, "information": True}],
            "sessions": [self.session()],
            "suggestion_list": {"on": "2025-06-12", "items": [{"id": "a"}, {"id": "b"}]},
            "deliveries": self.papers(1, 5),
            "group_reviews": [{"by": by, "on": self.pick(DAYS)} for by in groups],
            "escalations": self.papers(0, 4),
            "dissent": [],
            "evaluations": [{"id": "e1", "topic": "t1", "on": "2025-07-09", "by": evaluator}],
            **self.pick(({}, self.answers(), self.answers())),
        }
