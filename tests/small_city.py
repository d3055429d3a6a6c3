"""A city of two counties, small enough to count by hand.

County 甲县 (320101): town A with villages A1 and A2, subdistrict B with community B1, and a farm that
is no unit. County 乙县 (320102): town C with village C1.
"""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import consultrules as cr

A, A1, A2 = "320101100000", "320101100200", "320101100201"
B, B1, FARM = "320101001000", "320101001001", "320101401000"
C, C1 = "320102100000", "320102100200"
FIRST, SECOND, CITY = "320101000000", "320102000000", "320100000000"
NAMES = {CITY: "甲市", FIRST: "甲县", SECOND: "乙县", A: "子镇", A1: "子一村", A2: "子二村"}
NAMES |= {B: "丑街道", B1: "丑一社区", C: "寅镇", C1: "寅一村", FARM: "农场"}
KINDS = {A: "town", B: "subdistrict", C: "town", B1: "community"}
NEW_YEAR = dt.date(2026, 1, 1)
MEMBER = {"level": "county", "unit": FIRST, "since": "2022-01-01", "sector": "工会"}
LINK = {"person": "p1", "kind": "area", "level": "county", "since": "2022-01-01"}


def _units() -> cr.Gazetteer:
    with TemporaryDirectory() as folder:
        units, fixes = Path(folder, "units.csv"), Path(folder, "fixes.csv")
        lines = [f"{code},{name}\n" for code, name in NAMES.items()]
        units.write_text("code,name\n" + "".join(lines), encoding="utf-8")
        fixes.write_text(f"code,treat_as,served_by,reason\n{FARM},none,,农场\n", encoding="utf-8")
        return cr.Gazetteer.from_csv(units, corrections=fixes)


UNITS = _units()


def room(unit: str, **more: Any) -> dict[str, Any]:
    """The room of a unit, under the unit's name in the list above; open since 2021."""
    kind = KINDS.get(unit, "village")
    return {"id": f"r-{unit}", "kind": kind, "unit": unit, "since": "2021-01-01"} | more


def case(number: int, unit: str, *sessions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case of a unit's room with its sittings."""
    key = f"t{number}"
    topic = {"id": key, "room": f"r-{unit}", "text": "村道"} | more
    made = [
        {"id": f"{key}-{n}", "room": f"r-{unit}", "topic": key} | session
        for n, session in enumerate(sessions, 1)
    ]
    return {"topic": topic, "sessions": made}


def held(unit: str, *days: str, start: int = 1, **more: Any) -> list[dict[str, Any]]:
    """A case for each day, with one sitting of a unit's room on it."""
    return [case(n, unit, {"on": day} | more) for n, day in enumerate(days, start)]


def registry(rooms: list[Any], cases: list[Any] = [], **more: Any) -> cr.Registry:  # noqa: B006
    """A registry of this city."""
    return cr.Registry.read({"rooms": rooms, "cases": cases, **more}, units=UNITS)


def audited(
    known: cr.Registry, year: int = 2025, as_of: dt.date = NEW_YEAR, **readings: str
) -> cr.Audit:
    """The audit of a year, after it has ended, under some readings."""
    policy = cr.edition().with_readings(**readings)
    return cr.audit(known, year=year, as_of=as_of, policy=policy, units=UNITS)


def duty(result: cr.Audit, unit: str) -> cr.Finding | None:
    """The finding on a room's year, whatever its kind; ``None`` when it owes none."""
    found = [
        f
        for f in result.report.findings
        if f.grain == "room_year" and f.subject.startswith(f"r-{unit}@")
    ]
    shown = [f for f in found if f.verdict.value != "not_applicable" or f.cause]
    return shown[0] if shown else None
