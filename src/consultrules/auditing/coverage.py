"""Coverage of units by rooms: numerator, denominator, what is missing or left out (2.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultrules.errors import Fault, IntakeError
from consultrules.facts.fact import Row
from consultrules.facts.unit import unit_row
from consultrules.models.gazetteer import Gazetteer, LeftOut
from consultrules.models.registry import Registry
from consultrules.models.room import Room
from consultrules.models.unit import TOWN_KINDS, TOWN_ROOMS, VILLAGE_KINDS, VILLAGE_ROOMS, Unit
from consultrules.policy.judging import Verdict
from consultrules.rules.report import Report

_GROUPS = (("town_level", TOWN_KINDS), ("village_level", VILLAGE_KINDS))


@dataclass(frozen=True, slots=True)
class Coverage:
    """One level of coverage: units with a room among all units of these kinds in the area."""

    group: str
    numerator: int
    denominator: int
    missing: tuple[Unit, ...]

    def to_dict(self) -> dict[str, object]:
        """Plain data."""
        missing = [{"code": unit.code, "name": unit.name} for unit in self.missing]
        return {
            "group": self.group,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "missing": missing,
        }


def area_of(registry: Registry, units: Gazetteer) -> tuple[Unit, ...]:
    """The units that coverage is measured on: of every county in which the registry has a room.

    A room of the city itself (a city sector) brings in no county.

    Raises:
        IntakeError: for a county that is not in the gazetteer: its coverage would be 0 of 0.
    """
    counties = {room.unit.county.code for room in registry.rooms if room.unit.county is not None}
    unknown = sorted(code for code in counties if code not in units)
    if unknown:
        raise IntakeError([Fault("units", "unknown_unit", code) for code in unknown])
    return tuple(unit for unit in units if unit.county is not None and unit.county.code in counties)


def left_out(area: Iterable[Unit], units: Gazetteer) -> tuple[LeftOut, ...]:
    """The lines of the public list inside the area that are no units of the policy."""
    counties = {unit.county.code[:6] for unit in area if unit.county is not None}
    return tuple(line for line in units.left_out if line.code[:6] in counties)


def unit_rows(area: Sequence[Unit], registry: Registry, *, on: dt.date) -> Iterator[Row]:
    """One row for each town-level and village-level unit of the area."""
    own: dict[str, list[Room]] = {}
    shared: dict[str, list[Room]] = {}
    for room in registry.rooms:
        if room.kind in TOWN_ROOMS or room.kind in VILLAGE_ROOMS:
            own.setdefault(room.unit.code, []).append(room)
            for unit in room.also_covers:
                shared.setdefault(unit.code, []).append(room)
    told = {c.unit.code: c.exists for c in registry.work_committees}
    for unit in area:
        if unit.kind in TOWN_KINDS or unit.kind in VILLAGE_KINDS:
            yield unit_row(
                unit,
                rooms=own.get(unit.code, ()),
                shared=shared.get(unit.code, ()),
                work_committee=told.get(unit.code),
                on=on,
            )


def coverage_of(report: Report, area: Sequence[Unit]) -> tuple[Coverage, ...]:
    """The shares, read off the verdicts on 2.3.s1a."""
    return _levels(_verdicts(report), area)


def coverage_by_county(report: Report, area: Sequence[Unit]) -> dict[Unit, tuple[Coverage, ...]]:
    """The same shares in each county of the area."""
    counties: dict[Unit, list[Unit]] = {}
    for unit in area:
        if unit.county is not None:
            counties.setdefault(unit.county, []).append(unit)
    verdicts = _verdicts(report)
    return {county: _levels(verdicts, units) for county, units in counties.items()}


def _verdicts(report: Report) -> dict[str, Verdict]:
    return {f.subject: f.verdict for f in report.findings if f.key == "2.3.s1a"}


def _levels(verdicts: Mapping[str, Verdict], area: Sequence[Unit]) -> tuple[Coverage, ...]:
    found = []
    for group, kinds in _GROUPS:
        whole = [unit for unit in area if unit.kind in kinds and unit.code in verdicts]
        missing = tuple(unit for unit in whole if verdicts[unit.code] is not Verdict.PASS)
        found.append(Coverage(group, len(whole) - len(missing), len(whole), missing))
    return tuple(found)
