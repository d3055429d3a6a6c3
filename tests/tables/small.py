"""Small tables: a few rows in order, for tests that spoil one thing in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import consultrules as cr
from consultrules.auditing.sql.table import TABLES
from consultrules.errors import Fault
from consultrules.facts.fact import day_number

HAIAN = 320685000000
POLICY = cr.edition()
DAY = day_number(dt.date(2024, 6, 1))
_IN_ORDER = {
    "unit": {"unit_kind": 2, "rooms_registered": 3, "work_committee": 1},
    "room_year": {"room_kind": 1, "full_year": 1, "year_ended": 1, "sessions_held": 12},
    "member": {
        "member_tier": 2,
        "area_links": 1,
        "own_sector_has_room": 1,
        "sector_enrolments": 1,
    },
    "invitation": {"member_tier": 2, "invited_by_route": 1, "willing": 1, "declined": 0},
    "session": {"session_day": DAY},
}
"""A county, a room's year, a membership and an invitation in order; of a session nothing but its day."""


def row(table: str = "unit", subject: Any = 1, **told: Any) -> dict[str, Any]:
    """One row with every column that its table has to have."""
    keys = dict.fromkeys(TABLES[table].keys) | {"subject": subject}
    facts = dict.fromkeys(TABLES[table].facts(POLICY)) | _IN_ORDER[table]
    return keys | {"year": 2024, "unit": HAIAN} | facts | told


def many(count: int, **told: Any) -> list[dict[str, Any]]:
    """Units of which every second has no committee."""
    return [row(subject=n, work_committee=n % 2, **told) for n in range(count)]


def csv_folder(folder: Path, text: str | bytes, name: str = "facts_unit.csv") -> Path:
    """A folder with one CSV file."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def keys_of(result: cr.TableAudit, table: str | None = None) -> set[tuple[Any, ...]]:
    """Rule, subject and verdict of every finding."""
    return {(f["rule"], f["subject"], f["verdict"]) for f in result.findings(table)}


def refused(tables: Any, **how: Any) -> list[tuple[str, str, str]]:
    """Every fault for which tables are refused, as place, code and value."""
    return [(fault.at, fault.code, fault.value) for fault in faults(tables, **how)]


def faults(tables: Any, **how: Any) -> tuple[Fault, ...]:
    """Every fault for which tables are refused."""
    with pytest.raises(cr.IntakeError) as told:
        cr.audit_tables(tables, **how).close()
    return told.value.faults
