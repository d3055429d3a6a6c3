"""Small records that several tests start from: one village of Hai'an, its room, one sitting."""

from typing import Any

import consultrules as cr
from consultrules.errors import shown

VILLAGE, TOWN, COUNTY, CITY = "320685111200", "320685111000", "320685000000", "320600000000"
LIST = {"on": "2025-06-12", "items": [{"id": "a", "text": "路灯"}, {"id": "b"}]}
BY_TOWN = {"organ": "PARTY_COMMITTEE", "unit": TOWN}


def room(**more: Any) -> dict[str, Any]:
    """A village room as plain data."""
    return {"id": "r1", "kind": "village", "unit": VILLAGE} | more


def session(**more: Any) -> dict[str, Any]:
    """A sitting of that room as plain data."""
    return {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-06-10"} | more


def topic(**more: Any) -> dict[str, Any]:
    """A topic of that room as plain data."""
    return {"id": "t1", "room": "r1", "text": "村道怎么修"} | more


def case(**more: Any) -> dict[str, Any]:
    """A case with one sitting as plain data."""
    return {"topic": topic(), "sessions": [session()]} | more


def person(**more: Any) -> dict[str, Any]:
    """A county member as plain data."""
    membership = {"level": "county", "unit": COUNTY, "since": "2022-01-01"}
    return {"id": "p1", "name": "张三丰", "phone": "13900000000"} | {
        "memberships": [membership],
        **more,
    }


def own_unit(**more: Any) -> dict[str, Any]:
    """A village that stands in no gazetteer."""
    return {"code": "own-1", "name": "新村", "kind": "village", "parent": TOWN} | more


def faults(model: Any, data: Any) -> list[cr.Fault]:
    """Every fault of some plain data."""
    try:
        model.read(data)
    except cr.IntakeError as error:
        return list(error.faults)
    return []


def codes(model: Any, data: Any) -> list[tuple[str, str]]:
    """Place and code of every fault."""
    return [(fault.at, fault.code) for fault in faults(model, data)]


def named(value: object) -> str:
    """The id of a faulty value among a test's cases."""
    return f"{type(value).__name__} {shown(value)!a}"


FACTS = {"participants": 10, "public_representatives": 4}
BY_FACTS = {"do": "check", "grain": "session", "only": "3.3.s3c", "facts": FACTS}
BY_RECORDS = {
    "do": "check",
    "only": "3.3.s3c",
    "records": {"session": session(**FACTS), "room": room(), "topic": topic()},
}
ROUTE = {"do": "route", "route": "approval", "records": {"room": room()}}
AUDIT = {"do": "audit", "year": 2025, "as_of": "2025-12-31", "records": {"rooms": [room()]}}
ROUTES: dict[str, dict[str, Any]] = {
    "approval": {},
    "report": {},
    "sensitive": {},
    "entrusted": {"given": {"entrusted_by": [{"organ": "GOVERNMENT", "unit": TOWN}]}},
    "invitation": {"given": {"on": "2025-06-01"}},
    "evaluation": {},
    "feedback": {},
    "liaison": {},
}
