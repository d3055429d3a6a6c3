"""Small compliant records of one county, for tests that change one thing in them.

The village 刘季村 lies in the town 白甸镇 of the county-level city 海安市; 海安镇 is the next town.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import consultrules as cr
from consultrules.facts.case import case_row
from consultrules.facts.fact import Row
from consultrules.facts.room import room_row
from consultrules.facts.session import session_row
from consultrules.facts.sitting import Before

CITY, COUNTY, TOWN, VILLAGE = "320600000000", "320685000000", "320685111000", "320685111200"
NEXT_TOWN, NEXT_VILLAGE, OTHER_COUNTY = "320685100000", "320685111201", "320623000000"
SUBDISTRICT, ZONE_SUBDISTRICT = "320623001000", "320671001000"  # the zone has no CPPCC of its own
UNITS = cr.Gazetteer.nantong()
POLICY = cr.edition("nantong-2020")
HELD_ON = dt.date(2025, 6, 10)
TEXT = "村口道路照明"
HAVES = ("place", "sign", "rules", "process", "activity", "effect")
PUBLIC = ("successful_people", "new_strata", "old_cadres", "old_party_members", "old_teachers")
ROSTER = (*PUBLIC, "grid_staff", "building_heads")


def day(text: str) -> dt.date:
    """The day written as month and day of 2025, or in full."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"2025-{text}")


def number(text: str) -> int:
    """The number of a day: days since the first of January 1970."""
    return (day(text) - dt.date(1970, 1, 1)).days


def read(**options: str) -> cr.Edition:
    """The edition with other readings."""
    return POLICY.with_readings(**options)


def body(organ: str, unit: str = TOWN, detail: str | None = None) -> cr.Body:
    """An organ of a unit."""
    return cr.Body(organ=organ, unit=unit, detail=detail)


PARTY, GOVERNMENT = body("PARTY_COMMITTEE"), body("GOVERNMENT")
OFFICE, DEPARTMENT = body("FUNCTIONAL_OFFICE", COUNTY), body("DEPARTMENT", COUNTY, "教育局")
CITY_OFFICE, CITY_DEPARTMENT = body("FUNCTIONAL_OFFICE", CITY), body("DEPARTMENT", CITY, "教育局")


def village_room(**more: Any) -> cr.Room:
    """A compliant village room."""
    found: dict[str, Any] = {
        "id": "r1",
        "kind": "village",
        "unit": VILLAGE,
        "since": day("2019-01-01"),
    }
    found |= {"name": "刘季村“有事好商量”协商议事室", "conveners": (convener("head"),)}
    found |= {"co_conveners": ({"person": "m1"},), "links": (link("m1"),)}
    found["representatives"] = tuple(
        {"person": f"v{n}", "category": category} for n, category in enumerate(ROSTER)
    )
    found["haves"] = tuple({"what": have, "holds": True, "evidence": "照片"} for have in HAVES)
    return cr.Room(**(found | more))


def convener(person: str, post: str = "party_secretary", **more: Any) -> dict[str, Any]:
    """A convener with a post."""
    return {"person": person, "post": post, **more}


def link(person: str, kind: str = "area", level: str = "county", **more: Any) -> dict[str, Any]:
    """A tie of a member to a room."""
    return {"person": person, "kind": kind, "level": level, **more}


def town_room(**more: Any) -> cr.Room:
    """A room of the town."""
    found = {"id": "r1", "kind": "town", "unit": TOWN, "since": day("2019-01-01")}
    return cr.Room(**(found | more))


def firm_room(**more: Any) -> cr.Room:
    """A room of an enterprise in the town."""
    found = {"id": "r1", "kind": "enterprise", "unit": TOWN, "since": day("2019-01-01")}
    return cr.Room(**(found | {"related_sectors": ("经济界",)} | more))


def sector_room(tier: str | None = "county", **more: Any) -> cr.Room:
    """A room of the education sector of the county or the city."""
    unit = CITY if tier == "city" else COUNTY
    found = {"id": "r1", "kind": "sector", "unit": unit, "tier": tier, "sector": "教育界"}
    return cr.Room(**(found | {"since": day("2019-01-01")} | more))


def approval(on: str = "05-12", by: cr.Body = PARTY, **more: Any) -> cr.Approval:
    """An approval, by default of the town's Party committee."""
    return cr.Approval(by=by, on=day(on), **more)


def topic(**more: Any) -> cr.Topic:
    """A topic of the room, approved in May."""
    found = {"id": "t1", "room": "r1", "text": TEXT, "approvals": (approval(),)}
    return cr.Topic(**(found | {"entrusted": False, "sensitive": False} | more))


def research(start: str = "05-20", end: str | None = "05-22", **more: Any) -> cr.Research:
    """Research in May in which all three things were made clear."""
    found: dict[str, Any] = {"id": f"y{start}", "topic": "t1", "start": day(start)}
    found |= {"end": day(end) if end else None, "clarified": ("policy", "facts", "wishes")}
    found |= {"participants": 5, "by_capacity": {"convener": 1, "public_representative": 2}}
    return cr.Research(**(found | more))


def notice(on: str = "06-05", **more: Any) -> cr.Notice:
    """A notice of topic and information, to nobody in particular."""
    found = {"id": f"n{on}", "topic": "t1", "on": day(on), "channel": "opinion_letter"}
    return cr.Notice(**(found | {"content": True, "information": True} | more))


def line(
    person: str, capacity: str = "public_representative", *also: str, **more: Any
) -> cr.Attendance:
    """A line of the roll."""
    return cr.Attendance(person=person, capacity=capacity, also=also, **more)


def roll() -> tuple[cr.Attendance, ...]:
    """Twelve people of every capacity, six of them public representatives."""
    return (
        line("head", "convener"),
        line("m1", "co_convener"),
        line("m2", "member", sector="教育界"),
        line("o1", "official"),
        line("s1", "stakeholder"),
        line("a1", "representative_person"),
        line("v0", "public_representative", "stakeholder"),
        *(line(f"v{n}") for n in range(1, 6)),
    )


def session(**more: Any) -> cr.Session:
    """A session of the village room on the tenth of June."""
    found = {"id": "s1", "room": "r1", "topic": "t1", "on": HELD_ON, "form": "meeting"}
    return cr.Session(**(found | more))


def by_heads(**more: Any) -> cr.Session:
    """A session by head counts: twelve people, six of them public representatives."""
    found = {"participants": 12, "public_representatives": 6, "members": 2, "stakeholders": 2}
    found |= {"stakeholder_representatives": 1, "representative_persons": 1, "officials": 1}
    return session(**(found | {"officials_invited": 1, "notified": 12, "informed": 12} | more))


def session_facts(
    held: cr.Session | None = None,
    *,
    room: cr.Room | None = None,
    policy: cr.Edition = POLICY,
    **before: Any,
) -> Row:
    """The row of a session with what came before it; nothing else is told."""
    return session_row(
        held if held is not None else by_heads(), before=Before(**before), room=room, policy=policy
    )


def delivery(to: cr.Body = PARTY, on: str = "06-16") -> cr.Delivery:
    """A paper that reached a body."""
    return cr.Delivery(to=to, on=day(on))


def case(**more: Any) -> cr.CaseRecord:
    """A case with one session held; a field of the topic is given as ``topic=dict``."""
    told = more.pop("topic", {})
    return cr.CaseRecord(**({"topic": topic(**told), "sessions": (by_heads(),)} | more))


def case_facts(room: cr.Room | None = None, policy: cr.Edition = POLICY, **more: Any) -> Row:
    """The row of a case of the village room, or of another one."""
    return case_row(case(**more), room=room or village_room(), policy=policy)


def row_of(room: cr.Room, *, on: Any = HELD_ON, **more: Any) -> Row:
    """The row of a room, by default on the day of the session."""
    return room_row(room, on=on, policy=more.pop("policy", POLICY), **more)


def room_facts(room: cr.Room, *codes: str, **more: Any) -> tuple[int | None, ...]:
    """Some facts of that row."""
    facts = row_of(room, **more).facts
    return tuple(facts[code] for code in codes)
