"""Audit: a whole registry and a year → every finding, coverage, yearly duty and linkage."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultrules.auditing.coverage import Coverage, area_of, coverage_of, left_out, unit_rows
from consultrules.auditing.work import Watch, Work, bodies_known
from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.fact import Row
from consultrules.models.argument import day_of_call, one_of, policy_or_usual, record_from
from consultrules.models.base import LAST_DAY
from consultrules.models.collector import resting
from consultrules.models.gazetteer import Gazetteer, LeftOut
from consultrules.models.registry import Registry
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition
from consultrules.policy.judging import Force, Verdict
from consultrules.policy.language import LANGUAGES, language_from
from consultrules.rules.catalogue import rules_of
from consultrules.rules.finding import Finding
from consultrules.rules.report import Judged, Report, plain_findings

if TYPE_CHECKING:
    from consultrules.auditing.statistics.result import Statistics

LINKAGE = ("4.2.s5b", "4.2.s5a", "4.2.s4a", "3.3.s5")
"""The entries on rooms and the members tied to them, as ``Audit.linkage`` counts them."""


@dataclass(frozen=True)
class Audit:
    """What an audit of a year found.

    ``report`` holds every finding; ``coverage`` the two levels of 2.3.s1a; ``left_out`` the lines
    of the public list that are no units, with reasons; ``area`` the units in the denominator.
    """

    registry: Registry
    year: int
    as_of: dt.date
    policy: Edition
    report: Report
    area: tuple[Unit, ...]
    coverage: tuple[Coverage, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def ok(self) -> bool:
        """Whether every binding rule is met everywhere."""
        return self.report.ok

    @cached_property
    def duty(self) -> dict[Verdict, int]:
        """How many rooms met, missed or may still meet the minimum of the year (3.9)."""
        found = Counter(f.verdict for f in self.duty_findings())
        return {verdict: found[verdict] for verdict in Verdict}

    def duty_findings(self) -> Iterator[Finding]:
        """One finding on each room's year (3.9): that of its own kind, or that the year is partial."""
        for finding in self.report.findings:
            if finding.grain == "room_year" and (
                finding.verdict is not Verdict.NOT_APPLICABLE or finding.cause
            ):
                yield finding

    @cached_property
    def linkage(self) -> dict[str, dict[Verdict, int]]:
        """How many rooms have a linked member and members a room, by clause."""
        found = {key: Counter[Verdict]() for key in LINKAGE}
        for finding in self.report.findings:
            if finding.clause in found:
                found[finding.clause][finding.verdict] += 1
        return {key: {v: c[v] for v in Verdict if c[v]} for key, c in found.items()}

    @cached_property
    def conditional_rooms(self) -> dict[str, int]:
        """Enterprise, institution and sector rooms: a number, never a gap (2.3.s1b, K3)."""
        kinds = ("enterprise", "institution", "sector")
        day = min(self.as_of, dt.date(self.year, 12, 31))
        open_rooms = [r for r in self.registry.rooms if r.valid_on(day)]
        return {k: sum(r.kind_on(day) == k for r in open_rooms) for k in kinds}

    def rows(self) -> list[dict[str, object]]:
        """One plain dict for each finding, with the county of its subject."""
        return self._plain((), only_open=False)

    def roll_up(self, by: str = "county") -> list[dict[str, object]]:
        """Findings counted by ``county``, ``clause``, ``owed_by`` or ``grain``, and by verdict.

        Raises:
            IntakeError: for another key.
        """
        if by not in _KEYS:
            raise IntakeError([Fault("by", "unknown_word", shown(by), tuple(_KEYS))])
        key = _KEYS[by]
        found: dict[str, Counter[str]] = {}
        for finding in self.report.findings:
            found.setdefault(key(finding), Counter())[_column(finding)] += 1
        columns = [f"{force.value}_{verdict.value}" for force in Force for verdict in Verdict]
        return [
            {by: name, **{c: n[c] for c in columns if n[c]}} for name, n in sorted(found.items())
        ]

    def statistics(
        self,
        by: str = "county",
        period: str = "year",
        *,
        codes: tuple[str, ...] = (),
        lists: bool = False,
    ) -> Statistics:
        """Every statistic by ``room``, ``town``, ``county`` or ``city`` and by period.

        ``period`` is ``year``, ``half``, ``quarter`` or ``month``; ``codes`` narrows the statistics,
        ``lists`` adds the ids of what is lacking: only then do figures name anybody, and by id only.

        Raises:
            IntakeError: for a level, period or statistic that is none.
        """
        from consultrules.auditing.statistics.counting import statistics_of

        return statistics_of(self, by, period, codes, lists=lists)

    def to_dict(self, languages: tuple[str, ...] = LANGUAGES) -> dict[str, object]:
        """The versioned plain form, ``consultrules.audit/1``: findings that are not simply met."""
        return {
            "schema": "consultrules.audit/1",
            "notes": [note.text for note in self.registry.notes],
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "ok": self.ok,
            "verdict": self.report.verdict.value,
            "readings": dict(self.report.readings),
            "judged": len(self.report),
            "coverage": [level.to_dict() for level in self.coverage],
            "left_out": [line._asdict() for line in self.left_out],
            "conditional_rooms": dict(self.conditional_rooms),
            "duty": {verdict.value: number for verdict, number in self.duty.items()},
            "linkage": {key: {v.value: n for v, n in c.items()} for key, c in self.linkage.items()},
            "by_county": self.roll_up("county"),
            "findings": self._plain(languages, only_open=True),
        }

    def _plain(self, languages: tuple[str, ...], *, only_open: bool) -> list[dict[str, object]]:
        return [
            {"county": county.code if (county := county_of(row.row)) else None, **plain}
            for row in self.report.rows
            for plain in plain_findings(row.plan, row.row, row.codes, languages, only_open)
        ]

    def to_json(self) -> str:
        """The versioned plain form as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_html(self, *, lang: str = "zh", personal: bool = False) -> str:
        """One page for people, in ``zh`` or ``en``: what is wrong by county, who owes it, what to do.

        The file stands alone: no script, nothing from the network. Persons are counted and members
        numbered; with ``personal`` their ids and names are written out, telephones never.

        Raises:
            IntakeError: for another language.
        """
        from consultrules.auditing.page.page import page_of

        return page_of(self, lang=language_from(lang), personal=personal)

    def write_tables(self, folder: str | Path) -> dict[str, int]:
        """Write the rows that were judged as tables of facts, a CSV file each, for ``audit_tables``.

        Returns how many rows each table has.

        Raises:
            IntakeError: where a file cannot be written.
        """
        from consultrules.auditing.tables.export import write_facts

        return write_facts(self, folder)

    def __repr__(self) -> str:
        """Year, verdict and number of findings."""
        return f"<Audit {self.year} {self.report.verdict.value} {len(self.report)} findings>"


def audit(
    registry: Registry | Mapping[str, Any],
    *,
    year: int,
    as_of: dt.date | str,
    policy: Edition | None = None,
    units: Gazetteer | None = None,
    progress: Watch | None = None,
) -> Audit:
    """Judge everything in a registry, as one or as plain data, for one calendar year as of a day.

    Rooms, units and members are judged as they stand on ``as_of`` or at the end of the year,
    whichever is earlier; cases whose last session, or topic, belongs to the year; the yearly duty
    of rooms and of linked members. ``units`` is the gazetteer for coverage, Nantong's unless given;
    ``progress`` is called with rows done and rows in sight.

    Raises:
        IntakeError: for a year outside 2020 to 2199, a day that is none, a registry without
            anything to judge, or one whose counties are not in the gazetteer.
    """
    policy = policy_or_usual(policy)
    _possible(year, policy)
    as_of = day_of_call("as_of", as_of)
    units = one_of(Gazetteer, "units", units) or Gazetteer.nantong()
    registry = record_from(Registry, "registry", registry, units=units)
    area = area_of(registry, units)
    bodies_known(registry, units)
    with resting():
        rows = _rows(Work(registry, year, as_of, policy, progress), area, units)
    if not rows:
        raise IntakeError([Fault("", "not_judged")])

    def remake(policy: Edition, keys: tuple[str, ...]) -> Report:
        with resting():
            again = _rows(Work(registry, year, as_of, policy, None), area, units, keys)
        return Report(policy, again, as_of=as_of)

    report = Report(policy, rows, as_of=as_of, remake=remake)
    return Audit(
        registry,
        year,
        as_of,
        policy,
        report,
        area,
        coverage_of(report, area),
        left_out(area, units),
    )


def _rows(
    work: Work, area: tuple[Unit, ...], units: Gazetteer, keys: tuple[str, ...] = ()
) -> list[Judged]:
    """Everything judged, or the grains that some rules are about; the years of rooms count sessions."""
    grains = {rule.grain for rule in rules_of(work.policy) if not keys or rule.key in keys}
    found: list[Judged] = []
    if grains & {"session", "case", "evaluation", "room_year"}:
        found += work.cases()
    if "room" in grains:
        found += work.rooms()
    if "room_year" in grains:
        found += work.duties()
    if grains & {"member", "member_year"}:
        found += work.members()
    if "body_year" in grains:
        found += work.bodies(area, units)
    if "unit" in grains:
        found += [work.judge(row) for row in unit_rows(area, work.registry, on=work.day)]
    return found


def _possible(year: object, policy: Edition) -> None:
    """Refuse a year that cannot be."""
    if type(year) is not int:
        raise IntakeError([Fault("year", "wrong_type", shown(year), ("whole number",))])
    first, last = policy.in_force_from.year, LAST_DAY.year
    if not first <= year <= last:
        raise IntakeError([Fault("year", "out_of_bounds", shown(year), (f"{first}–{last}",))])


def county_of(row: Row) -> Unit | None:
    """The county of a row's subject."""
    return row.unit.county if row.unit is not None else None


def _column(finding: Finding) -> str:
    return f"{finding.force.value}_{finding.verdict.value}"


def _county(finding: Finding) -> str:
    county = county_of(finding.row)
    return county.code if county is not None else ""


_KEYS: dict[str, Callable[[Finding], str]] = {
    "county": _county,
    "clause": lambda finding: finding.key,
    "owed_by": lambda finding: finding.owed_by.value,
    "grain": lambda finding: finding.grain,
}
